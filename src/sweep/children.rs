//! The next candidates: each capacity group one step up, and all of them together.

use super::cost::cost;
use super::member::{changes, is_capacity};
use super::step::{Grower, Reach, Sized};
use super::trial::Trial;
use crate::space::{Hyper, HyperId};
use crate::template::Group;

/// A larger member that may follow the incumbent.
#[derive(Clone, Debug)]
pub struct Child {
    /// Groups that it steps up, by index.
    pub groups: Vec<usize>,
    /// `depth 1 → 2`
    pub label: String,
    pub member: Sized,
}

/// The children, and why groups have none.
#[derive(Debug, Default)]
pub struct Children {
    pub list: Vec<Child>,
    /// What the cheapest member beyond the allowed factor costs, as a multiple of the incumbent.
    pub too_dear: Option<f64>,
}

/// Where the ladder stands: which groups may grow, and how often each has failed from here.
#[derive(Clone, Copy, Debug)]
pub struct Standing<'a> {
    pub groups: &'a [Group],
    pub frozen: &'a [bool],
    pub failures: &'a [usize],
}

/// One child for each group that is not frozen, in the author's order, then the joint one; none
/// dearer than `factor` times the incumbent. A group that has failed goes further the next time:
/// a first layer of a few units is a bottleneck, which says nothing about a wider one.
pub fn children<T: Trial>(
    grower: &Grower<T>,
    standing: Standing,
    incumbent: &Sized,
    factor: f64,
) -> Children {
    let amount = cost(grower.by, &incumbent.complexity);
    let cap = amount * factor.max(1.0);
    let mut children = Children::default();
    let mut joint = Child { groups: Vec::new(), label: String::new(), member: incumbent.clone() };
    for (at, group) in standing.groups.iter().enumerate() {
        if standing.frozen.get(at).copied().unwrap_or(false) {
            continue;
        }
        // What a step before has brought into being grows with it in the joint child.
        if let Reach::To(member) = step_group(grower, group, &joint.member, cap) {
            joint.groups.push(at);
            joint.member = member;
        }
        match step_group(grower, group, incumbent, cap) {
            Reach::To(member) => {
                let failures = standing.failures.get(at).copied().unwrap_or(0);
                let first = member.assignment.clone();
                let mut dear = None;
                let member = (0..failures).fold(member, |member, _| {
                    let next = further(grower, group, incumbent, &member, cap);
                    next.unwrap_or_else(|least| {
                        dear = least;
                        member
                    })
                });
                if failures > 0 && member.assignment == first {
                    if let Some(least) = dear {
                        children.dear(least / amount);
                    }
                    continue;
                }
                let label = changes(grower.space, &incumbent.assignment, &member.assignment);
                let new = |it: &Child| it.member.assignment != member.assignment;
                if children.list.iter().all(new) {
                    children.list.push(Child { groups: vec![at], label, member });
                }
            }
            Reach::TooDear(least) => {
                children.dear(least / amount);
            }
            Reach::Top => {}
        }
    }
    let known = |it: &Child| it.member.assignment == joint.member.assignment;
    if joint.groups.len() > 1 && !children.list.iter().any(known) {
        joint.label = changes(grower.space, &incumbent.assignment, &joint.member.assignment);
        children.list.push(joint);
    }
    children
}

impl Children {
    /// Notes a step that costs so many times the incumbent, and is too dear.
    fn dear(&mut self, times: f64) {
        self.too_dear = Some(self.too_dear.map_or(times, |it| it.min(times)));
    }
}

/// One notch more: of the capacity that the step brought into being, else of the group itself.
/// Where there is none, what the cheapest one would cost.
fn further<T: Trial>(
    grower: &Grower<T>,
    group: &Group,
    incumbent: &Sized,
    member: &Sized,
    cap: f64,
) -> Result<Sized, Option<f64>> {
    let came = |hyper: &&Hyper| {
        let (before, now) = (&incumbent.assignment, &member.assignment);
        is_capacity(hyper) && before.get(hyper.id).is_none() && now.get(hyper.id).is_some()
    };
    let new: Vec<HyperId> = grower.space.hypers.iter().filter(came).map(|hyper| hyper.id).collect();
    let hypers = if new.is_empty() { group.hypers.clone() } else { new };
    let wider = Group { name: group.name.clone(), hypers };
    match step_group(grower, &wider, member, cap) {
        Reach::To(next) => Ok(next),
        Reach::TooDear(least) => Err(Some(least)),
        Reach::Top => Err(None),
    }
}

/// Every hyperparameter of the group goes up as far as the cap allows; at least one does.
fn step_group<T: Trial>(grower: &Grower<T>, group: &Group, from: &Sized, cap: f64) -> Reach {
    let (mut member, mut moved, mut dear) = (from.clone(), false, None);
    for &id in &group.hypers {
        // What came with an earlier hyperparameter of the group starts at its cheapest.
        if from.assignment.get(id).is_none() {
            continue;
        }
        match grower.step(&member, id, cap) {
            Reach::To(next) => {
                moved = true;
                member = next;
            }
            Reach::TooDear(least) => {
                dear = Some(dear.map_or(least, |it: f64| it.min(least)));
            }
            Reach::Top => {}
        }
    }
    match (moved, dear) {
        (true, _) => Reach::To(member),
        (false, Some(least)) => Reach::TooDear(least),
        (false, None) => Reach::Top,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Costs, number};
    use super::{Grower, Standing, children};
    use crate::space::testing::{space, whole};
    use crate::space::{Assignment, HyperId};
    use crate::template::{Group, GrowthBy};

    fn labels(frozen: [bool; 3], factor: f64) -> (Vec<String>, Option<f64>) {
        let space = space(vec![whole("a", 1, 3), whole("b", 1, 3), whole("c", 1, 8)]);
        let costs = |it: &Assignment| Some(number(it, 0) * number(it, 1) * number(it, 2).pow(3));
        let trial = Costs(costs);
        let grower = Grower { space: &space, trial: &trial, by: GrowthBy::Params };
        let group =
            |(at, name): (usize, &str)| Group { name: name.to_owned(), hypers: vec![HyperId(at)] };
        let groups: Vec<Group> = ["a", "b", "c"].into_iter().enumerate().map(group).collect();
        let start = grower.size(space.defaults()).expect("valid");
        let standing = Standing { groups: &groups, frozen: &frozen, failures: &[0; 3] };
        let found = children(&grower, standing, &start, factor);
        (found.list.into_iter().map(|it| it.label).collect(), found.too_dear)
    }

    #[test]
    fn each_group_has_a_child_and_the_joint_one_fits_the_factor() {
        let (all, dear) = labels([false; 3], 4.0);
        assert_eq!(all, ["a 1 → 2", "b 1 → 2", "a 1 → 2, b 1 → 2"]);
        assert_eq!(dear, Some(8.0));
        let (all, dear) = labels([false; 3], 32.0);
        assert_eq!(all, ["a 1 → 2", "b 1 → 2", "c 1 → 2", "a 1 → 2, b 1 → 2, c 1 → 2"]);
        assert_eq!(dear, None);
    }

    #[test]
    fn frozen_groups_have_none() {
        assert_eq!(labels([true, false, true], 4.0).0, ["b 1 → 2"]);
        assert_eq!(labels([true; 3], 4.0), (Vec::new(), None));
    }
}

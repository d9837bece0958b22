//! Listing members, and drawing them at random.

use std::mem::take;

use super::assignment::Assignment;
use super::domain::Value;
use super::hyper::{Hyper, Space};
use crate::random::Stream;

impl Space {
    /// Every complete assignment of the hyperparameters that `vary`, the others at their default.
    /// `None` where there are more than `limit`, or infinitely many.
    pub fn members(&self, limit: usize, vary: impl Fn(&Hyper) -> bool) -> Option<Vec<Assignment>> {
        let varying: Vec<bool> = self.hypers.iter().map(vary).collect();
        self.members_of(limit, |hyper| {
            let varies = varying.get(hyper.id.0).copied().unwrap_or_default();
            let all = if varies { Some(hyper.domain.values()?) } else { None };
            let fixed = (!varies).then_some(hyper.default);
            Some(fixed.into_iter().chain(all.into_iter().flatten()))
        })
    }

    /// The same with the values that `values` gives for each hyperparameter, where it is active;
    /// `None` also where it gives none.
    pub fn members_of<'a, V: Iterator<Item = Value>>(
        &'a self,
        limit: usize,
        values: impl Fn(&'a Hyper) -> Option<V>,
    ) -> Option<Vec<Assignment>> {
        let mut members = vec![Assignment::new(self.hypers.len())];
        for hyper in &self.hypers {
            let mut next = Vec::with_capacity(members.len());
            for mut member in members {
                if !hyper.condition.holds(&member) {
                    next.push(member);
                    continue;
                }
                let mut values = values(hyper)?.peekable();
                while let Some(value) = values.next() {
                    if next.len() >= limit {
                        return None;
                    }
                    let last = values.peek().is_none();
                    let mut with = if last { take(&mut member) } else { member.clone() };
                    with.set(hyper.id, Some(value));
                    next.push(with);
                }
            }
            members = next;
        }
        (members.len() <= limit).then_some(members)
    }

    /// A member with every active hyperparameter drawn from its domain.
    pub fn draw(&self, stream: &mut Stream) -> Assignment {
        let mut member = Assignment::new(self.hypers.len());
        for hyper in &self.hypers {
            if hyper.condition.holds(&member) {
                member.set(hyper.id, Some(hyper.domain.from_unit(stream.uniform())));
            }
        }
        member
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{choice, real, space, whole};
    use super::*;
    use crate::space::Test;

    #[test]
    fn lists_as_many_as_the_size_says() {
        let space = space(vec![
            choice("a", &["x", "y"]),
            whole("b", 1, 4).when(0, Test::Is(1)),
            whole("c", 0, 2),
        ]);
        let members = space.members(100, |_| true).unwrap();
        assert_eq!(space.size().exact, Some(members.len() as u128));
        assert!(members.iter().all(|member| space.is_complete(member)));
        assert_eq!(space.members(14, |_| true), None);
        assert_eq!(space.members(15, |_| true).map(|list| list.len()), Some(15));
        assert_eq!(space.members(2, |hyper| hyper.path == "a").map(|list| list.len()), Some(2));
    }

    #[test]
    fn draws_are_complete_and_real_ranges_are_not_listed() {
        let space = space(vec![choice("a", &["x", "y"]), real("b", 0.0, 1.0).when(0, Test::Is(1))]);
        assert_eq!(space.members(100, |_| true), None);
        let mut stream = Stream::new(1, "test");
        for _ in 0..100 {
            assert!(space.is_complete(&space.draw(&mut stream)));
        }
    }
}

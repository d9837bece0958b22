//! Every combination of the values, in a random order; of real ranges both ends and the middle, and
//! once all these were tried, what lies between.

use super::{Sampler, Scene};
use crate::random::Stream;
use crate::space::{Assignment, Hyper, Value};
use std::collections::VecDeque;

/// A grid of more members is drawn from at random instead of being listed.
const MOST: usize = 20_000;
/// How often real ranges are halved before nothing new is left.
const ROUNDS: u32 = 8;

pub struct Grid {
    stream: Stream,
    round: u32,
    left: VecDeque<Assignment>,
    /// What the list was made for.
    of: Option<Assignment>,
}

impl Grid {
    pub fn new(seed: u64) -> Grid {
        let stream = Stream::new(seed, "sweep/grid");
        Grid { stream, round: 0, left: VecDeque::new(), of: None }
    }
}

impl Sampler for Grid {
    fn suggest(&mut self, scene: &Scene) -> Option<Assignment> {
        // Other values of what is not free make another grid.
        let fixed = scene.member(|_| 0.0);
        if self.of.as_ref() != Some(&fixed) {
            self.of = Some(fixed);
            self.round = 0;
            self.left.clear();
        }
        loop {
            while let Some(next) = self.left.pop_front() {
                if scene.is_new(&next) {
                    return Some(next);
                }
            }
            self.round += 1;
            if self.round > ROUNDS {
                return None;
            }
            match members(scene, self.round) {
                Some(mut all) => {
                    self.stream.shuffle(&mut all);
                    self.left = all.into();
                }
                None => return Some(self.draw(scene)),
            }
        }
    }
}

impl Grid {
    /// Any point of a grid that is too large to be listed.
    fn draw(&mut self, scene: &Scene) -> Assignment {
        let round = self.round;
        self.round -= 1;
        scene.member(|hyper| {
            let values = values(hyper, round);
            let at = self.stream.below(values.len() as u64) as usize;
            values.get(at).map_or(0.0, |value| hyper.domain.to_unit(*value))
        })
    }
}

/// The members of the grid; none where there are too many.
fn members(scene: &Scene, round: u32) -> Option<Vec<Assignment>> {
    let values = |hyper: &Hyper| match (scene.free)(hyper) {
        true => values(hyper, round),
        false => vec![scene.base.get(hyper.id).unwrap_or(hyper.default)],
    };
    let all: Vec<Vec<Value>> = scene.space.hypers.iter().map(values).collect();
    scene.space.members_of(MOST, |hyper| Some(all.get(hyper.id.0)?.iter().copied()))
}

/// All values, or evenly spaced ones of a real range: 3, 5, 9 and so on.
fn values(hyper: &Hyper, round: u32) -> Vec<Value> {
    match hyper.domain.values() {
        Some(values) => values.take(MOST).collect(),
        None => {
            let steps = 1_u32 << round;
            let place = |step: u32| f64::from(step) / f64::from(steps);
            (0..=steps).map(|step| hyper.domain.from_unit(place(step))).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{search, with};
    use super::super::{Sampler as _, Shown};
    use super::Grid;
    use crate::space::testing::{choice, real, space, whole};
    use crate::space::{HyperId, Test, Value};

    #[test]
    fn every_member_comes_once_and_then_nothing() {
        let space = space(vec![
            choice("a", &["x", "y"]),
            whole("b", 1, 4).when(0, Test::Is(1)),
            whole("c", 0, 2),
        ]);
        let mut sampler = Grid::new(1);
        let known = search(&space, &mut sampler, 15, |_| Shown::Complete(0.0));
        let mut found: Vec<_> = known.iter().map(|it| it.assignment.clone()).collect();
        found.sort();
        let mut all = space.members(100, |_| true).unwrap();
        all.sort();
        assert_eq!(found, all);
        assert_eq!(with(&space, &known, |scene| sampler.suggest(scene)), None);
    }

    #[test]
    fn real_ranges_are_halved_again_and_again() {
        let space = space(vec![real("x", 0.0, 1.0)]);
        let known = search(&space, &mut Grid::new(1), 9, |_| Shown::Complete(0.0));
        let of = |range: std::ops::Range<usize>| {
            let mut values: Vec<f64> = known[range]
                .iter()
                .map(|it| match it.assignment.get(HyperId(0)) {
                    Some(Value::Real(x)) => x,
                    other => panic!("{other:?}"),
                })
                .collect();
            values.sort_by(f64::total_cmp);
            values
        };
        assert_eq!(of(0..3), [0.0, 0.5, 1.0]);
        assert_eq!(of(3..5), [0.25, 0.75]);
        assert_eq!(of(5..9), [0.125, 0.375, 0.625, 0.875]);
    }

    #[test]
    fn a_grid_too_large_to_list_is_drawn_from() {
        let space = space((0..12).map(|at| whole(&format!("x{at}"), 0, 9)).collect());
        let known = search(&space, &mut Grid::new(1), 30, |_| Shown::Complete(0.0));
        let mut all: Vec<_> = known.iter().map(|it| it.assignment.clone()).collect();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 30);
    }
}

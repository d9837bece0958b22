//! How many members a family has, after everything that `require` excludes.
//!
//! Parts of the family that a condition keeps or excludes as a whole are counted at once; a part of
//! which that cannot be told from its ranges is split, until it can, or until the effort is spent.

use super::explore::Plan;
use super::judge::{Judge, Verdict};
use super::region::Region;
use crate::space::Size;

/// How many members there are. A real-valued hyperparameter counts as one value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Count {
    /// Members that are certainly kept, and members that may be; equal where all could be told.
    pub least: f64,
    pub most: f64,
    /// The number itself, where it is known and not too large.
    pub exact: Option<u128>,
    /// Some member has a real-valued hyperparameter.
    pub continuous: bool,
}

impl Count {
    fn add(&mut self, size: Size, kept: bool) {
        self.most += size.rough;
        self.continuous |= size.continuous;
        if kept {
            self.least += size.rough;
            self.exact = self.exact.zip(size.exact).and_then(|(a, b)| a.checked_add(b));
        } else if size.rough > 0.0 {
            self.exact = None;
        }
    }
}

/// Counts the members of a region; `effort` is the number of layers that may be looked at.
pub fn count(plan: &Plan, region: &Region, effort: usize) -> Count {
    let mut judge = Judge::new(plan, effort);
    let mut total = Count { least: 0.0, most: 0.0, exact: Some(0), continuous: false };
    let mut parts = vec![region.clone()];
    while let Some(part) = parts.pop() {
        let space = &plan.family.space;
        let spent = judge.left == 0;
        match if spent { Verdict::Open } else { judge.verdict(&part) } {
            Verdict::Excluded => {}
            Verdict::Kept => total.add(space.size_within(&|id| part.run(space, id)), true),
            Verdict::Open => {
                judge.left = judge.left.saturating_sub(1);
                let split = if spent { Vec::new() } else { judge.split(&part) };
                if split.is_empty() {
                    total.add(space.size_within(&|id| part.run(space, id)), false);
                }
                parts.extend(split);
            }
        }
    }
    total
}

//! Whether a condition can be told without choosing a member.

use super::context::Resolver;
use crate::space::{Comparison, Predicate};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Always,
    Never,
    Depends,
}

impl Verdict {
    fn not(self) -> Verdict {
        match self {
            Verdict::Always => Verdict::Never,
            Verdict::Never => Verdict::Always,
            Verdict::Depends => Verdict::Depends,
        }
    }
}

impl Resolver<'_> {
    /// Sound, not complete: from the ends of both sides alone.
    pub fn verdict(&self, predicate: &Predicate) -> Verdict {
        match predicate {
            Predicate::Compare(comparison, left, right) => {
                match (self.hull(left), self.hull(right)) {
                    (Some(left), Some(right)) => compare(*comparison, left, right),
                    _ => Verdict::Depends,
                }
            }
            Predicate::And(left, right) => match (self.verdict(left), self.verdict(right)) {
                (Verdict::Never, _) | (_, Verdict::Never) => Verdict::Never,
                (Verdict::Always, Verdict::Always) => Verdict::Always,
                _ => Verdict::Depends,
            },
            Predicate::Or(left, right) => match (self.verdict(left), self.verdict(right)) {
                (Verdict::Always, _) | (_, Verdict::Always) => Verdict::Always,
                (Verdict::Never, Verdict::Never) => Verdict::Never,
                _ => Verdict::Depends,
            },
            Predicate::Not(inner) => self.verdict(inner).not(),
        }
    }
}

fn compare(comparison: Comparison, left: (f64, f64), right: (f64, f64)) -> Verdict {
    let told = |always: bool, never: bool| match (always, never) {
        (true, _) => Verdict::Always,
        (_, true) => Verdict::Never,
        _ => Verdict::Depends,
    };
    match comparison {
        Comparison::Less => told(left.1 < right.0, left.0 >= right.1),
        Comparison::LessEqual => told(left.1 <= right.0, left.0 > right.1),
        Comparison::Greater => compare(Comparison::LessEqual, left, right).not(),
        Comparison::GreaterEqual => compare(Comparison::Less, left, right).not(),
        Comparison::Equal => {
            let point = left.0 == left.1 && left == right;
            told(point, left.1 < right.0 || left.0 > right.1)
        }
        Comparison::NotEqual => compare(Comparison::Equal, left, right).not(),
    }
}

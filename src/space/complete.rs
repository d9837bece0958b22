//! Which hyperparameters a member has, and members made whole.

use super::assignment::Assignment;
use super::hyper::{HyperId, Space};

impl Space {
    /// Whether members with these values have this hyperparameter. The values must be complete
    /// for all hyperparameters with a smaller id.
    pub fn is_active(&self, id: HyperId, assignment: &Assignment) -> bool {
        self.get(id).is_some_and(|hyper| hyper.condition.holds(assignment))
    }

    /// The default member: every active hyperparameter at its default.
    pub fn defaults(&self) -> Assignment {
        self.complete(Assignment::new(self.hypers.len()))
    }

    /// Drops values of inactive hyperparameters (and of unknown ones, and values outside of their
    /// domain), and fills missing active ones with their default.
    pub fn complete(&self, partial: Assignment) -> Assignment {
        let mut whole = Assignment::new(self.hypers.len());
        // Ascending ids: conditions only look back, at values that are settled by then.
        for hyper in &self.hypers {
            if hyper.condition.holds(&whole) {
                let given = partial.get(hyper.id).filter(|value| hyper.domain.contains(*value));
                whole.set(hyper.id, Some(given.unwrap_or(hyper.default)));
            }
        }
        whole
    }

    /// Whether every active hyperparameter has a value of its domain, and no other has one.
    pub fn is_complete(&self, assignment: &Assignment) -> bool {
        assignment.iter().all(|(id, _)| id.0 < self.hypers.len())
            && self.hypers.iter().all(|hyper| match assignment.get(hyper.id) {
                Some(value) => hyper.condition.holds(assignment) && hyper.domain.contains(value),
                None => !hyper.condition.holds(assignment),
            })
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{choice, optional, space, whole};
    use super::*;
    use crate::space::{Test, Value};

    #[test]
    fn nested_values_follow_their_parents() {
        let space = space(vec![
            choice("optimizer", &["sgd", "adam"]),
            whole("optimizer.sgd.steps", 1, 5).when(0, Test::Is(0)),
            optional("extra"),
            whole("extra.depth", 0, 3).when(2, Test::Is(1)),
            whole("extra.units", 4, 8).when(3, Test::MoreThan(0)),
        ]);
        let defaults = space.defaults();
        let ids: Vec<usize> = defaults.iter().map(|(id, _)| id.0).collect();
        assert_eq!(ids, [0, 1, 2]);
        let mut chosen = defaults.clone();
        chosen.set(HyperId(2), Some(Value::Choice(1)));
        chosen.set(HyperId(3), Some(Value::Whole(2)));
        chosen.set(HyperId(0), Some(Value::Choice(1)));
        let whole = space.complete(chosen);
        let ids: Vec<usize> = whole.iter().map(|(id, _)| id.0).collect();
        assert_eq!(ids, [0, 2, 3, 4]);
        assert!(space.is_complete(&whole));
        assert!(space.is_active(HyperId(4), &whole));
        assert!(!space.is_active(HyperId(1), &whole));
        let mut gone = whole.clone();
        gone.set(HyperId(2), Some(Value::Choice(0)));
        assert!(!space.is_complete(&gone));
        assert_eq!(space.complete(gone).get(HyperId(4)), None);
    }

    #[test]
    fn values_outside_their_domain_fall_back() {
        let space = space(vec![whole("units", 4, 8)]);
        let mut wrong = Assignment::default();
        wrong.set(HyperId(0), Some(Value::Whole(99)));
        assert_eq!(space.complete(wrong), space.defaults());
    }
}

//! A family whose members only have a cost, for tests of growing.

use super::trial::{Advance, Complexity, Epoch, Failure, Flow, Job, Score, Trial};
use crate::space::{Assignment, HyperId, Value};

/// Parameters of a member; none where it is invalid.
pub struct Costs(pub fn(&Assignment) -> Option<u64>);

/// The number that a member has for a hyperparameter; 0 where it has none.
pub fn number(member: &Assignment, id: usize) -> u64 {
    match member.get(HyperId(id)) {
        Some(Value::Whole(n)) => n as u64,
        Some(Value::Choice(n)) => n as u64,
        _ => 0,
    }
}

impl Trial for Costs {
    type State = ();

    fn complexity(&self, member: &Assignment) -> Result<Complexity, String> {
        let params = (self.0)(member).ok_or_else(|| "invalid".to_owned())?;
        Ok(Complexity { params, flops: 10 * params, layers: 1 })
    }

    fn epochs(&self, _: &Assignment) -> usize {
        1
    }

    fn advance(
        &self,
        _: &Job,
        _: Option<()>,
        _: &mut (dyn FnMut(&Epoch) -> Flow + Send),
    ) -> Result<Advance<()>, Failure> {
        Err(Failure::Broken("costs cannot be trained".to_owned()))
    }

    fn test(&self, _: &Job, (): &()) -> Result<Score, Failure> {
        Err(Failure::Broken("costs cannot be tested".to_owned()))
    }
}

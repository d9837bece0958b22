//! One member of the family, as values for its hyperparameters.

use std::cmp::Ordering;
use std::fmt::Write as _;
use std::hash::{Hash, Hasher};

use super::domain::Value;
use super::eval::TermFault;
use super::hyper::HyperId;

/// A value for every active hyperparameter; none for the inactive ones.
///
/// Two are equal when the same hyperparameters have the same values, to the last bit.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct Assignment {
    values: Vec<Option<Value>>,
}

impl Assignment {
    pub fn new(count: usize) -> Assignment {
        Assignment { values: vec![None; count] }
    }

    /// Places for values, of active and inactive hyperparameters alike.
    pub fn slots(&self) -> usize {
        self.values.len()
    }

    pub fn get(&self, id: HyperId) -> Option<Value> {
        self.values.get(id.0).copied().flatten()
    }

    /// Which alternative of a choice, or whether a `maybe` is there (1).
    ///
    /// # Errors
    /// Where it has no value, or one that is no choice.
    pub fn alternative(&self, id: HyperId) -> Result<usize, TermFault> {
        match self.get(id) {
            Some(Value::Choice(at)) => Ok(at),
            Some(_) => Err(TermFault::Kind(id)),
            None => Err(TermFault::Missing(id)),
        }
    }

    /// Sets or, with `None`, clears a value.
    pub fn set(&mut self, id: HyperId, value: Option<Value>) {
        if self.values.len() <= id.0 {
            if value.is_none() {
                return;
            }
            self.values.resize(id.0 + 1, None);
        }
        if let Some(slot) = self.values.get_mut(id.0) {
            *slot = value;
        }
    }

    /// The values that are there, in order of the ids.
    pub fn iter(&self) -> impl Iterator<Item = (HyperId, Value)> + '_ {
        self.values.iter().enumerate().filter_map(|(at, value)| Some((HyperId(at), (*value)?)))
    }

    /// A stable text that two assignments share exactly when they are equal: `0=3;2=r0.5;5=c1`.
    pub fn key(&self) -> String {
        let mut key = String::new();
        for (id, value) in self.iter() {
            let mark = if key.is_empty() { "" } else { ";" };
            // Writing to a string cannot fail.
            let _ = match value {
                Value::Whole(v) => write!(key, "{mark}{}={v}", id.0),
                Value::Real(v) => write!(key, "{mark}{}=r{:?}", id.0, v + 0.0),
                Value::Choice(at) => write!(key, "{mark}{}=c{at}", id.0),
            };
        }
        key
    }

    fn bits(&self) -> impl Iterator<Item = (usize, u8, u64)> + '_ {
        self.iter().map(|(id, value)| match value {
            Value::Whole(v) => (id.0, 0, v as u64),
            // Adding 0 makes -0 equal to 0.
            Value::Real(v) => (id.0, 1, (v + 0.0).to_bits()),
            Value::Choice(at) => (id.0, 2, at as u64),
        })
    }
}

impl PartialEq for Assignment {
    fn eq(&self, other: &Assignment) -> bool {
        self.bits().eq(other.bits())
    }
}

impl Eq for Assignment {}

impl PartialOrd for Assignment {
    fn partial_cmp(&self, other: &Assignment) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Some stable order, for sets and maps; it means nothing.
impl Ord for Assignment {
    fn cmp(&self, other: &Assignment) -> Ordering {
        self.bits().cmp(other.bits())
    }
}

impl Hash for Assignment {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.bits().for_each(|bits| bits.hash(state));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trailing_absences_do_not_matter() {
        let mut long = Assignment::new(9);
        let mut short = Assignment::default();
        assert_eq!(long, short);
        long.set(HyperId(1), Some(Value::Whole(3)));
        short.set(HyperId(1), Some(Value::Whole(3)));
        assert_eq!(long, short);
        assert_eq!(long.key(), "1=3");
    }

    #[test]
    fn the_key_tells_kinds_and_bits_apart() {
        let with = |value| {
            let mut one = Assignment::default();
            one.set(HyperId(0), Some(value));
            one
        };
        assert_ne!(with(Value::Whole(1)).key(), with(Value::Choice(1)).key());
        assert_ne!(with(Value::Whole(1)).key(), with(Value::Real(1.0)).key());
        assert_ne!(with(Value::Real(0.1 + 0.2)).key(), with(Value::Real(0.3)).key());
        assert_eq!(with(Value::Real(-0.0)), with(Value::Real(0.0)));
        assert_eq!(with(Value::Real(-0.0)).key(), with(Value::Real(0.0)).key());
    }
}

//! One member of the family, as values for its hyperparameters.

use super::domain::Value;
use super::hyper::HyperId;

/// A value for every active hyperparameter; none for the inactive ones.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
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

    /// Sets or, with `None`, clears a value.
    pub fn set(&mut self, id: HyperId, value: Option<Value>) {
        if self.values.len() <= id.0 {
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
}

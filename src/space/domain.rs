//! The values that a hyperparameter may take: counting, membership, order.

/// One value of a hyperparameter.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, serde::Serialize, serde::Deserialize)]
pub enum Value {
    Whole(i64),
    Real(f64),
    /// An alternative of a choice, from 0. Of a `maybe`: 0 absent, 1 present.
    Choice(usize),
}

/// How a range is searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scale {
    Linear,
    Log,
}

/// Both ends of every range are included.
#[derive(Clone, Debug, PartialEq)]
pub enum Domain {
    Whole {
        low: i64,
        high: i64,
        scale: Scale,
    },
    Real {
        low: f64,
        high: f64,
        scale: Scale,
    },
    /// A `step` or `by` grid, ascending.
    Grid {
        values: Vec<f64>,
        whole: bool,
        scale: Scale,
    },
    /// Alternatives by the text that names each (`relu`, `3`, `1e-6..1e-2`).
    Choice {
        labels: Vec<String>,
        ordered: bool,
    },
    /// `maybe`
    Optional,
}

/// How far a neighbour lies in a range of many values, as a share of the whole range.
const STEP: f64 = 0.1;
/// Ranges of whole numbers with at most this many values have neighbours one apart.
const FEW: u64 = 16;

impl Domain {
    /// How many values there are; `None` for a real range with more than one.
    pub fn count(&self) -> Option<u64> {
        match self {
            Domain::Whole { low, high, .. } if high < low => Some(0),
            Domain::Whole { low, high, .. } => Some(high.abs_diff(*low).saturating_add(1)),
            Domain::Real { low, high, .. } => (low == high).then_some(1),
            Domain::Grid { values, .. } => Some(values.len() as u64),
            Domain::Choice { labels, .. } => Some(labels.len() as u64),
            Domain::Optional => Some(2),
        }
    }

    /// How many alternatives without an order; none where values have one.
    pub fn alternatives(&self) -> Option<usize> {
        match self {
            Domain::Choice { labels, ordered: false } => Some(labels.len()),
            Domain::Optional => Some(2),
            _ => None,
        }
    }

    /// The value at a place in ascending order, from 0. Of a real range only the single one of
    /// equal ends.
    pub fn nth(&self, index: u64) -> Option<Value> {
        if index >= self.count()? {
            return None;
        }
        match self {
            Domain::Whole { low, .. } => low.checked_add_unsigned(index).map(Value::Whole),
            Domain::Real { low, .. } => Some(Value::Real(*low)),
            Domain::Grid { values, whole, .. } => {
                let value = *values.get(usize::try_from(index).ok()?)?;
                Some(if *whole { Value::Whole(value.round() as i64) } else { Value::Real(value) })
            }
            Domain::Choice { .. } | Domain::Optional => {
                usize::try_from(index).ok().map(Value::Choice)
            }
        }
    }

    /// The place of a value in ascending order; the inverse of [`Domain::nth`].
    pub fn index_of(&self, value: Value) -> Option<u64> {
        let index = match (self, value) {
            (Domain::Whole { low, .. }, Value::Whole(v)) if v >= *low => v.abs_diff(*low),
            (Domain::Real { low, .. }, Value::Real(v)) if v == *low => 0,
            (Domain::Grid { values, whole: true, .. }, Value::Whole(v)) => {
                values.iter().position(|known| known.round() as i64 == v)? as u64
            }
            (Domain::Grid { values, whole: false, .. }, Value::Real(v)) => {
                values.iter().position(|known| same(*known, v))? as u64
            }
            (Domain::Choice { .. } | Domain::Optional, Value::Choice(at)) => at as u64,
            _ => return None,
        };
        (index < self.count()?).then_some(index)
    }

    /// All values in ascending order (choices as written); `None` for a real range.
    pub fn values(&self) -> Option<impl Iterator<Item = Value> + '_> {
        let count = self.count()?;
        Some((0..count).filter_map(|at| self.nth(at)))
    }

    /// Whether the value belongs to the domain and is of its kind.
    pub fn contains(&self, value: Value) -> bool {
        match (self, value) {
            (Domain::Real { low, high, .. }, Value::Real(v)) => (*low..=*high).contains(&v),
            _ => self.index_of(value).is_some(),
        }
    }

    /// Values near by. Grids and small ranges: the ones before and after; large and real ranges:
    /// a tenth of the range down and up on its scale; choices: one place away where ordered,
    /// else all others.
    pub fn neighbours(&self, value: Value) -> Vec<Value> {
        if !self.contains(value) {
            return Vec::new();
        }
        let mut near = match self {
            Domain::Choice { labels, ordered: false } => {
                (0..labels.len()).map(Value::Choice).collect()
            }
            Domain::Real { .. } => self.steps_away(value),
            Domain::Whole { .. } if self.count().is_none_or(|count| count > FEW) => {
                self.steps_away(value)
            }
            _ => self.places_away(value),
        };
        near.retain(|other| *other != value);
        near.dedup();
        near
    }

    fn places_away(&self, value: Value) -> Vec<Value> {
        let Some(at) = self.index_of(value) else { return Vec::new() };
        let below = at.checked_sub(1).and_then(|at| self.nth(at));
        let above = self.nth(at.saturating_add(1));
        below.into_iter().chain(above).collect()
    }

    fn steps_away(&self, value: Value) -> Vec<Value> {
        let unit = self.to_unit(value);
        let mut near = [self.from_unit((unit - STEP).max(0.0)), self.from_unit(unit + STEP)];
        for (place, step) in near.iter_mut().zip([-1, 1]) {
            if *place == value
                && let Value::Whole(v) = value
                && self.contains(Value::Whole(v.saturating_add(step)))
            {
                *place = Value::Whole(v.saturating_add(step));
            }
        }
        near.to_vec()
    }
}

/// Equal but for the rounding of a decimal text.
fn same(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-12 * a.abs().max(b.abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid() -> Domain {
        Domain::Grid { values: vec![16.0, 32.0, 64.0], whole: true, scale: Scale::Log }
    }

    #[test]
    fn counts() {
        let whole = |low, high| Domain::Whole { low, high, scale: Scale::Linear };
        assert_eq!(whole(16, 256).count(), Some(241));
        assert_eq!(whole(3, 3).count(), Some(1));
        assert_eq!(whole(4, 3).count(), Some(0));
        assert_eq!(whole(i64::MIN, i64::MAX).count(), Some(u64::MAX));
        assert_eq!(grid().count(), Some(3));
        assert_eq!(Domain::Optional.count(), Some(2));
        let real = |low, high| Domain::Real { low, high, scale: Scale::Linear };
        assert_eq!(real(0.0, 1.0).count(), None);
        assert_eq!(real(0.5, 0.5).count(), Some(1));
    }

    #[test]
    fn lists_in_ascending_order() {
        let listed: Vec<Value> = grid().values().unwrap().collect();
        assert_eq!(listed, [16, 32, 64].map(Value::Whole));
        assert_eq!(grid().index_of(Value::Whole(32)), Some(1));
        assert_eq!(grid().index_of(Value::Whole(33)), None);
        assert!(!grid().contains(Value::Real(32.0)));
    }

    #[test]
    fn neighbours_are_close_and_inside() {
        assert_eq!(grid().neighbours(Value::Whole(16)), vec![Value::Whole(32)]);
        let few = Domain::Whole { low: 1, high: 4, scale: Scale::Linear };
        assert_eq!(few.neighbours(Value::Whole(3)), vec![Value::Whole(2), Value::Whole(4)]);
        let many = Domain::Whole { low: 0, high: 99, scale: Scale::Linear };
        assert_eq!(many.neighbours(Value::Whole(50)), vec![Value::Whole(40), Value::Whole(60)]);
        let log = Domain::Whole { low: 1, high: 1000, scale: Scale::Log };
        assert_eq!(log.neighbours(Value::Whole(1)), vec![Value::Whole(2)]);
        let open =
            Domain::Choice { labels: vec!["a".into(), "b".into(), "c".into()], ordered: false };
        assert_eq!(open.neighbours(Value::Choice(1)), vec![Value::Choice(0), Value::Choice(2)]);
        assert_eq!(open.neighbours(Value::Choice(7)), vec![]);
    }
}

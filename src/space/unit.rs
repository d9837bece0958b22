//! Domains seen as the unit interval, for samplers.

use super::domain::{Domain, Scale, Value};

/// The largest number below 1: samplers draw from [0, 1), and the top of a range must be reachable.
const TOP: f64 = 1.0 - f64::EPSILON / 2.0;

impl Domain {
    /// The value at `u` in [0, 1); numbers outside are moved to the nearest end.
    ///
    /// Choices, grids and linear whole ranges give every value an equal share. A whole range in
    /// `log` gives a value the share of the numbers that round to it; real ranges reach both ends,
    /// and their values have few digits.
    pub fn from_unit(&self, u: f64) -> Value {
        let u = if u.is_nan() { 0.0 } else { u.clamp(0.0, TOP) };
        match self {
            Domain::Whole { low, high, scale: Scale::Log } if *low > 0 => {
                let (start, end) = rounding_ends(*low, *high);
                let place = (start + u * (end - start)).exp().round() as i64;
                Value::Whole(place.clamp(*low, (*high).max(*low)))
            }
            Domain::Real { low, high, scale } => Value::Real(real(*low, *high, *scale, u / TOP)),
            _ => self.nth(share(u, self.count().unwrap_or(1))).unwrap_or_else(|| self.first()),
        }
    }

    /// Where a value lies in [0, 1]: the middle of its share, or of a real range its exact place.
    pub fn to_unit(&self, value: Value) -> f64 {
        match (self, value) {
            (Domain::Whole { low, high, scale: Scale::Log }, Value::Whole(v)) if *low > 0 => {
                let (start, end) = rounding_ends(*low, *high);
                (((v.max(1) as f64).ln() - start) / (end - start)).clamp(0.0, 1.0)
            }
            (Domain::Real { low, high, scale }, Value::Real(v)) => {
                unreal(*low, *high, *scale, v).clamp(0.0, 1.0)
            }
            _ => {
                let count = self.count().unwrap_or(1).max(1) as f64;
                (self.index_of(value).unwrap_or(0) as f64 + 0.5) / count
            }
        }
    }

    /// The part of the unit interval that gives this value; none where values are real.
    pub fn cell(&self, value: Value) -> Option<[f64; 2]> {
        match (self, value) {
            (Domain::Real { .. }, _) => None,
            (Domain::Whole { low, high, scale: Scale::Log }, Value::Whole(v)) if *low > 0 => {
                let (start, end) = rounding_ends(*low, *high);
                let edge = |at: f64| ((at.ln() - start) / (end - start)).clamp(0.0, 1.0);
                let v = v.max(1) as f64;
                Some([edge(v - 0.5), edge(v + 0.5)])
            }
            _ => {
                let count = self.count().unwrap_or(1).max(1) as f64;
                let index = self.index_of(value).unwrap_or(0) as f64;
                Some([index / count, (index + 1.0) / count])
            }
        }
    }

    /// Stands in where a domain is empty, which the resolver never lets through.
    fn first(&self) -> Value {
        match self {
            Domain::Whole { low, .. } => Value::Whole(*low),
            Domain::Real { low, .. } => Value::Real(*low),
            Domain::Grid { .. } => Value::Real(0.0),
            Domain::Choice { .. } | Domain::Optional => Value::Choice(0),
        }
    }
}

/// Logarithms of half a step outside both ends, so that rounding gives the ends a full share.
fn rounding_ends(low: i64, high: i64) -> (f64, f64) {
    ((low as f64 - 0.5).ln(), (high.max(low) as f64 + 0.5).ln())
}

/// Which of `count` equal shares holds `u`.
fn share(u: f64, count: u64) -> u64 {
    ((u * count as f64) as u64).min(count.saturating_sub(1))
}

fn real(low: f64, high: f64, scale: Scale, t: f64) -> f64 {
    if t <= 0.0 {
        return low;
    }
    if t >= 1.0 {
        return high;
    }
    let value = match scale {
        Scale::Log if low > 0.0 => (low.ln() + t * (high.ln() - low.ln())).exp(),
        _ => low * (1.0 - t) + high * t,
    };
    readable(value, low, high, scale).clamp(low, high.max(low))
}

/// The value with no more digits than matter: rounding moves it by less than a thousandth of the
/// range on its scale. People read these numbers, and write them down again.
fn readable(value: f64, low: f64, high: f64, scale: Scale) -> f64 {
    let digits = |step: f64| (-(step / 1000.0).log10().floor()).clamp(0.0, 17.0) as usize;
    let text = match scale {
        // Four significant digits, more where the range is narrow.
        Scale::Log if low > 0.0 => format!("{value:.*e}", digits((high / low).ln()).max(3)),
        _ => format!("{value:.*}", digits(high - low)),
    };
    text.parse().unwrap_or(value)
}

fn unreal(low: f64, high: f64, scale: Scale, value: f64) -> f64 {
    if high <= low {
        return 0.5;
    }
    match scale {
        Scale::Log if low > 0.0 => (value.ln() - low.ln()) / (high.ln() - low.ln()),
        _ => (value - low) / (high - low),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn discrete() -> impl Strategy<Value = Domain> {
        let scale = prop_oneof![Just(Scale::Linear), Just(Scale::Log)];
        let whole = (1_i64..50, 0_i64..500, scale).prop_map(|(low, more, scale)| Domain::Whole {
            low,
            high: low + more,
            scale,
        });
        let grid = (1_usize..12, any::<bool>()).prop_map(|(count, whole)| Domain::Grid {
            values: (0..count)
                .map(|i| if whole { (1 << i) as f64 } else { 0.1 * 1.5_f64.powi(i as i32) })
                .collect(),
            whole,
            scale: Scale::Log,
        });
        let choice = (1_usize..9).prop_map(|count| Domain::Choice {
            labels: (0..count).map(|i| i.to_string()).collect(),
            ordered: false,
        });
        prop_oneof![whole, grid, choice, Just(Domain::Optional)]
    }

    proptest! {
        #[test]
        fn discrete_values_come_back(domain in discrete()) {
            for value in domain.values().unwrap() {
                let unit = domain.to_unit(value);
                prop_assert!((0.0..1.0).contains(&unit));
                prop_assert_eq!(domain.from_unit(unit), value);
            }
        }

        #[test]
        fn cells_cover_the_interval_and_give_their_values(domain in discrete()) {
            let mut edge = 0.0;
            for value in domain.values().unwrap() {
                let [from, to] = domain.cell(value).unwrap();
                prop_assert!((from - edge).abs() < 1e-12 && to > from);
                prop_assert_eq!(domain.from_unit(0.5 * (from + to)), value);
                edge = to;
            }
            prop_assert!((edge - 1.0).abs() < 1e-12);
        }

        #[test]
        fn draws_are_members_and_ordered(domain in discrete(), a in 0.0..1.0_f64, b in 0.0..1.0_f64) {
            let (low, high) = (domain.from_unit(a.min(b)), domain.from_unit(a.max(b)));
            prop_assert!(domain.contains(low) && domain.contains(high));
            prop_assert!(domain.index_of(low) <= domain.index_of(high));
        }

        #[test]
        fn both_ends_are_reachable(domain in discrete()) {
            let count = domain.count().unwrap();
            prop_assert_eq!(domain.index_of(domain.from_unit(0.0)), Some(0));
            prop_assert_eq!(domain.index_of(domain.from_unit(TOP)), Some(count - 1));
        }

        #[test]
        fn real_ranges_come_back(low in 1e-8..1.0_f64, more in 0.0..100.0_f64, u in 0.0..1.0_f64, log in any::<bool>()) {
            let scale = if log { Scale::Log } else { Scale::Linear };
            let domain = Domain::Real { low, high: low + more, scale };
            prop_assert_eq!(domain.from_unit(0.0), Value::Real(low));
            prop_assert_eq!(domain.from_unit(TOP), Value::Real(low + more));
            let value = domain.from_unit(u);
            prop_assert!(domain.contains(value));
            if more > 1e-3 {
                // Rounded to few digits, but never by more than half a thousandth of the range.
                prop_assert!((domain.to_unit(value) - u).abs() < 0.000_501);
            }
        }
    }

    #[test]
    fn equal_shares() {
        let domain = Domain::Whole { low: 1, high: 4, scale: Scale::Linear };
        let mut seen = [0; 4];
        for step in 0..1000 {
            let Value::Whole(v) = domain.from_unit(step as f64 / 1000.0) else { panic!() };
            seen[v as usize - 1] += 1;
        }
        assert_eq!(seen, [250; 4]);
    }

    #[test]
    fn log_middle_is_the_geometric_mean() {
        let domain = Domain::Real { low: 1e-4, high: 1e-2, scale: Scale::Log };
        let Value::Real(middle) = domain.from_unit(0.5) else { panic!() };
        assert!((middle - 1e-3).abs() < 1e-12);
    }
}

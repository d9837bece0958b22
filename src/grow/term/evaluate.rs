//! The units of a term, channel by channel.

use super::super::units::{Unit, choose, identity};
use super::{Term, Terms};
use crate::random::Stream;

const UNLIKE: &str = "the channels of its inputs do not grow in the same places";

impl Terms {
    /// # Errors
    /// The node whose demand cannot be met, and why.
    pub fn check(&mut self) -> Result<(), (String, &'static str)> {
        for (one, other, path) in std::mem::take(&mut self.equal) {
            let at = |why| (path.clone(), why);
            if self.units(&one).map_err(at)? != self.units(&other).map_err(at)? {
                return Err(at(UNLIKE));
            }
        }
        Ok(())
    }

    /// The units of a value.
    ///
    /// # Errors
    /// Why there are none, for people.
    pub fn units(&mut self, term: &Term) -> Result<Vec<Unit>, &'static str> {
        match term {
            Term::Value(at) => self.value(*at),
            Term::Free(variable) => self.chosen(*variable),
            Term::Same(width) => Ok(identity(*width)),
            Term::New(width) => Ok(vec![Unit::New; *width]),
            Term::Join(parts) => self.joined(parts),
            Term::Spread { of, small, large } => Ok(spread(&self.units(of)?, *small, *large)),
            Term::Pad { of, small, large } => {
                let before = self.widths(of)[0];
                pad(self.units(of)?, small - before.min(*small), before, *large)
            }
            Term::Refold { of, places } => refold(&self.units(of)?, *places),
            Term::Curved { of, keeps_zero } => {
                Ok(self.units(of)?.into_iter().map(|unit| unit.curved(*keeps_zero)).collect())
            }
            Term::Normed(of) => Ok(self.units(of)?.into_iter().map(Unit::normed).collect()),
            Term::Sum(one, other) => sum(&self.units(one)?, &self.units(other)?),
            Term::Grouped { of, size } => Ok(grouped(&self.units(of)?, *size)),
        }
    }

    fn value(&mut self, at: usize) -> Result<Vec<Unit>, &'static str> {
        let Some(value) = self.values.get(at) else { return Ok(Vec::new()) };
        if let Some(units) = &value.units {
            return Ok(units.clone());
        }
        let units = self.units(&value.term.clone())?;
        if let Some(value) = self.values.get_mut(at) {
            value.units = Some(units.clone());
        }
        Ok(units)
    }

    fn chosen(&mut self, at: usize) -> Result<Vec<Unit>, &'static str> {
        let Some(variable) = self.variables.get_mut(at) else { return Ok(Vec::new()) };
        if let Some(bound) = variable.bound.clone() {
            if std::mem::replace(&mut variable.open, true) {
                // It would follow from itself.
                return Err(UNLIKE);
            }
            let units = self.units(&bound);
            if let Some(variable) = self.variables.get_mut(at) {
                variable.open = false;
            }
            return units;
        }
        if let Some(chosen) = &variable.chosen {
            return Ok(chosen.clone());
        }
        let mut stream = Stream::new(self.seed, &format!("grow/units/{at}"));
        let units = choose(self.widen, variable.widths, variable.levelled, &mut stream);
        if let Some(variable) = self.variables.get_mut(at) {
            variable.chosen = Some(units.clone());
        }
        Ok(units)
    }

    fn joined(&mut self, parts: &[Term]) -> Result<Vec<Unit>, &'static str> {
        let (mut units, mut old) = (Vec::new(), 0);
        for part in parts {
            let place = units.len();
            // The mean of a part is not the mean of all.
            let moved = |unit: Unit| match unit {
                Unit::Mean => Unit::New,
                other => other.moved(|from| old + from, |first| place + first),
            };
            units.extend(self.units(part)?.into_iter().map(moved));
            old += self.widths(part)[0];
        }
        Ok(units)
    }
}

/// What holds for both sides.
fn sum(one: &[Unit], other: &[Unit]) -> Result<Vec<Unit>, &'static str> {
    let both = |(one, other): (&Unit, &Unit)| match (one, other) {
        (one, other) if one == other => Ok(*one),
        (Unit::Old { .. }, _) | (_, Unit::Old { .. }) => Err(UNLIKE),
        _ => Ok(Unit::New),
    };
    if one.len() == other.len() { one.iter().zip(other).map(both).collect() } else { Err(UNLIKE) }
}

/// Twins in two groups are no twins behind their norms.
fn grouped(units: &[Unit], size: usize) -> Vec<Unit> {
    let size = size.max(1);
    let together = |first: usize, group: usize| {
        let pair = units.iter().enumerate();
        let mut pair =
            pair.filter(|(_, unit)| matches!(unit, Unit::Twin { first: own, .. } if *own == first));
        pair.all(|(at, _)| at / size == group)
    };
    let behind = |(at, unit): (usize, &Unit)| match unit {
        Unit::Twin { first, .. } if !together(*first, at / size) => Unit::New,
        other => other.curved(false),
    };
    units.iter().enumerate().map(behind).collect()
}

fn spread(of: &[Unit], small: usize, large: usize) -> Vec<Unit> {
    let part = |(unit, at): (&Unit, usize)| {
        if at >= small && matches!(unit, Unit::Old { .. }) {
            return Unit::New;
        }
        unit.curved(true).moved(|from| from * small + at, |first| first * large + at)
    };
    of.iter().flat_map(|unit| (0..large).map(move |at| (unit, at))).map(part).collect()
}

/// `zeros` channels of zeros stand after the `before` ones in the small network.
fn pad(
    mut units: Vec<Unit>,
    zeros: usize,
    before: usize,
    large: usize,
) -> Result<Vec<Unit>, &'static str> {
    let room = large.saturating_sub(units.len());
    if room < zeros {
        return Err("the way around pads fewer channels with zeros than in the smaller network");
    }
    for unit in &mut units {
        *unit = unit.curved(true);
    }
    units.extend((0..zeros).map(|at| Unit::old(before + at)));
    units.resize(large, Unit::New);
    Ok(units)
}

/// Each channel has `before` places, and its numbers become channels of `after` places.
fn refold(units: &[Unit], [before, after]: [usize; 2]) -> Result<Vec<Unit>, &'static str> {
    let (before, after) = (before.max(1), after.max(1));
    let mixed = "the reshape would put old and new values into one channel";
    let channel = |channel: usize| {
        let mut found = None;
        for place in 0..after {
            let number = channel * after + place;
            let unit = units.get(number / before).copied().unwrap_or(Unit::New);
            let inside = number % before;
            let mut straight = true;
            let mut to = |whole: usize| {
                straight &= (whole * before + inside) % after == place;
                (whole * before + inside) / after
            };
            let moved = match unit {
                Unit::Old { from, share, copy } => Unit::Old { from: to(from), share, copy },
                Unit::Twin { first, sign } => Unit::Twin { first: to(first), sign },
                _ => Unit::New,
            };
            if !straight || found.is_some_and(|found| found != moved) {
                return Err(mixed);
            }
            found = Some(moved);
        }
        Ok(found.unwrap_or(Unit::New))
    };
    (0..units.len() * before / after).map(channel).collect()
}

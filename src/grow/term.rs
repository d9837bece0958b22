//! How the channels of a value follow from those of others, with a variable wherever a layer may
//! choose where its units stand; and the equations between them that sums demand.

use super::units::{Unit, choose, identity};
use crate::grow::options::Widen;
use crate::random::Stream;

#[derive(Clone, Debug, PartialEq)]
pub enum Term {
    /// A layer chooses: the number of a variable.
    Free(usize),
    /// As many channels as in the small network, each at its place.
    Same(usize),
    /// A new branch.
    New(usize),
    Join(Vec<Term>),
    /// Every channel becomes several: `small` of them in the small network.
    Spread {
        of: Box<Term>,
        small: usize,
        large: usize,
    },
    /// Channels of zeros after the others, up to so many.
    Pad {
        of: Box<Term>,
        small: usize,
        large: usize,
    },
    /// The same numbers, channel by channel, with this many places before and after.
    Refold {
        of: Box<Term>,
        places: [usize; 2],
    },
    /// After an op on each channel alone.
    Curved {
        of: Box<Term>,
        keeps_zero: bool,
    },
    /// After a norm over the channels.
    Normed(Box<Term>),
    /// After a norm over each group of so many large channels.
    Grouped {
        of: Box<Term>,
        size: usize,
    },
    /// The sum of two values whose channels lie alike.
    Sum(Box<[Term; 2]>),
}

const UNLIKE: &str = "the channels of its inputs do not grow in the same places";

/// What a layer may choose.
#[derive(Debug)]
struct Variable {
    /// Channels in the small and in the large network.
    widths: [usize; 2],
    bound: Option<Term>,
    levelled: bool,
    chosen: Option<Vec<Unit>>,
}

#[derive(Debug)]
pub struct Terms {
    variables: Vec<Variable>,
    /// Pairs that must turn out equal, with the node that demands it.
    equal: Vec<(Term, Term, String)>,
    widen: Widen,
    seed: u64,
}

impl Term {
    pub fn curved(self, keeps_zero: bool) -> Term {
        Term::Curved { of: Box::new(self), keeps_zero }
    }

    /// Without the ops on each channel around it.
    pub fn bare(&self) -> &Term {
        match self {
            Term::Curved { of, .. } | Term::Normed(of) | Term::Grouped { of, .. } => of.bare(),
            Term::Sum(sides) => sides[0].bare(),
            other => other,
        }
    }

    pub fn is_bare(&self) -> bool {
        use Term::{Curved, Grouped, Normed, Sum};
        !matches!(self, Curved { .. } | Normed(_) | Grouped { .. } | Sum(_))
    }
}

impl Terms {
    pub fn new(widen: Widen, seed: u64) -> Terms {
        Terms { variables: Vec::new(), equal: Vec::new(), widen, seed }
    }

    /// A new variable from `small` channels to `large` ones.
    pub fn free(&mut self, small: usize, large: usize) -> Term {
        let widths = [small, large];
        self.variables.push(Variable { widths, bound: None, levelled: false, chosen: None });
        Term::Free(self.variables.len() - 1)
    }

    /// The same in each of so many groups.
    pub fn groups(&mut self, groups: usize, small: usize, large: usize) -> Term {
        if groups <= 1 {
            return self.free(small, large);
        }
        Term::Join((0..groups).map(|_| self.free(small / groups, large / groups)).collect())
    }

    /// Without what it is bound to.
    fn root(&self, term: &Term) -> Term {
        let mut at = term.bare();
        while let Term::Free(variable) = at {
            let bound = self.variables.get(*variable).and_then(|variable| variable.bound.as_ref());
            let Some(bound) = bound else { break };
            at = bound.bare();
        }
        at.clone()
    }

    /// A norm over the channels reads this value: new ones should stand at the mean. False where
    /// the channels are not one layer's to choose.
    pub fn level(&mut self, term: &Term) -> bool {
        let Term::Free(variable) = self.root(term) else { return false };
        let Some(variable) = self.variables.get_mut(variable) else { return false };
        variable.levelled = true;
        true
    }

    /// Demands that the channels of both lie alike, since a node adds or regroups them.
    pub fn unify(&mut self, one: &Term, other: &Term, path: &str) {
        match (self.root(one), self.root(other)) {
            (one, other) if one == other => {}
            (Term::Free(variable), other) | (other, Term::Free(variable))
                if !self.holds(&other, variable) =>
            {
                if let Some(variable) = self.variables.get_mut(variable) {
                    variable.bound = Some(other);
                }
            }
            (Term::Join(ones), Term::Join(others)) if self.alike(&ones, &others) => {
                ones.iter().zip(&others).for_each(|(one, other)| self.unify(one, other, path));
            }
            (
                Term::Spread { of: one, small, large },
                Term::Spread { of: other, small: same, large: wide },
            ) if small == same && large == wide => self.unify(&one, &other, path),
            (
                Term::Pad { of: one, small, large },
                Term::Pad { of: other, small: same, large: wide },
            ) if small == same && large == wide && self.widths(&one) == self.widths(&other) => {
                self.unify(&one, &other, path);
            }
            (one, other) => self.equal.push((one, other, path.to_string())),
        }
    }

    fn alike(&self, ones: &[Term], others: &[Term]) -> bool {
        let pairs = ones.iter().zip(others);
        ones.len() == others.len()
            && pairs.into_iter().all(|(one, other)| self.widths(one) == self.widths(other))
    }

    fn holds(&self, term: &Term, variable: usize) -> bool {
        match self.root(term) {
            Term::Free(own) => own == variable,
            Term::Join(parts) => parts.iter().any(|part| self.holds(part, variable)),
            Term::Spread { of, .. } | Term::Pad { of, .. } | Term::Refold { of, .. } => {
                self.holds(&of, variable)
            }
            _ => false,
        }
    }

    /// Channels in the small and in the large network.
    pub fn widths(&self, term: &Term) -> [usize; 2] {
        match term {
            Term::Free(variable) => {
                self.variables.get(*variable).map_or([0; 2], |variable| variable.widths)
            }
            Term::Same(width) => [*width; 2],
            Term::New(width) => [0, *width],
            Term::Join(parts) => parts.iter().fold([0; 2], |[small, large], part| {
                let part = self.widths(part);
                [small + part[0], large + part[1]]
            }),
            Term::Spread { of, small, large } => {
                let of = self.widths(of);
                [of[0] * small, of[1] * large]
            }
            Term::Pad { small, large, .. } => [*small, *large],
            Term::Refold { of, places: [before, after] } => {
                self.widths(of).map(|width| width * before / (*after).max(1))
            }
            Term::Curved { of, .. } | Term::Normed(of) | Term::Grouped { of, .. } => {
                self.widths(of)
            }
            Term::Sum(sides) => self.widths(&sides[0]),
        }
    }

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
            Term::Sum(sides) => sum(&self.units(&sides[0])?, &self.units(&sides[1])?),
            Term::Grouped { of, size } => Ok(grouped(&self.units(of)?, *size)),
        }
    }

    fn chosen(&mut self, at: usize) -> Result<Vec<Unit>, &'static str> {
        let Some(variable) = self.variables.get(at) else { return Ok(Vec::new()) };
        if let Some(bound) = variable.bound.clone() {
            return self.units(&bound);
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

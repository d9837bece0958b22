//! How the channels of a value follow from those of others, with a variable wherever a layer may
//! choose where its units stand; and the equations between them that sums demand.

mod evaluate;

use super::units::Unit;
use crate::grow::options::Widen;

#[derive(Clone, Debug, PartialEq)]
pub enum Term {
    /// That of a value by its number: terms of deep networks stay small.
    Value(usize),
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
    Sum(Box<Term>, Box<Term>),
}

/// What a layer may choose.
#[derive(Debug)]
struct Variable {
    /// Channels in the small and in the large network.
    widths: [usize; 2],
    bound: Option<Term>,
    levelled: bool,
    chosen: Option<Vec<Unit>>,
    /// Its units are being looked for.
    open: bool,
}

/// The term of a value.
#[derive(Debug)]
struct Value {
    term: Term,
    /// Without the ops on each channel around it, and whether there are none.
    bare: Term,
    is_bare: bool,
    widths: [usize; 2],
    units: Option<Vec<Unit>>,
}

#[derive(Debug)]
pub struct Terms {
    values: Vec<Value>,
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
}

impl Terms {
    pub fn new(widen: Widen, seed: u64) -> Terms {
        Terms { values: Vec::new(), variables: Vec::new(), equal: Vec::new(), widen, seed }
    }

    /// A name for a term that others refer to.
    pub fn define(&mut self, term: Term) -> Term {
        let (bare, is_bare, widths) = (self.bare(&term), self.is_bare(&term), self.widths(&term));
        self.values.push(Value { term, bare, is_bare, widths, units: None });
        Term::Value(self.values.len() - 1)
    }

    /// Without the ops on each channel around it.
    fn bare(&self, term: &Term) -> Term {
        match term {
            Term::Value(at) => self.values.get(*at).map_or(Term::New(0), |own| own.bare.clone()),
            Term::Curved { of, .. } | Term::Normed(of) | Term::Grouped { of, .. } => self.bare(of),
            Term::Sum(one, _) => self.bare(one),
            other => other.clone(),
        }
    }

    pub fn is_bare(&self, term: &Term) -> bool {
        use Term::{Curved, Grouped, Normed, Sum};
        match term {
            Term::Value(at) => self.values.get(*at).is_some_and(|own| own.is_bare),
            Curved { .. } | Normed(_) | Grouped { .. } | Sum(..) => false,
            _ => true,
        }
    }

    /// A new variable from `small` channels to `large` ones.
    pub fn free(&mut self, small: usize, large: usize) -> Term {
        let widths = [small, large];
        self.variables.push(Variable {
            widths,
            bound: None,
            levelled: false,
            chosen: None,
            open: false,
        });
        Term::Free(self.variables.len() - 1)
    }

    /// The same in each of so many groups.
    pub fn groups(&mut self, groups: usize, small: usize, large: usize) -> Term {
        if groups <= 1 {
            return self.free(small, large);
        }
        Term::Join((0..groups).map(|_| self.free(small / groups, large / groups)).collect())
    }

    /// The bare term at the end of what it is bound to.
    fn root(&self, term: &Term) -> Term {
        let mut at = self.bare(term);
        while let Term::Free(variable) = at {
            let bound = self.variables.get(variable).and_then(|variable| variable.bound.as_ref());
            let Some(bound) = bound else { break };
            at = self.bare(bound);
        }
        at
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
                self.bind(variable, other);
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

    fn bind(&mut self, variable: usize, to: Term) {
        let Some(variable) = self.variables.get_mut(variable) else { return };
        variable.bound = Some(to.clone());
        if variable.levelled {
            self.level(&to);
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
            Term::Value(at) => self.values.get(*at).map_or([0; 2], |own| own.widths),
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
            Term::Sum(one, _) => self.widths(one),
        }
    }
}

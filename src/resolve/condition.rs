//! When something exists: disjunctions of conjunctions over choices and counts.

use super::draft::{Draft, Shape};
use crate::space::{Clause, Condition, HyperId, Term, Test};

/// The cases in which a place exists; none at all: always.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cases {
    any: Vec<Vec<Clause>>,
    /// There were more than can be told apart: what is left says nothing.
    too_many: bool,
}

/// The most cases of one place: choices within choices make products of them.
const MOST: usize = 2_000;

impl Cases {
    fn of(any: Vec<Vec<Clause>>) -> Cases {
        Cases { too_many: any.len() > MOST, any }
    }

    fn given_up() -> Cases {
        Cases { any: Vec::new(), too_many: true }
    }

    pub fn are_too_many(&self) -> bool {
        self.too_many
    }

    pub fn is_always(&self) -> bool {
        self.any.is_empty()
    }

    /// Where also the choice took this alternative.
    pub fn and_is(&self, hyper: HyperId, alternative: usize) -> Cases {
        self.and(&Cases::of(vec![vec![Clause { hyper, test: Test::Is(alternative) }]]))
    }

    /// Where both hold.
    pub fn and(&self, other: &Cases) -> Cases {
        let product = self.any.len().saturating_mul(other.any.len());
        if self.too_many || other.too_many || product > MOST {
            return Cases::given_up();
        }
        if self.is_always() {
            return other.clone();
        }
        if other.is_always() {
            return self.clone();
        }
        let mut any = Vec::new();
        for left in &self.any {
            for right in &other.any {
                let mut all = left.clone();
                right.iter().for_each(|clause| join(&mut all, *clause));
                any.push(all);
            }
        }
        Cases::of(any)
    }

    /// Where either holds. A case that another one implies is left out.
    pub fn or(&self, other: &Cases) -> Cases {
        if self.too_many || other.too_many || self.any.len() + other.any.len() > MOST {
            return Cases::given_up();
        }
        if self.is_always() || other.is_always() {
            return Cases::default();
        }
        // Those here were compared when they came.
        let mut any = self.any.clone();
        for all in &other.any {
            let implied = |known: &Vec<Clause>| known.iter().all(|clause| all.contains(clause));
            if !any.iter().any(implied) {
                any.retain(|known| !all.iter().all(|clause| known.contains(clause)));
                any.push(all.clone());
            }
        }
        Cases::of(any)
    }

    /// Cases that differ only in the alternative of one choice, and together hold all of them, say
    /// nothing about that choice.
    pub fn merged(mut self, alternatives: impl Fn(HyperId) -> usize) -> Cases {
        while let Some((whole, parts)) =
            self.any.iter().find_map(|all| self.covered(all, &alternatives))
        {
            if whole.is_empty() {
                return Cases::default();
            }
            self.any.retain(|all| !parts.contains(all));
            self.any.push(whole);
        }
        self
    }

    fn covered(
        &self,
        all: &[Clause],
        alternatives: impl Fn(HyperId) -> usize,
    ) -> Option<(Vec<Clause>, Vec<Vec<Clause>>)> {
        all.iter().enumerate().find_map(|(at, clause)| {
            let Test::Is(_) = clause.test else { return None };
            let parts: Vec<Vec<Clause>> = (0..alternatives(clause.hyper))
                .map(|other| with(all, at, Clause { test: Test::Is(other), ..*clause }))
                .collect();
            let whole = all.iter().filter(|one| *one != clause).copied().collect();
            let complete = parts.len() > 1 && parts.iter().all(|part| self.any.contains(part));
            complete.then_some((whole, parts))
        })
    }

    pub fn condition(&self) -> Condition {
        Condition { any: self.any.clone() }
    }

    pub fn hypers(&self) -> impl Iterator<Item = HyperId> + '_ {
        self.any.iter().flatten().map(|clause| clause.hyper)
    }

    pub fn renumber(&mut self, new: &dyn Fn(HyperId) -> HyperId) {
        for clause in self.any.iter_mut().flatten() {
            clause.hyper = new(clause.hyper);
        }
    }
}

/// Adds a clause; of two counts of the same thing the larger one says all.
fn join(all: &mut Vec<Clause>, clause: Clause) {
    let larger = |known: &mut Clause| match (known.test, clause.test) {
        (Test::MoreThan(a), Test::MoreThan(b)) if known.hyper == clause.hyper => {
            known.test = Test::MoreThan(a.max(b));
            true
        }
        _ => *known == clause,
    };
    if !all.iter_mut().any(larger) {
        all.push(clause);
    }
}

fn with(all: &[Clause], at: usize, clause: Clause) -> Vec<Clause> {
    let replace = |(index, old): (usize, &Clause)| if index == at { clause } else { *old };
    all.iter().enumerate().map(replace).collect()
}

/// When a count is greater than a number.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Truth {
    Always,
    Never,
    When(Cases),
}

/// When `term` is greater than `limit`. Where that cannot be told: always.
pub(super) fn more_than(drafts: &[Draft], term: &Term, limit: i64) -> Truth {
    match term {
        Term::Number(number) if *number > limit as f64 => Truth::Always,
        Term::Number(_) => Truth::Never,
        Term::Hyper(id) => match drafts.get(id.0).and_then(|draft| draft.ends()) {
            Some((low, _)) if low > limit as f64 => Truth::Always,
            Some((_, high)) if high <= limit as f64 => Truth::Never,
            _ => when(*id, Test::MoreThan(limit)),
        },
        Term::Pick { hyper, alternatives } => {
            let truths: Vec<Truth> =
                alternatives.iter().map(|one| more_than(drafts, one, limit)).collect();
            among(*hyper, &truths)
        }
        _ => threshold(drafts, term, limit),
    }
}

fn when(hyper: HyperId, test: Test) -> Truth {
    Truth::When(Cases::of(vec![vec![Clause { hyper, test }]]))
}

fn among(hyper: HyperId, truths: &[Truth]) -> Truth {
    if truths.iter().all(|truth| *truth == Truth::Always) {
        return Truth::Always;
    }
    let mut cases: Option<Cases> = None;
    for (at, truth) in truths.iter().enumerate() {
        let own = match truth {
            Truth::Never => continue,
            Truth::Always => Cases::default().and_is(hyper, at),
            Truth::When(inner) => Cases::default().and_is(hyper, at).and(inner),
        };
        cases = Some(cases.map_or(own.clone(), |known| known.or(&own)));
    }
    cases.map_or(Truth::Never, Truth::When)
}

/// The most values that are tried one by one.
const TRIES: f64 = 10_000.0;

/// A term over one whole number that grows with it: the value from which on it is enough.
fn threshold(drafts: &[Draft], term: &Term, limit: i64) -> Truth {
    let mut hypers = Vec::new();
    let mut alone = true;
    super::interval::atoms(term, &mut |atom| match atom {
        Term::Hyper(id) if hypers.is_empty() || hypers == [*id] => hypers = vec![*id],
        _ => alone = false,
    });
    let [id] = hypers.as_slice() else { return Truth::Always };
    let Some(draft) = drafts.get(id.0).filter(|_| alone) else { return Truth::Always };
    let Shape::Range { low, high, whole_ends: true, .. } = draft.shape else {
        return Truth::Always;
    };
    if high - low > TRIES {
        return Truth::Always;
    }
    let (mut first, mut monotone) = (None, true);
    for value in low as i64..=high as i64 {
        let enough = super::interval::value_at(term, *id, value as f64) > limit as f64;
        first = first.or(enough.then_some(value));
        monotone &= enough || first.is_none();
    }
    match first {
        None => Truth::Never,
        Some(value) if value as f64 == low => Truth::Always,
        Some(value) if monotone => when(*id, Test::MoreThan(value - 1)),
        Some(_) => Truth::Always,
    }
}

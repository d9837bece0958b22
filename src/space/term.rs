//! Numbers that depend on hyperparameters: `width * 2^stage`, and the conditions of `require`.

use super::hyper::HyperId;
use crate::source::Span;

/// The index variable of a `repeat … as i`, or the hidden one of a `repeat` without a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IndexId(pub usize);

#[derive(Clone, Debug, PartialEq)]
pub enum Term {
    Number(f64),
    /// The number that a range or grid hyperparameter has.
    Hyper(HyperId),
    /// A choice among numbers (or terms): `3 | 5 | 7`, `0 | 1e-6..1e-2 log`.
    Pick {
        hyper: HyperId,
        alternatives: Vec<Term>,
    },
    Index(IndexId),
    /// `each` within repeats: one hyperparameter per repetition, in row-major order of the
    /// indices with their largest counts.
    Each {
        indices: Vec<(IndexId, usize)>,
        hypers: Vec<Term>,
    },
    Measure(Measure),
    Binary(Arithmetic, Box<Term>, Box<Term>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arithmetic {
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
    /// `min(a, b)`
    Least,
    /// `max(a, b)`
    Most,
}

/// What a member costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Measure {
    Params,
    /// Forward FLOPs of one sample.
    Flops,
    /// Bytes of parameters and of one sample's activations.
    Memory,
    /// Layers with parameters.
    Layers,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Predicate {
    Compare(Comparison, Term, Term),
    And(Box<Predicate>, Box<Predicate>),
    Or(Box<Predicate>, Box<Predicate>),
    Not(Box<Predicate>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Equal,
    NotEqual,
}

/// `require CONDITION`
#[derive(Clone, Debug)]
pub struct Constraint {
    pub predicate: Predicate,
    /// As written, for messages.
    pub text: String,
    pub span: Span,
}

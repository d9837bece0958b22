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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    Params,
    /// Forward FLOPs of one sample.
    Flops,
    /// Bytes of parameters and of one sample's activations.
    Memory,
    /// Layers with parameters.
    Layers,
}

impl Measure {
    pub const ALL: [Measure; 4] =
        [Measure::Params, Measure::Flops, Measure::Memory, Measure::Layers];

    /// A cost in words: `812 parameters`, `1.3M FLOPs a sample`, `2.5 MiB`, `3 layers`.
    pub fn figure(self, cost: u64) -> String {
        let plural = if cost == 1 { "" } else { "s" };
        let amount = self.amount(cost);
        match self {
            Measure::Params => format!("{amount} parameter{plural}"),
            Measure::Flops => format!("{amount} FLOPs a sample"),
            Measure::Memory => amount,
            Measure::Layers => format!("{amount} layer{plural} with parameters"),
        }
    }

    /// A cost in short, without what is counted: `812`, `1.3M`, `2.5 MiB`, `3`.
    pub fn amount(self, cost: u64) -> String {
        match self {
            Measure::Params | Measure::Flops => short(cost),
            Measure::Memory => size(cost),
            Measure::Layers => cost.to_string(),
        }
    }
}

/// `812`, `12.3k`, `4.5M`
fn short(cost: u64) -> String {
    let scaled = |unit: f64, name: &str| {
        let value = cost as f64 / unit;
        let text = if value < 100.0 { format!("{value:.1}") } else { format!("{value:.0}") };
        format!("{}{name}", text.trim_end_matches(".0"))
    };
    match cost {
        0..10_000 => cost.to_string(),
        10_000..1_000_000 => scaled(1e3, "k"),
        1_000_000..1_000_000_000 => scaled(1e6, "M"),
        _ => scaled(1e9, "G"),
    }
}

fn size(bytes: u64) -> String {
    match bytes {
        0..1_024 => format!("{bytes} bytes"),
        1_024..1_048_576 => format!("{:.1} KiB", bytes as f64 / 1_024.0),
        _ => format!("{:.1} MiB", bytes as f64 / 1_048_576.0),
    }
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

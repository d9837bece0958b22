//! Values, domains and compositions: everything that can stand after `name:`.

use super::item::{Body, Name};
use crate::source::Span;

#[derive(Clone, Debug)]
pub struct Expr {
    pub kind: ExprKind,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub enum ExprKind {
    /// `1_000`, `1e-3`, `10%`, `500k`, `30min`
    Number(Number),
    /// `"data/train.csv"`, without its quotes
    Text(String),
    /// `relu`, `width`, `head.units`
    Path(Vec<Name>),
    /// `conv(filters: 8)`, `residual { … }`, `parallel(join: concat) { … }`, `growth { … }`
    Call {
        name: Name,
        args: Vec<Arg>,
        body: Option<Body>,
    },
    Unary {
        op: UnaryOp,
        operand: Box<Expr>,
    },
    Binary {
        op: BinaryOp,
        op_span: Span,
        left: Box<Expr>,
        right: Box<Expr>,
    },
    /// `16..256 log`, `16..256 step 16`, `16..256 by x2`; both ends included
    Range {
        low: Box<Expr>,
        high: Box<Expr>,
        scale: RangeScale,
    },
    /// `3 | 5 | 7`; at least two alternatives
    Choice(Vec<Expr>),
    /// `… default 1e-3`
    Default {
        domain: Box<Expr>,
        value: Box<Expr>,
    },
    /// `maybe batch_norm`, `maybe { … }` (the operand is then a `Group`)
    Maybe(Box<Expr>),
    /// `each 16..256 log`
    Each(Box<Expr>),
    /// `repeat 1..4 as i { … }`
    Repeat {
        count: Box<Expr>,
        index: Option<Name>,
        body: Body,
    },
    /// `either { … } or { … }`
    Either(Vec<Body>),
    /// `{ … }` on its own
    Group(Body),
    /// `depth, width, head`, or a tuple `(3, 5)`
    List(Vec<Expr>),
    /// `maximize accuracy`: a word, then a value
    Prefixed {
        word: Name,
        operand: Box<Expr>,
    },
    /// `200 trials`, `2 rungs`: a number, then a word
    Counted {
        count: Box<Expr>,
        word: Name,
    },
    /// `12 per rung`
    Per {
        count: Box<Expr>,
        word: Name,
    },
    /// `gain < 0.2% for 2 rungs` (`times` is then a `Counted`)
    For {
        condition: Box<Expr>,
        times: Box<Expr>,
    },
    /// Nothing usable stood here; it has been reported.
    Missing,
}

/// `name: value` or `value` between parentheses.
#[derive(Clone, Debug)]
pub struct Arg {
    pub name: Option<Name>,
    pub value: Expr,
    pub span: Span,
}

/// A number with its unit applied: `10%` has the value 0.1, `500k` 500000, `2h` 7200, `1KiB` 1024.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    pub value: f64,
    /// Written without a point, an exponent or a percent sign: it can be a whole number.
    pub whole: bool,
    pub unit: Option<Unit>,
}

/// The dimension of a quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// `%`
    Fraction,
    /// `k`, `M`, `G`
    Count,
    /// `s`, `min`, `h`, in seconds
    Time,
    /// `KiB`, `MiB`, `GiB`, in bytes
    Size,
}

#[derive(Clone, Debug)]
pub enum RangeScale {
    Linear,
    Log,
    /// `step 16`
    Step(Box<Expr>),
    /// `by x2`: the factor
    By(Box<Expr>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnaryOp {
    Negate,
    Not,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BinaryOp {
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Equal,
    NotEqual,
    And,
    Or,
}

//! What operators mean and how tightly they bind.

use crate::syntax::ast::BinaryOp;

/// Larger binds tighter. An operand to the right is read with the number after.
pub mod power {
    pub const FOR: u8 = 1;
    pub const DEFAULT: u8 = 3;
    pub const CHOICE: u8 = 5;
    pub const OR: u8 = 7;
    pub const AND: u8 = 9;
    pub const NOT: u8 = 11;
    pub const COMPARE: u8 = 13;
    pub const PER: u8 = 15;
    pub const SCALE: u8 = 17;
    pub const RANGE: u8 = 19;
    pub const SUM: u8 = 21;
    pub const PRODUCT: u8 = 23;
    pub const NEGATE: u8 = 25;
    pub const POWER: u8 = 27;
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prefix {
    Minus,
    Plus,
    Not,
    Maybe,
    Each,
    /// `maximize`, `minimize`
    Goal,
    /// `log` in front of its range
    LogFirst,
    /// A sign that means nothing there; reported already.
    Stray,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Infix {
    Bar,
    Range,
    Binary(BinaryOp),
    Step,
    By,
    Default,
    Per,
    For,
    /// `log`, which takes no operand to its right.
    Log,
    /// `%` apart from its number.
    Percent,
}

impl Infix {
    pub fn power(self) -> u8 {
        match self {
            Infix::Bar => power::CHOICE,
            Infix::Range => power::RANGE,
            Infix::Step | Infix::By | Infix::Log => power::SCALE,
            Infix::Default => power::DEFAULT,
            Infix::Per => power::PER,
            Infix::For => power::FOR,
            Infix::Percent => power::POWER,
            Infix::Binary(op) => binary_power(op),
        }
    }
}

fn binary_power(op: BinaryOp) -> u8 {
    match op {
        BinaryOp::Or => power::OR,
        BinaryOp::And => power::AND,
        BinaryOp::Add | BinaryOp::Subtract => power::SUM,
        BinaryOp::Multiply | BinaryOp::Divide => power::PRODUCT,
        BinaryOp::Power => power::POWER,
        BinaryOp::Less
        | BinaryOp::LessEqual
        | BinaryOp::Greater
        | BinaryOp::GreaterEqual
        | BinaryOp::Equal
        | BinaryOp::NotEqual => power::COMPARE,
    }
}

/// The operator that a sign means, and how hpm writes it.
pub fn binary(text: &str) -> Option<(BinaryOp, &'static str)> {
    let found = match text {
        "+" => (BinaryOp::Add, "+"),
        "-" => (BinaryOp::Subtract, "-"),
        "*" => (BinaryOp::Multiply, "*"),
        "/" | "//" => (BinaryOp::Divide, "/"),
        "^" | "**" => (BinaryOp::Power, "^"),
        "<" => (BinaryOp::Less, "<"),
        "<=" | "=<" => (BinaryOp::LessEqual, "<="),
        ">" => (BinaryOp::Greater, ">"),
        ">=" | "=>" => (BinaryOp::GreaterEqual, ">="),
        "==" | "=" => (BinaryOp::Equal, "=="),
        "!=" | "<>" => (BinaryOp::NotEqual, "!="),
        "and" | "&&" | "&" => (BinaryOp::And, "and"),
        "or" => (BinaryOp::Or, "or"),
        _ => return None,
    };
    Some(found)
}

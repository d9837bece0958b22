//! Why an assignment gives no member.

use crate::graph::Misfit;
use crate::source::Span;
use crate::space::{TermFault, number_text};

/// What is wrong with one member, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub kind: FaultKind,
    /// The node that fails, with its indices (`stage[2].max_pool1`); empty where it is none.
    pub path: String,
    /// The layer, the argument or the condition.
    pub span: Span,
    /// For a shape: the layer that made it, or the input.
    pub maker: Option<Box<Maker>>,
}

/// Where an offending shape comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Maker {
    pub path: String,
    pub span: Span,
    pub shape: crate::graph::Shape,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// The shapes do not fit.
    Shape(Misfit),
    /// A number cannot be computed.
    Number { parameter: &'static str, fault: TermFault },
    /// A computed number is outside of what the parameter can be.
    Bounds { item: &'static str, parameter: &'static str, value: String },
    /// A `require` excludes the member; its text.
    Excluded { condition: String },
    /// The family itself is incomplete. Families of the resolver never are.
    Incomplete { what: String },
}

impl Fault {
    /// What is wrong, in one sentence without a full stop.
    pub fn message(&self) -> String {
        match &self.kind {
            FaultKind::Shape(misfit) if self.path == "output" => at_output(misfit),
            FaultKind::Shape(misfit) => misfit.message(),
            FaultKind::Number { parameter, fault } => {
                format!("`{parameter}` cannot be computed: {}", fault.message())
            }
            FaultKind::Bounds { item, parameter, value } => {
                format!("`{parameter}` of `{item}` cannot be {value}")
            }
            FaultKind::Excluded { condition } => format!("`require {condition}` excludes it"),
            FaultKind::Incomplete { what } => what.clone(),
        }
    }

    /// The same where it is the sum of branches that fails.
    pub(super) fn of_branches(mut self) -> Fault {
        if let FaultKind::Shape(misfit) = self.kind {
            self.kind = FaultKind::Shape(misfit.of_branches());
        }
        self
    }
}

/// The output is a dense layer that nobody wrote: its faults do not speak of one.
fn at_output(misfit: &Misfit) -> String {
    match misfit {
        Misfit::NeedsFeatures { found, .. } => {
            format!("the output needs flat features, and here comes {}", found.words())
        }
        Misfit::NeedsEmbedding { .. } => {
            "the output reads numbers, and here come tokens".to_string()
        }
        other => other.message(),
    }
}

/// A fault of one argument, before it has a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub kind: FaultKind,
    pub span: Span,
}

impl Problem {
    pub fn number(parameter: &'static str, fault: TermFault, span: Span) -> Problem {
        Problem { kind: FaultKind::Number { parameter, fault }, span }
    }

    pub fn bounds(item: &'static str, parameter: &'static str, value: f64, span: Span) -> Problem {
        let value = number_text(value);
        Problem { kind: FaultKind::Bounds { item, parameter, value }, span }
    }

    pub fn incomplete(what: impl Into<String>, span: Span) -> Problem {
        Problem { kind: FaultKind::Incomplete { what: what.into() }, span }
    }

    /// At a node.
    pub fn at(self, path: String) -> Fault {
        Fault { kind: self.kind, path, span: self.span, maker: None }
    }
}

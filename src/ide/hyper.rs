//! A hyperparameter in words.

use crate::catalog::{Direction, Role};
use crate::space::{Domain, Hyper, Scale};
use std::fmt::Write;

/// Markdown: its path, role, domain, default, when it exists, and its documentation.
pub fn describe(hyper: &Hyper) -> String {
    let mut out = format!("**`{}`** · {}\n\n", hyper.path, role(hyper.role));
    if let Some(doc) = &hyper.doc {
        let _ = write!(out, "{doc}\n\n");
    }
    let _ = writeln!(out, "- values: {}{}", hyper.domain.describe(), count(&hyper.domain));
    let default = hyper.domain.brief(hyper.default);
    let why = if hyper.default_written { "" } else { " (not written)" };
    let _ = writeln!(out, "- default: {default}{why}");
    if !hyper.condition.any.is_empty() {
        out.push_str("- exists in some members only\n");
    }
    out
}

fn count(domain: &Domain) -> String {
    let scale = match domain {
        Domain::Whole { scale: Scale::Log, .. } | Domain::Real { scale: Scale::Log, .. } => {
            ", on a logarithmic scale"
        }
        _ => "",
    };
    let number = match domain.count() {
        Some(number) if number > 1 => format!(" ({number})"),
        _ => String::new(),
    };
    format!("{scale}{number}")
}

pub fn role(role: Role) -> &'static str {
    match role {
        Role::Capacity => "capacity",
        Role::Regularisation(Direction::HigherRegularises) => {
            "regularisation, more of it regularises"
        }
        Role::Regularisation(Direction::LowerRegularises) => {
            "regularisation, less of it regularises"
        }
        Role::Optimisation => "optimisation",
        Role::Form => "form",
    }
}

//! `require` over hyperparameters and measures, once all hyperparameters are known.

use super::context::{Place, Resolver};
use super::short::fits;
use super::slot::{Mode, Slot};
use crate::catalog::{Param, Preset, Role, Type};
use crate::diagnostic::codes::name::{ambiguous_name, unknown_name};
use crate::diagnostic::codes::value::{not_arithmetic, wrong_dimension, wrong_type};
use crate::source::Span;
use crate::space::{Comparison, Constraint, Measure, Predicate, Term};
use crate::syntax::ast::{BinaryOp, Expr, ExprKind, Name, UnaryOp, Unit};

/// A side of a comparison.
static SIDE: Param =
    Param::new("condition", Type::Real, Preset::Required, Role::Form, "What a condition compares.");

impl<'a> Resolver<'a> {
    pub fn constraints(&mut self) -> Vec<Constraint> {
        let requires = std::mem::take(&mut self.requires);
        requires
            .iter()
            .filter_map(|(require, place)| {
                let predicate = self.predicate(&require.condition, place)?;
                let text = self.text(require.condition.span);
                Some(Constraint { predicate, text, span: require.span })
            })
            .collect()
    }

    fn predicate(&mut self, expr: &'a Expr, place: &Place<'a>) -> Option<Predicate> {
        match &expr.kind {
            ExprKind::Binary { op: BinaryOp::And, left, right, .. } => {
                let (left, right) = (self.predicate(left, place), self.predicate(right, place));
                Some(Predicate::And(Box::new(left?), Box::new(right?)))
            }
            ExprKind::Binary { op: BinaryOp::Or, left, right, .. } => {
                let (left, right) = (self.predicate(left, place), self.predicate(right, place));
                Some(Predicate::Or(Box::new(left?), Box::new(right?)))
            }
            ExprKind::Unary { op: UnaryOp::Not, operand } => {
                Some(Predicate::Not(Box::new(self.predicate(operand, place)?)))
            }
            ExprKind::Binary { op, left, right, .. } => match comparison(*op) {
                Some(comparison) => self.compare(comparison, left, right, place),
                None => self.fault(not_arithmetic::condition(expr.span)),
            },
            ExprKind::Missing => self.hole(),
            _ => self.fault(not_arithmetic::condition(expr.span)),
        }
    }

    fn compare(
        &mut self,
        comparison: Comparison,
        left: &'a Expr,
        right: &'a Expr,
        place: &Place<'a>,
    ) -> Option<Predicate> {
        let slot = Slot { mode: Mode::Condition, ..Slot::new(&SIDE, "require", String::new()) };
        let from = self.number(left, &slot, place, true)?;
        let to = self.number(right, &slot, place, true)?;
        self.same_dimension(&from, right)?;
        self.same_dimension(&to, left)?;
        Some(Predicate::Compare(comparison, from, to))
    }

    /// A quantity with a unit must suit the measure that it is compared with.
    fn same_dimension(&mut self, term: &Term, other: &Expr) -> Option<()> {
        let ExprKind::Number(number) = &other.kind else { return Some(()) };
        let Some(unit) = number.unit else { return Some(()) };
        let (name, wanted) = match term {
            Term::Measure(Measure::Memory) => ("`memory`", Unit::Size),
            Term::Measure(Measure::Params) => ("`params`", Unit::Count),
            Term::Measure(Measure::Flops) => ("`flops`", Unit::Count),
            Term::Measure(Measure::Layers) => ("`layers`", Unit::Count),
            _ if unit == Unit::Size => ("a hyperparameter", Unit::Count),
            _ => return Some(()),
        };
        if unit == wanted {
            return Some(());
        }
        let dimension = super::literal::dimension;
        self.fault(wrong_dimension::diagnostic(
            name,
            dimension(wanted),
            dimension(unit),
            other.span,
        ))
    }

    /// A measure or a hyperparameter by its path.
    pub fn measured(&mut self, names: &[Name], span: Span) -> Option<Term> {
        let path = names.iter().map(|name| name.text.as_str()).collect::<Vec<_>>().join(".");
        if let Some(measure) = measure(&path) {
            return Some(Term::Measure(measure));
        }
        let exact = self.drafts.iter().position(|draft| draft.path == path);
        let fitting: Vec<usize> = (0..self.drafts.len())
            .filter(|at| self.drafts.get(*at).is_some_and(|draft| fits(&draft.path, &path)))
            .collect();
        let at = match (exact, fitting.as_slice()) {
            (Some(at), _) => at,
            (None, [at]) => *at,
            (None, []) => return self.unmeasured(&path, span),
            (None, several) => {
                let paths =
                    several.iter().filter_map(|at| Some(self.drafts.get(*at)?.path.clone()));
                let paths: Vec<String> = paths.collect();
                return self.fault(ambiguous_name::diagnostic(&path, span, &paths));
            }
        };
        let term = self.drafts.get(at).and_then(|draft| draft.term.clone());
        if term.is_none() {
            let found = format!("the choice `{path}`");
            return self.fault(wrong_type::diagnostic("a comparison", "numbers", &found, span));
        }
        term
    }

    fn unmeasured<T>(&mut self, path: &str, span: Span) -> Option<T> {
        let words: Vec<&str> = path.split('.').collect();
        let last = words.last().copied().unwrap_or_default();
        let mut known: Vec<&str> = vec!["params", "flops", "memory", "layers"];
        known.extend(self.drafts.iter().filter_map(|draft| {
            let end = draft.path.rsplit('.').next()?;
            Some(if words.len() == 1 || end == last { end } else { draft.path.as_str() })
        }));
        known.sort_unstable();
        known.dedup();
        let diagnostic = unknown_name::diagnostic(path, span, &known);
        self.fault(diagnostic)
    }
}

fn measure(name: &str) -> Option<Measure> {
    match name {
        "params" => Some(Measure::Params),
        "flops" => Some(Measure::Flops),
        "memory" => Some(Measure::Memory),
        "layers" => Some(Measure::Layers),
        _ => None,
    }
}

fn comparison(op: BinaryOp) -> Option<Comparison> {
    match op {
        BinaryOp::Less => Some(Comparison::Less),
        BinaryOp::LessEqual => Some(Comparison::LessEqual),
        BinaryOp::Greater => Some(Comparison::Greater),
        BinaryOp::GreaterEqual => Some(Comparison::GreaterEqual),
        BinaryOp::Equal => Some(Comparison::Equal),
        BinaryOp::NotEqual => Some(Comparison::NotEqual),
        _ => None,
    }
}

//! What the tree knows and the words alone do not tell, by place.

use crate::source::Span;
use crate::syntax::ast::{
    Arg, BinaryOp, BlockDef, Body, Expr, ExprKind, RangeScale, Spec, Stmt, TopItem,
};
use std::collections::{HashMap, HashSet};

/// Places in the text, in bytes.
#[derive(Debug, Default)]
pub struct Marks {
    /// Where statements begin.
    pub statements: HashSet<usize>,
    /// Where names end whose brackets hold arguments.
    pub called: HashSet<usize>,
    /// Where signs and words stand that join two values.
    pub operators: HashSet<usize>,
    /// Where the word `either` begins a composition.
    pub eithers: HashSet<usize>,
    /// Values that may stand between round brackets when they are too long for a line, by the
    /// statement: their first and last byte.
    pub wraps: HashMap<usize, (usize, usize)>,
}

impl Marks {
    pub fn of(spec: &Spec) -> Marks {
        let mut marks = Marks::default();
        for item in &spec.items {
            match item {
                TopItem::Let(one) => marks.statement(one.span, Some(&one.value)),
                TopItem::Import(one) => marks.statement(one.span, None),
                TopItem::Block(one) => marks.block(one),
                TopItem::Section(one) => {
                    marks.statement(one.span, None);
                    marks.body(&one.body);
                }
            }
        }
        marks
    }

    fn block(&mut self, block: &BlockDef) {
        self.statement(block.span, None);
        self.called.insert(block.name.span.end as usize);
        let defaults = block.parameters.iter().filter_map(|one| one.default.as_ref());
        defaults.for_each(|value| self.expr(value));
        self.body(&block.body);
    }

    fn body(&mut self, body: &Body) {
        for stmt in &body.stmts {
            match stmt {
                Stmt::Entry(one) => self.statement(one.span, Some(&one.value)),
                Stmt::Require(one) => self.statement(one.span, Some(&one.condition)),
                Stmt::Let(one) => self.statement(one.span, Some(&one.value)),
            }
        }
    }

    fn statement(&mut self, span: Span, value: Option<&Expr>) {
        let start = span.start as usize;
        self.statements.insert(start);
        if let Some(value) = value {
            self.wraps
                .extend(wrap(value).map(|span| (start, (span.start as usize, span.end as usize))));
            self.expr(value);
        }
    }

    fn expr(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Number(_) | ExprKind::Text(_) | ExprKind::Path(_) | ExprKind::Missing => {}
            ExprKind::Call { name, args, body } => {
                self.called.insert(name.span.end as usize);
                args.iter().for_each(|Arg { value, .. }| self.expr(value));
                body.iter().for_each(|body| self.body(body));
            }
            ExprKind::Binary { op_span, left, right, .. } => {
                self.operators.insert(op_span.start as usize);
                self.both(left, right);
            }
            ExprKind::Range { low, high, scale } => {
                self.both(low, high);
                if let RangeScale::Step(by) | RangeScale::By(by) = scale {
                    self.expr(by);
                }
            }
            ExprKind::Choice(many) | ExprKind::List(many) => {
                many.iter().for_each(|one| self.expr(one));
            }
            ExprKind::Default { domain: first, value: second }
            | ExprKind::For { condition: first, times: second } => self.both(first, second),
            ExprKind::Unary { operand: one, .. }
            | ExprKind::Maybe(one)
            | ExprKind::Each(one)
            | ExprKind::Prefixed { operand: one, .. }
            | ExprKind::Counted { count: one, .. }
            | ExprKind::Per { count: one, .. } => self.expr(one),
            ExprKind::Repeat { count, body, .. } => {
                self.expr(count);
                self.body(body);
            }
            ExprKind::Either(bodies) => {
                self.eithers.insert(expr.span.start as usize);
                bodies.iter().for_each(|body| self.body(body));
            }
            ExprKind::Group(body) => self.body(body),
        }
    }

    fn both(&mut self, first: &Expr, second: &Expr) {
        self.expr(first);
        self.expr(second);
    }
}

/// The choice, list or condition that a value is, without its default.
fn wrap(value: &Expr) -> Option<Span> {
    match &value.kind {
        ExprKind::Default { domain, .. } => wrap(domain),
        ExprKind::Maybe(inner) | ExprKind::Each(inner) => wrap(inner),
        ExprKind::Choice(_) | ExprKind::List(_) => Some(value.span),
        ExprKind::Binary { op: BinaryOp::And | BinaryOp::Or, .. } => Some(value.span),
        _ => None,
    }
}

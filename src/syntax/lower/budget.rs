//! Keeps the tree shallow enough for every walk over it.

use super::{Lower, Operand};
use crate::diagnostic::codes::syntax as codes;
use crate::source::Span;
use crate::syntax::ast::ExprKind;

/// Operators in one expression, those of the expressions around it counted. Each may add a level
/// to the tree; brackets add at most 64 more.
pub const OPERATORS: usize = 256;

impl Lower<'_> {
    /// Runs `work` with `operators` taken from the budget, or refuses the expression.
    fn refuse_long(&mut self, span: Span) -> Operand {
        self.sink.fault(codes::too_long::diagnostic(span, OPERATORS));
        Operand::plain(ExprKind::Missing, span)
    }

    pub(super) fn within_budget(
        &mut self,
        operators: usize,
        span: Span,
        work: impl FnOnce(&mut Self) -> Operand,
    ) -> Operand {
        let Some(left) = self.budget.checked_sub(operators) else { return self.refuse_long(span) };
        let before = std::mem::replace(&mut self.budget, left);
        let result = work(self);
        self.budget = before;
        result
    }
}

//! Values with a number for each side: `(1, 7)`, and the shape that `reshape` gives.

use super::argument::word;
use super::context::{Place, Resolver};
use super::slot::Slot;
use crate::catalog::Kind;
use crate::syntax::ast::{Expr, ExprKind};
use crate::template::Argument;

/// What the numbers of a pair and of four are called, in their order.
const PAIR: [&str; 2] = ["height", "width"];
const FOUR: [&str; 4] = ["top", "bottom", "left", "right"];

impl<'a> Resolver<'a> {
    /// As many numbers as one of `counts` says, each of which may be a domain.
    pub fn sides(
        &mut self,
        expr: &'a Expr,
        counts: &[usize],
        slot: &Slot,
        place: &Place<'a>,
    ) -> Option<Argument> {
        let ExprKind::List(parts) = &expr.kind else { return self.wrong_type(expr, slot) };
        if !counts.contains(&parts.len()) {
            return self.wrong_type(expr, slot);
        }
        let names: &[&str] = if parts.len() == PAIR.len() { &PAIR } else { &FOUR };
        let items: Vec<Option<Argument>> = parts
            .iter()
            .zip(names)
            .map(|(part, name)| {
                let slot = slot.at(format!("{}.{name}", slot.path));
                let term = self.bounded(part, &slot, place)?;
                Some(Argument::Number { term, span: part.span })
            })
            .collect();
        Some(Argument::List { items: items.into_iter().collect::<Option<_>>()?, span: expr.span })
    }

    /// `series`, or the form of an input.
    pub fn target(&mut self, expr: &'a Expr, slot: &Slot, place: &Place<'a>) -> Option<Argument> {
        if word(expr).is_some_and(|name| name.text == "series") {
            return Some(Argument::Word { word: "series", span: expr.span });
        }
        let item = self.item_value(expr, Kind::Input, slot, place)?;
        if item.item.name == "tokens" {
            return self.wrong_type(expr, slot);
        }
        Some(Argument::Item(item))
    }
}

pub(super) fn is_list(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::List(_))
}

/// Whether some alternative is a list, or a name behind which one may stand.
pub(super) fn may_be_list(expr: &Expr) -> bool {
    match &expr.kind {
        // A name among numbers is a number's; a lone one may stand for a pair.
        ExprKind::Choice(all) => {
            all.iter().any(|one| !matches!(one.kind, ExprKind::Path(_)) && may_be_list(one))
        }
        ExprKind::Default { domain, .. } => may_be_list(domain),
        ExprKind::Maybe(inner) => may_be_list(inner),
        ExprKind::List(_) | ExprKind::Path(_) => true,
        _ => false,
    }
}

//! Repairs: those of the faults at a place, and all safe ones of a file at once.

use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix};
use crate::source::{FileId, Span};
use std::ops::Range;

/// The fixes of what is wrong in a stretch of the file in the editor.
pub fn fixes<'d>(
    found: &'d [Diagnostic],
    stretch: &Range<usize>,
) -> Vec<(&'d Diagnostic, &'d Fix)> {
    let touches = |span: Span| {
        let range = span.range();
        span.file == FileId(0) && range.start <= stretch.end && stretch.start <= range.end
    };
    let concerned = found.iter().filter(|one| {
        touches(one.primary.span)
            || one.fixes.iter().flat_map(|fix| &fix.edits).any(|edit| touches(edit.span))
    });
    concerned
        .flat_map(|one| one.fixes.iter().map(move |fix| (one, fix)))
        .filter(|(_, fix)| fix.applicability != Applicability::Display)
        .collect()
}

/// The edits of all safe fixes in the file in the editor; of those that meet only the first.
pub fn safe(found: &[Diagnostic]) -> Vec<Edit> {
    let mut taken: Vec<Edit> = Vec::new();
    for fix in found.iter().flat_map(|one| &one.fixes) {
        let safe = fix.applicability == Applicability::Safe;
        let home = fix.edits.iter().all(|edit| edit.span.file == FileId(0));
        let free = fix.edits.iter().all(|edit| taken.iter().all(|one| !meet(one, edit)));
        if safe && home && free {
            taken.extend(fix.edits.iter().cloned());
        }
    }
    taken.sort_by_key(|edit| edit.span);
    taken
}

/// Whether two edits cannot both be made. Two insertions at one place would be in no order.
fn meet(one: &Edit, other: &Edit) -> bool {
    let (a, b) = (one.span.range(), other.span.range());
    a.start < b.end && b.start < a.end
        || a == b
        || a.is_empty() && a.start == b.start
        || b.is_empty() && b.start == a.start
}

//! Edits made: which of the offered fixes go together, and the text that they give.

use super::fix::{Applicability, Edit, Fix};
use super::model::Diagnostic;
use crate::source::FileId;

/// The fix to take of those that a diagnostic offers: the first that may be trusted that far, a
/// safe one before any other. Every edit of it lies in `file`.
pub fn best_fix(diagnostic: &Diagnostic, file: FileId, trust: Applicability) -> Option<&Fix> {
    let inside =
        |fix: &&Fix| !fix.edits.is_empty() && fix.edits.iter().all(|edit| edit.span.file == file);
    let of = |wanted: Applicability| {
        diagnostic.fixes.iter().filter(inside).find(|fix| fix.applicability == wanted)
    };
    match trust {
        Applicability::Safe => of(Applicability::Safe),
        Applicability::Unsafe => of(Applicability::Safe).or_else(|| of(Applicability::Unsafe)),
        Applicability::Display => None,
    }
}

/// Whether two fixes touch the same text, so that only one of them can be made.
///
/// Two insertions at one place touch too: which of them comes first is not known.
pub fn clash(one: &Fix, other: &Fix) -> bool {
    one.edits.iter().any(|a| other.edits.iter().any(|b| touch(a, b)))
}

fn touch(a: &Edit, b: &Edit) -> bool {
    let apart = a.span.end < b.span.start || b.span.end < a.span.start;
    let beside = (a.span.end == b.span.start || b.span.end == a.span.start)
        && !a.span.is_empty()
        && !b.span.is_empty();
    a.span.file == b.span.file && !apart && !beside
}

/// Of these fixes those that can be made together: in their order, each that clashes with none
/// before it.
pub fn compatible<'f>(fixes: impl IntoIterator<Item = &'f Fix>) -> Vec<&'f Fix> {
    let mut chosen: Vec<&Fix> = Vec::new();
    for fix in fixes {
        if sound(fix) && chosen.iter().all(|other| !clash(fix, other)) {
            chosen.push(fix);
        }
    }
    chosen
}

/// The edits of one fix do not lie on top of each other.
fn sound(fix: &Fix) -> bool {
    let mut edits: Vec<&Edit> = fix.edits.iter().collect();
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    edits.windows(2).all(|pair| match pair {
        [a, b] => a.span.end <= b.span.start,
        _ => true,
    })
}

/// The text with all edits of these fixes, which do not clash. Line ends of replacements are those
/// of the text.
pub fn apply(text: &str, fixes: &[&Fix]) -> String {
    let mut edits: Vec<&Edit> = fixes.iter().flat_map(|fix| &fix.edits).collect();
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let windows = text.contains("\r\n");
    let (mut out, mut from) = (String::with_capacity(text.len()), 0);
    for edit in edits {
        let range = edit.span.range();
        out.push_str(text.get(from..range.start).unwrap_or(""));
        if windows {
            out.push_str(&edit.replacement.replace("\r\n", "\n").replace('\n', "\r\n"));
        } else {
            out.push_str(&edit.replacement);
        }
        from = range.end.max(from);
    }
    out.push_str(text.get(from..).unwrap_or(""));
    out
}

#[cfg(test)]
mod tests {
    use super::{apply, best_fix, clash, compatible};
    use crate::diagnostic::codes::syntax::unexpected;
    use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix};
    use crate::source::{FileId, Span};

    fn fix(start: usize, end: usize, text: &str) -> Fix {
        Fix::new(Applicability::Safe, "x", Span::new(FileId(0), start, end), text)
    }

    #[test]
    fn edits_beside_each_other_go_together_and_those_on_top_do_not() {
        assert!(!clash(&fix(0, 2, "a"), &fix(2, 4, "b")));
        assert!(clash(&fix(0, 3, "a"), &fix(2, 4, "b")));
        assert!(clash(&fix(2, 2, "a"), &fix(2, 2, "a")), "the same insertion is made once");
        assert!(clash(&fix(2, 2, "a"), &fix(2, 4, "b")));
        let three = [fix(4, 6, "C"), fix(0, 5, "-"), fix(0, 1, "A")];
        let chosen = compatible(&three);
        assert_eq!(apply("abcdefgh", &chosen), "AbcdCgh");
    }

    #[test]
    fn a_fix_whose_edits_lie_on_top_of_each_other_is_left_out() {
        let mut bad = fix(0, 3, "a");
        bad.edits.push(Edit { span: Span::new(FileId(0), 1, 2), replacement: String::new() });
        assert!(compatible([&bad]).is_empty());
    }

    #[test]
    fn line_ends_are_those_of_the_text() {
        assert_eq!(apply("a\r\nb\r\n", &[&fix(3, 3, "x\n")]), "a\r\nx\r\nb\r\n");
        assert_eq!(apply("a\nb\n", &[&fix(2, 2, "x\n")]), "a\nx\nb\n");
    }

    #[test]
    fn a_safe_fix_comes_first_and_other_files_are_left_alone() {
        let span = Span::new(FileId(0), 0, 1);
        let both = Diagnostic::new(&unexpected::CODE, span, "x", "")
            .replace(Applicability::Unsafe, "u", span, "u")
            .replace(Applicability::Safe, "s", span, "s");
        let mut only = both.clone();
        only.fixes.retain(|fix| fix.applicability == Applicability::Unsafe);
        let trusted = |one, trust| best_fix(one, FileId(0), trust).map(|fix| fix.applicability);
        assert_eq!(trusted(&both, Applicability::Unsafe), Some(Applicability::Safe));
        assert_eq!(trusted(&only, Applicability::Unsafe), Some(Applicability::Unsafe));
        assert_eq!(trusted(&only, Applicability::Safe), None);
        assert_eq!(best_fix(&both, FileId(1), Applicability::Unsafe), None);
    }
}

//! Which labels share a snippet, and where exactly miette can draw them.

use crate::diagnostic::{Diagnostic, Label};
use crate::source::{SourceFile, Sources};

/// Labels further from the primary one than this get a snippet of their own: miette prints every
/// line between two labels.
const NEAR_LINES: usize = 15;
/// As far within one line.
const NEAR_BYTES: u32 = 120;

/// A label where miette can draw it: bytes of its file, never empty at the end.
#[derive(Debug, PartialEq, Eq)]
pub struct Mark {
    pub start: usize,
    pub length: usize,
    pub message: String,
}

/// The labels of a diagnostic, the primary one first, and those that are too far away.
pub fn split<'d>(
    diagnostic: &'d Diagnostic,
    sources: &Sources,
) -> (Vec<&'d Label>, Vec<&'d Label>) {
    let home = &diagnostic.primary;
    let line = |label: &Label| {
        sources
            .file(label.span.file)
            .map_or(0, |file| file.line_column(label.span.start as usize).0)
    };
    let home_line = line(home);
    let is_near = |label: &&Label| {
        label.span.file == home.span.file
            && match line(label).abs_diff(home_line) {
                0 => label.span.start.abs_diff(home.span.start) <= NEAR_BYTES,
                lines => lines <= NEAR_LINES,
            }
    };
    let (mut near, far): (Vec<&Label>, Vec<&Label>) =
        diagnostic.secondary.iter().partition(is_near);
    near.insert(0, home);
    (near, far)
}

/// An empty label behind the last character would vanish: it moves onto that character.
pub fn mark(label: &Label, file: &SourceFile) -> Mark {
    let text = file.text.as_str();
    let drawn = text.trim_end();
    let end = (label.span.end as usize).min(text.len());
    let start = (label.span.start as usize).min(end);
    let message = label.message.clone();
    if start < drawn.len() {
        let length = first_line(text.get(start..end).unwrap_or(""));
        return Mark { start, length, message };
    }
    let last = drawn.chars().next_back().map_or(0, char::len_utf8);
    Mark { start: drawn.len() - last, length: last, message }
}

/// A label over many lines would draw a bracket beside all of them; its first line is enough.
fn first_line(text: &str) -> usize {
    text.lines().next().unwrap_or("").trim_end().len()
}

#[cfg(test)]
mod tests {
    use super::{mark, split};
    use crate::diagnostic::Label;
    use crate::diagnostic::codes::syntax::unexpected;
    use crate::source::{FileId, Sources, Span};

    fn sources(text: &str) -> Sources {
        let mut sources = Sources::new();
        sources.add("a.hpm", text);
        sources
    }

    fn label(start: usize, end: usize) -> Label {
        Label { span: Span::new(FileId(0), start, end), message: String::new() }
    }

    #[test]
    fn the_end_of_the_file_is_its_last_character() {
        let sources = sources("model {\n    é\n\n");
        let drawn = mark(&label(16, 16), &sources.files()[0]);
        assert_eq!((drawn.start, drawn.length), (12, 2));
        let empty = self::sources("");
        let drawn = mark(&label(0, 0), &empty.files()[0]);
        assert_eq!((drawn.start, drawn.length), (0, 0));
    }

    #[test]
    fn a_label_over_lines_shrinks_to_its_first() {
        let sources = sources("model {\n    dense(3)\n}\n");
        let drawn = mark(&label(6, 22), &sources.files()[0]);
        assert_eq!((drawn.start, drawn.length), (6, 1));
    }

    #[test]
    fn far_labels_are_split_off() {
        let sources = sources(&"x\n".repeat(40));
        let at = |line: usize| Span::new(FileId(0), line * 2, line * 2 + 1);
        let one = unexpected::diagnostic(at(3), "x").also(at(18), "near").also(at(19), "far");
        let (near, far) = split(&one, &sources);
        assert_eq!(near.len(), 2);
        assert_eq!(far[0].message, "far");
    }
}

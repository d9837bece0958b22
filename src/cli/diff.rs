//! What a command would change in a file, as a unified diff.

use anstyle::{AnsiColor, Style};
use similar::{ChangeTag, TextDiff};

/// Lines around a change.
const CONTEXT: usize = 3;
const HEADER: Style = Style::new().bold();
const PLACE: Style = AnsiColor::Cyan.on_default();
const REMOVED: Style = AnsiColor::Red.on_default();
const ADDED: Style = AnsiColor::Green.on_default();

/// The diff from one text to another, both of the file `name`; empty where they are equal.
/// `patch -p0` applies it.
pub fn unified(name: &str, old: &str, new: &str, color: bool) -> String {
    if old == new {
        return String::new();
    }
    let paint = |text: &str, style: Style| {
        if color { format!("{style}{text}{style:#}\n") } else { format!("{text}\n") }
    };
    let diff = TextDiff::from_lines(old, new);
    let mut out = paint(&format!("--- {name}"), HEADER) + &paint(&format!("+++ {name}"), HEADER);
    for hunk in diff.unified_diff().context_radius(CONTEXT).iter_hunks() {
        out += &paint(&hunk.header().to_string(), PLACE);
        for change in hunk.iter_changes() {
            let (sign, style) = match change.tag() {
                ChangeTag::Equal => (' ', Style::new()),
                ChangeTag::Delete => ('-', REMOVED),
                ChangeTag::Insert => ('+', ADDED),
            };
            let line = change.value();
            out += &paint(&format!("{sign}{}", line.strip_suffix('\n').unwrap_or(line)), style);
            if change.missing_newline() {
                out += "\\ No newline at end of file\n";
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::unified;

    #[test]
    fn a_changed_line_has_its_place_and_its_neighbours() {
        let diff = unified("a.hpm", "1\n2\n3\n4\n5\n", "1\n2\n3\n4\nfive\n", false);
        assert_eq!(diff, "--- a.hpm\n+++ a.hpm\n@@ -2,4 +2,4 @@\n 2\n 3\n 4\n-5\n+five\n",);
    }

    #[test]
    fn a_line_end_that_is_missing_is_told() {
        let diff = unified("a.hpm", "1", "1\n", false);
        assert!(diff.ends_with("-1\n\\ No newline at end of file\n+1\n"), "{diff}");
    }

    #[test]
    fn equal_texts_have_no_diff_and_colour_is_asked_for() {
        assert_eq!(unified("a.hpm", "1\n", "1\n", true), "");
        assert!(unified("a.hpm", "1\n", "2\n", true).contains("\u{1b}[31m-1"));
        assert!(!unified("a.hpm", "1\n", "2\n", false).contains('\u{1b}'));
    }
}

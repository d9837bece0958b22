//! What stands below a snippet: notes, help and fixes, wrapped.

use super::excerpt::clipped;
use super::fixes;
use crate::diagnostic::{Diagnostic, Fix};
use crate::source::Sources;
use anstyle::{AnsiColor, Style};
use std::io::{self, Write};

/// Writes the lines `note: …`, `help: …`, `fix: …`.
pub fn write(
    one: &Diagnostic,
    sources: &Sources,
    color: bool,
    width: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    let notes = one.notes.iter().map(|note| ("note", note.clone()));
    let help = one.help.iter().map(|help| ("help", help.clone()));
    let told = |fix: &&Fix| !one.help.as_ref().is_some_and(|help| fixes::is_told(fix, help));
    let fixes = one.fixes.iter().filter(told).map(|fix| ("fix", fixes::line(fix, sources)));
    for (word, text) in notes.chain(help).chain(fixes) {
        let head = format!("  {word}: ");
        let indent = " ".repeat(head.len());
        let lines = wrap(&clipped(&text), width.saturating_sub(head.len()).max(20));
        for (number, line) in lines.iter().enumerate() {
            match (number, color) {
                (0, true) => {
                    let style = style(word);
                    writeln!(out, "  {style}{word}:{style:#} {line}")?;
                }
                (0, false) => writeln!(out, "{head}{line}")?,
                _ => writeln!(out, "{indent}{line}")?,
            }
        }
    }
    Ok(())
}

fn style(word: &str) -> Style {
    let color = match word {
        "note" => AnsiColor::Cyan,
        "help" => AnsiColor::Blue,
        _ => AnsiColor::Green,
    };
    Style::new().bold().fg_color(Some(color.into()))
}

/// Breaks between words; a line end in the text stays one, and long words are left whole.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        for word in paragraph.split(' ') {
            let long = line.chars().count() + 1 + word.chars().count() > width;
            if long && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn wraps_between_words_only() {
        assert_eq!(wrap("one two three", 8), ["one two", "three"]);
        assert_eq!(wrap("unbreakable", 4), ["unbreakable"]);
        assert_eq!(wrap("a\nb", 10), ["a", "b"]);
    }
}

//! Colour and width of the text reports.

use anstyle::{AnsiColor, Effects};

/// How a text report looks. Plain by default: no colour, 100 columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// ANSI colours. Off where the output is no terminal, and with NO_COLOR.
    pub color: bool,
    /// Columns to fill.
    pub width: usize,
}

impl Default for Style {
    fn default() -> Style {
        Style { color: false, width: 100 }
    }
}

/// What a piece of text is, rather than how it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Plain,
    Heading,
    Strong,
    Good,
    Bad,
    Warning,
    Faint,
}

impl Tone {
    pub(super) fn ansi(self) -> anstyle::Style {
        let plain = anstyle::Style::new();
        match self {
            Tone::Plain => plain,
            Tone::Heading => plain.fg_color(Some(AnsiColor::Cyan.into())).effects(Effects::BOLD),
            Tone::Strong => plain.effects(Effects::BOLD),
            Tone::Good => plain.fg_color(Some(AnsiColor::Green.into())),
            Tone::Bad => plain.fg_color(Some(AnsiColor::Red.into())),
            Tone::Warning => plain.fg_color(Some(AnsiColor::Yellow.into())),
            Tone::Faint => plain.effects(Effects::DIMMED),
        }
    }
}

impl Style {
    /// The text in its tone, where there is colour.
    pub fn paint(self, tone: Tone, text: &str) -> String {
        if !self.color || tone == Tone::Plain {
            return text.to_owned();
        }
        let ansi = tone.ansi();
        format!("{ansi}{text}{ansi:#}")
    }

    /// Lines of at most `width` columns, each after `indent` spaces. Words longer than that stay whole.
    pub fn wrap(self, text: &str, indent: usize) -> String {
        let width = self.width.saturating_sub(indent).max(24);
        let mut lines: Vec<String> = Vec::new();
        for word in text.split_whitespace() {
            match lines.last_mut() {
                Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                    line.push(' ');
                    line.push_str(word);
                }
                _ => lines.push(word.to_owned()),
            }
        }
        lines.join(&format!("\n{}", " ".repeat(indent)))
    }
}

#[cfg(test)]
mod tests {
    use super::{Style, Tone};

    #[test]
    fn colour_is_an_option() {
        let coloured = Style { color: true, ..Style::default() };
        assert_eq!(Style::default().paint(Tone::Good, "kept"), "kept");
        assert_eq!(coloured.paint(Tone::Good, "kept"), "\u{1b}[32mkept\u{1b}[0m");
        assert_eq!(coloured.paint(Tone::Plain, "kept"), "kept");
    }

    #[test]
    fn lines_break_between_words() {
        let narrow = Style { width: 30, ..Style::default() };
        assert_eq!(
            narrow.wrap("because the training loss was far from its floor", 4),
            "because the training loss\n    was far from its floor"
        );
    }
}

//! Where output goes and how: data to standard output, everything else to standard error.

use super::args::{Global, When};
use super::fault::Fault;
use crate::emit::HumanOptions;
use crate::report::{Style, Tone};
use anstyle::AnsiColor;
use std::io::{self, IsTerminal, Write};

/// Decisions about colour and progress, made once.
pub struct Output {
    pub quiet: bool,
    pub verbose: bool,
    /// Colour on standard output.
    pub color: bool,
    /// Colour on standard error.
    pub color_err: bool,
    /// Columns of the terminal, at most 120; 100 where there is none.
    pub width: usize,
    /// Standard error is a terminal: progress may be drawn.
    pub interactive: bool,
}

impl Output {
    pub fn new(global: &Global) -> Output {
        let allowed = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
            && std::env::var_os("TERM").is_none_or(|term| term != "dumb");
        let wants = |terminal: bool| match global.color {
            When::Always => true,
            When::Never => false,
            When::Auto => terminal && allowed,
        };
        Output {
            quiet: global.quiet,
            verbose: global.verbose,
            color: wants(io::stdout().is_terminal()),
            color_err: wants(io::stderr().is_terminal()),
            width: columns(),
            interactive: io::stderr().is_terminal() && !global.quiet,
        }
    }

    /// Data: one text to standard output. A reader that went away is no fault of ours.
    pub fn print(&self, text: &str) {
        let mut out = io::stdout().lock();
        let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    }

    /// As `print`, with a line end.
    pub fn line(&self, text: &str) {
        self.print(&format!("{text}\n"));
    }

    /// For people, on standard error; nothing with `--quiet`.
    pub fn note(&self, text: &str) {
        if !self.quiet {
            self.say(text);
        }
    }

    /// For people, on standard error, also with `--quiet`.
    pub fn say(&self, text: &str) {
        let _ = writeln!(io::stderr().lock(), "{text}");
    }

    pub fn fault(&self, fault: &Fault) {
        if fault.message.is_empty() {
            return;
        }
        let red = self.paint_err("error", AnsiColor::Red);
        self.say(&format!("{red}: {}", fault.message));
        if let Some(help) = &fault.help {
            self.say(&format!("{}: {help}", self.paint_err(" help", AnsiColor::Cyan)));
        }
    }

    /// How reports on standard output look.
    pub fn style(&self) -> Style {
        Style { color: self.color, width: self.width }
    }

    /// How diagnostics on standard output look.
    pub fn diagnostics(&self) -> HumanOptions {
        HumanOptions { color: self.color, width: self.width }
    }

    /// How diagnostics on standard error look.
    pub fn diagnostics_err(&self) -> HumanOptions {
        HumanOptions { color: self.color_err, width: self.width }
    }

    /// Bold where standard output has colour.
    pub fn bold(&self, text: &str) -> String {
        self.style().paint(Tone::Strong, text)
    }

    fn paint_err(&self, text: &str, color: AnsiColor) -> String {
        if self.color_err { styled(text, color.on_default().bold()) } else { text.to_owned() }
    }
}

fn styled(text: &str, style: anstyle::Style) -> String {
    format!("{style}{text}{style:#}")
}

fn columns() -> usize {
    let known = std::env::var("COLUMNS").ok().and_then(|text| text.parse().ok());
    let seen = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    known.or_else(seen).unwrap_or(100).clamp(60, 120)
}

//! Diagnostics for people, drawn by miette.

use super::adapter::Snippet;
use super::{MAX_PRINTED, footer, places};
use crate::diagnostic::{Diagnostic, Label};
use crate::source::Sources;
use miette::{GraphicalReportHandler, GraphicalTheme};
use std::io::{self, Write};

/// How to draw.
#[derive(Clone, Copy, Debug)]
pub struct HumanOptions {
    pub color: bool,
    /// Columns of the terminal.
    pub width: usize,
}

impl Default for HumanOptions {
    fn default() -> HumanOptions {
        HumanOptions { color: false, width: 100 }
    }
}

/// Draws the diagnostics one below the other, at most [`MAX_PRINTED`] of them.
///
/// # Errors
/// The writer's.
pub fn human(
    diagnostics: &[Diagnostic],
    sources: &Sources,
    options: &HumanOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    for one in diagnostics.iter().take(MAX_PRINTED) {
        draw(one, sources, options, out)?;
    }
    let more = diagnostics.len().saturating_sub(MAX_PRINTED);
    if more > 0 {
        let verb = if more == 1 { "is" } else { "are" };
        writeln!(out, "… and {more} more that {verb} not shown")?;
    }
    Ok(())
}

fn draw(
    one: &Diagnostic,
    sources: &Sources,
    options: &HumanOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (near, far) = places::split(one, sources);
    let file = sources.file(one.primary.span.file);
    // In front of the message: miette would give the code two lines of its own.
    let message = format!("{}: {}", one.code.id, one.message);
    let snippet = Snippet::new(message, &near, file).with_severity(one.severity);
    out.write_all(render(&snippet, options).as_bytes())?;
    for label in far {
        out.write_all(elsewhere(label, sources, options).as_bytes())?;
    }
    footer::write(one, sources, options.color, options.width, out)?;
    writeln!(out)
}

/// A label that is too far away, as a snippet of its own.
fn elsewhere(label: &Label, sources: &Sources, options: &HumanOptions) -> String {
    let unlabelled = Label { span: label.span, message: String::new() };
    let file = sources.file(label.span.file);
    render(&Snippet::new(label.message.clone(), &[&unlabelled], file), options)
}

fn render(snippet: &Snippet<'_>, options: &HumanOptions) -> String {
    let theme =
        if options.color { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_links(false)
        .with_context_lines(1)
        .with_width(options.width);
    let mut text = String::new();
    // Writing into a string cannot fail; a source that cannot be read leaves the message alone.
    if handler.render_report(&mut text, snippet).is_err() {
        text = format!("  × {}\n", snippet.message);
    }
    text
}

//! The story of a sweep, for a terminal.

mod decisions;
mod ending;
mod finalists;
mod head;
mod ladder;

pub(super) use decisions::{part_of, sign};
pub(super) use ending::reasons;
pub(super) use finalists::apart;

use super::style::{Style, Tone};
use super::view::View;
use crate::study::Record;

/// What was searched, how the network grew and why, what came out, or how to carry on.
pub fn story(record: &Record, style: &Style) -> String {
    let view = View::new(record);
    let parts = [
        Some(head::text(view, *style)),
        ladder::text(view, *style),
        decisions::text(view, *style),
        finalists::text(view, *style),
        ending::recommendation(view, *style),
        ending::failures(view, *style),
        ending::open(view, *style),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join("\n")
}

fn heading(style: Style, text: &str) -> String {
    format!("{}\n", style.paint(Tone::Heading, text))
}

/// Names in a column, values beside them.
fn pairs(style: Style, rows: &[(&str, String)]) -> String {
    let width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    let mut text = String::new();
    for (name, value) in rows {
        let gap = " ".repeat(width - name.chars().count() + 2);
        let name = style.paint(Tone::Faint, name);
        let value = style.wrap(value, width + 4);
        text.push_str(&format!("  {name}{gap}{value}\n"));
    }
    text
}

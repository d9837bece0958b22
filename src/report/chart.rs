//! A scatter of values against parameters, in characters.

use super::style::{Style, Tone};
use super::view::{self, View};
use crate::sweep::Fate;

const ROWS: usize = 10;

/// One mark; a later one covers an earlier one.
struct Mark {
    params: f64,
    value: f64,
    sign: char,
    tone: Tone,
}

/// The trials (`·`), the rungs (`●`) and the recommendation (`★`). Nothing for fewer than two rungs.
pub fn growth(view: View, style: Style) -> Option<String> {
    if view.record.rungs.len() < 2 {
        return None;
    }
    let marks = marks(view);
    let (low, high) = bounds(&marks)?;
    let columns = style.width.saturating_sub(14).clamp(24, 64);
    let sizes = marks.iter().map(|mark| mark.params.ln());
    let left = sizes.clone().fold(f64::INFINITY, f64::min);
    let right = sizes.fold(f64::NEG_INFINITY, f64::max).max(left + 1e-9);
    let mut grid = vec![vec![(' ', Tone::Plain); columns]; ROWS];
    for mark in &marks {
        let across = (mark.params.ln() - left) / (right - left);
        let up = ((mark.value - low) / (high - low)).clamp(0.0, 1.0);
        let column = (across * (columns - 1) as f64).round() as usize;
        let row = ((1.0 - up) * (ROWS - 1) as f64).round() as usize;
        if let Some(cell) = grid.get_mut(row).and_then(|line| line.get_mut(column)) {
            *cell = (mark.sign, mark.tone);
        }
    }
    let mut text = String::new();
    for (row, line) in grid.iter().enumerate() {
        let at = high - (high - low) * row as f64 / (ROWS - 1) as f64;
        let label = if row % 3 == 0 { view.show(at) } else { String::new() };
        let tick = if row % 3 == 0 { '┤' } else { '│' };
        text.push_str(&format!("  {label:>8} {tick}"));
        text.push_str(painted(line, style).trim_end());
        text.push('\n');
    }
    text.push_str(&axis(left.exp(), right.exp(), columns));
    Some(text)
}

fn marks(view: View) -> Vec<Mark> {
    let mark = |params: u64, value: f64, sign, tone| Mark {
        params: params.max(1) as f64,
        value,
        sign,
        tone,
    };
    let trials = view.trials(Fate::Complete).filter_map(|trial| {
        Some(mark(trial.info.complexity.params, view::value(trial)?, '·', Tone::Faint))
    });
    let rungs = view.record.rungs.iter().filter_map(|rung| {
        let value = rung.objectives.first().copied().filter(|value| value.is_finite())?;
        Some(mark(rung.complexity.params, value, '●', Tone::Heading))
    });
    let recommended = view.recommended().map(|finalist| {
        let value = view::mean(&finalist.validation);
        mark(finalist.complexity.params, value, '★', Tone::Good)
    });
    trials.chain(rungs).chain(recommended).filter(|mark| mark.value.is_finite()).collect()
}

/// From somewhat below the worst rung to the best mark: failures far below lie on the edge.
fn bounds(marks: &[Mark]) -> Option<(f64, f64)> {
    let story = || marks.iter().filter(|mark| mark.sign != '·').map(|mark| mark.value);
    let low = story().fold(f64::INFINITY, f64::min);
    let high = story().fold(f64::NEG_INFINITY, f64::max);
    let margin = (high - low) * 0.2;
    (margin > 0.0).then_some((low - margin, high + margin))
}

fn painted(line: &[(char, Tone)], style: Style) -> String {
    line.iter()
        .map(|(sign, tone)| match sign {
            ' ' => " ".to_owned(),
            sign => style.paint(*tone, &sign.to_string()),
        })
        .collect()
}

fn axis(left: f64, right: f64, columns: usize) -> String {
    let (first, last) = (super::format::count(left), super::format::count(right));
    let gap = columns.saturating_sub(first.chars().count() + last.chars().count());
    let name = " parameters (log) ";
    let before = gap.saturating_sub(name.len()) / 2;
    let after = gap.saturating_sub(name.len() + before);
    let line = "─".repeat(columns);
    let (before, after) = (" ".repeat(before), " ".repeat(after));
    format!("  {:>8} └{line}\n  {:>8}  {first}{before}{name}{after}{last}\n", "", "")
}

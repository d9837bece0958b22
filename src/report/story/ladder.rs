//! The rungs as a table, and where they lie among all trials.

use super::heading;
use crate::report::chart;
use crate::report::format;
use crate::report::style::{Style, Tone};
use crate::report::table::Table;
use crate::report::view::View;

pub fn text(view: View, style: Style) -> Option<String> {
    if view.record.rungs.is_empty() {
        return None;
    }
    let metric = format!(">{}", view.metric());
    let mut columns = vec!["rung", "what changed", ">params", ">FLOPs/epoch", metric.as_str()];
    let further = further(view);
    columns.extend(further.iter().map(|(_, title)| title.as_str()));
    columns.push(">trials so far");
    let mut table = Table::new(style, &columns);
    for rung in &view.record.rungs {
        let value = rung.objectives.first().copied().unwrap_or(f64::NAN);
        let mut cells = vec![
            (Tone::Strong, rung.index.to_string()),
            (Tone::Plain, view.step_to(rung)),
            (Tone::Plain, format::count(rung.complexity.params as f64)),
            (Tone::Plain, format::count(rung.complexity.flops as f64)),
            (Tone::Strong, view.show_spread(value, rung.noise)),
        ];
        cells.extend(further.iter().map(|(at, title)| {
            let value = rung.objectives.get(*at).copied().unwrap_or(f64::NAN);
            (Tone::Plain, format::value(title.trim_start_matches('>'), value))
        }));
        cells.push((Tone::Faint, format::whole(rung.trials)));
        table.toned(cells);
    }
    let mut text = heading(style, "How it grew");
    text.push_str(&table.text());
    if let Some(chart) = chart::growth(view, style) {
        text.push_str(&format!("\n  {} on the validation part\n", view.metric()));
        text.push_str(&chart);
        let star = if view.recommended().is_some() { "   ★ recommended" } else { "" };
        let legend = format!("           ● rung   · trial{star}\n");
        text.push_str(&style.paint(Tone::Faint, &legend));
    }
    Some(text)
}

/// The objectives after the first that no other column tells, by their place.
fn further(view: View) -> Vec<(usize, String)> {
    let goals = view.record.head.objectives.iter().enumerate().skip(1);
    let told = |metric: &str| matches!(metric, "params" | "flops");
    goals
        .filter(|(_, goal)| !told(&goal.metric))
        .map(|(at, goal)| (at, format!(">{}", goal.metric)))
        .collect()
}

//! What was searched, and how far the search is.

use super::{heading, pairs};
use crate::report::format;
use crate::report::style::Style;
use crate::report::view::{State, View};
use crate::sweep::Fate;

pub fn text(view: View, style: Style) -> String {
    let head = &view.record.head;
    let title = match head.doc.as_deref().and_then(|doc| doc.lines().next()) {
        Some(doc) if !doc.trim().is_empty() => format!("{} — {}", head.name, doc.trim()),
        _ => head.name.clone(),
    };
    let state = match view.state() {
        State::Finished => "finished",
        State::Running => "running now",
        State::Stopped => "not finished",
    };
    let mut rows = vec![
        ("data", head.data.clone()),
        ("objective", view.objectives()),
        ("sweep", format!("{state}; {}", effort(view))),
        ("began", format!("{}, hpm {}, seed {}", head.started, head.hpm_version, head.seed)),
    ];
    if !head.settings.is_empty() {
        let settings = head.settings.iter().map(|(name, value)| format!("{name} {value}"));
        rows.push(("settings", settings.collect::<Vec<_>>().join(", ")));
    }
    format!("{}{}", heading(style, &title), pairs(style, &rows))
}

/// `143 trials (31 pruned, 2 failed), 3.1 TFLOPs, 42 s`
pub fn effort(view: View) -> String {
    let count = |fate| view.trials(fate).count() as u64;
    let running = view.record.trials.iter().filter(|trial| trial.fate.is_none()).count() as u64;
    let parts: Vec<String> =
        [(count(Fate::Pruned), "pruned"), (count(Fate::Failed), "failed"), (running, "unfinished")]
            .iter()
            .filter(|(n, _)| *n > 0)
            .map(|(n, what)| format!("{} {what}", format::whole(*n)))
            .collect();
    let mut text = format::plural(view.record.trials.len() as u64, "trial");
    if !parts.is_empty() {
        text.push_str(&format!(" ({})", parts.join(", ")));
    }
    if view.flops() > 0.0 {
        text.push_str(&format!(", {}", format::flops(view.flops())));
    }
    format!("{text}, {}", format::seconds(view.record.seconds))
}

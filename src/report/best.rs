//! The best trials as a table.

use super::format;
use super::style::{Style, Tone};
use super::table::Table;
use super::view::{self, View};
use crate::study::Record;
use crate::sweep::{Fate, TrialRecord};
use std::collections::BTreeMap;

/// The `n` best configurations of those that came to their end, over their seeds. What all of them
/// share stands below.
pub fn best_trials(record: &Record, n: usize, style: &Style) -> String {
    let view = View::new(record);
    let mut configurations = configurations(view);
    configurations.truncate(n);
    if configurations.is_empty() {
        return "  no trial has come to its end yet\n".to_owned();
    }
    let metric = format!(">{}", view.metric());
    let columns = [">trial", metric.as_str(), ">seeds", ">params", "phase", "what sets it apart"];
    let mut table = Table::new(*style, &columns);
    let firsts: Vec<&TrialRecord> = configurations.iter().map(|it| it.first).collect();
    for Configuration { first, values } in &configurations {
        table.toned([
            (Tone::Faint, first.info.number.to_string()),
            (Tone::Strong, view.show_spread(view::mean(values), view::deviation(values))),
            (Tone::Faint, values.len().to_string()),
            (Tone::Plain, format::count(first.info.complexity.params as f64)),
            (Tone::Faint, view::phase(first.info.phase)),
            (Tone::Plain, apart(&firsts, first)),
        ]);
    }
    let mut text = table.text();
    let shared = shared(&firsts);
    if !shared.is_empty() && firsts.len() > 1 {
        let line = style.wrap(&format!("all of them: {shared}"), 2);
        text.push_str(&format!("  {}\n", style.paint(Tone::Faint, &line)));
    }
    text
}

/// Trials of one assignment with different seeds.
struct Configuration<'a> {
    /// The first of them.
    first: &'a TrialRecord,
    values: Vec<f64>,
}

/// Best mean first.
fn configurations(view: View) -> Vec<Configuration> {
    let mut found: Vec<Configuration> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for trial in view.trials(Fate::Complete) {
        let Some(value) = view::value(trial) else { continue };
        let place = *places.entry(format!("{:?}", trial.info.assignment)).or_insert(found.len());
        match found.get_mut(place) {
            Some(known) => known.values.push(value),
            None => found.push(Configuration { first: trial, values: vec![value] }),
        }
    }
    found.sort_by(|a, b| view.better(view::mean(&a.values), view::mean(&b.values)));
    found
}

fn apart(trials: &[&TrialRecord], trial: &TrialRecord) -> String {
    let all = trials.len() == 1;
    listed(trial, |value| all || trials.iter().any(|other| !other.info.values.contains(value)))
}

fn shared(trials: &[&TrialRecord]) -> String {
    let Some(first) = trials.first() else { return String::new() };
    listed(first, |value| trials.iter().all(|other| other.info.values.contains(value)))
}

fn listed(trial: &TrialRecord, keep: impl Fn(&(String, String)) -> bool) -> String {
    let kept = trial.info.values.iter().filter(|value| keep(value));
    let texts: Vec<String> = kept.map(|(name, value)| format!("{name} {value}")).collect();
    texts.join(", ")
}

//! What came out: the recommendation, what failed, or how to carry on.

use super::{heading, pairs};
use crate::report::format;
use crate::report::style::{Style, Tone};
use crate::report::view::{self, State, View};
use crate::study::failure_in_words;
use crate::sweep::{Failure, Fate};
use std::collections::BTreeMap;

pub fn recommendation(view: View, style: Style) -> Option<String> {
    let finalist = view.recommended()?;
    let complexity = finalist.complexity;
    let mut text = heading(style, "★ The recommended network");
    let mut rows = vec![(
        "size",
        format!(
            "{} parameters, {} with parameters, {} an epoch",
            format::count(complexity.params as f64),
            format::plural(complexity.layers, "layer"),
            format::flops(complexity.flops as f64)
        ),
    )];
    let tested = view::test_values(&view.record.head.objectives, finalist);
    let tested: Vec<(String, String)> = tested
        .into_iter()
        .map(|(name, values)| {
            let shown = format::spread(&name, view::mean(&values), view::deviation(&values));
            (format!("test {name}"), format!("{shown} over {}", seeds(values.len())))
        })
        .collect();
    rows.extend(tested.iter().map(|(name, shown)| (name.as_str(), shown.clone())));
    text.push_str(&pairs(style, &rows));
    text.push('\n');
    let settings: Vec<(&str, String)> =
        finalist.values.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
    text.push_str(&pairs(style, &settings));
    Some(text)
}

fn seeds(count: usize) -> String {
    format::plural(count as u64, "seed")
}

/// Why trials failed and how many of each, the most common reason first.
pub fn reasons(view: View) -> Vec<(String, u64)> {
    let mut reasons: BTreeMap<String, u64> = BTreeMap::new();
    for trial in view.trials(Fate::Failed) {
        let failure = trial.stages.iter().find_map(|stage| stage.failure.as_ref());
        let reason = match failure {
            Some(Failure::Diverged { .. }) => "diverged".to_owned(),
            Some(failure) => failure_in_words(failure),
            None => "no reason is recorded".to_owned(),
        };
        *reasons.entry(reason).or_default() += 1;
    }
    let mut reasons: Vec<(String, u64)> = reasons.into_iter().collect();
    reasons.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    reasons
}

pub fn failures(view: View, style: Style) -> Option<String> {
    let reasons = reasons(view);
    if reasons.is_empty() {
        return None;
    }
    let mut text = heading(style, "What failed");
    for (reason, count) in reasons {
        let count = style.paint(Tone::Bad, &format::plural(count, "trial"));
        text.push_str(&format!("  {count}  {}\n", style.wrap(&reason, 14)));
    }
    Some(text)
}

/// How a study that is not at its end goes on.
pub fn open(view: View, style: Style) -> Option<String> {
    let path = &view.record.head.spec_path;
    let text = match view.state() {
        State::Finished => return None,
        State::Running => "The sweep is running now; this is what it knows so far.".to_owned(),
        State::Stopped if view.record.trials.is_empty() => {
            format!("The sweep was stopped before its first trial. Run it with `hpm sweep {path}`.")
        }
        State::Stopped => format!(
            "The sweep is not finished. Carry it on with `hpm sweep {path}`: the trials done are kept."
        ),
    };
    let best = view.ranked().first().map(|(trial, value)| {
        format!(
            " Best so far: {} with {} parameters (trial {}). It is a maximum of the search, not yet a result.",
            view.show(*value),
            format::count(trial.info.complexity.params as f64),
            trial.info.number
        )
    });
    let text = format!("{text}{}", best.unwrap_or_default());
    Some(format!("{}\n", style.paint(Tone::Warning, &style.wrap(&text, 0))))
}

//! The hyperparameters of the recommended network, each within the range that was searched.

use super::mark::{escape, section};
use crate::report::format;
use crate::report::view::{self, View};
use crate::study::{Dimension, Distribution};
use crate::sweep::Finalist;

pub fn html(view: View) -> Option<String> {
    let finalist = view.recommended()?;
    let mut rows = String::new();
    for (id, value) in finalist.assignment.iter() {
        let Some(dimension) = view.record.head.dimensions.get(id.0) else { continue };
        let inner = dimension.distribution.inner(value);
        rows.push_str(&row(finalist, dimension, inner));
    }
    let body = format!(
        "<div class=\"scroll\"><table class=\"settings\"><caption>Hyperparameters of the recommended network</caption>\n<thead><tr><th scope=\"col\">hyperparameter</th><th scope=\"col\">value</th><th scope=\"col\">searched</th></tr></thead>\n<tbody>\n{rows}</tbody></table></div>\n{}",
        tested(view, finalist)
    );
    let note = super::top::summary(view).map(|text| escape(&text)).unwrap_or_default();
    Some(section("recommended", "★ The recommended network", &note, &body))
}

fn row(finalist: &Finalist, dimension: &Dimension, inner: f64) -> String {
    let written = finalist.values.iter().find(|(name, _)| *name == dimension.short);
    let value = match (&dimension.distribution, written) {
        (_, Some((_, text))) => text.clone(),
        (Distribution::Categorical { choices }, None) => choice(choices.get(inner as usize)),
        (_, None) => format::figure(inner),
    };
    let (path, short) = (escape(&dimension.path), escape(&dimension.short));
    format!(
        "<tr><td title=\"{path}\">{short}</td><td class=\"value\">{}</td><td class=\"range\">{}</td></tr>\n",
        escape(&value),
        searched(&dimension.distribution, inner)
    )
}

fn searched(distribution: &Distribution, inner: f64) -> String {
    match distribution {
        Distribution::Whole { low, high, log, .. } => bar(*low as f64, *high as f64, *log, inner),
        Distribution::Real { low, high, log, .. } => bar(*low, *high, *log, inner),
        Distribution::Categorical { choices } => {
            let chips = choices.iter().enumerate().map(|(at, text)| {
                let on = if at as f64 == inner { " on" } else { "" };
                format!("<span class=\"chip{on}\">{}</span>", escape(&choice(Some(text))))
            });
            format!("<div class=\"chips\">{}</div>", chips.collect::<String>())
        }
    }
}

fn choice(choice: Option<&serde_json::Value>) -> String {
    match choice {
        Some(serde_json::Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
        None => String::new(),
    }
}

/// Where the value lies between the ends, on the scale that was searched.
fn bar(low: f64, high: f64, log: bool, value: f64) -> String {
    let share = match (high > low, log) {
        (false, _) => 0.5,
        (_, true) => (value / low).ln() / (high / low).ln(),
        (_, false) => (value - low) / (high - low),
    };
    let at = share.clamp(0.0, 1.0) * 100.0;
    let scale = if log { "log" } else { "" };
    let (low, high) = (format::figure(low), format::figure(high));
    format!(
        "<div class=\"bar\"><i style=\"left:{at:.1}%\"></i></div><div class=\"ends\"><span>{low}</span><span>{scale}</span><span>{high}</span></div>"
    )
}

/// The test figures, seed by seed as a mean.
fn tested(view: View, finalist: &Finalist) -> String {
    let tested = view::test_values(&view.record.head.objectives, finalist);
    if tested.is_empty() {
        return String::new();
    }
    let chips = tested.iter().map(|(name, values)| {
        let shown = format::spread(name, view::mean(values), view::deviation(values));
        format!("<span class=\"chip on\">test {} {}</span>", escape(name), escape(&shown))
    });
    let seeds = format::plural(finalist.test.len() as u64, "seed");
    format!(
        "<div class=\"chips\" style=\"margin-top:14px\">{}<span class=\"chip\">over {seeds}</span></div>\n",
        chips.collect::<String>()
    )
}

//! The head of the page: what it is about, how it ended, the figures that matter.

use super::mark::escape;
use crate::report::format;
use crate::report::view::{self, State, View};
use crate::sweep::Fate;

pub fn html(view: View) -> String {
    let head = &view.record.head;
    let (class, badge) = match view.state() {
        State::Finished => ("finished", "finished"),
        State::Running => ("running", "running now"),
        State::Stopped => ("stopped", "not finished"),
    };
    let doc = head.doc.as_deref().unwrap_or_default();
    let lead = if doc.is_empty() {
        String::new()
    } else {
        format!("<p class=\"lead\">{}</p>", escape(doc))
    };
    let facts = [
        head.data.clone(),
        view.objectives(),
        format!("began {}", head.started),
        format!("seed {}", head.seed),
        format!("hpm {}", head.hpm_version),
    ];
    format!(
        "<header>\n<div class=\"top\"><h1>{}</h1><span class=\"badge {class}\">{badge}</span></div>\n{lead}\n<p class=\"facts\">{}</p>\n{}</header>\n{}",
        escape(&head.name),
        escape(&facts.join(" · ")),
        callout(view),
        tiles(view)
    )
}

/// How to carry on.
fn callout(view: View) -> String {
    let path = escape(&view.record.head.spec_path);
    match view.state() {
        State::Finished => String::new(),
        State::Running => "<p class=\"callout running\">The sweep is running now; this page shows what it knew when the page was made.</p>\n".to_owned(),
        State::Stopped if view.record.trials.is_empty() => format!(
            "<p class=\"callout\">The sweep was stopped before its first trial. Run it with <code>hpm sweep {path}</code>.</p>\n"
        ),
        State::Stopped => format!("<p class=\"callout\">The sweep is not finished. Carry it on with <code>hpm sweep {path}</code>: the trials done are kept.</p>\n"),
    }
}

/// The first sentence of the story, where there is one to tell.
pub fn summary(view: View) -> Option<String> {
    let finalist = view.recommended()?;
    let first = view.record.rungs.first()?;
    let start = first.objectives.first().copied()?;
    Some(format!(
        "The sweep began with {} parameters and {} {}, and ends with {} parameters and {} on the validation part.",
        format::count(first.complexity.params as f64),
        view.show(start),
        view.metric(),
        format::count(finalist.complexity.params as f64),
        view.show_spread(
            view::mean(&finalist.validation),
            view::standard_error(&finalist.validation)
        ),
    ))
}

fn tiles(view: View) -> String {
    let mut tiles = String::from("<div class=\"tiles\">\n");
    result(view, &mut tiles);
    let count = |fate| view.trials(fate).count() as u64;
    let more = [(count(Fate::Pruned), "pruned"), (count(Fate::Failed), "failed")];
    let more = more.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}"));
    let trials = format::whole(view.record.trials.len() as u64);
    let more: Vec<String> = more.collect();
    tiles.push_str(&tile("", "trials", &trials, &more.join(", ")));
    let time = format::seconds(view.record.seconds);
    tiles.push_str(&tile("", "time", &time, ""));
    if view.flops() > 0.0 {
        tiles.push_str(&tile("", "compute", &format::flops(view.flops()), "in training"));
    }
    tiles.push_str("</div>\n");
    tiles
}

/// The recommendation's figures, or the best so far.
fn result(view: View, tiles: &mut String) {
    let params = |n: u64| format::count(n as f64);
    if let Some(finalist) = view.recommended() {
        let tested = view::test_values(&view.record.head.objectives, finalist);
        if let Some((name, values)) = tested.first() {
            let shown = format::spread(name, view::mean(values), view::deviation(values));
            let more = format!("mean ± sd over {}", format::plural(values.len() as u64, "seed"));
            tiles.push_str(&tile("lead", &format!("test {name}"), &shown, &more));
        }
        let layers = format::plural(finalist.complexity.layers, "layer");
        tiles.push_str(&tile("", "parameters", &params(finalist.complexity.params), &layers));
    } else if let Some((trial, value)) = view.ranked().first() {
        let more = format!("trial {}, on the validation part", trial.info.number);
        let name = format!("best {} so far", view.metric());
        tiles.push_str(&tile("", &name, &view.show(*value), &more));
        tiles.push_str(&tile("", "its parameters", &params(trial.info.complexity.params), ""));
    }
}

fn tile(class: &str, name: &str, value: &str, more: &str) -> String {
    let (name, more) = (escape(name), escape(more));
    // The spread stands smaller than the value.
    let value = match value.split_once(" ± ") {
        Some((mean, spread)) => format!("{} <small>± {}</small>", escape(mean), escape(spread)),
        None => escape(value),
    };
    format!(
        "<div class=\"tile {class}\"><div class=\"name\">{name}</div><div class=\"value\">{value}</div><div class=\"more\">{more}</div></div>\n"
    )
}

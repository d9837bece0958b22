//! Trials as points, shared by the charts.

use super::plot::Axis;
use crate::report::format;
use crate::report::view::{self, View};
use crate::sweep::{Fate, Phase, TrialRecord};

/// A trial with a value to draw.
pub struct Mark<'a> {
    pub trial: &'a TrialRecord,
    pub value: f64,
}

/// All trials with a value; the pruned ones first, so that they lie below.
pub fn marks<'a>(view: View<'a>) -> Vec<Mark<'a>> {
    let of = |fate| {
        view.trials(fate).filter_map(|trial| Some(Mark { trial, value: view::value(trial)? }))
    };
    thinned(of(Fate::Pruned).collect()).chain(thinned(of(Fate::Complete).collect())).collect()
}

/// So many points at most of a kind: a browser draws them at once, and more say nothing more.
const MOST: usize = 1500;

fn thinned(marks: Vec<Mark>) -> impl Iterator<Item = Mark> {
    let every = marks.len().div_ceil(MOST).max(1);
    marks.into_iter().step_by(every)
}

impl Mark<'_> {
    fn pruned(&self) -> bool {
        self.trial.fate == Some(Fate::Pruned)
    }

    /// A pruned trial far below says nothing, and is left out.
    pub fn is_seen(&self, axis: Axis) -> bool {
        !self.pruned() || (axis.low..=axis.high).contains(&self.value)
    }

    pub fn radius(&self) -> f64 {
        if self.pruned() { 2.5 } else { 4.0 }
    }

    pub fn class(&self) -> String {
        let kind = if self.pruned() { "pruned" } else { kind(self.trial.info.phase) };
        format!("dot {kind}")
    }

    pub fn told(&self, view: View) -> String {
        let info = &self.trial.info;
        let epochs = self.trial.stages.last().map_or(0, |stage| stage.curve.len());
        let early = match self.pruned() {
            true => format!(" (stopped after {})", format::plural(epochs as u64, "epoch")),
            false => String::new(),
        };
        let values = info.values.iter().map(|(name, value)| format!("{name} {value}"));
        format!(
            "trial {}, {}: {}{early}\n{} parameters\n{}",
            info.number,
            view::phase(info.phase),
            view.show(self.value),
            format::count(info.complexity.params as f64),
            values.collect::<Vec<_>>().join(", ")
        )
    }
}

fn kind(phase: Phase) -> &'static str {
    match phase {
        Phase::Rung { .. } => "rung",
        Phase::Verdict { .. } => "verdict",
        Phase::Polish => "polish",
        Phase::Confirm => "confirm",
    }
}

/// Only the kinds that occur.
pub fn legend(view: View, marks: &[Mark], ladder: bool) -> String {
    let mut items: Vec<String> = Vec::new();
    let mut item = |class: &str, name: &str| {
        items.push(format!("<span><i class=\"{class}\"></i>{name}</span>"));
    };
    if ladder && !view.record.rungs.is_empty() {
        item("path-mark", "incumbent of a rung");
    }
    let kinds = [
        ("rung", "search on a rung"),
        ("verdict", "verdict on fresh seeds"),
        ("polish", "polish"),
        ("confirm", "confirmation"),
        ("pruned", "pruned"),
    ];
    for (class, name) in kinds {
        if marks.iter().any(|mark| mark.class() == format!("dot {class}")) {
            item(class, name);
        }
    }
    if ladder && view.recommended().is_some() {
        items.push("<span><b class=\"star\">★</b>recommended</span>".to_owned());
    }
    if !ladder {
        items.push("<span><i class=\"best-mark\"></i>best so far</span>".to_owned());
    }
    format!("<div class=\"legend\">{}</div>\n", items.join(""))
}

/// The finite ends of some numbers.
pub fn ends(numbers: impl Iterator<Item = f64>) -> Option<(f64, f64)> {
    let numbers: Vec<f64> = numbers.filter(|number| number.is_finite()).collect();
    let low = numbers.iter().copied().reduce(f64::min)?;
    Some((low, numbers.iter().copied().reduce(f64::max)?))
}

/// Says so where trials lie beyond the axis.
pub fn beyond(marks: &[Mark], axis: Axis) -> &'static str {
    match marks.iter().any(|mark| !(axis.low..=axis.high).contains(&mark.value)) {
        true => " Points on the edge lie beyond it.",
        false => "",
    }
}

/// An axis for values of the objective. The worst tenth of the trials lies on its edge, so that
/// failures do not flatten the rest.
pub fn values_axis(view: View) -> Option<Axis> {
    let complete: Vec<f64> = view.ranked().into_iter().map(|(_, value)| value).collect();
    let kept = (complete.len() * 9).div_ceil(10);
    let rungs = view.record.rungs.iter().filter_map(|rung| rung.objectives.first().copied());
    let shown = complete.iter().take(kept).copied().chain(rungs);
    let (low, high) = ends(shown)?;
    // Values that are all alike get an axis all the same.
    let least = if format::is_share(view.metric()) { 0.005 } else { high.abs().max(1e-6) * 0.02 };
    let room = ((high - low) * 0.08).max(least);
    let top = if format::is_share(view.metric()) && high <= 1.0 {
        (high + room).min(1.0).max(high)
    } else {
        high + room
    };
    Some(Axis::linear(low - room, top))
}

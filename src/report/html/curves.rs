//! Learning curves of the incumbents, and the best value as the search went on.

use super::mark::section;
use super::plot::{Axis, HALF, Plot};
use super::trials;
use crate::report::format;
use crate::report::view::{self, View};
use crate::sweep::{Fate, TrialRecord};

/// One curve with its name and colour.
struct Learned {
    name: String,
    class: String,
    points: Vec<(f64, f64)>,
}

pub fn learning(view: View) -> Option<String> {
    let curves = learned(view);
    let (_, last) = trials::ends(curves.iter().flat_map(|it| it.points.iter().map(|it| it.0)))?;
    let (low, high) = trials::ends(curves.iter().flat_map(|it| it.points.iter().map(|it| it.1)))?;
    let room = ((high - low) * 0.05).max(high.abs() * 0.01);
    let y = Axis::linear(low - room, high + room);
    let mut plot = Plot::new(Axis::linear(1.0, last), y, HALF.with_right(98.0));
    let mut ends: Vec<End> = Vec::new();
    for curve in &curves {
        plot.line(&curve.points, &format!("curve {}", curve.class));
        if let Some((_, value)) = curve.points.last() {
            ends.push((plot.y(*value), curve));
        }
    }
    for (y, curve) in apart(ends) {
        let class = format!("label {}", curve.class);
        plot.text(plot.edge() + 8.0, y + 4.0, &class, &curve.name);
    }
    let told = format!(
        "Curves of {} on the validation part over the epochs, for {} networks.",
        view.metric(),
        curves.len()
    );
    let step = plot.step();
    let forms: (&dyn Fn(f64) -> String, &dyn Fn(f64) -> String) =
        (&|epoch| format!("{epoch:.0}"), &|value| format::tick(view.metric(), value, step));
    let svg = plot.finish("learning-plot", &told, ("epoch", view.metric()), forms);
    let note = "On the validation part, epoch by epoch.";
    Some(section("learning", "How the incumbents learned", note, &svg))
}

/// Where a curve ends in the picture.
type End<'a> = (f64, &'a Learned);

fn learned(view: View) -> Vec<Learned> {
    let rungs = view.record.rungs.iter().filter_map(|rung| {
        let trial = view.typical(&rung.values, rung.objectives.first().copied()?)?;
        let class = format!("k{}", rung.index.min(5));
        Some(Learned { name: format!("rung {}", rung.index), class, points: points(trial) })
    });
    let recommended = view.recommended().and_then(|finalist| {
        let trial = view.typical(&finalist.values, view::mean(&finalist.validation))?;
        let (name, class) = ("★ chosen".to_owned(), "kr".to_owned());
        Some(Learned { name, class, points: points(trial) })
    });
    rungs.chain(recommended).filter(|curve| curve.points.len() > 1).collect()
}

fn points(trial: &TrialRecord) -> Vec<(f64, f64)> {
    let epochs = trial.stages.last().into_iter().flat_map(|stage| &stage.curve);
    let points = epochs.filter_map(|epoch| Some((epoch.epoch as f64, *epoch.objectives.first()?)));
    points.filter(|(_, value)| value.is_finite()).collect()
}

/// Moves labels apart that would lie on each other.
fn apart(mut ends: Vec<End>) -> Vec<End> {
    const GAP: f64 = 22.0;
    ends.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut above = f64::NEG_INFINITY;
    for (y, _) in &mut ends {
        *y = y.max(above + GAP);
        above = *y;
    }
    ends
}

pub fn history(view: View) -> Option<String> {
    let values = trials::values_axis(view)?;
    let marks = trials::marks(view).into_iter().filter(|mark| mark.is_seen(values));
    let marks: Vec<_> = marks.collect();
    let last = view.record.trials.last().map_or(1, |trial| trial.info.number);
    let x = Axis::linear(0.0, (last as f64).max(1.0));
    let mut plot = Plot::new(x, values, HALF);
    for mark in &marks {
        let number = mark.trial.info.number as f64;
        plot.dot(number, mark.value, mark.radius(), &mark.class(), &mark.told(view));
    }
    plot.line(&best(view, last as f64), "best");
    let told = format!(
        "The {} of {} trials in the order in which they were asked for, with the best so far as a line.",
        view.metric(),
        marks.len()
    );
    let step = plot.step();
    let forms: (&dyn Fn(f64) -> String, &dyn Fn(f64) -> String) =
        (&|number| format!("{number:.0}"), &|value| format::tick(view.metric(), value, step));
    let svg = plot.finish("history-plot", &told, ("trial", view.metric()), forms);
    let body = format!("{}{svg}", trials::legend(view, &marks, false));
    let note = format!(
        "The best so far is a maximum of the search; only the confirmation's mean is a result.{}",
        trials::beyond(&marks, values)
    );
    Some(section("history", "How the search went", &note, &body))
}

/// The corners of the line of the best value so far.
fn best(view: View, last: f64) -> Vec<(f64, f64)> {
    let mut corners: Vec<(f64, f64)> = Vec::new();
    let mut best: Option<f64> = None;
    for trial in view.trials(Fate::Complete) {
        let Some(value) = view::value(trial) else { continue };
        let number = trial.info.number as f64;
        if best.is_some_and(|best| view.better(value, best).is_ge()) {
            continue;
        }
        corners.extend(best.map(|best| (number, best)));
        corners.push((number, value));
        best = Some(value);
    }
    corners.extend(best.map(|best| (last, best)));
    corners
}

//! The chart of the whole sweep: value against parameters.

use super::mark::section;
use super::plot::{Axis, HALF, Plot, WIDE, star};
use super::trials::{self, Mark};
use crate::report::format;
use crate::report::view::{self, View};
use crate::sweep::Rung;

pub fn html(view: View) -> Option<String> {
    let marks = trials::marks(view);
    let sizes = marks.iter().map(|mark| mark.trial.info.complexity.params as f64);
    let sizes = sizes.chain(view.record.rungs.iter().map(|rung| rung.complexity.params as f64));
    let sizes: Vec<f64> = sizes.collect();
    let (low, high) = trials::ends(sizes.iter().copied())?;
    let values = trials::values_axis(view)?;
    let marks: Vec<_> = marks.into_iter().filter(|mark| mark.is_seen(values)).collect();
    let sizes = Axis::log(low, high);
    let large = picture(view, &marks, "growth-plot", Plot::new(sizes, values, WIDE));
    let small = picture(view, &marks, "growth-plot-small", Plot::new(sizes, values, HALF));
    let direction = if view.maximizes() { "higher" } else { "lower" };
    let note = format!(
        "Each point is a trial; {direction} and further left is better. The line climbs the ladder, rung by rung, with ± one standard deviation over the seeds. Point at a mark to read it.{}",
        trials::beyond(&marks, values)
    );
    let legend = trials::legend(view, &marks, true);
    let body =
        format!("{legend}<div class=\"large\">{large}</div>\n<div class=\"small\">{small}</div>\n");
    Some(section("growth", "How the network grew", &note, &body))
}

/// The same picture in two sizes: a screen shows one of them.
fn picture(view: View, marks: &[Mark], id: &str, mut plot: Plot) -> String {
    for mark in marks {
        let size = mark.trial.info.complexity.params as f64;
        plot.dot(size, mark.value, mark.radius(), &mark.class(), &mark.told(view));
    }
    incumbents(view, &mut plot);
    recommended(view, &mut plot);
    let metric = view.metric();
    let told = format!(
        "Scatter of {metric} on the validation part against the number of parameters, on a logarithmic scale, for {} trials; a line joins the incumbents of {} rungs.",
        marks.len(),
        view.record.rungs.len()
    );
    let names = ("parameters (logarithmic)", metric);
    let step = plot.step();
    let values = |value| format::tick(metric, value, step);
    plot.finish(id, &told, names, (&format::count, &values))
}

fn value(rung: &Rung) -> Option<f64> {
    rung.objectives.first().copied().filter(|value| value.is_finite())
}

fn incumbents(view: View, plot: &mut Plot) {
    let rungs: Vec<(&Rung, f64)> =
        view.record.rungs.iter().filter_map(|rung| Some((rung, value(rung)?))).collect();
    let place = |(rung, value): &(&Rung, f64)| (rung.complexity.params as f64, *value);
    plot.line(&rungs.iter().map(place).collect::<Vec<_>>(), "path");
    for (rung, value) in rungs {
        let size = rung.complexity.params as f64;
        if rung.noise.is_finite() {
            plot.whisker(size, value - rung.noise, value + rung.noise);
        }
        let told = format!(
            "rung {}: {}\n{} with {} parameters",
            rung.index,
            view.step_to(rung),
            view.show_spread(value, rung.noise),
            format::count(size)
        );
        plot.dot(size, value, 9.5, "step", &told);
        let (x, y) = (plot.x(size), plot.y(value) + 4.0);
        plot.text(x, y, "in", &rung.index.to_string());
    }
}

fn recommended(view: View, plot: &mut Plot) {
    let Some(finalist) = view.recommended() else { return };
    let (size, value) = (finalist.complexity.params as f64, view::mean(&finalist.validation));
    let (x, y) = (plot.x(size), plot.y(value));
    let told = format!(
        "recommended: {} with {} parameters",
        view.show_spread(value, view::standard_error(&finalist.validation)),
        format::count(size)
    );
    let (points, told) = (star(x, y, 13.0), super::mark::escape(&told));
    plot.add(&format!(
        "<polygon class=\"chosen-star\" points=\"{points}\"><title>{told}</title></polygon>"
    ));
}

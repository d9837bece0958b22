//! What the author should know besides the recommendation.

use super::engine::Engine;
use super::error::SweepError;
use super::member::is_capacity;
use super::record::{DecisionKind, Outcome};
use super::trial::Trial;
use crate::space::{Domain, Hyper, Scale, Value};

/// A value so close to an end, on the unit interval, is at the edge.
const EDGE: f64 = 0.05;
/// A larger share of failed trials is worth a word.
const FAILED: f64 = 0.1;
/// Noise of so many times the gain that is sought hides it.
const NOISY: f64 = 5.0;

/// Records the remarks.
///
/// # Errors
/// The journal fails.
pub fn remarks<T: Trial>(
    engine: &mut Engine<T>,
    rung: usize,
    noise: f64,
    outcome: &Outcome,
) -> Result<(), SweepError> {
    edges(engine, rung, outcome)?;
    let share = outcome.failed as f64 / outcome.trials.max(1) as f64;
    if share > FAILED {
        let reasons = super::rung::reasons(engine);
        let first = reasons.first().map_or(String::new(), |it| format!(", for example: {it}"));
        let reason = format!(
            "{} of {} trials failed{first}; a narrower range would spare them",
            outcome.failed, outcome.trials
        );
        engine.decide(rung, DecisionKind::Remark, "failed trials", &reason, &[("share", share)])?;
    }
    let recommended = outcome.finalists.iter().find(|it| it.recommended);
    let level = recommended.and_then(|it| it.validation.first().copied()).unwrap_or(1.0);
    let spread = engine.goal.fraction(noise, level);
    let sought = engine.sweep.settings.growth.stop.gain;
    if sought > 0.0 && spread > NOISY * sought {
        let reason = format!(
            "seeds alone move the result by ±{:.1}%, so gains of {:.1}% cannot be told apart; more samples, or more `repeats`, would help",
            spread * 100.0,
            sought * 100.0
        );
        engine.decide(
            rung,
            DecisionKind::Remark,
            "too few samples",
            &reason,
            &[("noise", spread)],
        )?;
    }
    Ok(())
}

fn edges<T: Trial>(
    engine: &mut Engine<T>,
    rung: usize,
    outcome: &Outcome,
) -> Result<(), SweepError> {
    let Some(best) = outcome.finalists.iter().find(|it| it.recommended) else { return Ok(()) };
    let space = engine.sweep.space;
    for (id, value) in best.assignment.iter() {
        let Some(hyper) = space.get(id) else { continue };
        let Some((end, wider)) = edge(hyper, value) else { continue };
        let reason = format!(
            "the best value {} is at the {end} end of its range; {wider} would show whether it goes on",
            hyper.domain.brief(value)
        );
        engine.decide(rung, DecisionKind::Remark, &hyper.short, &reason, &[])?;
    }
    Ok(())
}

/// Which end the value is at, and the wider range to write. The low end of capacity is where the
/// ladder starts, which says nothing.
fn edge(hyper: &Hyper, value: Value) -> Option<(&'static str, String)> {
    let (low, high, log, whole) = match &hyper.domain {
        Domain::Whole { low, high, scale } => {
            (*low as f64, *high as f64, *scale == Scale::Log, true)
        }
        Domain::Real { low, high, scale } => (*low, *high, *scale == Scale::Log, false),
        _ => return None,
    };
    let at = hyper.domain.to_unit(value);
    let exact = |end: f64| matches!(value, Value::Whole(v) if v as f64 == end);
    let near = |distance: f64, end: f64| if whole { exact(end) } else { distance < EDGE };
    let step = if hyper.role == crate::catalog::Role::Capacity { 4.0 } else { 10.0 };
    let text = |low: f64, high: f64| {
        let log = if log { " log" } else { "" };
        format!("`{}..{}{log}`", number(low), number(high))
    };
    if near(1.0 - at, high) {
        let wider =
            if log { high * step } else { high + (high - low).max(1.0_f64.min(high - low)) };
        return Some(("upper", text(low, wider)));
    }
    let below = if log { low / step } else { (low - (high - low)).max(0.0_f64.min(low)) };
    let below = if whole { below.ceil() } else { below };
    (near(at, low) && !is_capacity(hyper) && below < low).then(|| ("lower", text(below, high)))
}

fn number(x: f64) -> String {
    let rounded: f64 = format!("{x:.3e}").parse().unwrap_or(x);
    crate::space::number_text(rounded)
}

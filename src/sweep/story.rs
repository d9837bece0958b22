//! The ladder's decisions in words, each with its figures.

use super::contest::Contender;
use super::cost;
use super::diagnosis::{Diagnosis, Finding};
use super::engine::Engine;
use super::error::SweepError;
use super::record::DecisionKind;
use super::trial::Trial;
use super::words::{figure, gain};

type Told = Result<(), SweepError>;

pub fn diagnosis<T: Trial>(
    engine: &mut Engine<T>,
    rung: usize,
    diagnosis: &Diagnosis,
    falling: bool,
) -> Told {
    let name = diagnosis.finding.name();
    engine.decide(rung, DecisionKind::Diagnosis, name, &diagnosis.because, &diagnosis.figures)?;
    if falling {
        let reason = "both losses were still falling at the last epoch; write a range for `epochs`, or more of them";
        engine.decide(rung, DecisionKind::Remark, "epochs", reason, &[])?;
    }
    Ok(())
}

/// `depth 1 → 2`: "because the training loss 0.31 was 4× its floor: +1.8% ± 0.3, kept".
/// `base` is the incumbent's mean utility.
pub fn verdict<T: Trial>(
    engine: &mut Engine<T>,
    rung: usize,
    diagnosis: &Diagnosis,
    contender: &Contender,
    best: bool,
    base: f64,
) -> Told {
    let goal = engine.goal;
    let mut figures: Vec<(&str, f64)> = diagnosis.figures.clone();
    let result = match &contender.verdict {
        None if contender.unfinished => "the time ended before it was finished".to_owned(),
        None => "no configuration came near the incumbent, dropped".to_owned(),
        Some(paired) => {
            let fraction = goal.fraction(paired.gain, base);
            let error = goal.fraction(paired.error, base);
            figures.extend([("gain", fraction), ("error", error), ("p", paired.p)]);
            figures.push(("pairs", paired.pairs as f64));
            let told = gain(fraction, error);
            match (contender.passed, best) {
                (true, true) => format!("{told}, kept"),
                (true, false) => format!("{told}, but another step gains more for its cost"),
                _ if contender.failed => format!("{told}, but it failed on a seed, dropped"),
                _ if paired.gain <= 0.0 => format!("{told}, no gain, dropped"),
                _ if paired.p.is_finite() => {
                    format!(
                        "{told}, not beyond the noise of seeds (p = {}), dropped",
                        figure(paired.p)
                    )
                }
                _ => format!("{told}, too little to keep"),
            }
        }
    };
    if let Some(finalist) = &contender.finalist {
        let by = engine.sweep.settings.growth.by;
        figures.push(("cost", cost::cost(by, &finalist.member.complexity)));
    }
    let kind = if best { DecisionKind::Accepted } else { DecisionKind::Rejected };
    // The diagnosis stands above; only a step that it asked for is told as its consequence.
    let asked = best && diagnosis.finding != Finding::Saturated;
    let reason = if asked { format!("because {}: {result}", diagnosis.because) } else { result };
    engine.decide(rung, kind, &contender.label, &reason, &figures)
}

pub fn frozen<T: Trial>(engine: &mut Engine<T>, rung: usize, group: usize) -> Told {
    let order = &engine.sweep.settings.growth.order;
    let name = order.get(group).map_or_else(String::new, |group| group.name.clone());
    let reason = "it failed twice; it grows no further";
    engine.decide(rung, DecisionKind::Frozen, &name, reason, &[])
}

pub fn quiet<T: Trial>(engine: &mut Engine<T>, rung: usize, quiet: usize) -> Told {
    let stop = engine.sweep.settings.growth.stop;
    let reason = format!("the gain stayed below {:.1}% {quiet} times in a row", stop.gain * 100.0);
    stopped(engine, rung, &reason, &[("quiet", quiet as f64), ("threshold", stop.gain)])
}

pub fn unaffordable<T: Trial>(engine: &mut Engine<T>, rung: usize) -> Told {
    stopped(engine, rung, "the next rung needs more than what is left for the ladder", &[])
}

pub fn nothing_left<T: Trial>(
    engine: &mut Engine<T>,
    rung: usize,
    frozen: &[bool],
    too_dear: Option<f64>,
) -> Told {
    let reason = match too_dear {
        Some(times) => format!(
            "the next step costs {} times the incumbent, more than `factor: {}` allows",
            figure(times),
            figure(engine.sweep.settings.growth.factor)
        ),
        None if frozen.is_empty() => "there is nothing that can grow".to_owned(),
        None if frozen.iter().all(|it| *it) => "everything that can grow is frozen".to_owned(),
        None => "everything that can grow is frozen or at its top".to_owned(),
    };
    let figures: Vec<(&str, f64)> = too_dear.map(|times| ("factor", times)).into_iter().collect();
    stopped(engine, rung, &reason, &figures)
}

pub fn beyond_factor<T: Trial>(engine: &mut Engine<T>, rung: usize, times: f64) -> Told {
    let reason = format!(
        "the smallest step costs {} times the incumbent, more than the usual {}; it is tried all the same",
        figure(times),
        figure(engine.sweep.settings.growth.factor)
    );
    engine.decide(rung, DecisionKind::Remark, "factor", &reason, &[("factor", times)])
}

fn stopped<T: Trial>(
    engine: &mut Engine<T>,
    rung: usize,
    reason: &str,
    figures: &[(&str, f64)],
) -> Told {
    engine.decide(rung, DecisionKind::StopLadder, "the ladder ends", reason, figures)
}

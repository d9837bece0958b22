//! The sweep as it runs: the phase, its trials, the best so far, the time left; above it the decisions.

use super::style;
use crate::cli::output::Output;
use crate::report::format;
use crate::sweep::{Decision, DecisionKind, Event, Fate, Observer, Phase, Rung, TrialInfo};
use crate::template::{Aim, SweepSpec};
use indicatif::{ProgressBar, ProgressDrawTarget};
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

pub struct SweepProgress<'a> {
    output: &'a Output,
    settings: &'a SweepSpec,
    elapsed: &'a (dyn Fn() -> f64 + Sync),
    bar: Option<ProgressBar>,
    state: Mutex<State>,
}

/// What is on show.
#[derive(Default)]
struct State {
    title: String,
    finished: usize,
    failed: usize,
    best: Option<f64>,
    /// Trials under way: epochs done and wanted.
    running: BTreeMap<u64, (usize, usize)>,
}

impl<'a> SweepProgress<'a> {
    pub fn new(
        output: &'a Output,
        settings: &'a SweepSpec,
        elapsed: &'a (dyn Fn() -> f64 + Sync),
    ) -> SweepProgress<'a> {
        let bar = output.interactive.then(|| {
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
            bar.set_style(style("{spinner} {prefix} {bar:20} {pos}/{len}  {msg}"));
            bar.enable_steady_tick(std::time::Duration::from_millis(200));
            bar
        });
        SweepProgress { output, settings, elapsed, bar, state: Mutex::default() }
    }

    pub fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A line above the bar, or on standard error where there is none.
    fn say(&self, text: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| self.output.note(text)),
            None => self.output.note(text),
        }
    }

    fn phase(&self, phase: Phase, title: &str, trials: usize) {
        let mut state = self.state();
        state.title = title.to_owned();
        state.finished = 0;
        if let Some(bar) = &self.bar {
            bar.set_length(trials as u64);
            bar.set_position(0);
            bar.set_prefix(title.to_owned());
        }
        drop(state);
        if self.bar.is_none() && !matches!(phase, Phase::Verdict { .. }) {
            self.say(&format!("{} {title}: {trials} trials", self.clock()));
        }
        self.redraw();
    }

    fn clock(&self) -> String {
        format!("[{}]", format::seconds((self.elapsed)()))
    }

    /// A stretch is over. Paired seeds and confirmations have only one, and are done with it.
    fn paused(&self, info: &TrialInfo) {
        self.state().running.remove(&info.number);
        if whole(info.phase) {
            self.count();
        }
    }

    fn count(&self) {
        let mut state = self.state();
        state.finished += 1;
        if let Some(bar) = &self.bar {
            bar.set_position(state.finished as u64);
        }
    }

    fn ended(&self, info: &TrialInfo, fate: Fate) {
        self.state().failed += usize::from(fate == Fate::Failed);
        if !whole(info.phase) {
            self.count();
        }
        if self.output.verbose {
            let fate = match fate {
                Fate::Complete => "complete",
                Fate::Pruned => "pruned",
                Fate::Failed => "failed",
            };
            let values: Vec<String> =
                info.values.iter().map(|(name, value)| format!("{name}={value}")).collect();
            self.say(&format!(
                "trial {} {fate} ({}): {}",
                info.number,
                info.label,
                values.join(" ")
            ));
        }
        self.redraw();
    }

    fn epoch(&self, info: &TrialInfo, epoch: &crate::sweep::Epoch) {
        let mut state = self.state();
        if let Some(running) = state.running.get_mut(&info.number) {
            running.0 = epoch.epoch;
        }
        if let (Some(objective), Some(value)) =
            (self.settings.objectives.first(), epoch.objectives.first())
        {
            let better = |best: f64| match objective.aim {
                Aim::Maximize => *value > best,
                Aim::Minimize => *value < best,
            };
            if value.is_finite() && state.best.is_none_or(better) {
                state.best = Some(*value);
            }
        }
        drop(state);
        self.redraw();
    }

    fn redraw(&self) {
        let Some(bar) = &self.bar else { return };
        let state = self.state();
        let mut parts = Vec::new();
        if let (Some(best), Some(objective)) = (state.best, self.settings.objectives.first()) {
            let metric = objective.metric;
            parts.push(format!("best {metric} seen {}", format::value(metric, best)));
        }
        if state.failed > 0 {
            parts.push(format!("{} failed", state.failed));
        }
        let running =
            state.running.iter().map(|(number, (done, all))| format!("#{number} {done}/{all}"));
        let running: Vec<String> = running.collect();
        if !running.is_empty() {
            parts.push(format!("epochs {}", running.join(" ")));
        }
        parts.push(self.time());
        bar.set_message(parts.join(", "));
    }

    fn time(&self) -> String {
        let used = (self.elapsed)();
        match self.settings.limits.seconds {
            Some(limit) => format!("{} left", format::seconds((limit - used).max(0.0))),
            None => format::seconds(used),
        }
    }

    fn decision(&self, decision: &Decision) {
        let mark = match decision.kind {
            DecisionKind::Accepted | DecisionKind::Recommended => "✓",
            DecisionKind::Rejected | DecisionKind::Frozen => "✗",
            DecisionKind::StopLadder => "■",
            _ => "·",
        };
        self.say(&format!("{} {mark} {}: {}", self.clock(), decision.title, decision.reason));
    }

    fn rung(&self, rung: &Rung) {
        let Some((objective, value)) =
            self.settings.objectives.first().zip(rung.objectives.first())
        else {
            return;
        };
        self.say(&format!(
            "{} rung {}: {} parameters, validation {} {}",
            self.clock(),
            rung.index,
            format::count(rung.complexity.params as f64),
            objective.metric,
            format::value(objective.metric, *value),
        ));
    }
}

/// Whether trials of this phase run from start to end at once.
fn whole(phase: Phase) -> bool {
    matches!(phase, Phase::Verdict { .. } | Phase::Confirm)
}

impl Observer for SweepProgress<'_> {
    fn event(&self, event: &Event) {
        match event {
            Event::Phase { phase, title, trials } => self.phase(*phase, title, *trials),
            Event::TrialStarted { info, until } => {
                self.state().running.insert(info.number, (0, *until));
                self.redraw();
            }
            Event::Epoch { info, epoch } => self.epoch(info, epoch),
            Event::Stage { info, .. } => self.paused(info),
            Event::TrialFinished { info, fate } => self.ended(info, *fate),
            Event::Decision(decision) => self.decision(decision),
            Event::Rung(rung) => self.rung(rung),
            Event::Recommendation(_) => {}
        }
    }
}

//! A journal in memory that can be cut off, and the ways to run a sweep with it.

use crate::surrogate::{Surrogate, space};
use hpm::space::Space;
use hpm::sweep::{
    Control, Cutoff, Decision, DecisionKind, Fate, Journal, JournalError, Outcome, Phase, Rung,
    Score, Silent, Stage, Sweep, SweepError, TrialInfo, TrialRecord, run,
};
use hpm::template::SweepSpec;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Memory {
    pub trials: BTreeMap<u64, TrialRecord>,
    pub decisions: BTreeMap<u64, Decision>,
    pub rungs: BTreeMap<usize, Rung>,
    pub cutoffs: BTreeMap<u64, Cutoff>,
    pub outcome: Option<Outcome>,
    /// Writes so far, and the one that fails as if the process were killed.
    pub writes: usize,
    pub killed_at: Option<usize>,
}

impl Memory {
    fn write(&mut self) -> Result<(), JournalError> {
        if self.killed_at == Some(self.writes) {
            return Err(JournalError("killed".to_owned()));
        }
        self.writes += 1;
        Ok(())
    }

    pub fn of(&self, kind: DecisionKind) -> Vec<&Decision> {
        self.decisions.values().filter(|it| it.kind == kind).collect()
    }

    pub fn phase(&self, wanted: fn(Phase) -> bool) -> Vec<&TrialRecord> {
        self.trials.values().filter(|it| wanted(it.info.phase)).collect()
    }

    /// What does not depend on when things ran.
    pub fn timeless(&self) -> Memory {
        let mut memory = self.clone();
        for stage in memory.trials.values_mut().flat_map(|it| &mut it.stages) {
            stage.seconds = 0.0;
        }
        Memory { writes: 0, killed_at: None, cutoffs: BTreeMap::new(), ..memory }
    }

    pub fn recommended(&self) -> &hpm::sweep::Finalist {
        let outcome = self.outcome.as_ref().expect("an outcome");
        outcome.finalists.iter().find(|it| it.recommended).expect("a recommendation")
    }
}

impl Journal for Memory {
    fn recall(&mut self, number: u64) -> Result<Option<TrialRecord>, JournalError> {
        Ok(self.trials.get(&number).cloned())
    }

    fn begin(&mut self, info: &TrialInfo) -> Result<(), JournalError> {
        self.write()?;
        assert_eq!(self.trials.len() as u64, info.number, "trials begin in order, once each");
        let info = info.clone();
        let record = TrialRecord { info, stages: Vec::new(), fate: None, score: None };
        self.trials.insert(record.info.number, record);
        Ok(())
    }

    fn stage(&mut self, number: u64, stage: &Stage) -> Result<(), JournalError> {
        self.write()?;
        let trial = self.trials.get_mut(&number).expect("begun");
        assert_eq!(trial.fate, None, "nothing comes after the last word");
        assert!(trial.stages.iter().all(|it| it.until < stage.until), "no stretch twice");
        trial.stages.push(stage.clone());
        Ok(())
    }

    fn finish(
        &mut self,
        number: u64,
        fate: Fate,
        score: Option<&Score>,
    ) -> Result<(), JournalError> {
        self.write()?;
        let trial = self.trials.get_mut(&number).expect("begun");
        trial.fate = Some(fate);
        trial.score = score.cloned();
        Ok(())
    }

    fn rung(&mut self, rung: &Rung) -> Result<(), JournalError> {
        self.write()?;
        self.rungs.insert(rung.index, rung.clone());
        Ok(())
    }

    fn decision(&mut self, decision: &Decision) -> Result<(), JournalError> {
        self.write()?;
        self.decisions.insert(decision.number, decision.clone());
        Ok(())
    }

    fn outcome(&mut self, outcome: &Outcome) -> Result<(), JournalError> {
        self.write()?;
        self.outcome = Some(outcome.clone());
        Ok(())
    }

    fn recall_cutoff(&mut self, number: u64) -> Result<Option<Cutoff>, JournalError> {
        Ok(self.cutoffs.get(&number).cloned())
    }

    fn cutoff(&mut self, cutoff: &Cutoff) -> Result<(), JournalError> {
        self.write()?;
        assert!(!self.cutoffs.contains_key(&cutoff.number), "an answer stands");
        self.cutoffs.insert(cutoff.number, cutoff.clone());
        Ok(())
    }
}

/// Runs, or resumes, with a clock of seconds at 10¹⁰ FLOPs each.
pub fn resume(
    space: &Space,
    settings: &SweepSpec,
    trial: &Surrogate,
    jobs: usize,
    memory: &mut Memory,
) -> Result<Outcome, SweepError> {
    let stop = AtomicBool::new(false);
    let elapsed = || trial.clock.load(Ordering::Relaxed) as f64 / 1e10;
    let control = Control { stop: &stop, elapsed: &elapsed };
    let sweep = Sweep { space, settings, trial, simplest: space.defaults(), jobs };
    run(&sweep, memory, &Silent, &control)
}

/// A sweep over the usual space, from its beginning, on one thread.
pub fn sweep(settings: &SweepSpec, trial: &Surrogate) -> Memory {
    let mut memory = Memory::default();
    let outcome = resume(&space(), settings, trial, 1, &mut memory).expect("an outcome");
    assert_eq!(memory.outcome, Some(outcome));
    memory
}

pub fn searched(phase: Phase) -> bool {
    matches!(phase, Phase::Rung { .. })
}

pub fn polished(phase: Phase) -> bool {
    phase == Phase::Polish
}

pub fn confirmed(phase: Phase) -> bool {
    phase == Phase::Confirm
}

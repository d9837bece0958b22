//! The sweep's `Trial` on real networks: instantiate a member, train it, measure it.

use crate::instantiate::{Member, Metric, instantiate};
use crate::space::Assignment;
use crate::sweep::{Advance, Complexity, Curve, Epoch, Failure, Flow, Job, Score, Trial};
use crate::template::Family;
use crate::train::data::Prepared;
use crate::train::{
    EpochReport, Flow as TrainFlow, Measured, Plan, TrainError, Trainer, on_threads,
};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Forward and backward cost about three forward passes (the backward one is two products for one).
const FLOPS_PER_FORWARD: u64 = 3;

/// Trains members of a family on data that all trials share.
pub struct MemberTrial<'a> {
    family: &'a Family,
    data: Arc<Prepared>,
    stop: &'a AtomicBool,
}

/// A paused training and its curve so far.
pub struct Paused {
    trainer: Trainer,
    cost: Complexity,
    curve: Curve,
    stopped_early: bool,
}

impl<'a> MemberTrial<'a> {
    /// `stop` interrupts a trial between two batches.
    pub fn new(family: &'a Family, data: Arc<Prepared>, stop: &'a AtomicBool) -> MemberTrial<'a> {
        MemberTrial { family, data, stop }
    }

    fn member(&self, assignment: &Assignment) -> Result<Member, Failure> {
        let mut member = instantiate(self.family, assignment)
            .map_err(|fault| Failure::Broken(fault.message()))?;
        // What the sweep aims at is measured, whether or not `metrics` names it.
        for objective in &self.family.sweep.objectives {
            if let Some(metric) = Metric::of(objective.metric)
                && metric != Metric::Loss
                && !member.settings.metrics.contains(&metric)
            {
                member.settings.metrics.push(metric);
            }
        }
        Ok(member)
    }

    fn start(&self, job: &Job) -> Result<Paused, Failure> {
        let mut member = self.member(&job.assignment)?;
        member.settings.epochs = job.epochs;
        let trainer = Trainer::new(&member, Arc::clone(&self.data), job.seed).map_err(failure)?;
        let cost = self.cost(&member);
        Ok(Paused { trainer, cost, curve: Vec::new(), stopped_early: false })
    }

    fn cost(&self, member: &Member) -> Complexity {
        let plan = Plan::new(member, self.data.train.samples);
        let samples = plan.samples().div_ceil(plan.epochs.max(1)) as u64;
        Complexity {
            params: member.graph.params(),
            flops: member.graph.flops().saturating_mul(FLOPS_PER_FORWARD).saturating_mul(samples),
            layers: member.graph.layers(),
        }
    }

    fn objectives(&self, measured: &Measured, cost: &Complexity) -> Vec<f64> {
        let value = |metric: &str| match metric {
            "params" => cost.params as f64,
            "flops" => cost.flops as f64,
            "layers" => cost.layers as f64,
            name => measured_value(measured, name),
        };
        self.family.sweep.objectives.iter().map(|objective| value(objective.metric)).collect()
    }

    fn epoch(&self, report: &EpochReport, cost: &Complexity) -> Epoch {
        let named = |metrics: &[(Metric, f64)], prefix: &str| {
            let pairs = metrics.iter().filter(|(metric, _)| *metric != Metric::Loss);
            pairs.map(|(metric, value)| (format!("{prefix}{}", metric.name()), *value)).collect()
        };
        let mut metrics: Vec<(String, f64)> = named(&report.validation.metrics, "");
        metrics.extend::<Vec<_>>(named(&report.train_metrics, "train_"));
        metrics.push(("learning_rate".into(), report.learning_rate));
        Epoch {
            epoch: report.epoch,
            train_loss: report.train_loss,
            validation_loss: report.validation.loss,
            objectives: self.objectives(&report.validation, cost),
            metrics,
        }
    }
}

impl Trial for MemberTrial<'_> {
    type State = Paused;

    fn complexity(&self, assignment: &Assignment) -> Result<Complexity, String> {
        let member = instantiate(self.family, assignment).map_err(|fault| fault.message())?;
        Ok(self.cost(&member))
    }

    fn epochs(&self, assignment: &Assignment) -> usize {
        let plan = |member: Member| Plan::new(&member, self.data.train.samples).epochs;
        self.member(assignment).map_or(1, plan)
    }

    fn advance(
        &self,
        job: &Job,
        state: Option<Paused>,
        observe: &mut (dyn FnMut(&Epoch) -> Flow + Send),
    ) -> Result<Advance<Paused>, Failure> {
        // Cores go to trials first: each keeps to one thread.
        on_threads(1, || self.train(job, state, observe)).map_err(failure)?
    }

    fn test(&self, _: &Job, state: &Paused) -> Result<Score, Failure> {
        let measured = on_threads(1, || state.trainer.evaluate(&self.data.test));
        let measured = measured.and_then(|measured| measured).map_err(failure)?;
        let metrics = measured.metrics.iter().map(|(metric, value)| (metric.name().into(), *value));
        let mut metrics: Vec<(String, f64)> = metrics.collect();
        metrics.push(("loss".into(), measured.loss));
        Ok(Score { objectives: self.objectives(&measured, &state.cost), metrics })
    }
}

impl MemberTrial<'_> {
    fn train(
        &self,
        job: &Job,
        state: Option<Paused>,
        observe: &mut (dyn FnMut(&Epoch) -> Flow + Send),
    ) -> Result<Advance<Paused>, Failure> {
        let mut paused = match state {
            Some(paused) => paused,
            None => self.start(job)?,
        };
        let mut on_step = |_: usize, _: usize| {
            if self.stop.load(Ordering::Relaxed) { TrainFlow::Stop } else { TrainFlow::Continue }
        };
        while paused.curve.len() < job.until && !paused.stopped_early {
            let report = paused.trainer.epoch(&mut on_step).map_err(failure)?;
            let epoch = self.epoch(&report, &paused.cost);
            let flow = observe(&epoch);
            paused.curve.push(epoch);
            paused.stopped_early = report.stopped_early;
            if flow == Flow::Stop {
                return Err(Failure::Interrupted);
            }
        }
        // A paused training holds its weights, not its buffers.
        paused.trainer.rest();
        let (curve, stopped_early) = (paused.curve.clone(), paused.stopped_early);
        Ok(Advance { curve, stopped_early, state: Some(paused) })
    }
}

/// The value of a metric by its name in the language; not a number where it was not measured.
fn measured_value(measured: &Measured, name: &str) -> f64 {
    if name == "loss" {
        return measured.loss;
    }
    let found = measured.metrics.iter().find(|(metric, _)| metric.name() == name);
    found.map_or(f64::NAN, |(_, value)| *value)
}

fn failure(error: TrainError) -> Failure {
    match error {
        TrainError::Diverged { epoch } => Failure::Diverged { epoch },
        TrainError::Interrupted => Failure::Interrupted,
        TrainError::Failed(reason) => Failure::Broken(reason),
    }
}

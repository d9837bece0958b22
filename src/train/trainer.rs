//! Training one member, epoch by epoch.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::augment::Augmenter;
use super::batches::{Expected, gather, order};
use super::data::{Part, Prepared};
use super::early_stop::{Best, Watch};
use super::error::TrainError;
use super::evaluate::evaluate;
use super::fitting;
use super::gradients::Mean;
use super::loss::Criterion;
use super::metrics::{Measured, Tally};
use super::optimizer::Stepper;
use super::plan::Plan;
use super::plateau::Fall;
use super::remembered::Remembered;
use super::schedule::factor;
use super::weight_file::{self, TARGET_SCALE};
use crate::backend::candle::Network;
use crate::backend::plan::{Compiled, Summary};
use crate::grow::Grown;
use crate::instantiate::{Member, Metric, Schedule, Settings};
use crate::template::OutputSpec;

/// Said after each batch: carry on or stop now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    Continue,
    Stop,
}

/// What one epoch showed.
#[derive(Clone, Debug, PartialEq)]
pub struct EpochReport {
    /// From 1.
    pub epoch: usize,
    /// Means over the epoch's batches, while the weights were changing.
    pub train_loss: f64,
    pub train_metrics: Vec<(Metric, f64)>,
    /// Of the weights that the trainer now holds; where the data has no validation part, the
    /// figures of the training.
    pub validation: Measured,
    /// Of the epoch's last step.
    pub learning_rate: f64,
    /// The validation loss no longer fell: the weights are those of the best epoch again, and so
    /// is `validation`; unless nothing is to be restored.
    pub stopped_early: bool,
}

/// A training that can be paused after each epoch: N epochs and then M are bit for bit the same
/// as N + M at once. It is the state of a paused training, too.
#[derive(Debug)]
pub struct Trainer {
    network: Compiled,
    settings: Settings,
    output: OutputSpec,
    data: Arc<Prepared>,
    seed: u64,
    criterion: Criterion,
    augmenter: Augmenter,
    stepper: Stepper,
    watch: Option<Watch>,
    fall: Option<Fall>,
    plan: Plan,
    epochs: usize,
    steps: usize,
    /// Steps over which the rate rises after the network has grown.
    warming: usize,
    /// Batches since the start; as many as steps where no gradients are accumulated.
    passes: u64,
    mean: Mean,
    room: Room,
}

/// What a pass needs besides the plan's buffers, kept from one to the next.
#[derive(Debug, Default)]
struct Room {
    expected: Expected,
    /// Targets as the loss sees them.
    targets: Vec<f32>,
    /// The gradient of the output of a network that learns nothing.
    unread: Vec<f32>,
}

impl Trainer {
    /// The seed decides initial weights, shuffles, augmentation and dropout.
    ///
    /// # Errors
    /// The data, the loss or a metric does not fit the network.
    pub fn new(member: &Member, data: Arc<Prepared>, seed: u64) -> Result<Trainer, TrainError> {
        let settings = member.settings.clone();
        fitting::fitting(member, &data).map_err(TrainError::Failed)?;
        let network =
            Compiled::new(&member.graph, settings.init, seed).map_err(TrainError::Failed)?;
        let tensors = network.network().learned().iter();
        let tensors = tensors.map(|learned| (learned.parameter.kind, learned.range.clone()));
        let fall = match settings.schedule {
            Schedule::Plateau(rule) => Some(Fall::new(rule)),
            _ => None,
        };
        Ok(Trainer {
            stepper: Stepper::new(&settings, tensors),
            criterion: Criterion::new(&settings, member.output, &data.train),
            augmenter: Augmenter::new(&settings.augment, member.input, seed),
            watch: settings.early_stop.map(Watch::new),
            fall,
            plan: Plan::new(member, data.train.samples),
            output: member.output,
            network,
            settings,
            data,
            seed,
            epochs: 0,
            steps: 0,
            warming: 0,
            passes: 0,
            mean: Mean::default(),
            room: Room::default(),
        })
    }

    /// How many epochs the settings ask for; the last one is cut short where they ask for steps.
    pub fn planned_epochs(&self) -> usize {
        self.plan.epochs
    }

    /// Trains one epoch and measures the validation part. `on_step(done, total)` is called after
    /// each batch and may stop it.
    ///
    /// # Errors
    /// Divergence, interruption, or a fault of the network. The trainer is spent then.
    pub fn epoch(
        &mut self,
        on_step: &mut dyn FnMut(usize, usize) -> Flow,
    ) -> Result<EpochReport, TrainError> {
        let data = self.data.clone();
        let order = order(data.train.samples, self.settings.shuffle, self.seed, self.epochs);
        let ranges = self.plan.batches(self.steps).to_vec();
        if ranges.is_empty() {
            return Err(TrainError::Failed("all steps of this training are done".into()));
        }
        let mut tally = Tally::new(self.output, &self.settings.metrics, data.train.samples);
        let mut learning_rate = 0.0;
        for (at, group) in ranges.chunks(self.settings.accumulate.max(1)).enumerate() {
            let before = at * self.settings.accumulate.max(1);
            learning_rate = self.learning_rate();
            for (done, range) in group.iter().enumerate() {
                let rows = order.get(range.clone()).unwrap_or_default();
                let (loss, mass) = self.pass(&data.train, rows, &mut tally)?;
                if !loss.is_finite() {
                    return Err(TrainError::Diverged { epoch: self.epochs + 1 });
                }
                if group.len() > 1 {
                    self.mean.add(self.network.gradients_mut(), mass);
                }
                if done + 1 == group.len() {
                    self.step(group.len(), learning_rate)?;
                }
                if on_step(before + done + 1, ranges.len()) == Flow::Stop {
                    return Err(TrainError::Interrupted);
                }
            }
        }
        self.epochs += 1;
        let trained = tally.measured(&self.settings.metrics);
        self.report(trained, learning_rate)
    }

    fn learning_rate(&self) -> f64 {
        let (schedule, warmup) = (self.settings.schedule, self.settings.warmup);
        let fallen = self.fall.as_ref().map_or(1.0, Fall::factor);
        let factor = factor(schedule, warmup, self.plan.length(), self.steps);
        let warmed = ((self.steps + 1) as f64 / self.warming.max(1) as f64).min(1.0);
        self.settings.learning_rate * fallen * factor * warmed
    }

    /// Computes the gradients for those samples; their mean loss, and what it is a mean over.
    fn pass(
        &mut self,
        part: &Part,
        rows: &[usize],
        tally: &mut Tally,
    ) -> Result<(f64, f64), TrainError> {
        let Trainer { network, room, augmenter, criterion, .. } = self;
        let most = self.settings.batch_size.min(part.samples);
        let values = network.batch_mut(rows.len(), most);
        gather(&part.inputs, rows.iter().copied(), values);
        let expected = std::mem::take(&mut room.expected).refill(part, rows.iter().copied());
        room.expected = augmenter.apply(values, rows, expected, (self.epochs, self.passes));
        let mut pass = network.pass(rows.len(), self.passes)?;
        let (outputs, slopes) = pass.output_and_gradient();
        let (expected, targets) = (&room.expected, &mut room.targets);
        let slopes = if slopes.is_empty() {
            room.unread.resize(outputs.len(), 0.0);
            &mut room.unread
        } else {
            slopes
        };
        let loss = criterion.mean(expected, outputs, slopes, targets);
        let loss = loss.map_err(TrainError::Failed)?;
        let mass = criterion.mass(expected, rows.len());
        tally.add(loss, mass, criterion.own_units(outputs, targets), expected);
        if loss.is_finite() {
            pass.back()?;
        }
        self.passes += 1;
        Ok((loss, mass))
    }

    /// A step along the gradients of so many batches.
    fn step(&mut self, batches: usize, learning_rate: f64) -> Result<(), TrainError> {
        let Trainer { network, stepper, mean, .. } = self;
        if batches > 1 {
            mean.take(network.gradients_mut());
        }
        network.update(|numbers, gradients| stepper.step(numbers, gradients, learning_rate))?;
        self.steps += 1;
        Ok(())
    }

    /// Measures the validation part and sees whether to stop.
    fn report(&mut self, trained: Measured, learning_rate: f64) -> Result<EpochReport, TrainError> {
        let mut validation = trained.clone();
        if self.data.validation.samples > 0 {
            validation = self.evaluate(&self.data.validation)?;
        }
        if !validation.loss.is_finite() {
            return Err(TrainError::Diverged { epoch: self.epochs });
        }
        if let Some(fall) = &mut self.fall {
            fall.see(validation.loss);
        }
        let mut stopped_early = false;
        if let Some(watch) = &mut self.watch {
            if watch.improves(validation.loss) {
                let weights =
                    watch.restores().then(|| self.network.network().snapshot()).transpose()?;
                let measured = validation.clone();
                watch.keep(Best { epoch: self.epochs, measured, weights });
            } else if let Some(best) = watch.wait() {
                if let Some(weights) = &best.weights {
                    self.network.network().restore(weights)?;
                    validation = best.measured.clone();
                }
                stopped_early = true;
            }
        }
        Ok(EpochReport {
            epoch: self.epochs,
            train_loss: trained.loss,
            train_metrics: trained.metrics,
            validation,
            learning_rate,
            stopped_early,
        })
    }

    pub fn epochs_done(&self) -> usize {
        self.epochs
    }

    /// The epoch (from 1) with the lowest validation loss, where early stopping watches.
    pub fn best_epoch(&self) -> Option<usize> {
        self.watch.as_ref().and_then(Watch::best_epoch)
    }

    /// The network as it is now.
    pub fn network(&self) -> &Network {
        self.network.network()
    }

    /// What the network trains as.
    pub fn summary(&self) -> Summary {
        self.network.summary(self.settings.batch_size.min(self.data.train.samples))
    }

    /// Frees the buffers of a training that pauses; they come back when it goes on.
    pub fn rest(&mut self) {
        self.network.rest();
    }

    /// The loss and the settings' metrics on a part of the data, in evaluation mode. Metrics are in
    /// the data's own units; the loss is the one that is trained on, of scaled targets.
    ///
    /// # Errors
    /// The part does not fit the network.
    pub fn evaluate(&self, part: &Part) -> Result<Measured, TrainError> {
        let metrics = &self.settings.metrics;
        evaluate(&self.network, part, self.output, &self.criterion, metrics)
            .map_err(TrainError::Failed)
    }

    /// Begins from the numbers of a grown network instead of drawn ones, and from what the optimizer
    /// of the small one remembered. New numbers count their steps from here.
    ///
    /// # Errors
    /// The network's numbers are not on the CPU.
    pub fn begin_grown(
        &mut self,
        grown: &Grown,
        remembered: Option<&Remembered>,
    ) -> Result<(), TrainError> {
        self.network().take_named(&grown.values())?;
        if let Some(remembered) = remembered {
            let (memory, new) = remembered.grown(self.network(), grown);
            self.stepper.recall(memory, &new);
        }
        Ok(())
    }

    /// What the optimizer remembers, for a network that grows from this one.
    pub fn remembered(&self) -> Remembered {
        Remembered::new(self.network(), &self.stepper)
    }

    /// Raises the rate to what the settings say over so many steps from the start, whatever the
    /// schedule does: old moments and new numbers have to find together.
    pub fn warm_again(&mut self, steps: usize) {
        self.warming = steps;
    }

    /// Writes weights, running statistics and the scale of the targets as safetensors. The file appears whole or not at all.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn save(&self, path: &Path, metadata: &BTreeMap<String, String>) -> Result<(), TrainError> {
        let mut metadata = metadata.clone();
        if !self.criterion.targets.is_plain() {
            metadata.insert(TARGET_SCALE.into(), self.criterion.targets.to_json());
        }
        weight_file::write(self.network(), path, &metadata)
    }
}

#[cfg(test)]
#[path = "trainer_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "sequence_tests.rs"]
mod sequences;

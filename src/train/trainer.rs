//! Training one member, epoch by epoch.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::batches::{self, order, ranges};
use super::data::{Part, Prepared};
use super::early_stop::{Best, Watch};
use super::error::TrainError;
use super::evaluate::{add, evaluate};
use super::metrics::{Measured, Tally};
use super::optimizer::Stepper;
use super::schedule::{Length, factor};
use super::{loss, metrics, weight_file};
use crate::backend::candle::Network;
use crate::backend::kernels::{recycle, release};
use crate::graph::{Graph, Op, Shape};
use crate::instantiate::{Member, Metric, Settings};
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
    /// is `validation`.
    pub stopped_early: bool,
}

/// A training that can be paused after each epoch: N epochs and then M are bit for bit the same
/// as N + M at once. It is the state of a paused training, too.
#[derive(Debug)]
pub struct Trainer {
    network: Network,
    settings: Settings,
    output: OutputSpec,
    data: Arc<Prepared>,
    seed: u64,
    stepper: Stepper,
    watch: Option<Watch>,
    /// A batch of one sample would leave a batch norm without variance.
    no_single: bool,
    epochs: usize,
    steps: usize,
}

impl Trainer {
    /// The seed decides initial weights, shuffles and dropout.
    ///
    /// # Errors
    /// The data, the loss or a metric does not fit the network.
    pub fn new(member: &Member, data: Arc<Prepared>, seed: u64) -> Result<Trainer, TrainError> {
        let settings = member.settings.clone();
        fitting(member, &data).map_err(TrainError::Failed)?;
        let network = Network::new(&member.graph, settings.init, seed)?;
        let stepper = Stepper::new(&settings, network.learned().len());
        let watch = settings.early_stop.map(Watch::new);
        let no_single = normalises_single_numbers(&member.graph);
        if no_single && (settings.batch_size == 1 || data.train.samples == 1) {
            return Err(TrainError::Failed(
                "batch_norm needs at least two samples in a batch, but the batches have one".into(),
            ));
        }
        let output = member.output;
        Ok(Trainer {
            network,
            settings,
            output,
            data,
            seed,
            stepper,
            watch,
            no_single,
            epochs: 0,
            steps: 0,
        })
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
        let order = order(data.train.samples, self.seed, self.epochs);
        let ranges = ranges(order.len(), self.settings.batch_size, self.no_single);
        let length = Length { steps_per_epoch: ranges.len(), epochs: self.settings.epochs };
        let mut tally = Tally::new(self.output);
        let mut learning_rate = 0.0;
        for (done, range) in ranges.iter().enumerate() {
            let rows = order.get(range.clone()).unwrap_or_default();
            learning_rate = self.learning_rate(length);
            let loss = self.step(&data.train, rows, learning_rate, &mut tally)?;
            if !loss.is_finite() {
                return Err(TrainError::Diverged { epoch: self.epochs + 1 });
            }
            if on_step(done + 1, ranges.len()) == Flow::Stop {
                return Err(TrainError::Interrupted);
            }
        }
        release();
        self.epochs += 1;
        let trained = tally.measured(&self.settings.metrics);
        self.report(trained, learning_rate)
    }

    fn learning_rate(&self, length: Length) -> f64 {
        let (schedule, warmup) = (self.settings.schedule, self.settings.warmup);
        self.settings.learning_rate * factor(schedule, warmup, length, self.steps)
    }

    /// One step on those samples; their mean loss.
    fn step(
        &mut self,
        part: &Part,
        rows: &[usize],
        learning_rate: f64,
        tally: &mut Tally,
    ) -> Result<f64, TrainError> {
        let expected = batches::targets(part, rows.iter().copied());
        let x = self.network.batch(batches::inputs(&part.inputs, rows.iter().copied()))?;
        let tape = self.network.record(x, self.steps as u64)?;
        let outputs = tape.output()?.clone();
        let op = loss::of(&expected, &self.settings)?;
        let loss = op.run(&outputs, &[])?;
        let value = add(tally, &outputs, &loss, rows.len(), &expected)?;
        if value.is_finite()
            && let Some(gradient) = op.pull(&outputs, &loss, &loss.ones_like()?)?.x
        {
            let gradients = tape.gradients(&gradient)?;
            self.stepper.step(self.network.learned(), &gradients, learning_rate)?;
            gradients.into_iter().flatten().try_for_each(recycle)?;
        }
        self.steps += 1;
        Ok(value)
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
        let mut stopped_early = false;
        if let Some(watch) = &mut self.watch {
            if watch.improves(validation.loss) {
                let weights = self.network.snapshot()?;
                let measured = validation.clone();
                watch.keep(Best { epoch: self.epochs, measured, weights });
            } else if let Some(best) = watch.wait() {
                self.network.restore(&best.weights)?;
                validation = best.measured.clone();
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
        &self.network
    }

    /// The loss and the settings' metrics on a part of the data, in evaluation mode.
    ///
    /// # Errors
    /// The part does not fit the network.
    pub fn evaluate(&self, part: &Part) -> Result<Measured, TrainError> {
        Ok(evaluate(&self.network, part, self.output, &self.settings)?)
    }

    /// Writes weights and running statistics as safetensors. The file appears whole or not at all.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn save(&self, path: &Path, metadata: &BTreeMap<String, String>) -> Result<(), TrainError> {
        weight_file::write(&self.network, path, metadata)
    }
}

/// Whether data, loss and metrics fit the network.
fn fitting(member: &Member, data: &Prepared) -> Result<(), String> {
    let Some(input) = member.graph.nodes.first() else {
        return Err("the network has no input".into());
    };
    let (elements, found) = (input.shape.elements(), data.train.inputs.elements);
    if elements != found {
        return Err(format!("a sample has {found} numbers, but the network reads {elements}"));
    }
    if data.train.samples == 0 {
        return Err("there are no samples to train on".into());
    }
    loss::fits(member.settings.loss, member.output)?;
    member.settings.metrics.iter().try_for_each(|metric| metrics::fits(*metric, member.output))
}

/// Whether a batch norm sees just one number of each sample and channel.
fn normalises_single_numbers(graph: &Graph) -> bool {
    let single = |shape: Shape| match shape {
        Shape::Features(_) => true,
        Shape::Image { height, width, .. } => height * width == 1,
        Shape::Series { length, .. } | Shape::Tokens { length, .. } => length == 1,
    };
    let norms = graph.nodes.iter().filter(|node| matches!(node.op, Op::BatchNorm { .. }));
    norms.map(|node| node.shape).any(single)
}

#[cfg(test)]
#[path = "trainer_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "sequence_tests.rs"]
mod sequences;

//! Whole trainings: they learn, repeat bit for bit, pause, stop and fail as promised.

use std::sync::Arc;

use super::super::data::{Inputs, Prepared, Targets};
use super::super::testing::{NORM, bars, blobs, cnn, dense, member, mlp, slope};
use super::super::{EpochReport, Flow, Measured, Predictor, TrainError, Trainer, on_threads};
use crate::backend::candle::Snapshot;
use crate::graph::{Activation, Op};
use crate::instantiate::{
    Augmentation, ClassWeights, EarlyStop, Loss, Member, Metric, Optimizer, Plateau, Precision,
    Schedule, Warmup,
};
use crate::template::{InputSpec, OutputSpec};

const SGD: Optimizer = Optimizer::Sgd { momentum: 0.0, dampening: 0.0, nesterov: false };

fn carry_on(_: usize, _: usize) -> Flow {
    Flow::Continue
}

fn epochs(trainer: &mut Trainer, count: usize) -> Vec<EpochReport> {
    (0..count).map(|_| trainer.epoch(&mut carry_on).unwrap()).collect()
}

fn train(member: &Member, data: &Arc<Prepared>, count: usize) -> (Vec<EpochReport>, Snapshot) {
    let mut trainer = Trainer::new(member, data.clone(), 7).unwrap();
    let reports = epochs(&mut trainer, count);
    (reports, trainer.network().snapshot().unwrap())
}

fn accuracy(measured: &Measured) -> f64 {
    measured.metrics[0].1
}

#[test]
fn a_small_mlp_learns_blobs() {
    let data = blobs(4);
    let mut trainer = Trainer::new(&mlp(4), data.clone(), 1).unwrap();
    let reports = epochs(&mut trainer, 10);
    assert!(reports[9].train_loss < 0.3 * reports[0].train_loss);
    assert!(accuracy(&trainer.evaluate(&data.test).unwrap()) > 0.95);
    assert_eq!(trainer.epochs_done(), 10);
}

#[test]
fn a_small_cnn_learns_bars() {
    let mut trainer = Trainer::new(&cnn(), bars(), 1).unwrap();
    let last = epochs(&mut trainer, 12).pop().unwrap();
    assert!(accuracy(&last.validation) > 0.95, "{last:?}");
}

#[test]
fn every_optimizer_and_output_learns() {
    for optimizer in [
        SGD,
        Optimizer::Sgd { momentum: 0.9, dampening: 0.0, nesterov: true },
        Optimizer::AdamW { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, amsgrad: true },
        Optimizer::NAdam { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, momentum_decay: 4e-3 },
        Optimizer::RmsProp { decay: 0.99, epsilon: 1e-8, momentum: 0.0, centered: false },
        Optimizer::RmsProp { decay: 0.99, epsilon: 1e-8, momentum: 0.5, centered: true },
        Optimizer::AdaGrad { initial_accumulator: 0.0, learning_rate_decay: 0.0, epsilon: 1e-10 },
        Optimizer::Lion { beta1: 0.9, beta2: 0.99 },
    ] {
        let mut member = mlp(3);
        member.settings.optimizer = optimizer;
        member.settings.learning_rate = match optimizer {
            Optimizer::Sgd { momentum: 0.0, .. } => 0.2,
            Optimizer::Sgd { .. } => 0.02,
            Optimizer::AdaGrad { .. } => 0.1,
            _ => 0.01,
        };
        let (reports, _) = train(&member, &blobs(3), 10);
        assert!(accuracy(&reports[9].validation) > 0.95, "{optimizer:?}");
    }
    let ops = [dense(8), Op::Activation(Activation::Tanh), dense(1)];
    let mut binary = member(InputSpec::Features(2), OutputSpec::Binary, &ops);
    binary.settings.loss = Loss::BinaryCrossEntropy;
    assert!(accuracy(&train(&binary, &blobs(2), 10).0[9].validation) > 0.95);
    for loss in [Loss::MeanSquaredError, Loss::MeanAbsoluteError, Loss::Huber { delta: 1.0 }] {
        let mut member = member(InputSpec::Features(2), OutputSpec::Values(1), &[dense(1)]);
        member.settings.loss = loss;
        member.settings.learning_rate = 0.05;
        member.settings.metrics = vec![Metric::R2, Metric::MeanAbsoluteError];
        assert!(train(&member, &slope(), 20).0[19].validation.metrics[0].1 > 0.99, "{loss:?}");
    }
}

/// A member that uses everything that could depend on time, order or threads.
fn intricate() -> Member {
    let mut member = cnn();
    member.settings.schedule = Schedule::Cosine { floor: 0.0 };
    member.settings.warmup = Warmup { share: 0.2 };
    member.settings.clip_norm = Some(1.0);
    member.settings.weight_decay = 1e-3;
    member.settings.label_smoothing = 0.1;
    member.settings.early_stop = Some(EarlyStop { patience: 3, min_delta: 0.0, restore: true });
    member.settings.epochs = 6;
    member
}

/// Augmentation, accumulation, class weights and a plateau that acts in the third epoch.
fn changing() -> Member {
    let mut member = intricate();
    member.settings.batch_size = 10;
    member.settings.accumulate = 3;
    member.settings.class_weights = ClassWeights::Balanced;
    member.settings.clip_value = Some(0.5);
    let (factor, patience, min_delta) = (0.5, 0, 1.0);
    member.settings.schedule =
        Schedule::Plateau(Plateau { factor, patience, min_delta, cooldown: 1, floor: 0.0 });
    member.settings.augment = vec![
        Augmentation::Flip { probability: 0.5 },
        Augmentation::Crop { padding: 1 },
        Augmentation::Noise { std: 0.1 },
        Augmentation::Mixup { alpha: 0.2 },
    ];
    member.settings.early_stop = None;
    member
}

#[test]
fn a_plateau_lowers_the_rate_and_survives_a_pause() {
    let (reports, _) = train(&changing(), &bars(), 5);
    let rates: Vec<f64> = reports.iter().map(|report| report.learning_rate).collect();
    assert_eq!(rates[2..], [5e-3, 5e-3, 2.5e-3], "{rates:?}");
}

#[test]
fn runs_and_pauses_are_the_same_bit_for_bit() {
    runs_and_pauses(intricate());
    runs_and_pauses(changing());
}

fn runs_and_pauses(member: Member) {
    let data = bars();
    let (reports, weights) = train(&member, &data, 5);
    assert_eq!((reports.clone(), weights.clone()), train(&member, &data, 5));
    let mut paused = Trainer::new(&member, data.clone(), 7).unwrap();
    let mut pieces = epochs(&mut paused, 2);
    paused.evaluate(&data.test).unwrap();
    let mut moved = std::thread::spawn(move || {
        pieces.extend(epochs(&mut paused, 1));
        (paused, pieces)
    })
    .join()
    .unwrap();
    moved.1.extend(epochs(&mut moved.0, 2));
    assert_eq!((moved.1, moved.0.network().snapshot().unwrap()), (reports.clone(), weights));
    let other = Trainer::new(&member, data, 8).unwrap().epoch(&mut carry_on).unwrap();
    assert_ne!(other, reports[0]);
}

#[test]
fn threads_change_no_bit() {
    // Wide enough that matrix products are divided.
    let ops = [Op::Flatten, dense(700), Op::Activation(Activation::Relu), dense(700), dense(3)];
    let mut wide =
        member(InputSpec::Image { height: 8, width: 8, channels: 1 }, OutputSpec::Classes(3), &ops);
    wide.settings.clip_norm = Some(0.5);
    let data = bars();
    for member in [intricate(), changing(), wide] {
        let alone = on_threads(1, || train(&member, &data, 2)).unwrap();
        for threads in [2, 5] {
            assert!(alone == on_threads(threads, || train(&member, &data, 2)).unwrap());
        }
    }
}

#[test]
fn the_learning_rate_follows_its_schedule() {
    let mut member = mlp(3);
    member.settings.schedule = Schedule::Step { every: 2, factor: 0.1 };
    let (reports, _) = train(&member, &blobs(3), 4);
    let rates: Vec<f64> = reports.iter().map(|report| report.learning_rate).collect();
    for (rate, expected) in rates.iter().zip([1e-2, 1e-2, 1e-3, 1e-3]) {
        assert!((rate - expected).abs() < 1e-12, "{rates:?}");
    }
}

#[test]
fn early_stop_brings_the_best_weights_back() {
    let mut member = mlp(3);
    // So large a rate that the loss rises again and again.
    member.settings.learning_rate = 0.5;
    member.settings.early_stop = Some(EarlyStop { patience: 2, min_delta: 0.0, restore: true });
    let data = blobs(3);
    let mut trainer = Trainer::new(&member, data.clone(), 3).unwrap();
    let mut losses = Vec::new();
    let last = loop {
        let report = trainer.epoch(&mut carry_on).unwrap();
        if report.stopped_early {
            break report;
        }
        losses.push(report.validation.loss);
        assert!(losses.len() < 100);
    };
    let best = losses.iter().copied().fold(f64::INFINITY, f64::min);
    assert_eq!(last.validation.loss, best);
    assert_eq!(trainer.best_epoch(), Some(last.epoch - 2));
    assert_eq!(trainer.evaluate(&data.validation).unwrap(), last.validation);
}

#[test]
fn divergence_and_interruption_are_told() {
    let mut member = mlp(3);
    member.settings.optimizer = SGD;
    member.settings.learning_rate = 1e30;
    let mut trainer = Trainer::new(&member, blobs(3), 1).unwrap();
    let fault = (0..5).find_map(|_| trainer.epoch(&mut carry_on).err());
    assert!(matches!(fault, Some(TrainError::Diverged { epoch: 1..=5 })), "{fault:?}");

    let mut trainer = Trainer::new(&mlp(3), blobs(3), 1).unwrap();
    let mut seen = Vec::new();
    let fault = trainer.epoch(&mut |done, total| {
        seen.push((done, total));
        if done == 3 { Flow::Stop } else { Flow::Continue }
    });
    assert_eq!(fault, Err(TrainError::Interrupted));
    assert_eq!(seen, [(1, 7), (2, 7), (3, 7)]);
}

#[test]
fn a_last_batch_of_one_suits_a_batch_norm() {
    let ops = [dense(8), NORM, dense(3)];
    let mut member = member(InputSpec::Features(2), OutputSpec::Classes(3), &ops);
    // 201 samples.
    member.settings.batch_size = 50;
    let mut trainer = Trainer::new(&member, blobs(3), 1).unwrap();
    let mut totals = Vec::new();
    trainer
        .epoch(&mut |_, total| {
            totals.push(total);
            Flow::Continue
        })
        .unwrap();
    assert_eq!(totals, [4; 4]);
    member.settings.batch_size = 1;
    let fault = Trainer::new(&member, blobs(3), 1).unwrap_err();
    assert!(fault.to_string().contains("at least two samples"), "{fault}");
}

#[test]
fn what_does_not_fit_is_refused() {
    let refused = |change: &dyn Fn(&mut Member)| {
        let mut member = mlp(3);
        change(&mut member);
        Trainer::new(&member, blobs(3), 1).unwrap_err().to_string()
    };
    assert!(refused(&|m| m.settings.loss = Loss::MeanSquaredError).contains("`values`"));
    assert!(refused(&|m| m.settings.metrics = vec![Metric::R2]).contains("real targets"));
    let images = Trainer::new(&mlp(3), bars(), 1).unwrap_err().to_string();
    assert_eq!(images, "a sample has 64 numbers, but the network reads 2");
}

#[test]
fn saved_weights_predict_as_the_trainer_does() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("weights.safetensors");
    let (member, data) = (cnn(), bars());
    let mut trainer = Trainer::new(&member, data.clone(), 1).unwrap();
    epochs(&mut trainer, 3);
    let notes = [("seed".to_owned(), "1".to_owned())].into();
    trainer.save(&path, &notes).unwrap();
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    assert_eq!(super::super::metadata(&path).unwrap(), notes);

    let predictor = Predictor::load(&path, &member.graph, member.output).unwrap();
    let logits = predictor.predict(&data.test.inputs).unwrap();
    let probabilities = predictor.probabilities(&logits);
    let Targets::Classes(classes) = &data.test.targets else { panic!("classes") };
    let right = logits.chunks(3).zip(probabilities.chunks(3)).zip(classes).filter(
        |((logits, probabilities), class)| {
            assert!((probabilities.iter().sum::<f32>() - 1.0).abs() < 1e-5);
            let class = **class as usize;
            let best = |row: &[f32]| row.iter().all(|other| *other <= row[class]);
            assert_eq!(best(logits), best(probabilities));
            best(logits)
        },
    );
    let measured = trainer.evaluate(&data.test).unwrap();
    assert_eq!(right.count() as f64 / 100.0, accuracy(&measured));

    let wrong = Inputs { values: vec![0.0; 4], elements: 2 };
    assert!(predictor.predict(&wrong).unwrap_err().to_string().contains("reads 64"));
    let other = Predictor::load(&path, &mlp(3).graph, member.output).unwrap_err().to_string();
    assert!(other.contains("weights.safetensors"), "{other}");
    let missing = folder.path().join("missing");
    assert!(Predictor::load(&missing, &member.graph, member.output).is_err());
    assert!(trainer.save(&missing.join("x"), &notes).is_err());
}

#[test]
fn accumulated_batches_are_one_large_batch() {
    let ops = [dense(16), Op::Activation(Activation::Tanh), dense(3)];
    let mut large = member(InputSpec::Features(2), OutputSpec::Classes(3), &ops);
    // 201 samples: the last batches are shorter.
    large.settings.batch_size = 40;
    large.settings.class_weights = ClassWeights::Given(vec![1.0, 3.0, 0.5]);
    large.settings.optimizer = SGD;
    large.settings.learning_rate = 0.1;
    large.settings.clip_norm = Some(0.3);
    let mut small = large.clone();
    small.settings.batch_size = 10;
    small.settings.accumulate = 4;
    let ((whole, a), (parts, b)) = (train(&large, &blobs(3), 3), train(&small, &blobs(3), 3));
    let pairs = a.learned.iter().flatten().zip(b.learned.iter().flatten());
    let worst = pairs.fold(0.0_f32, |worst, (a, b)| worst.max((a - b).abs()));
    assert!(worst < 1e-5, "{worst}");
    assert!((whole[2].validation.loss - parts[2].validation.loss).abs() < 1e-5);
    println!("worst deviation of accumulated gradients from a large batch: {worst:.1e}");
}

#[test]
fn a_number_of_steps_ends_in_the_middle_of_an_epoch() {
    let mut member = mlp(3);
    member.settings.schedule = Schedule::Cosine { floor: 0.0 };
    // 7 steps an epoch.
    member.settings.steps = Some(17);
    let mut trainer = Trainer::new(&member, blobs(3), 1).unwrap();
    assert_eq!(trainer.planned_epochs(), 3);
    let mut steps = Vec::new();
    for _ in 0..3 {
        let mut count = 0;
        let mut step = |done, _| {
            count = done;
            Flow::Continue
        };
        trainer.epoch(&mut step).unwrap();
        steps.push(count);
    }
    assert_eq!(steps, [7, 7, 3]);
    assert!(trainer.epoch(&mut carry_on).is_err());
}

#[test]
fn what_is_not_shuffled_comes_in_its_order() {
    let mut member = mlp(3);
    member.settings.shuffle = false;
    let first = train(&member, &blobs(3), 1).0;
    assert_ne!(first, train(&mlp(3), &blobs(3), 1).0);
    assert_eq!(first, train(&member, &blobs(3), 1).0);
}

#[test]
fn the_last_weights_stay_where_none_are_restored() {
    let mut member = mlp(3);
    member.settings.learning_rate = 0.5;
    member.settings.early_stop = Some(EarlyStop { patience: 2, min_delta: 0.0, restore: false });
    let data = blobs(3);
    let mut trainer = Trainer::new(&member, data.clone(), 3).unwrap();
    let last = (0..100)
        .map(|_| trainer.epoch(&mut carry_on).unwrap())
        .find(|report| report.stopped_early)
        .unwrap();
    assert_eq!(trainer.best_epoch(), Some(last.epoch - 2));
    assert_eq!(trainer.evaluate(&data.validation).unwrap(), last.validation);
    member.settings.early_stop = None;
    assert_eq!(train(&member, &data, 1).0.len(), 1);
}

/// Targets in the thousands: metrics and predictions come in thousands, the loss in variances.
#[test]
fn real_targets_are_scaled_for_the_loss_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("weights.safetensors");
    let mut data = (*slope()).clone();
    for part in [&mut data.train, &mut data.validation, &mut data.test] {
        let Targets::Values { values, .. } = &mut part.targets else { panic!("values") };
        values.iter_mut().for_each(|value| *value = 5000.0 + 1000.0 * *value);
    }
    let data = Arc::new(data);
    let mut member = member(InputSpec::Features(2), OutputSpec::Values(1), &[dense(1)]);
    member.settings.loss = Loss::MeanSquaredError;
    member.settings.learning_rate = 0.05;
    member.settings.metrics = vec![Metric::R2, Metric::RootMeanSquaredError];
    let mut trainer = Trainer::new(&member, data.clone(), 1).unwrap();
    let first = epochs(&mut trainer, 1).remove(0).validation;
    let (loss, rmse) = (first.loss, first.metrics[1].1);
    // The targets are 1000 (2 a − b) + …: their deviation is about 1000 √5.
    assert!((rmse / loss.sqrt() / (1000.0 * 5.0_f64.sqrt()) - 1.0).abs() < 0.15, "{first:?}");
    epochs(&mut trainer, 20);
    let measured = trainer.evaluate(&data.test).unwrap();
    assert!(measured.metrics[0].1 > 0.99, "{measured:?}");
    trainer.save(&path, &Default::default()).unwrap();
    let predictor = Predictor::load(&path, &member.graph, member.output).unwrap();
    let predicted = predictor.predict(&data.test.inputs).unwrap();
    let Targets::Values { values, .. } = &data.test.targets else { panic!("values") };
    let pairs = predicted.iter().zip(values).map(|(p, t)| f64::from(p - t).powi(2));
    let found = (pairs.sum::<f64>() / values.len() as f64).sqrt();
    assert!((found / measured.metrics[1].1 - 1.0).abs() < 1e-4, "{found} {measured:?}");

    member.settings.scale_targets = false;
    let raw = Trainer::new(&member, data.clone(), 1).unwrap().evaluate(&data.test).unwrap();
    assert!((raw.loss.sqrt() / raw.metrics[1].1 - 1.0).abs() < 1e-4, "{raw:?}");
}

#[test]
fn labels_learn_and_predict() {
    let mut data = (*slope()).clone();
    for part in [&mut data.train, &mut data.validation, &mut data.test] {
        let labels = part.inputs.values.chunks(2);
        let labels = labels.flat_map(|x| [x[0] > 0.0, x[1] > 0.5, x[0] + x[1] > 1.0]);
        let values = labels.map(|yes| f32::from(u8::from(yes))).collect();
        part.targets = Targets::Values { values, width: 3 };
    }
    let data = Arc::new(data);
    let ops = [dense(16), Op::Activation(Activation::Relu), dense(3)];
    let mut member = member(InputSpec::Features(2), OutputSpec::Labels(3), &ops);
    member.settings.loss = Loss::BinaryCrossEntropy;
    member.settings.class_weights = ClassWeights::Balanced;
    member.settings.metrics = vec![Metric::Accuracy, Metric::ExactMatch, Metric::F1, Metric::Auc];
    let mut trainer = Trainer::new(&member, data.clone(), 1).unwrap();
    let last = epochs(&mut trainer, 30).pop().unwrap().validation;
    assert!(last.metrics.iter().all(|(_, value)| *value > 0.9), "{last:?}");
    member.settings.augment = vec![Augmentation::Mixup { alpha: 0.2 }];
    member.settings.label_smoothing = 0.1;
    let last = train(&member, &data, 30).0.pop().unwrap().validation;
    assert!(last.metrics[0].1 > 0.9, "{last:?}");
}

#[test]
fn settings_that_do_not_fit_are_refused() {
    let refused = |change: &dyn Fn(&mut Member)| {
        let mut member = mlp(3);
        change(&mut member);
        Trainer::new(&member, blobs(3), 1).unwrap_err().to_string()
    };
    assert!(refused(&|m| m.settings.precision = Precision::Bf16).contains("precision: f32"));
    let weights = ClassWeights::Given(vec![1.0]);
    assert!(refused(&|m| m.settings.class_weights = weights.clone()).contains("needs 3"));
    let flip = vec![Augmentation::Flip { probability: 0.5 }];
    assert!(refused(&|m| m.settings.augment = flip.clone()).contains("`flip`"));
    assert!(refused(&|m| m.settings.metrics = vec![Metric::ExactMatch]).contains("labels"));
}

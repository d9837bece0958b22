//! Training 200 steps on the digits gives the same curve by the compiled plan and by the ordinary
//! Candle network with its autograd.

use candle_core::Tensor;

use super::batches::{Expected, gather, order};
use super::data::{Part, digits};
use super::loss::Criterion;
use super::optimizer::Stepper;
use super::testing::{NORM, RELU, dense, member};
use crate::backend::candle::{Network, Training};
use crate::backend::plan::Compiled;
use crate::graph::{Op, Padding, Pool, PoolKind};
use crate::instantiate::{Member, Optimizer, Settings};
use crate::template::{InputSpec, OutputSpec};

const STEPS: usize = 200;
const BATCH: usize = 32;
const RATE: f64 = 1e-3;

/// The samples of the built-in digits, in single precision, scaled to about 1.
fn data() -> Part {
    let mut part = digits::read().pool;
    part.inputs.values.iter_mut().for_each(|value| *value = *value / 16.0 - 0.3);
    part
}

/// What both ways share of one step.
struct Common {
    part: Part,
    criterion: Criterion,
    settings: Settings,
}

impl Common {
    fn new(member: &Member, optimizer: Optimizer) -> Common {
        let part = data();
        let settings = Settings { optimizer, weight_decay: 1e-2, ..member.settings.clone() };
        let criterion = Criterion::new(&settings, member.output, &part);
        Common { part, criterion, settings }
    }

    fn batches(&self) -> Vec<Vec<usize>> {
        let epochs = STEPS * BATCH / self.part.samples + 1;
        let all = (0..epochs).flat_map(|epoch| order(self.part.samples, true, 5, epoch));
        let all: Vec<usize> = all.collect();
        all.chunks(BATCH).take(STEPS).map(<[usize]>::to_vec).collect()
    }

    fn loss(&self, rows: &[usize], outputs: &[f32], slopes: &mut [f32]) -> f64 {
        let expected = Expected::default().refill(&self.part, rows.iter().copied());
        self.criterion.mean(&expected, outputs, slopes, &mut Vec::new()).unwrap()
    }

    fn stepper(&self, network: &Network) -> Stepper {
        let tensors = network.learned().iter().map(|l| (l.parameter.kind, l.range.clone()));
        Stepper::new(&self.settings, tensors)
    }
}

fn compiled(member: &Member, common: &Common) -> Vec<f64> {
    let mut network = Compiled::new(&member.graph, common.settings.init, 3).unwrap();
    let mut stepper = common.stepper(network.network());
    let step = |(number, rows): (usize, &Vec<usize>)| {
        let room = network.batch_mut(rows.len(), BATCH);
        gather(&common.part.inputs, rows.iter().copied(), room);
        let mut pass = network.pass(rows.len(), number as u64).unwrap();
        let (outputs, slopes) = pass.output_and_gradient();
        let loss = common.loss(rows, outputs, slopes);
        pass.back().unwrap();
        network.update(|numbers, slopes| stepper.step(numbers, slopes, RATE)).unwrap();
        loss
    };
    common.batches().iter().enumerate().map(step).collect()
}

fn ordinary(member: &Member, common: &Common) -> Vec<f64> {
    let network = Network::new(&member.graph, common.settings.init, 3).unwrap();
    let mut stepper = common.stepper(&network);
    let step = |rows: &Vec<usize>| {
        let mut values = vec![0.0; rows.len() * 64];
        gather(&common.part.inputs, rows.iter().copied(), &mut values);
        let x = network.batch(values).unwrap();
        let outputs = network.ordinary(&x, Training::On).unwrap();
        let numbers: Vec<f32> = outputs.flatten_all().unwrap().to_vec1().unwrap();
        let mut slopes = vec![0.0; numbers.len()];
        let loss = common.loss(rows, &numbers, &mut slopes);
        let slopes = Tensor::from_vec(slopes, outputs.shape(), outputs.device()).unwrap();
        let store = (outputs * slopes).unwrap().sum_all().unwrap().backward().unwrap();
        let mut flat: Vec<f32> = store.get(network.flat()).unwrap().to_vec1().unwrap();
        network.change_numbers(|numbers| stepper.step(numbers, &mut flat, RATE)).unwrap();
        loss
    };
    common.batches().iter().map(step).collect()
}

/// The largest difference of two losses at one step, as a part of the first loss.
fn apart(member: &Member, optimizer: Optimizer) -> f64 {
    let common = Common::new(member, optimizer);
    let (ours, theirs) = (compiled(member, &common), ordinary(member, &common));
    assert_eq!((ours.len(), theirs.len()), (STEPS, STEPS));
    assert!(ours[STEPS - 1] < 0.5 * ours[0], "it learns: {} to {}", ours[0], ours[STEPS - 1]);
    let gaps = ours.iter().zip(&theirs).map(|(a, b)| (a - b).abs());
    gaps.fold(0.0, f64::max) / ours[0]
}

const ADAMW: Optimizer =
    Optimizer::AdamW { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, amsgrad: false };

#[test]
fn a_dense_network_gives_the_same_curve() {
    let ops = [dense(32), RELU, dense(10)];
    let member = member(InputSpec::Features(64), OutputSpec::Classes(10), &ops);
    let gap = apart(&member, ADAMW);
    println!("dense: the curves are at most {gap:.1e} apart");
    assert!(gap < 1e-4, "{gap}");
}

#[test]
fn a_convolutional_network_gives_the_same_curve() {
    let conv = |filters| Op::conv(filters, 3, 1, Padding::Same, true);
    let pool = Op::Pool(Pool::square(PoolKind::Max, 2, 2, Padding::Valid));
    let ops = [conv(8), NORM, RELU, pool, conv(16), RELU, Op::Flatten, dense(10)];
    let input = InputSpec::Image { height: 8, width: 8, channels: 1 };
    let member = member(input, OutputSpec::Classes(10), &ops);
    let gap = apart(&member, ADAMW);
    println!("convolutional: the curves are at most {gap:.1e} apart");
    assert!(gap < 1e-4, "{gap}");
}

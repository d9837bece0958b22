//! A training step against the same network in stock candle-nn, in the same run.
//!
//! `cargo bench --bench train_step`, and with `RAYON_NUM_THREADS=1` for one thread (stock Candle
//! reads that variable, too). The table of ratios at the end comes from interleaved rounds and
//! counts processor time where the system tells it, so that a busy machine disturbs it little.
#![allow(clippy::unwrap_used)] // Reason: a bench that fails should stop at once.

use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

use candle_core::{DType, Device, Module, Tensor};
use candle_nn::{
    AdamW, Conv2d, Conv2dConfig, Linear, Optimizer as _, ParamsAdamW, VarBuilder, VarMap,
};
use criterion::Criterion;
use hpm::graph::{Activation, Graph, NodeId, Op, Padding, Pool, PoolKind, Shape};
use hpm::instantiate::{Fan, Init, InitGain, Member, Optimizer, Settings};
use hpm::random::Stream;
use hpm::source::{FileId, Span};
use hpm::template::{InputSpec, OutputSpec};
use hpm::train::data::{Inputs, Part, Prepared, Targets};
use hpm::train::{Flow, Trainer, on_threads};

const CLASSES: usize = 10;
const RELU: Op = Op::Activation(Activation::Relu);

/// One network with its batch size and the batches of a round.
struct Case {
    name: &'static str,
    input: InputSpec,
    ops: Vec<Op>,
    batch: usize,
    batches: usize,
}

fn dense(units: usize) -> Op {
    Op::Dense { units, bias: true }
}

fn cases() -> Vec<Case> {
    let conv = |filters| Op::conv(filters, 3, 1, Padding::Valid, true);
    let pool = Op::Pool(Pool::square(PoolKind::Max, 2, 2, Padding::Valid));
    vec![
        Case {
            name: "tiny MLP 64-32-10, batch 32",
            input: InputSpec::Features(64),
            ops: vec![dense(32), RELU, dense(CLASSES)],
            batch: 32,
            batches: 2000,
        },
        Case {
            name: "MLP 784-256-128-10, batch 128",
            input: InputSpec::Features(784),
            ops: vec![dense(256), RELU, dense(128), RELU, dense(CLASSES)],
            batch: 128,
            batches: 40,
        },
        Case {
            name: "CNN 28×28, batch 64",
            input: InputSpec::Image { height: 28, width: 28, channels: 1 },
            ops: vec![
                conv(32),
                RELU,
                conv(64),
                RELU,
                pool,
                Op::Flatten,
                dense(128),
                RELU,
                dense(CLASSES),
            ],
            batch: 64,
            batches: 2,
        },
    ]
}

impl Case {
    fn shape(&self) -> Shape {
        match self.input {
            InputSpec::Image { height, width, channels } => {
                Shape::Image { height, width, channels }
            }
            InputSpec::Features(n) => Shape::Features(n),
            InputSpec::Series { length, features } => Shape::Series { length, features },
            InputSpec::Tokens { length, vocabulary } => Shape::Tokens { length, vocabulary },
        }
    }

    fn member(&self) -> Member {
        let span = Span::new(FileId(0), 0, 0);
        let mut graph = Graph::new(self.shape(), span);
        for (index, op) in self.ops.iter().enumerate() {
            let path = format!("{}{index}", op.name());
            graph.push(*op, vec![NodeId(index)], path, span).unwrap();
        }
        let settings = Settings {
            optimizer: Optimizer::AdamW { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, amsgrad: false },
            weight_decay: 0.01,
            batch_size: self.batch,
            epochs: 1,
            init: Init::Kaiming { normal: true, fan: Fan::In, gain: InitGain::Auto },
            ..Settings::default()
        };
        Member { graph, input: self.input, output: OutputSpec::Classes(CLASSES), settings }
    }

    fn data(&self) -> Arc<Prepared> {
        let elements = self.shape().elements();
        let mut stream = Stream::new(1, self.name);
        let mut part = |samples: usize| Part {
            inputs: Inputs {
                values: (0..samples * elements).map(|_| stream.normal() as f32).collect(),
                elements,
            },
            targets: Targets::Classes((0..samples).map(|i| (i % CLASSES) as u32).collect()),
            samples,
        };
        Arc::new(Prepared {
            train: part(self.batch * self.batches),
            validation: part(0),
            test: part(0),
            class_names: Vec::new(),
            transform: Default::default(),
        })
    }
}

/// The same network as people write it with candle-nn.
struct Stock {
    layers: Vec<Layer>,
    optimizer: AdamW,
    x: Tensor,
    y: Tensor,
    batch: usize,
}

enum Layer {
    Linear(Linear),
    Conv(Conv2d),
    Relu,
    MaxPool,
    Flatten,
}

impl Stock {
    fn new(case: &Case, data: &Prepared) -> Stock {
        let vars = VarMap::new();
        let root = VarBuilder::from_varmap(&vars, DType::F32, &Device::Cpu);
        let graph = case.member().graph;
        let pairs = graph.nodes.iter().zip(graph.nodes.iter().skip(1));
        let layers = pairs.enumerate().map(|(index, (before, node))| {
            let here = root.pp(index);
            match (node.op, before.shape) {
                (Op::Dense { units, .. }, shape) => {
                    Layer::Linear(candle_nn::linear(shape.elements(), units, here).unwrap())
                }
                (Op::Conv { filters, reach, .. }, Shape::Image { channels, .. }) => {
                    let config = Conv2dConfig::default();
                    let conv =
                        candle_nn::conv2d(channels, filters, reach.kernel.rows, config, here);
                    Layer::Conv(conv.unwrap())
                }
                (Op::Pool(_), _) => Layer::MaxPool,
                (Op::Flatten, _) => Layer::Flatten,
                _ => Layer::Relu,
            }
        });
        let layers = layers.collect();
        let rate = ParamsAdamW { lr: 1e-3, ..Default::default() };
        let samples = data.train.samples;
        let values = data.train.inputs.values.clone();
        let x = match case.input {
            InputSpec::Image { height, width, channels } => {
                Tensor::from_vec(values, (samples, channels, height, width), &Device::Cpu)
            }
            _ => Tensor::from_vec(values, (samples, data.train.inputs.elements), &Device::Cpu),
        };
        let Targets::Classes(classes) = &data.train.targets else { unreachable!() };
        Stock {
            layers,
            optimizer: AdamW::new(vars.all_vars(), rate).unwrap(),
            x: x.unwrap(),
            y: Tensor::from_slice(classes, samples, &Device::Cpu).unwrap(),
            batch: case.batch,
        }
    }

    fn epoch(&mut self) -> candle_core::Result<f32> {
        let samples = self.x.dim(0)? as u32;
        let mut order: Vec<u32> = (0..samples).collect();
        Stream::new(0, "shuffle").shuffle(&mut order);
        let mut total = 0.0;
        for rows in order.chunks(self.batch) {
            let rows = Tensor::from_slice(rows, rows.len(), &Device::Cpu)?;
            let mut out = self.x.index_select(&rows, 0)?;
            for layer in &self.layers {
                out = match layer {
                    Layer::Linear(linear) => linear.forward(&out)?,
                    Layer::Conv(conv) => conv.forward(&out)?,
                    Layer::Relu => out.relu()?,
                    Layer::MaxPool => out.max_pool2d(2)?,
                    Layer::Flatten => out.flatten_from(1)?,
                };
            }
            let loss = candle_nn::loss::cross_entropy(&out, &self.y.index_select(&rows, 0)?)?;
            self.optimizer.backward_step(&loss)?;
            total += loss.to_scalar::<f32>()?;
        }
        Ok(total)
    }
}

fn ours(trainer: &mut Trainer) -> f64 {
    trainer.epoch(&mut |_, _| Flow::Continue).unwrap().train_loss
}

/// Seconds of processor time that all threads have used; where the system does not tell, of the
/// clock since `start`.
fn seconds(start: Instant) -> f64 {
    let task = |task: std::io::Result<std::fs::DirEntry>| {
        let text = std::fs::read_to_string(task.ok()?.path().join("schedstat")).ok()?;
        text.split_whitespace().next()?.parse::<f64>().ok()
    };
    let tasks = std::fs::read_dir("/proc/self/task");
    let used = tasks.ok().and_then(|tasks| tasks.map(task).sum::<Option<f64>>());
    used.map_or_else(|| start.elapsed().as_secs_f64(), |nanoseconds| nanoseconds / 1e9)
}

/// Rounds of each side, one after the other, in microseconds a step.
fn interleaved(case: &Case, rounds: usize) -> (f64, f64) {
    let data = case.data();
    let mut trainer = Trainer::new(&case.member(), data.clone(), 0).unwrap();
    let mut stock = Stock::new(case, &data);
    let (mut mine, mut theirs) = (0.0, 0.0);
    let start = Instant::now();
    for _ in 0..rounds {
        let before = seconds(start);
        black_box(ours(&mut trainer));
        let between = seconds(start);
        black_box(stock.epoch().unwrap());
        mine += between - before;
        theirs += seconds(start) - between;
    }
    let scale = 1e6 / (rounds * case.batches) as f64;
    (mine * scale, theirs * scale)
}

fn main() {
    let threads = rayon::current_num_threads();
    on_threads(threads, || measure(threads)).unwrap();
}

fn measure(threads: usize) {
    let mut criterion = Criterion::default().sample_size(10).configure_from_args();
    for case in cases() {
        let mut trainer = Trainer::new(&case.member(), case.data(), 0).unwrap();
        let name = format!("{} ({} steps, {threads} threads)", case.name, case.batches);
        criterion.bench_function(&name, |bench| bench.iter(|| black_box(ours(&mut trainer))));
    }
    criterion.final_summary();
    println!(
        "\nmicroseconds of processor time a step on {threads} threads, and how many times as fast as candle-nn"
    );
    println!("{:32} {:>10} {:>10} {:>6}", "", "hpm", "candle-nn", "ratio");
    for case in cases() {
        let (mine, theirs) = interleaved(&case, 15);
        println!("{:32} {mine:>10.1} {theirs:>10.1} {:>6.2}", case.name, theirs / mine);
    }
}

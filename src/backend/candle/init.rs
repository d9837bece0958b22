//! Initial weights, each parameter from a random stream of its own.

use super::orthogonal::orthogonal;
use crate::graph::{Activation, Cell, Graph, NodeId, Op, Parameter, ParameterKind};
use crate::instantiate::{Fan, Init, InitGain};
use crate::random::Stream;

/// The slope that `prelu` starts from (He et al. 2015).
const PRELU_SLOPE: f32 = 0.25;

/// The first values of a parameter, row-major.
///
/// They depend on the seed, the place of its node in the graph and its own shape: layers that follow
/// change nothing, nor do names, so that a member written out as a file of its own trains alike.
/// Biases start at 0, gains of norms at 1, learned positions at 0; an lstm's forget gate starts
/// open, with a bias of 1 (Jozefowicz et al. 2015), which stands in `bias_ih`.
///
/// Weights that are several matrices in one (of gates; of queries, keys and values) start as each
/// of them would. Where the init's spread depends on a layer's size, the weights of a recurrent
/// layer's state are orthogonal instead (Saxe et al. 2014, as Keras has it), and an embedding is
/// normal with deviation 1 (as PyTorch has it): nothing sums over its rows.
pub fn initial(graph: &Graph, parameter: &Parameter, init: Init, seed: u64) -> Vec<f32> {
    let count = parameter.shape.iter().product();
    let layer = Layer::of(graph, parameter);
    let mut stream = Stream::new(seed, &layer.stream(parameter.node));
    let written = matches!(
        init,
        Init::Zeros | Init::Normal { .. } | Init::Uniform { .. } | Init::TruncatedNormal { .. }
    );
    match parameter.kind {
        ParameterKind::Bias if layer.opens() => forget_open(count),
        ParameterKind::Bias | ParameterKind::NormBias => vec![0.0; count],
        ParameterKind::NormGain => vec![1.0; count],
        ParameterKind::Slope => vec![PRELU_SLOPE; count],
        ParameterKind::Position => vec![0.0; count],
        ParameterKind::Recurrent if !written => {
            let units = parameter.shape.last().copied().unwrap_or(1);
            let gates = parameter.shape.first().copied().unwrap_or(1) / units.max(1);
            (0..gates).flat_map(|_| orthogonal(units, units, 1.0, &mut stream)).collect()
        }
        ParameterKind::Weight | ParameterKind::Recurrent | ParameterKind::Embedding => {
            if let (Init::Orthogonal { gain }, false) =
                (init, parameter.kind == ParameterKind::Embedding)
            {
                let rows = parameter.shape.first().copied().unwrap_or(1);
                return orthogonal(rows, count / rows.max(1), gain, &mut stream);
            }
            let spread = if parameter.kind == ParameterKind::Embedding && !written {
                Spread::Normal { deviation: 1.0 }
            } else {
                let shape = layer.single(&parameter.shape);
                spread(init, &shape, || layer.gain(graph, parameter.node))
            };
            (0..count).map(|_| spread.draw(&mut stream)).collect()
        }
    }
}

/// A parameter within its layer.
struct Layer {
    op: Op,
    /// Its name there, and its number.
    name: &'static str,
    at: usize,
}

impl Layer {
    fn of(graph: &Graph, parameter: &Parameter) -> Layer {
        let op = graph.node(parameter.node).map_or(Op::Input, |node| node.op);
        let input = graph.node(parameter.node).and_then(|node| graph.input(node));
        let slots = input.map(|input| op.slots(input)).unwrap_or_default();
        let own = slots.iter().enumerate().find(|(_, slot)| {
            parameter.name.strip_suffix(slot.name).is_some_and(|path| path.ends_with('.'))
        });
        own.map_or(Layer { op, name: "weight", at: 0 }, |(at, slot)| Layer {
            op,
            name: slot.name,
            at,
        })
    }

    /// No two tensors of a layer draw the same numbers.
    fn stream(&self, node: NodeId) -> String {
        if self.at == 0 {
            format!("weights/{}", node.0)
        } else {
            format!("weights/{}/{}", node.0, self.at)
        }
    }

    /// The shape of one of the matrices that stand in a weight, one below the other.
    fn single(&self, shape: &[usize]) -> Vec<usize> {
        let blocks = match self.op {
            Op::Recurrent(layer) => layer.cell.gates(),
            Op::Attention(_) if self.name == "in_proj_weight" => 3,
            _ => 1,
        };
        let mut shape = shape.to_vec();
        if let Some(rows) = shape.first_mut() {
            *rows /= blocks;
        }
        shape
    }

    /// Whether it is the bias with an lstm's forget gate.
    fn opens(&self) -> bool {
        let lstm = matches!(self.op, Op::Recurrent(layer) if layer.cell == Cell::Lstm);
        lstm && self.name.starts_with("bias_ih")
    }

    /// 1 within a recurrent layer: the state's product adds to the input's, and gates saturate.
    /// 1 for queries, keys and values, which no activation follows.
    fn gain(&self, graph: &Graph, node: NodeId) -> f64 {
        match self.op {
            Op::Recurrent(_) => 1.0,
            Op::Attention(_) if self.name == "in_proj_weight" => 1.0,
            _ => gain_after(graph, node),
        }
    }
}

/// The second of the four gates forgets.
fn forget_open(count: usize) -> Vec<f32> {
    let units = count / 4;
    (0..count).map(|row| if (units..2 * units).contains(&row) { 1.0 } else { 0.0 }).collect()
}

/// A distribution around 0.
enum Spread {
    Normal {
        deviation: f64,
    },
    Uniform {
        bound: f64,
    },
    /// Normal, and drawn again beyond two deviations.
    Truncated {
        deviation: f64,
    },
}

impl Spread {
    fn draw(&self, stream: &mut Stream) -> f32 {
        match self {
            Spread::Normal { deviation } => (deviation * stream.normal()) as f32,
            Spread::Uniform { bound } => (bound * (2.0 * stream.uniform() - 1.0)) as f32,
            Spread::Truncated { deviation } => loop {
                let drawn = stream.normal();
                if drawn.abs() <= 2.0 {
                    return (deviation * drawn) as f32;
                }
            },
        }
    }

    fn with_deviation(normal: bool, deviation: f64) -> Spread {
        if normal {
            Spread::Normal { deviation }
        } else {
            Spread::Uniform { bound: 3.0_f64.sqrt() * deviation }
        }
    }
}

fn spread(init: Init, shape: &[usize], gain: impl Fn() -> f64) -> Spread {
    let (fan_in, fan_out) = fans(shape);
    match init {
        Init::Zeros => Spread::Uniform { bound: 0.0 },
        Init::Normal { std } => Spread::Normal { deviation: std },
        Init::Uniform { bound } => Spread::Uniform { bound },
        Init::TruncatedNormal { std } => Spread::Truncated { deviation: std },
        // Drawn as a whole, not number by number.
        Init::Orthogonal { .. } => Spread::Uniform { bound: 0.0 },
        Init::Xavier { normal, gain } => {
            Spread::with_deviation(normal, gain * (2.0 / (fan_in + fan_out)).sqrt())
        }
        Init::Kaiming { normal, fan, gain: choice } => {
            let gain = match choice {
                InitGain::Auto => gain(),
                InitGain::Fixed(gain) => gain,
            };
            let fan = if fan == Fan::Out { fan_out } else { fan_in };
            Spread::with_deviation(normal, gain / fan.sqrt())
        }
        Init::Lecun { normal } => Spread::with_deviation(normal, 1.0 / fan_in.sqrt()),
    }
}

/// How many numbers a unit reads, and how many units read a number. Weights are
/// `[units, inputs, kernel…]`; where filters read their group alone, the second number counts all
/// of them, as in PyTorch.
fn fans(shape: &[usize]) -> (f64, f64) {
    let (units, inputs) = match shape {
        [units, inputs, ..] => (*units, *inputs),
        _ => (1, 1),
    };
    let taps = shape.iter().skip(2).product::<usize>() as f64;
    ((inputs as f64 * taps).max(1.0), (units as f64 * taps).max(1.0))
}

/// The gain of the activation that a layer's numbers reach next, through norms, pooling, dropout
/// and sums; 1 where another layer or the output comes first.
fn gain_after(graph: &Graph, node: NodeId) -> f64 {
    let mut at = node;
    loop {
        let next = graph.nodes.iter().enumerate().skip(at.0 + 1);
        let Some((index, user)) = next.into_iter().find(|(_, user)| user.inputs.contains(&at))
        else {
            return 1.0;
        };
        match user.op {
            Op::Activation(activation) => return gain(activation),
            Op::Dense { .. }
            | Op::Conv { .. }
            | Op::DepthwiseConv { .. }
            | Op::Embedding { .. }
            | Op::Recurrent(_)
            | Op::Attention(_)
            | Op::Input => return 1.0,
            Op::Pool(_)
            | Op::GlobalAvgPool
            | Op::GlobalMaxPool
            | Op::Reshape(_)
            | Op::LastStep
            | Op::SpatialDropout { .. }
            | Op::GroupNorm { .. }
            | Op::Positions(_)
            | Op::Concat
            | Op::Subsample { .. }
            | Op::Flatten
            | Op::Dropout { .. }
            | Op::BatchNorm { .. }
            | Op::LayerNorm { .. }
            | Op::Add => at = NodeId(index),
        }
    }
}

/// PyTorch's gains where it has one; the smooth relatives of relu count as relu.
fn gain(activation: Activation) -> f64 {
    let leaky = |slope: f64| (2.0 / (1.0 + slope * slope)).sqrt();
    match activation {
        Activation::Relu
        | Activation::Elu { .. }
        | Activation::Gelu
        | Activation::Silu
        | Activation::Mish
        | Activation::HardSwish => 2.0_f64.sqrt(),
        Activation::LeakyRelu { slope } => leaky(slope),
        Activation::Prelu => leaky(f64::from(PRELU_SLOPE)),
        Activation::Tanh => 5.0 / 3.0,
        Activation::Selu => 0.75,
        Activation::Sigmoid | Activation::Softplus | Activation::Softmax => 1.0,
    }
}

#[cfg(test)]
#[path = "init_tests.rs"]
mod tests;

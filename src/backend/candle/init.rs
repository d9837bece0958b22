//! Initial weights, each parameter from a random stream of its own.

use super::orthogonal::orthogonal;
use crate::graph::{Activation, Graph, NodeId, Op, Parameter, ParameterKind};
use crate::instantiate::{Fan, Init, InitGain};
use crate::random::Stream;

/// The slope that `prelu` starts from (He et al. 2015).
const PRELU_SLOPE: f32 = 0.25;

/// The first values of a parameter, row-major.
///
/// They depend on the seed, the place of its node in the graph and its own shape: layers that follow
/// change nothing, nor do names, so that a member written out as a file of its own trains alike.
/// Biases start at 0, gains of norms at 1.
pub fn initial(graph: &Graph, parameter: &Parameter, init: Init, seed: u64) -> Vec<f32> {
    let count = parameter.shape.iter().product();
    match parameter.kind {
        ParameterKind::Bias | ParameterKind::NormBias => vec![0.0; count],
        ParameterKind::NormGain => vec![1.0; count],
        ParameterKind::Slope => vec![PRELU_SLOPE; count],
        ParameterKind::Position => vec![0.0; count],
        ParameterKind::Weight | ParameterKind::Recurrent | ParameterKind::Embedding => {
            let mut stream = Stream::new(seed, &format!("weights/{}", parameter.node.0));
            if let Init::Orthogonal { gain } = init {
                return orthogonal(&parameter.shape, gain, &mut stream);
            }
            let spread = spread(init, &parameter.shape, || gain_after(graph, parameter.node));
            (0..count).map(|_| spread.draw(&mut stream)).collect()
        }
    }
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

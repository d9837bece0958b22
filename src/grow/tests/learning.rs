//! New numbers learn: a few steps of gradient descent move every one, since no unit has zeros on
//! both sides.

use super::evaluate::{WAYS, by, numbers};
use super::pieces::{Piece, both, build, dense, kept};
use crate::backend::candle::testing::{conv, gradients};
use crate::graph::{
    Activation, Attention, Cell, Graph, Op, Padding, ParameterKind, Positions, Recurrent, Returns,
    Shape,
};
use crate::grow::{Values, grow};
use crate::template::Shortcut;

const TANH: Op = Op::Activation(Activation::Tanh);

/// Fresh numbers as networks begin: biases and learned positions 0, gains 1.
fn first(graph: &Graph) -> Values {
    let mut values = numbers(graph, 2);
    for parameter in graph.parameters() {
        use ParameterKind::{Bias, NormBias, NormGain, Position};
        let value = match parameter.kind {
            Bias | NormBias | Position => 0.0,
            NormGain => 1.0,
            _ => continue,
        };
        values.entry(parameter.name).and_modify(|own| own.fill(value));
    }
    values
}

/// Every new number has a gradient in one of four steps.
fn all_learn(input: Shape, pieces: &[Piece]) {
    let [small, large] = build(input, pieces, 3).unwrap();
    for widen in [WAYS[0], WAYS[2]] {
        let (old, fresh) = (numbers(&small, 1), first(&large));
        let grown = grow((&small, &old), (&large, &fresh), &by(widen)).unwrap();
        let mut values = grown.values();
        let mut still = grown.tensors.clone();
        for _ in 0..4 {
            for (name, slopes) in gradients(&large, &values) {
                let tensor = still.get_mut(&name).unwrap();
                let own = values.get_mut(&name).unwrap().iter_mut();
                for ((value, origin), slope) in own.zip(&mut tensor.origin).zip(slopes) {
                    *value -= 0.1 * f64::from(slope);
                    if slope != 0.0 {
                        *origin = Some(0);
                    }
                }
            }
        }
        for parameter in large.parameters() {
            let still = still[&parameter.name].origin.iter().filter(|origin| origin.is_none());
            assert_eq!(still.count(), 0, "{widen:?}: {}", parameter.name);
        }
    }
}

#[test]
fn dense_and_conv() {
    let pieces = [both(dense(3), dense(8)), kept(TANH), both(dense(2), dense(4)), kept(TANH)];
    all_learn(Shape::Features(4), &pieces);
    let same = |filters| conv(filters, 3, 1, Padding::Same, true);
    let pieces = [both(same(2), same(6)), kept(TANH), kept(same(3)), kept(Op::GlobalAvgPool)];
    all_learn(Shape::Image { height: 4, width: 4, channels: 2 }, &pieces);
}

#[test]
fn recurrent() {
    let of = |units| {
        let (cell, returns) = (Cell::Gru, Returns::Last);
        Op::Recurrent(Recurrent { cell, units, bidirectional: true, returns })
    };
    all_learn(Shape::Series { length: 4, features: 2 }, &[both(of(2), of(6))]);
}

#[test]
fn a_new_residual() {
    let body = vec![kept(dense(5)), kept(TANH), both(dense(3), dense(5))];
    let pieces = [both(dense(3), dense(5)), Piece::Residual(body, false, Shortcut::Conv)];
    all_learn(Shape::Features(4), &pieces);
}

/// A trunk padded with channels at the mean, which are 0 behind the norm; new heads, and new
/// features of old heads.
#[test]
fn a_padded_trunk() {
    let attention =
        |heads| Op::Attention(Attention { heads, causal: false, dropout: 0.0, bias: false });
    let norm = kept(Op::LayerNorm { epsilon: 1e-5 });
    let embedding = |units| Op::Embedding { units };
    for (units, heads) in [(6, 3), (8, 2)] {
        let pieces = [
            both(embedding(4), embedding(units)),
            kept(Op::Positions(Positions::Learned)),
            Piece::Residual(
                vec![norm.clone(), both(attention(2), attention(heads))],
                true,
                Shortcut::Conv,
            ),
            norm.clone(),
            kept(Op::LastStep),
        ];
        all_learn(Shape::Tokens { length: 5, vocabulary: 4 }, &pieces);
    }
}

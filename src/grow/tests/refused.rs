//! Where no mapping exists it is said why, in words.

use super::evaluate::{WAYS, by, grown};
use super::pieces::{Piece, added, both, build, dense, kept};
use crate::backend::candle::testing::{RELU, conv};
use crate::graph::{
    Activation, Attention, Cell, Op, Padding, Pool, PoolKind, Recurrent, Returns, Shape,
};

const IMAGE: Shape = Shape::Image { height: 8, width: 8, channels: 1 };

fn refused(input: Shape, pieces: &[Piece], path: &str, words: &str) {
    let graphs = build(input, pieces, 3).unwrap();
    let refusal = grown(&graphs, &by(WAYS[0])).unwrap_err();
    assert_eq!((refusal.path.as_str(), refusal.why.as_str()), (path, words));
}

#[test]
fn smaller_members() {
    let words = "there are 4 channels for the 8 of `1` in the smaller network: weights go to a larger member only";
    refused(Shape::Features(4), &[both(dense(8), dense(4)), kept(RELU)], "1", words);
    let pieces = [Piece::Layer(Some(dense(4)), None), Piece::Layer(Some(RELU), None)];
    let words = "the larger network has no layer for what `1` of the smaller one gives";
    refused(Shape::Features(4), &pieces, "input", words);
}

#[test]
fn other_layers() {
    let tanh = Op::Activation(Activation::Tanh);
    let words = "the smaller network has a `relu` where the larger one has a `tanh`";
    refused(Shape::Features(4), &[kept(dense(4)), both(RELU, tanh)], "1", words);
    let of = |cell| {
        Op::Recurrent(Recurrent { cell, units: 3, bidirectional: false, returns: Returns::Last })
    };
    let series = Shape::Series { length: 4, features: 2 };
    let words = "the smaller network has a `lstm` where the larger one has a `gru`";
    refused(series, &[both(of(Cell::Lstm), of(Cell::Gru))], "0", words);
}

#[test]
fn other_places() {
    let down = |stride| conv(4, 3, stride, Padding::Same, true);
    let pool = Op::Pool(Pool::square(PoolKind::Max, 2, 2, Padding::Valid));
    let words = "`0` of the smaller network gives an image of 8×8×4, and here comes an image of 4×4×4: other strides, pools or paddings cannot be carried over";
    refused(IMAGE, &[both(down(1), down(2)), kept(Op::GlobalAvgPool)], "0", words);
    let words = "a new pool never keeps what the network computes";
    let still = Op::Pool(Pool::square(PoolKind::Max, 3, 1, Padding::Same));
    refused(IMAGE, &[kept(down(1)), added(still), kept(Op::GlobalAvgPool)], "1", words);
    let words = "`0` of the smaller network gives an image of 8×8×4, and here comes an image of 4×4×4: other strides, pools or paddings cannot be carried over";
    refused(IMAGE, &[kept(down(1)), added(pool), kept(Op::GlobalAvgPool)], "1", words);
    let even = |kernel| conv(4, kernel, 2, Padding::Same, true);
    let words = "the larger kernel does not lie around the smaller one: `padding: same` in both keeps its place";
    let ahead = conv(4, 4, 1, Padding::Each([0, 3, 0, 3]), true);
    let behind = conv(4, 3, 1, Padding::Each([2, 0, 2, 0]), true);
    refused(IMAGE, &[both(behind, ahead), kept(Op::Flatten)], "0", words);
    let graphs = build(IMAGE, &[both(even(3), even(5)), kept(Op::Flatten)], 3).unwrap();
    assert!(grown(&graphs, &by(WAYS[0])).unwrap().exact());
}

#[test]
fn layers_without_an_identity() {
    let series = Shape::Series { length: 4, features: 3 };
    let of = |returns| {
        Op::Recurrent(Recurrent { cell: Cell::Lstm, units: 3, bidirectional: false, returns })
    };
    let words = "a new recurrent layer has no identity: put it into a `residual`, whose new branch can add nothing";
    let pieces = [added(of(Returns::Sequence)), kept(of(Returns::Last))];
    refused(series, &pieces, "0", words);
    let norm = Op::LayerNorm { epsilon: 1e-5 };
    let words = "a new norm over a sample's own numbers changes what the network computes";
    refused(Shape::Features(4), &[kept(dense(4)), added(norm)], "1", words);
    let body = vec![added(of(Returns::Sequence))];
    let pieces =
        [Piece::Residual(body, false, crate::template::Shortcut::Conv), kept(Op::LastStep)];
    let words = "a new branch must end in a layer with weights that can be 0: dense, conv, attention or a norm";
    refused(series, &pieces, "0.0", words);
}

#[test]
fn heads_and_biases() {
    let of = |heads, bias| Op::Attention(Attention { heads, causal: false, dropout: 0.0, bias });
    let series = Shape::Series { length: 4, features: 4 };
    let words = "it would have fewer heads than before, or heads of fewer features: more heads need a wider layer";
    refused(series, &[both(of(2, true), of(4, true)), kept(Op::LastStep)], "0", words);
    let words = "the smaller network has biases here and the larger one has none";
    refused(series, &[both(of(2, true), of(2, false)), kept(Op::LastStep)], "0", words);
    let words = "the smaller network has a bias here and the larger one has none";
    let bare = Op::Dense { units: 5, bias: false };
    refused(Shape::Features(4), &[both(dense(3), bare)], "0", words);
}

#[test]
fn groups_that_would_mix() {
    let grouped = |filters, groups| Op::Conv {
        filters,
        reach: crate::graph::Reach::square(3, 1, Padding::Same),
        groups,
        bias: true,
    };
    let wide = |filters| conv(filters, 3, 1, Padding::Same, true);
    let words = "a group would read channels of several groups of the smaller network: grow `groups` or keep the channels";
    let pieces = [both(wide(4), wide(8)), both(grouped(4, 4), grouped(8, 2)), kept(Op::Flatten)];
    refused(IMAGE, &pieces, "1", words);
}

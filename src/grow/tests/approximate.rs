//! What is only near is marked so, and does differ.

use super::super::{Options, Shrink, Widen};
use super::evaluate::{WAYS, apart, by, grown, numbers};
use super::pieces::{Piece, added, both, build, dense, kept};
use crate::backend::candle::testing::{RELU, conv};
use crate::graph::{Activation, Op, Padding, Positions, Shape};
use crate::grow::{Grown, Rule};

/// The doubts, and how far the outputs are apart.
fn near(input: Shape, pieces: &[Piece], widen: Widen) -> (Vec<(String, String)>, f64) {
    let graphs = build(input, pieces, 3).unwrap();
    let grown = grown(&graphs, &by(widen)).unwrap();
    (doubts(&grown), apart(&graphs, &grown))
}

fn doubts(grown: &Grown) -> Vec<(String, String)> {
    let doubt = |row: &crate::grow::Row| Some((row.path.clone(), row.doubt.clone()?));
    grown.rows.iter().filter_map(doubt).collect()
}

fn one_doubt(input: Shape, pieces: &[Piece], widen: Widen, path: &str, words: &str) -> f64 {
    let (doubts, error) = near(input, pieces, widen);
    assert_eq!(doubts, [(path.to_string(), words.to_string())]);
    assert!(error > 1e-10, "{error:e}");
    error
}

#[test]
fn a_new_layer_that_bends() {
    let tanh = Op::Activation(Activation::Tanh);
    let pieces = [kept(dense(3)), kept(tanh), added(dense(5)), added(tanh)];
    let words = "the new `tanh` bends what it reads";
    one_doubt(Shape::Features(4), &pieces, WAYS[0], "3", words);
    let pieces = [kept(dense(3)), kept(tanh), added(dense(5)), added(RELU)];
    let words = "the new `relu` reads negative values, too, and changes them";
    one_doubt(Shape::Features(4), &pieces, WAYS[0], "3", words);
}

/// A batch norm makes negative values of a relu's.
#[test]
fn a_new_relu_behind_a_norm() {
    let norm = Op::BatchNorm { momentum: 0.1, epsilon: 1e-5 };
    let pieces = [kept(dense(3)), kept(RELU), kept(norm), added(dense(5)), added(RELU)];
    let words = "the new `relu` reads negative values, too, and changes them";
    one_doubt(Shape::Features(4), &pieces, WAYS[0], "4", words);
}

/// Only ε stands between the padded norm and the old one: the error falls with it.
#[test]
fn layer_norm_with_channels_at_the_mean() {
    let of = |epsilon: f64| {
        let norm = kept(Op::LayerNorm { epsilon });
        let residual = vec![norm.clone(), both(dense(4), dense(7))];
        let residual = Piece::Residual(residual, true, crate::template::Shortcut::Conv);
        let pieces =
            [both(dense(4), dense(7)), residual, norm, both(dense(3), dense(4)), kept(RELU)];
        let graphs = build(Shape::Features(5), &pieces, 3).unwrap();
        let grown = grown(&graphs, &by(WAYS[0])).unwrap();
        let levelled = grown.rows.iter().filter(|row| row.rule == Rule::Levelled);
        assert!(levelled.clone().all(|row| row.doubt.is_some()));
        assert_eq!((levelled.count(), doubts(&grown).len()), (2, 2));
        apart(&graphs, &grown)
    };
    let (coarse, fine) = (of(1e-3), of(1e-6));
    assert!(coarse < 0.02 && coarse > 1e-6, "{coarse:e}");
    assert!(fine < coarse / 300.0 && fine > coarse / 3000.0, "{coarse:e} {fine:e}");
}

#[test]
fn norms_whose_statistics_change() {
    let layer = Op::LayerNorm { epsilon: 1e-5 };
    let pieces = [both(dense(3), dense(8)), kept(RELU), kept(layer)];
    let words = "new channels enter the norm's mean and variance";
    for widen in WAYS {
        one_doubt(Shape::Features(4), &pieces, widen, "2", words);
    }
    let group = Op::GroupNorm { groups: 2, epsilon: 1e-5 };
    let wide = |filters| conv(filters, 3, 1, Padding::Same, true);
    let pieces = [both(wide(4), wide(6)), kept(group), kept(Op::GlobalMaxPool)];
    let image = Shape::Image { height: 4, width: 4, channels: 1 };
    let words = "new channels enter the mean and variance of a group";
    one_doubt(image, &pieces, WAYS[0], "1", words);
}

#[test]
fn softmax_and_sines() {
    let softmax = Op::Activation(Activation::Softmax);
    let pieces = [both(dense(3), dense(8)), kept(softmax)];
    let words = "new channels enter the sum of the softmax";
    one_doubt(Shape::Features(4), &pieces, WAYS[0], "1", words);
    let embedding = |units| Op::Embedding { units };
    let tokens = Shape::Tokens { length: 5, vocabulary: 4 };
    let sines = kept(Op::Positions(Positions::Sinusoidal));
    let pieces = [both(embedding(4), embedding(6)), sines, kept(Op::LastStep)];
    let words = "sines and cosines have other frequencies at another width";
    one_doubt(tokens, &pieces, WAYS[0], "1", words);
}

#[test]
fn noise_between_copies() {
    let pieces = [both(dense(3), dense(8)), kept(RELU)];
    let words = "noise tells copies of units apart";
    let noisy = Widen::Duplicate { noise: 0.01 };
    let error = one_doubt(Shape::Features(4), &pieces, noisy, "0", words);
    assert!(error < 0.05, "{error:e}");
}

#[test]
fn shrunk_and_perturbed() {
    let graphs = build(Shape::Features(4), &[both(dense(3), dense(5)), kept(RELU)], 3).unwrap();
    let shrink = Some(Shrink { keep: 0.4, perturb: 0.1 });
    let options = Options { shrink, ..by(WAYS[0]) };
    let (plain, shrunk) =
        (grown(&graphs, &by(WAYS[0])).unwrap(), grown(&graphs, &options).unwrap());
    assert!(plain.exact() && shrunk.rows.iter().all(|row| row.doubt.is_some()));
    let fresh = numbers(&graphs[1], 2);
    for (name, tensor) in &shrunk.tensors {
        for ((value, old), fresh) in
            tensor.values.iter().zip(&plain.tensors[name].values).zip(&fresh[name])
        {
            assert_eq!(*value, 0.4 * old + 0.1 * fresh);
        }
    }
}

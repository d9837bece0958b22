//! The exact rows of the table, one by one.

use super::evaluate::{WAYS, apart, by, grown};
use super::pieces::{Joined, Piece, added, both, build, dense, kept};
use crate::backend::candle::testing::{RELU, conv};
use crate::graph::{
    Activation, Attention, Cell, Op, Padding, Pool, PoolKind, Positions, Reach, Recurrent, Reshape,
    Returns, Shape, Sides,
};
use crate::grow::Rule;
use crate::template::Shortcut;

const IMAGE: Shape = Shape::Image { height: 6, width: 5, channels: 2 };
const SERIES: Shape = Shape::Series { length: 6, features: 3 };
const TOKENS: Shape = Shape::Tokens { length: 6, vocabulary: 5 };
const NORM: Op = Op::BatchNorm { momentum: 0.1, epsilon: 1e-5 };
const GELU: Op = Op::Activation(Activation::Gelu);
const TANH: Op = Op::Activation(Activation::Tanh);

fn same(filters: usize, kernel: usize) -> Op {
    conv(filters, kernel, 1, Padding::Same, true)
}

/// Exact by every way to widen; returns the rules that were used.
fn exact(input: Shape, pieces: &[Piece]) -> Vec<(String, Rule)> {
    let graphs = build(input, pieces, 3).unwrap();
    let mut rules = Vec::new();
    for widen in WAYS {
        let grown =
            grown(&graphs, &by(widen)).unwrap_or_else(|refusal| panic!("{}", refusal.message()));
        assert!(grown.exact(), "{widen:?}: {:?}", grown.rows);
        let error = apart(&graphs, &grown);
        assert!(error < 1e-10, "{widen:?}: {error:e}");
        rules = grown.rows.into_iter().map(|row| (row.path, row.rule)).collect();
    }
    rules
}

fn rule(rules: &[(String, Rule)], path: &str) -> Rule {
    rules.iter().find(|(at, _)| at == path).unwrap().1
}

#[test]
fn dense_wider_under_any_activation() {
    let pieces = [both(dense(3), dense(8)), kept(TANH), both(dense(4), dense(5)), kept(GELU)];
    let rules = exact(Shape::Features(4), &pieces);
    assert_eq!(rule(&rules, "2"), Rule::Wider);
}

#[test]
fn dense_deeper_with_relu() {
    let pieces = [both(dense(3), dense(8)), kept(RELU), added(dense(9)), added(RELU)];
    let rules = exact(Shape::Features(4), &pieces);
    assert_eq!(rule(&rules, "2"), Rule::Identity);
}

#[test]
fn a_new_prelu_is_straight() {
    let prelu = Op::Activation(Activation::Prelu);
    exact(Shape::Features(4), &[kept(dense(3)), kept(TANH), added(dense(5)), added(prelu)]);
}

#[test]
fn conv_wider_with_flatten() {
    let pieces =
        [both(same(2, 3), same(5, 3)), kept(RELU), both(same(3, 2), same(7, 2)), kept(Op::Flatten)];
    exact(IMAGE, &pieces);
}

#[test]
fn conv_larger_kernel_and_deeper() {
    let pieces = [
        both(same(2, 3), same(4, 5)),
        kept(RELU),
        added(same(6, 3)),
        added(RELU),
        kept(Op::Flatten),
    ];
    let rules = exact(IMAGE, &pieces);
    assert_eq!((rule(&rules, "0"), rule(&rules, "2")), (Rule::Kernel, Rule::Identity));
    let causal = |kernel| conv(4, kernel, 1, Padding::Causal, true);
    exact(SERIES, &[both(causal(2), causal(5)), kept(Op::LastStep)]);
}

#[test]
fn convs_in_groups_and_depthwise() {
    let grouped = |filters, groups| Op::Conv {
        filters,
        reach: Reach::square(3, 1, Padding::Same),
        groups,
        bias: true,
    };
    let alone = |multiplier| Op::DepthwiseConv {
        multiplier,
        reach: Reach::square(3, 1, Padding::Same),
        bias: true,
    };
    let end = kept(Op::GlobalAvgPool);
    exact(IMAGE, &[both(same(4, 3), same(8, 3)), both(grouped(6, 2), grouped(8, 2)), end.clone()]);
    exact(IMAGE, &[both(same(2, 3), same(5, 3)), both(alone(2), alone(3)), kept(RELU), end]);
}

/// Fresh and paired units go to groups of their own; copies would mix them.
#[test]
fn more_groups_of_equal_size() {
    let grouped = |filters, groups| Op::Conv {
        filters,
        reach: Reach::square(3, 1, Padding::Same),
        groups,
        bias: true,
    };
    let norm = |groups| Op::GroupNorm { groups, epsilon: 1e-5 };
    let grown_groups = vec![
        both(same(4, 3), same(8, 3)),
        both(grouped(4, 2), grouped(8, 4)),
        both(norm(2), norm(4)),
        kept(Op::Flatten),
    ];
    // The second pair of twins stands in two groups, so that it is none behind the norm.
    let parted_twins = vec![both(dense(3), dense(9)), both(norm(1), norm(3))];
    for (input, pieces) in [(IMAGE, grown_groups), (Shape::Features(4), parted_twins)] {
        let graphs = build(input, &pieces, 3).unwrap();
        for widen in [WAYS[0], WAYS[2]] {
            let grown = grown(&graphs, &by(widen)).unwrap();
            assert!(grown.exact(), "{:?}", grown.rows);
            assert!(apart(&graphs, &grown) < 1e-10, "{widen:?}");
        }
    }
}

#[test]
fn batch_norm_wider_and_new() {
    let pieces = [
        both(same(3, 3), same(7, 3)),
        kept(NORM),
        kept(RELU),
        added(same(8, 1)),
        added(NORM),
        added(RELU),
        kept(Op::GlobalAvgPool),
        added(NORM),
    ];
    let rules = exact(IMAGE, &pieces);
    assert_eq!((rule(&rules, "1"), rule(&rules, "4")), (Rule::Wider, Rule::Identity));
}

#[test]
fn embedding_positions_and_recurrent() {
    for cell in [Cell::Rnn { relu: true }, Cell::Rnn { relu: false }, Cell::Lstm, Cell::Gru] {
        for bidirectional in [false, true] {
            let of =
                |units, returns| Op::Recurrent(Recurrent { cell, units, bidirectional, returns });
            let pieces = [
                both(Op::Embedding { units: 3 }, Op::Embedding { units: 5 }),
                kept(Op::Positions(Positions::Learned)),
                both(of(2, Returns::Sequence), of(5, Returns::Sequence)),
                both(of(3, Returns::Last), of(4, Returns::Last)),
            ];
            exact(TOKENS, &pieces);
        }
    }
}

#[test]
fn a_new_way_back() {
    let of = |units, bidirectional, returns| {
        Op::Recurrent(Recurrent { cell: Cell::Lstm, units, bidirectional, returns })
    };
    let pieces = [
        both(of(2, false, Returns::Sequence), of(4, true, Returns::Sequence)),
        both(of(3, false, Returns::Last), of(3, true, Returns::Last)),
    ];
    exact(SERIES, &pieces);
}

#[test]
fn residual_inner_trunk_and_new_block() {
    let block = |small, large| {
        vec![
            both(same(small, 3), same(large, 3)),
            kept(RELU),
            both(same(3, 3), same(6, 3)),
            kept(NORM),
        ]
    };
    let pieces = [
        both(same(3, 3), same(6, 3)),
        Piece::Residual(block(2, 5), true, Shortcut::Conv),
        kept(RELU),
        Piece::Residual(block(2, 4), false, Shortcut::Conv),
        kept(Op::GlobalAvgPool),
    ];
    let rules = exact(IMAGE, &pieces);
    assert_eq!((rule(&rules, "1.3"), rule(&rules, "3.3")), (Rule::Wider, Rule::Silent));
}

#[test]
fn residual_with_the_ways_around() {
    let down = |filters| conv(filters, 3, 2, Padding::Same, true);
    for shortcut in [Shortcut::Conv, Shortcut::ConvNorm, Shortcut::Pad] {
        let body = vec![both(down(4), down(8)), kept(RELU), both(same(4, 3), same(8, 3))];
        let stem = if shortcut == Shortcut::Pad {
            both(same(2, 3), same(4, 3))
        } else {
            both(same(3, 3), same(4, 3))
        };
        let pieces = [
            stem,
            Piece::Residual(body, true, shortcut),
            kept(NORM),
            kept(RELU),
            kept(Op::Flatten),
        ];
        exact(IMAGE, &pieces);
    }
}

/// A trunk that widens from one residual to the next only in the large network gets a projection.
#[test]
fn a_new_projection_is_the_identity() {
    let body = vec![both(dense(3), dense(7))];
    let pieces = [kept(dense(3)), Piece::Residual(body, true, Shortcut::ConvNorm), kept(RELU)];
    let rules = exact(Shape::Features(4), &pieces);
    assert_eq!(rule(&rules, "1.projection"), Rule::Identity);
}

#[test]
fn parallel_branches() {
    let branch = |small, large| vec![both(same(small, 3), same(large, 3)), kept(RELU)];
    let pool = Op::Pool(Pool::square(PoolKind::Max, 3, 1, Padding::Same));
    let new = vec![added(same(3, 1)), added(pool)];
    let wide = Piece::Parallel(
        vec![(branch(2, 4), true), (new.clone(), false), (branch(3, 5), true)],
        Joined::Concat,
    );
    exact(IMAGE, &[wide, both(same(3, 1), same(4, 1)), kept(Op::Flatten)]);
    let one = Piece::Parallel(vec![(new, false), (branch(2, 4), true)], Joined::Concat);
    exact(IMAGE, &[one, kept(Op::GlobalMaxPool)]);
}

#[test]
fn parallel_sums() {
    let branch = |kernel| vec![both(same(3, kernel), same(6, kernel)), kept(TANH)];
    let pieces = [
        Piece::Parallel(
            vec![(branch(1), true), (branch(2), false), (branch(3), true)],
            Joined::Add,
        ),
        kept(Op::Flatten),
    ];
    let rules = exact(IMAGE, &pieces);
    assert_eq!(rule(&rules, "0.1.0"), Rule::Silent);
}

fn attention(heads: usize) -> Op {
    Op::Attention(Attention { heads, causal: true, dropout: 0.1, bias: true })
}

#[test]
fn attention_with_more_heads_and_wider_ones() {
    for (units, heads) in [(6, 3), (8, 2), (12, 3)] {
        let pieces = [
            both(Op::Embedding { units: 4 }, Op::Embedding { units }),
            Piece::Residual(vec![both(attention(2), attention(heads))], true, Shortcut::Conv),
            kept(Op::GlobalAvgPool),
        ];
        exact(TOKENS, &pieces);
    }
}

#[test]
fn a_new_transformer_block() {
    let norm = Op::LayerNorm { epsilon: 1e-5 };
    let step = |filters| conv(filters, 1, 1, Padding::Valid, true);
    let block = |there| {
        let first = vec![kept(norm), kept(attention(2)), kept(Op::Dropout { rate: 0.1 })];
        let second = vec![kept(norm), both(step(5), step(9)), kept(GELU), kept(step(4))];
        [
            Piece::Residual(first, there, Shortcut::Conv),
            Piece::Residual(second, there, Shortcut::Conv),
        ]
    };
    let mut pieces = vec![kept(Op::Embedding { units: 4 })];
    pieces.extend(block(true));
    pieces.extend(block(false));
    pieces.extend([kept(norm), kept(Op::LastStep)]);
    let rules = exact(TOKENS, &pieces);
    assert_eq!((rule(&rules, "3.1"), rule(&rules, "4.3")), (Rule::Silent, Rule::Silent));
}

/// Copies in whole numbers leave the norm's statistics as they are.
#[test]
fn layer_norm_of_whole_copies() {
    let norm = Op::LayerNorm { epsilon: 1e-5 };
    let pieces = [both(dense(3), dense(9)), kept(norm), kept(TANH), both(dense(4), dense(6))];
    let graphs = build(Shape::Features(4), &pieces, 3).unwrap();
    let grown = grown(&graphs, &by(WAYS[1])).unwrap();
    assert!(grown.exact(), "{:?}", grown.rows);
    assert!(apart(&graphs, &grown) < 1e-10);
}

#[test]
fn dropout_comes_and_goes_and_shapes_turn() {
    let pieces = [
        Piece::Layer(Some(Op::Dropout { rate: 0.3 }), None),
        both(dense(2 * 6), dense(3 * 6)),
        added(Op::Dropout { rate: 0.3 }),
        both(
            Op::Reshape(Reshape::To(Shape::Image { height: 2, width: 3, channels: 2 })),
            Op::Reshape(Reshape::To(Shape::Image { height: 2, width: 3, channels: 3 })),
        ),
        kept(Op::Reshape(Reshape::Series)),
        both(same(2, 3), same(3, 3)),
        kept(Op::Flatten),
    ];
    exact(Shape::Features(4), &pieces);
}

#[test]
fn sides_of_a_kernel_grow_alone() {
    let reach = |rows, columns| Reach {
        kernel: Sides { rows, columns },
        ..Reach::square(1, 1, Padding::Same)
    };
    let of = |rows, columns| Op::Conv {
        filters: 3,
        reach: reach(rows, columns),
        groups: 1,
        bias: false,
    };
    exact(IMAGE, &[both(of(1, 3), of(3, 3)), kept(Op::Flatten)]);
}

/// Sums of sums: what a value follows from is looked at once.
#[test]
fn deep_networks_take_no_longer_than_they_are() {
    let body = |there| Piece::Residual(vec![kept(RELU)], there, Shortcut::Conv);
    let mut pieces = vec![both(dense(2), dense(3))];
    pieces.extend((0..400).map(|_| body(true)));
    pieces.extend([kept(NORM), kept(TANH)]);
    let graphs = build(Shape::Features(2), &pieces, 2).unwrap();
    for widen in WAYS {
        assert!(grown(&graphs, &by(widen)).unwrap().exact());
    }
}

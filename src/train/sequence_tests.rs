//! Small networks of sequence layers learn the order of two marks, and repeat bit for bit.

use super::super::testing::{MARKS, dense, marks, member};
use super::super::{EpochReport, Flow, Trainer, on_threads};
use crate::backend::candle::Snapshot;
use crate::graph::{
    Activation, Attention, Cell, NodeId, Op, Padding, Positions, Recurrent, Returns,
};
use crate::instantiate::Member;
use crate::source::{FileId, Span};
use crate::template::OutputSpec;

const EMBEDDING: Op = Op::Embedding { units: 8 };

fn recurrent(cell: Cell, bidirectional: bool) -> Member {
    let layer = Recurrent { cell, units: 12, bidirectional, returns: Returns::Last };
    member(MARKS, OutputSpec::Classes(2), &[EMBEDDING, Op::Recurrent(layer), dense(2)])
}

/// Embedding and positions, one pre-norm block, the mean over the steps.
fn transformer() -> Member {
    let mut member = member(
        MARKS,
        OutputSpec::Classes(2),
        &[Op::Embedding { units: 16 }, Op::Positions(Positions::Sinusoidal)],
    );
    let graph = &mut member.graph;
    let mut push = |op: Op, inputs: &[NodeId]| {
        let path = format!("node{}", graph.nodes.len());
        graph.push(op, inputs.to_vec(), path, Span::new(FileId(0), 0, 0)).unwrap()
    };
    let (norm, start) = (Op::LayerNorm { epsilon: 1e-5 }, NodeId(2));
    let normal = push(norm, &[start]);
    let attention = Attention { heads: 2, causal: false, dropout: 0.1, bias: true };
    let attended = push(Op::Attention(attention), &[normal]);
    let middle = push(Op::Add, &[start, attended]);
    let wide = |units| Op::conv(units, 1, 1, Padding::Valid, true);
    let mut at = push(norm, &[middle]);
    for op in [wide(32), Op::Activation(Activation::Gelu), wide(16)] {
        at = push(op, &[at]);
    }
    at = push(Op::Add, &[middle, at]);
    at = push(Op::GlobalAvgPool, &[at]);
    push(dense(2), &[at]);
    member
}

fn train(member: &Member, epochs: usize) -> (EpochReport, Snapshot) {
    let mut trainer = Trainer::new(member, marks(), 3).unwrap();
    let mut carry_on = |_: usize, _: usize| Flow::Continue;
    let reports = (0..epochs).map(|_| trainer.epoch(&mut carry_on).unwrap());
    let last = reports.last().unwrap();
    (last, trainer.network().snapshot().unwrap())
}

/// Chance is 50 %.
#[test]
fn each_learns_which_mark_came_first() {
    for (name, member, epochs) in [
        ("lstm", recurrent(Cell::Lstm, false), 30),
        ("gru", recurrent(Cell::Gru, false), 30),
        ("rnn, both ways", recurrent(Cell::Rnn { relu: false }, true), 30),
        ("transformer", transformer(), 30),
    ] {
        let (last, _) = train(&member, epochs);
        let accuracy = last.validation.metrics[0].1;
        println!("{name}: {accuracy} after {epochs} epochs");
        assert!(accuracy >= 0.95, "{name}: {last:?}");
    }
}

#[test]
fn trainings_repeat_bit_for_bit_on_any_number_of_threads() {
    for member in [recurrent(Cell::Lstm, true), recurrent(Cell::Gru, false), transformer()] {
        let alone = on_threads(1, || train(&member, 2)).unwrap();
        assert!(alone == on_threads(1, || train(&member, 2)).unwrap());
        assert!(alone == on_threads(3, || train(&member, 2)).unwrap());
    }
}

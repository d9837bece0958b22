//! One recurrent layer: length × features → units, or length × units.

use super::{product, series};
use crate::graph::misfit::Misfit;
use crate::graph::op::{Cell, Recurrent, Returns};
use crate::graph::parameter::{ParameterKind, Slot};
use crate::graph::shape::Shape;

/// The layer's name in the language.
pub fn name(cell: Cell) -> &'static str {
    match cell {
        Cell::Rnn { .. } => "rnn",
        Cell::Lstm => "lstm",
        Cell::Gru => "gru",
    }
}

fn directions(layer: Recurrent) -> usize {
    1 + usize::from(layer.bidirectional)
}

pub fn output(layer: Recurrent, input: Shape) -> Result<Shape, Misfit> {
    let name = name(layer.cell);
    if layer.units == 0 {
        return Err(Misfit::Zero { layer: name, what: "number of units" });
    }
    let (length, _) = series::of(name, input)?;
    let features = layer.units.saturating_mul(directions(layer));
    Ok(match layer.returns {
        Returns::Last => Shape::Features(features),
        Returns::Sequence => Shape::Series { length, features },
    })
}

/// As PyTorch: `weight_ih [gates × units, features]`, `weight_hh [gates × units, units]`,
/// `bias_ih` and `bias_hh [gates × units]`; the way back has the same with `_reverse`.
pub fn slots(layer: Recurrent, input: Shape) -> Vec<Slot> {
    let rows = layer.cell.gates().saturating_mul(layer.units);
    let of = |names: [&'static str; 4]| {
        let [read, state, read_bias, state_bias] = names;
        [
            Slot::new(read, ParameterKind::Weight, &[rows, input.channels()]),
            Slot::new(state, ParameterKind::Recurrent, &[rows, layer.units]),
            Slot::new(read_bias, ParameterKind::Bias, &[rows]),
            Slot::new(state_bias, ParameterKind::Bias, &[rows]),
        ]
    };
    let forward = of(["weight_ih", "weight_hh", "bias_ih", "bias_hh"]);
    let back = ["weight_ih_reverse", "weight_hh_reverse", "bias_ih_reverse", "bias_hh_reverse"];
    let back = layer.bidirectional.then(|| of(back));
    forward.into_iter().chain(back.into_iter().flatten()).collect()
}

/// At each step of each direction: the two products with their biases, and for each unit what the
/// gates do with its state (rnn 1, lstm 4, gru 6).
pub fn flops(layer: Recurrent, input: Shape) -> u64 {
    let rows = layer.cell.gates().saturating_mul(layer.units);
    let products = product(&[rows, 2, input.channels().saturating_add(layer.units)]);
    let gates = match layer.cell {
        Cell::Rnn { .. } => 1,
        Cell::Lstm => 4,
        Cell::Gru => 6,
    };
    let step =
        products.saturating_add(product(&[2, rows])).saturating_add(product(&[gates, layer.units]));
    let steps = product(&[input.positions(), directions(layer)]);
    step.saturating_mul(steps)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::Op;

    fn lstm(bidirectional: bool, returns: Returns) -> Op {
        Op::Recurrent(Recurrent { cell: Cell::Lstm, units: 20, bidirectional, returns })
    }

    #[test]
    fn figures() {
        let input = Shape::Series { length: 7, features: 10 };
        let one = lstm(false, Returns::Last);
        assert_eq!(one.output(&[input]), Ok(Shape::Features(20)));
        // torch.nn.LSTM(10, 20): 80·10 + 80·20 + 2·80.
        assert_eq!(one.params(input), 2560);
        let both = lstm(true, Returns::Sequence);
        assert_eq!(both.output(&[input]), Ok(Shape::Series { length: 7, features: 40 }));
        assert_eq!(both.params(input), 5120);
        assert_eq!(one.flops(input, Shape::Features(20)), 7 * (80 * 2 * 30 + 160 + 80));
        let gru =
            Recurrent { cell: Cell::Gru, units: 20, bidirectional: false, returns: Returns::Last };
        assert_eq!(Op::Recurrent(gru).params(input), 1920);
        let image = Shape::Image { height: 2, width: 2, channels: 2 };
        assert!(matches!(one.output(&[image]), Err(Misfit::NeedsSeries { layer: "lstm", .. })));
    }
}

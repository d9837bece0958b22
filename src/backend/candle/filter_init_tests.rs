//! Initial weights of filters: of groups, and before joints.

use statrs::distribution::{ChiSquared, ContinuousCDF};

use super::init::initial;
use super::testing::span;
use crate::graph::{Activation, Graph, NodeId, Op, Padding, Reach, Reshape, Shape, Sides};
use crate::instantiate::{Fan, Init, InitGain};

/// Filters of a group read its channels alone; PyTorch counts a weight's dimensions likewise.
#[test]
fn filters_of_groups_read_less() {
    let input = Shape::Image { height: 4, width: 4, channels: 64 };
    let reach = Reach::square(3, 1, Padding::Same);
    for (op, fan_in, fan_out) in [
        (Op::Conv { filters: 128, reach, groups: 1, bias: false }, 64 * 9, 128 * 9),
        (Op::Conv { filters: 128, reach, groups: 8, bias: false }, 8 * 9, 128 * 9),
        (Op::DepthwiseConv { multiplier: 2, reach, bias: false }, 9, 128 * 9),
    ] {
        let mut graph = Graph::new(input, span());
        graph.push(op, vec![NodeId(0)], "filters".into(), span()).unwrap();
        let kaiming = Init::Kaiming { normal: true, fan: Fan::In, gain: InitGain::Auto };
        let xavier = Init::Xavier { normal: true, gain: 1.0 };
        let fans = (fan_in + fan_out) as f64;
        for (init, variance) in [(kaiming, 1.0 / f64::from(fan_in)), (xavier, 2.0 / fans)] {
            let values = initial(&graph, &graph.parameters()[0], init, 3);
            let squares = values.iter().map(|x| f64::from(*x).powi(2)).sum::<f64>();
            let distribution = ChiSquared::new(values.len() as f64).unwrap();
            let probability = distribution.cdf(squares / variance);
            assert!((0.0005..0.9995).contains(&probability), "{op:?} {init:?}: {probability}");
        }
    }
}

#[test]
fn gains_are_seen_through_norms_pools_and_joints() {
    let input = Shape::Image { height: 4, width: 4, channels: 4 };
    let through = [
        Op::GroupNorm { groups: 2, epsilon: 1e-5 },
        Op::SpatialDropout { rate: 0.5 },
        Op::Concat,
        Op::Subsample { stride: Sides::square(2), channels: 8 },
        Op::Reshape(Reshape::Series),
        Op::GlobalMaxPool,
        Op::Activation(Activation::Relu),
    ];
    let mut graph = Graph::new(input, span());
    let push = |graph: &mut Graph, op: Op| {
        let last = graph.last();
        graph.push(op, vec![last], format!("node{}", last.0), span()).unwrap()
    };
    push(&mut graph, Op::conv(4, 3, 1, Padding::Same, true));
    let first = |graph: &Graph| {
        let kaiming = Init::Kaiming { normal: true, fan: Fan::In, gain: InitGain::Auto };
        initial(graph, &graph.parameters()[0], kaiming, 3)
    };
    let alone = first(&graph);
    for op in through {
        push(&mut graph, op);
    }
    for (wide, value) in first(&graph).into_iter().zip(alone) {
        assert!((wide - 2.0_f32.sqrt() * value).abs() < 1e-6, "{wide} {value}");
    }
}

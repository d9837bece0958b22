//! Small cases by hand: where each number goes, what the report says, and the optimizer's moments.

use super::super::{Options, Values, Widen, grow};
use super::evaluate::{WAYS, by, grown, numbers};
use super::pieces::{added, both, build, dense, kept};
use crate::backend::candle::testing::RELU;
use crate::graph::{Op, Shape};
use crate::grow::Rule;

fn values(pairs: &[(&str, &[f64])]) -> Values {
    pairs.iter().map(|(name, values)| (name.to_string(), values.to_vec())).collect()
}

/// Two inputs, one unit → two units, one output.
fn pair(widen: Widen, units: usize) -> super::super::Grown {
    let pieces = [both(dense(1), dense(units)), kept(RELU)];
    let [small, large] = build(Shape::Features(2), &pieces, 1).unwrap();
    let old = values(&[
        ("0.weight", &[1.0, 2.0]),
        ("0.bias", &[3.0]),
        ("output.weight", &[4.0]),
        ("output.bias", &[5.0]),
    ]);
    let fresh: Values = large
        .parameters()
        .into_iter()
        .map(|parameter| {
            let count = parameter.shape.iter().product::<usize>();
            (parameter.name, (0..count).map(|at| 10.0 + at as f64).collect())
        })
        .collect();
    grow((&small, &old), (&large, &fresh), &by(widen)).unwrap()
}

#[test]
fn fresh_units_have_no_fan_out() {
    let grown = pair(WAYS[0], 2);
    let of = |name: &str| grown.tensors[name].values.clone();
    assert_eq!(of("0.weight"), [1.0, 2.0, 12.0, 13.0]);
    assert_eq!(of("0.bias"), [3.0, 11.0]);
    assert_eq!(of("output.weight"), [4.0, 0.0]);
    assert_eq!(of("output.bias"), [5.0]);
    let rows: Vec<_> = grown.rows.iter().map(|row| (row.rule, row.carried, row.new)).collect();
    assert_eq!(rows, [(Rule::Wider, 3, 3), (Rule::Wider, 2, 1)]);
}

#[test]
fn copies_share_their_fan_out() {
    let grown = pair(WAYS[1], 2);
    let of = |name: &str| grown.tensors[name].values.clone();
    assert_eq!(of("0.weight"), [1.0, 2.0, 1.0, 2.0]);
    assert_eq!((of("0.bias"), of("output.weight")), (vec![3.0, 3.0], vec![2.0, 2.0]));
}

#[test]
fn twins_have_opposite_fan_out() {
    let grown = pair(WAYS[2], 3);
    let of = |name: &str| grown.tensors[name].values.clone();
    assert_eq!(of("0.weight"), [1.0, 2.0, 12.0, 13.0, 12.0, 13.0]);
    assert_eq!(
        (of("0.bias"), of("output.weight")),
        (vec![3.0, 11.0, 11.0], vec![4.0, 11.0, -11.0])
    );
}

#[test]
fn moments_are_carried_by_name() {
    let grown = pair(WAYS[0], 2);
    let old = values(&[("0.weight", &[0.1, 0.2]), ("output.weight", &[0.4])]);
    let moments = grown.moments(&old);
    let expected = values(&[("0.weight", &[0.1, 0.2, 0.0, 0.0]), ("output.weight", &[0.4, 0.0])]);
    assert_eq!(moments, expected);
}

#[test]
fn a_new_norm_takes_the_statistics_at_hand() {
    let norm = Op::BatchNorm { momentum: 0.1, epsilon: 0.25 };
    let graphs = build(Shape::Features(2), &[kept(dense(1)), added(norm)], 1).unwrap();
    let mut options: Options = by(WAYS[0]);
    options.statistics.insert("0".into(), [vec![7.0], vec![2.0]]);
    let known = grown(&graphs, &options).unwrap();
    let of = |name: &str| known.tensors[&format!("1.{name}")].values[0];
    assert_eq!(
        [of("weight"), of("bias"), of("running_mean"), of("running_var")],
        [1.5, 7.0, 7.0, 2.0]
    );
    let unknown = grown(&graphs, &by(WAYS[0])).unwrap();
    assert_eq!(unknown.tensors["1.weight"].values, [1.25_f64.sqrt()]);
    assert!(known.exact() && unknown.exact());
}

#[test]
fn equal_networks_keep_all() {
    let graphs = build(Shape::Features(2), &[kept(dense(3)), kept(RELU)], 2).unwrap();
    let grown = grown(&graphs, &by(WAYS[1])).unwrap();
    assert_eq!(grown.values(), numbers(&graphs[0], 1));
    assert!(grown.rows.iter().all(|row| row.rule == Rule::Copied && row.new == 0));
}

//! Recurrent layers: in every gate rows by the units; the columns of the state by the same units, so
//! that no old unit reads a new one's state. A new way back has new units alone.

use super::super::matrix::{Matrix, Small};
use super::super::site::{Filled, Outcome, Site};
use super::super::table::Table;
use super::super::tensor::Tensor;
use super::super::units::Unit;
use crate::graph::{Op, Recurrent};

/// `weight_ih`, `weight_hh`, `bias_ih`, `bias_hh` of both ways.
const NAMES: [[&str; 4]; 2] = [
    ["weight_ih", "weight_hh", "bias_ih", "bias_hh"],
    ["weight_ih_reverse", "weight_hh_reverse", "bias_ih_reverse", "bias_hh_reverse"],
];

pub fn fill(site: &Site, layer: Recurrent) -> Outcome {
    let Some((Op::Recurrent(old), shape)) = site.old.map(|(old, shape)| (old.op, shape)) else {
        return Err("a new recurrent layer hands nothing on".into());
    };
    let alike = (old.cell, old.returns) == (layer.cell, layer.returns);
    if !alike || old.bidirectional && !layer.bidirectional {
        return Err("the recurrent layer has lost its way back, or returns something else".into());
    }
    let mut filled = Filled::new(site.rule());
    let ways = |layer: Recurrent| 1 + usize::from(layer.bidirectional);
    for (way, names) in NAMES.iter().enumerate().take(ways(layer)) {
        if way >= ways(old) {
            for name in *names {
                filled = filled.with(name, Tensor::new(site.fresh_values(name)?));
            }
            continue;
        }
        let units = own(site.outputs, way, [old.units, layer.units])?;
        let [read, state, read_bias, state_bias] = *names;
        let sizes = [layer.cell.gates(), old.units, shape.channels()];
        filled = filled
            .with(read, gates(site, read, &units, site.inputs, sizes)?)
            .with(state, gates(site, state, &units, &units, [sizes[0], old.units, old.units])?)
            .with(read_bias, biases(site, read_bias, &units, sizes[0])?)
            .with(state_bias, biases(site, state_bias, &units, sizes[0])?);
    }
    Ok(filled)
}

/// The units of one way, as if it were alone.
fn own(outputs: &[Unit], way: usize, [old, new]: [usize; 2]) -> Result<Vec<Unit>, String> {
    let units = outputs.iter().skip(way * new).take(new);
    let inside = |unit: &Unit| match *unit {
        Unit::Old { from, share, copy } => {
            let from = from.checked_sub(way * old).filter(|from| *from < old);
            from.map(|from| Unit::Old { from, share, copy })
        }
        Unit::Twin { first, sign } => {
            first.checked_sub(way * new).map(|first| Unit::Twin { first, sign })
        }
        _ => Some(Unit::New),
    };
    let units: Option<Vec<Unit>> = units.map(inside).collect();
    units.ok_or_else(|| "units of one way would have to stand in the other one".into())
}

/// `[gates × units, columns]`, one gate below the other.
fn gates(
    site: &Site,
    name: &'static str,
    rows: &[Unit],
    columns: &[Unit],
    [count, old, read]: [usize; 3],
) -> Result<Tensor, String> {
    let (values, fresh) = (site.old_values(name)?, site.fresh_values(name)?);
    let wide = (fresh.len() / count.max(1)).max(1);
    let mut tensor = Tensor::with_capacity(fresh.len());
    for (gate, fresh) in fresh.chunks(wide).enumerate() {
        let start = gate * old * read;
        let small = Small::Weights { values, start, rows: old, columns: read, taps: 1 };
        let filled = Matrix { rows, columns, taps: &[Some(0)], small, fresh }.fill()?;
        tensor.extend(site.noisy(&format!("{name}/{gate}"), filled, rows));
    }
    Ok(tensor)
}

fn biases(site: &Site, name: &'static str, units: &[Unit], count: usize) -> Result<Tensor, String> {
    let (values, fresh) = (site.old_values(name)?, site.fresh_values(name)?);
    let [old, new] = [values.len(), fresh.len()].map(|length| (length / count.max(1)).max(1));
    let mut tensor = Tensor::with_capacity(fresh.len());
    for (gate, (small, fresh)) in values.chunks(old).zip(fresh.chunks(new)).enumerate() {
        let start = gate * old;
        tensor.extend(Table { units, lanes: 1, small, start, fresh, mean: false }.fill()?);
    }
    Ok(tensor)
}

//! Embedding: as the output of a dense layer, `[vocabulary, units]`.

use super::super::site::{Filled, Outcome, Site};
use super::super::table::Table;
use super::super::tensor::Tensor;
use super::super::units::Unit;

pub fn fill(site: &Site) -> Outcome {
    let (values, fresh) = (site.old_values("weight")?, site.fresh_values("weight")?);
    let (small, large) = (site.value.shape.channels().max(1), site.outputs.len().max(1));
    let mut tensor = Tensor::with_capacity(fresh.len());
    for (token, (old, fresh)) in values.chunks(small).zip(fresh.chunks(large)).enumerate() {
        let (units, start) = (site.outputs, token * small);
        tensor.extend(Table { units, lanes: 1, small: old, start, fresh, mean: true }.fill()?);
    }
    let doubtful = tensor.values.len() != fresh.len();
    if doubtful {
        return Err("its vocabulary is another one".into());
    }
    let tensor = noisy(site, tensor, large);
    Ok(Filled::new(site.rule()).with("weight", tensor))
}

/// Here a unit is a column.
fn noisy(site: &Site, tensor: Tensor, large: usize) -> Tensor {
    let rows: Vec<Unit> =
        site.outputs.iter().cycle().take(tensor.values.len() / large * large).copied().collect();
    site.noisy("weight", tensor, &rows)
}

//! Embeddings, positions and the last step of a series.

use candle_core::{D, DType, Result, Tensor, bail};

use crate::graph::Positions;

/// `[batch, features, length]` → `[batch, features]`.
pub fn last_step(x: &Tensor) -> Result<Tensor> {
    let last = x.dim(D::Minus1)?.saturating_sub(1);
    x.narrow(D::Minus1, last, 1)?.squeeze(D::Minus1)
}

/// Tokens `[batch, length]`, weight `[vocabulary, units]` → `[batch, units, length]`.
pub fn embedding(x: &Tensor, learned: &[Tensor], dtype: DType) -> Result<Tensor> {
    let [weight] = learned else { bail!("an embedding has one weight") };
    let (batch, length) = x.dims2()?;
    let tokens = x.flatten_all()?.to_dtype(DType::U32)?;
    let rows = weight.to_dtype(dtype)?.index_select(&tokens, 0)?;
    rows.reshape((batch, length, ()))?.transpose(1, 2)?.contiguous()
}

/// x `[batch, features, length]`, a learned weight `[features, length]` → the shape of x.
pub fn positions(x: &Tensor, kind: Positions, learned: &[Tensor]) -> Result<Tensor> {
    let table = match (kind, learned) {
        (Positions::Learned, [weight]) => weight.clone(),
        (Positions::Sinusoidal, _) => sinusoids(x)?,
        _ => bail!("learned positions have one weight"),
    };
    x.broadcast_add(&table.unsqueeze(0)?)
}

/// Feature 2i is `sin(step / 10000^(2i / features))`, feature 2i + 1 the cosine of the same (Vaswani
/// et al. 2017, 3.5).
fn sinusoids(x: &Tensor) -> Result<Tensor> {
    let (_, features, length) = x.dims3()?;
    let value = |feature: usize, step: usize| {
        let power = (feature - feature % 2) as f64 / features as f64;
        let angle = step as f64 / 10_000_f64.powf(power);
        if feature.is_multiple_of(2) { angle.sin() } else { angle.cos() }
    };
    let cells = (0..features).flat_map(|feature| (0..length).map(move |step| (feature, step)));
    let table: Vec<f32> = cells.map(|(feature, step)| value(feature, step) as f32).collect();
    Tensor::from_vec(table, (features, length), x.device())?.to_dtype(x.dtype())
}

//! Pooling over windows and over all places. Padding never wins and is not counted.

use candle_core::{D, Result, Tensor, bail};

use super::window::{Window, pad};
use crate::graph::{Pool, PoolKind, Reach, Sides};

/// `[batch, channels, …]` → the same with the places of the window.
pub fn pool(x: &Tensor, pool: Pool) -> Result<Tensor> {
    let (kernel, stride, padding) = (pool.size, pool.stride, pool.padding);
    let window = Window::new(x, Reach { kernel, stride, dilation: Sides::square(1), padding })?;
    let out = match pool.kind {
        PoolKind::Max => {
            let taps = window.taps(&window.padded(x, f32::NEG_INFINITY)?)?;
            folded(&taps, larger)?
        }
        PoolKind::Average => {
            let taps = window.taps(&window.padded(x, 0.0)?)?;
            folded(&taps, |sum, tap| sum + tap)?.broadcast_div(&counts(&window, x)?)?
        }
    };
    Window::like(out, x)
}

fn folded(taps: &[Tensor], join: impl Fn(&Tensor, &Tensor) -> Result<Tensor>) -> Result<Tensor> {
    let Some((first, rest)) = taps.split_first() else { bail!("a window has no taps") };
    rest.iter().try_fold(first.clone(), |joined, tap| join(&joined, tap))
}

/// The larger of two, `first` where they are equal: it alone gets the gradient. What is no number
/// wins, so that divergence shows.
fn larger(first: &Tensor, second: &Tensor) -> Result<Tensor> {
    let keep = (first.ge(second)? + first.ne(first)?)?;
    keep.where_cond(first, second)
}

/// Cells that count, `[height', width']`.
fn counts(window: &Window, x: &Tensor) -> Result<Tensor> {
    let (rows, columns) = (window.rows.counts(), window.columns.counts());
    let pairs = rows.iter().flat_map(|row| columns.iter().map(move |column| row * column));
    let counts: Vec<f32> = pairs.map(|count| count.max(1) as f32).collect();
    Tensor::from_vec(counts, (rows.len(), columns.len()), x.device())?.to_dtype(x.dtype())
}

/// `[batch, channels, …]` → `[batch, channels]`.
pub fn global_average(x: &Tensor) -> Result<Tensor> {
    x.flatten_from(2)?.mean(2)
}

/// The same; of equal places the first one gets the gradient.
pub fn global_maximum(x: &Tensor) -> Result<Tensor> {
    let mut x = x.flatten_from(2)?;
    while x.dim(2)? > 1 {
        let odd = x.dim(2)? % 2;
        let (batch, channels, places) = x.dims3()?;
        let even = pad(&x, 2, [0, odd], f32::NEG_INFINITY)?;
        let pairs = even.reshape((batch, channels, places.div_ceil(2), 2))?;
        let side = |at: usize| pairs.narrow(D::Minus1, at, 1)?.squeeze(D::Minus1);
        x = larger(&side(0)?, &side(1)?)?;
    }
    x.squeeze(2)
}

#[cfg(test)]
mod tests {
    use candle_core::{Device, Tensor, Var};

    use super::{global_maximum, pool};
    use crate::graph::{Padding, Pool, PoolKind};

    /// The values, and the gradient of their sum.
    fn both(x: &[f32], of: impl Fn(&Tensor) -> Tensor) -> [Vec<f32>; 2] {
        let x = Var::from_slice(x, (1, 1, x.len()), &Device::Cpu).unwrap();
        let out = of(&x).flatten_all().unwrap();
        let gradients = out.sum_all().unwrap().backward().unwrap();
        let gradient = gradients.get(&x).unwrap().flatten_all().unwrap();
        [out.to_vec1().unwrap(), gradient.to_vec1().unwrap()]
    }

    #[test]
    fn the_first_of_equals_gets_the_gradient() {
        let global = |x: &Tensor| global_maximum(x).unwrap();
        let all = both(&[1.0, 2.0, 2.0, 0.0, 2.0], global);
        assert_eq!(all, [vec![2.0], vec![0.0, 1.0, 0.0, 0.0, 0.0]]);
        let pairs = Pool::square(PoolKind::Max, 2, 1, Padding::Valid);
        let pairs = both(&[2.0, 2.0, 1.0, 1.0], |x| pool(x, pairs).unwrap());
        assert_eq!(pairs, [vec![2.0, 2.0, 1.0], vec![1.0, 1.0, 1.0, 0.0]]);
    }

    #[test]
    fn no_number_shows() {
        for x in [[f32::NAN, 1.0, 2.0], [1.0, f32::NAN, 2.0], [1.0, 2.0, f32::NAN]] {
            assert!(both(&x, |x| global_maximum(x).unwrap())[0][0].is_nan());
        }
    }
}

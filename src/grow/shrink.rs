//! Shrink and perturb (Ash & Adams 2020): old weights forget a part of what they learnt.

use super::options::Shrink;
use super::tensor::Tensor;

/// w ← keep · w + perturb · fresh.
pub fn shrink(tensor: &mut Tensor, fresh: &[f64], by: Shrink) {
    for (value, fresh) in tensor.values.iter_mut().zip(fresh) {
        *value = by.keep * *value + by.perturb * fresh;
    }
}

#[cfg(test)]
mod tests {
    use super::super::tensor::Tensor;
    use super::{Shrink, shrink};

    #[test]
    fn figures() {
        let mut tensor = Tensor::new(&[2.0, -4.0]);
        shrink(&mut tensor, &[1.0, 10.0], Shrink { keep: 0.5, perturb: 0.1 });
        assert_eq!(tensor.values, [1.1, -1.0]);
    }
}

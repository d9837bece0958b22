//! Dropout (Srivastava et al. 2014): drops numbers and scales the rest up.

use super::blocks;
use super::kernel::{Backward, Forward, Kernel, Mode, Reads};
use super::mask::Mask;
use crate::random::Stream;

/// Tensors of any shape. The mask is drawn again on the way back; in evaluation `y = x`.
#[derive(Clone, Copy, Debug)]
pub struct Dropout {
    mask: Mask,
}

impl Dropout {
    /// `stream` belongs to one layer of one training.
    pub fn new(rate: f64, stream: &Stream) -> Dropout {
        Dropout { mask: Mask::new(rate, stream) }
    }
}

impl Kernel for Dropout {
    fn reads(&self) -> Reads {
        Reads::NOTHING
    }

    fn forward(&self, pass: Forward<'_>) {
        blocks::map(pass.x, pass.y, |index, values| {
            if let Mode::Train { pass } = pass.mode {
                self.mask.apply(pass, index, values);
            }
        });
    }

    fn backward(&self, pass: Backward<'_>) {
        let Some(dx) = pass.dx else { return };
        blocks::pull(pass.dy, dx, |index, values| self.mask.apply(pass.pass, index, values));
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Case, check};
    use super::super::{Forward, Kernel, Mode};
    use super::{Dropout, Mask};
    use crate::random::Stream;

    #[test]
    fn the_way_back_has_the_same_mask() {
        let stream = Stream::new(4, "dropout/head");
        // More than one thread's share, and a number of numbers that no block divides.
        for (rate, sample) in [(0.3, 13), (0.0, 7), (0.5, 67)] {
            let kernel = Dropout::new(rate, &stream);
            let (batch, x, y) = (9, sample, sample);
            let (name, spread) = ("dropout", 1.0);
            let case = Case { name, kernel: &kernel, batch, x, other: 0, y, parameters: 0, spread };
            let mut factors = vec![1.0; batch * sample];
            Mask::new(rate, &stream).apply(3, 0, &mut factors);
            check(&case, |v| v[0].iter().zip(&factors).map(|(x, f)| x * f64::from(*f)).collect());
        }
    }

    #[test]
    fn shares_of_threads_draw_one_mask() {
        let stream = Stream::new(4, "dropout/head");
        let x = vec![1.0; 50_001];
        let (mut y, mut expected) = (vec![f32::NAN; x.len()], x.clone());
        let forward = |mode, y: &mut [f32]| {
            let (other, parameters): (&[f32], &[f32]) = (&[], &[]);
            let pass = Forward { mode, batch: 1, x: &x, other, parameters, y, kept: &mut [] };
            Dropout::new(0.3, &stream).forward(pass);
        };
        forward(Mode::Train { pass: 7 }, &mut y);
        Mask::new(0.3, &stream).apply(7, 0, &mut expected);
        assert_eq!(y, expected);
        forward(Mode::Evaluate, &mut y);
        assert_eq!(y, x);
    }
}

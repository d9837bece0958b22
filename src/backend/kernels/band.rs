//! Several inputs' channels one after the other (concatenation): each input writes its band.

use super::kernel::{Backward, Forward, Gradient, Kernel, Reads};
use super::{blocks, split};
use crate::backend::kernels::simd::vectorised;

/// Writes `x`, `[…, channels]`, into the channels from `from` on of `y`, `[…, total]`; the others
/// are left as they are. Back it takes its own part of `dy` and leaves all of that as it is.
#[derive(Clone, Copy, Debug)]
pub struct Band {
    from: usize,
    channels: usize,
    total: usize,
}

impl Band {
    pub fn new(from: usize, channels: usize, total: usize) -> Band {
        assert!(channels > 0 && from + channels <= total, "{from} + {channels} of {total}");
        Band { from, channels, total }
    }

    /// Rows that a thread takes at once.
    fn rows(&self) -> usize {
        (8 * blocks::BLOCK / self.total).max(1)
    }
}

vectorised! {
    fn write<'a>(band: Band, x: &'a [f32], y: &'a mut [f32]) {
        for (y, x) in y.chunks_exact_mut(band.total).zip(x.chunks_exact(band.channels)) {
            y.iter_mut().skip(band.from).zip(x).for_each(|(y, x)| *y = *x);
        }
    }

    fn take<'a>(band: Band, dy: &'a [f32], dx: &'a mut [f32], add: bool) {
        for (dx, dy) in dx.chunks_exact_mut(band.channels).zip(dy.chunks_exact(band.total)) {
            let own = dx.iter_mut().zip(dy.iter().skip(band.from));
            if add {
                own.for_each(|(dx, dy)| *dx += dy);
            } else {
                own.for_each(|(dx, dy)| *dx = *dy);
            }
        }
    }
}

impl Kernel for Band {
    fn reads(&self) -> Reads {
        Reads::NOTHING
    }

    fn forward(&self, pass: Forward<'_>) {
        let rows = self.rows();
        split::chunks(pass.y, rows * self.total, |index, y| {
            let x = pass.x.get(index * rows * self.channels..).unwrap_or_default();
            write(*self, x, y);
        });
    }

    fn backward(&self, pass: Backward<'_>) {
        let (rows, dy) = (self.rows(), &*pass.dy);
        let Some(Gradient { values, add }) = pass.dx else { return };
        split::chunks(values, rows * self.channels, |index, dx| {
            let dy = dy.get(index * rows * self.total..).unwrap_or_default();
            take(*self, dy, dx, add);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::kernel::{Backward, Forward, Gradient, Kernel, Mode};
    use super::Band;

    fn write(band: Band, x: &[f32], y: &mut [f32]) {
        let (mode, batch, other, parameters): (_, _, &[f32], &[f32]) =
            (Mode::Evaluate, 2, &[], &[]);
        band.forward(Forward { mode, batch, x, other, parameters, y, kept: &mut [] });
    }

    fn back(band: Band, dy: &mut [f32], dx: &mut [f32], add: bool) {
        band.backward(Backward {
            pass: 1,
            batch: 2,
            x: &[],
            other: &[],
            parameters: &[],
            y: &[],
            kept: &mut [],
            dy,
            dx: Some(Gradient { values: dx, add }),
            dother: None,
            dparameters: &mut [],
        });
    }

    /// Large enough for several threads.
    #[test]
    fn bands_make_a_whole_that_comes_apart_again() {
        let rows = 20_001;
        let x: Vec<f32> = (0..rows * 2).map(|i| i as f32).collect();
        let z: Vec<f32> = (0..rows).map(|i| -1.0 - i as f32).collect();
        let mut y = vec![f32::NAN; rows * 3];
        write(Band::new(0, 2, 3), &x, &mut y);
        assert!(y.iter().skip(2).step_by(3).all(|y| y.is_nan()));
        write(Band::new(2, 1, 3), &z, &mut y);
        let expected = x.chunks(2).zip(&z).flat_map(|(x, z)| [x[0], x[1], *z]);
        assert_eq!(y, expected.collect::<Vec<_>>());

        let (mut dx, mut dz) = (vec![f32::NAN; rows * 2], vec![2.0; rows]);
        let whole = y.clone();
        back(Band::new(0, 2, 3), &mut y, &mut dx, false);
        back(Band::new(2, 1, 3), &mut y, &mut dz, true);
        assert_eq!((dx, y), (x, whole));
        assert_eq!(dz, z.iter().map(|z| z + 2.0).collect::<Vec<_>>());
    }
}

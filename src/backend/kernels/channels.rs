//! Sums and linear maps per channel of `[batch, channels, positions]`.
//!
//! With one position a channel is a column, and the loops run along the rows instead.

use super::simd::{self, vectorised};

vectorised! {
    /// Adds each channel's sum.
    pub fn add_sums<'a>(x: &'a [f32], positions: usize, sums: &'a mut [f32]) {
        for image in x.chunks_exact((sums.len() * positions).max(1)) {
            if positions == 1 {
                sums.iter_mut().zip(image).for_each(|(sum, x)| *sum += x);
            } else {
                for (sum, plane) in sums.iter_mut().zip(image.chunks_exact(positions)) {
                    *sum += simd::sum(plane);
                }
            }
        }
    }

    /// Adds each channel's sum of `(a − shift_a) · (b − shift_b)`; without `shift_a` that is 0.
    pub fn add_dots<'a>(
        a: &'a [f32], shift_a: Option<&'a [f32]>, b: &'a [f32], shift_b: &'a [f32],
        positions: usize, sums: &'a mut [f32],
    ) {
        let none = vec![0.0; sums.len()];
        let shift_a = shift_a.unwrap_or(&none);
        let size = (sums.len() * positions).max(1);
        for (a, b) in a.chunks_exact(size).zip(b.chunks_exact(size)) {
            let shifts = shift_a.iter().zip(shift_b);
            if positions == 1 {
                for (((sum, a), b), (p, q)) in sums.iter_mut().zip(a).zip(b).zip(shifts) {
                    *sum += (a - p) * (b - q);
                }
            } else {
                let planes = a.chunks_exact(positions).zip(b.chunks_exact(positions));
                for ((sum, (a, b)), (p, q)) in sums.iter_mut().zip(planes).zip(shifts) {
                    *sum += simd::dot(a, *p, b, *q);
                }
            }
        }
    }

    /// `out = x·scale + shift` per channel.
    pub fn affine<'a>(
        x: &'a [f32], scale: &'a [f32], shift: &'a [f32], positions: usize, out: &'a mut [f32],
    ) {
        let size = (scale.len() * positions).max(1);
        for (x, out) in x.chunks_exact(size).zip(out.chunks_exact_mut(size)) {
            let maps = scale.iter().zip(shift);
            if positions == 1 {
                for ((out, x), (scale, shift)) in out.iter_mut().zip(x).zip(maps) {
                    *out = x * scale + shift;
                }
            } else {
                let planes = out.chunks_exact_mut(positions).zip(x.chunks_exact(positions));
                for ((out, x), (scale, shift)) in planes.zip(maps) {
                    out.iter_mut().zip(x).for_each(|(out, x)| *out = x * scale + shift);
                }
            }
        }
    }

    /// `y = y·a + x·b + c` per channel, where `maps` holds all `a`, all `b`, all `c`.
    pub fn blend<'a>(x: &'a [f32], maps: [&'a [f32]; 3], positions: usize, y: &'a mut [f32]) {
        let [a, b, c] = maps;
        let size = (a.len() * positions).max(1);
        for (x, y) in x.chunks_exact(size).zip(y.chunks_exact_mut(size)) {
            let maps = a.iter().zip(b).zip(c);
            if positions == 1 {
                for ((y, x), ((a, b), c)) in y.iter_mut().zip(x).zip(maps) {
                    *y = *y * a + x * b + c;
                }
            } else {
                let planes = y.chunks_exact_mut(positions).zip(x.chunks_exact(positions));
                for ((y, x), ((a, b), c)) in planes.zip(maps) {
                    y.iter_mut().zip(x).for_each(|(y, x)| *y = *y * a + x * b + c);
                }
            }
        }
    }
}

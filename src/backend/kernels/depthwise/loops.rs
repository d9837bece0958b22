//! The loops of a depthwise convolution over one image, a few vectors of channels at a time.
#![allow(unsafe_code)] // Reason: bounds checks in these loops would cost most of their speed.
#![allow(clippy::indexing_slicing)] // Reason: the places follow from the sizes of tiles.
#![allow(clippy::needless_range_loop)] // Reason: sums stay in registers only where no address of theirs is taken.

use pulp::{Simd, WithSimd};

/// `out[p] (+)= Σ taps field[place p + offset] · w[tap] (+ b)`, channel by channel.
pub struct Slide<'a> {
    pub field: &'a [f32],
    pub places: &'a [usize],
    pub outs: &'a [usize],
    /// Per tap, how far its cell lies from the place.
    pub offsets: &'a [usize],
    /// `[taps, channels]`
    pub weight: &'a [f32],
    pub bias: &'a [f32],
    pub channels: usize,
    pub add: bool,
    pub out: &'a mut [f32],
}

/// `sums[tap] += Σₚ field[place p + offset] · dy[p]`, channel by channel, `[taps, channels]`.
pub struct Collect<'a> {
    pub field: &'a [f32],
    pub places: &'a [usize],
    pub offsets: &'a [usize],
    pub dy: &'a [f32],
    pub channels: usize,
    pub sums: &'a mut [f32],
}

/// The last place and the last offset lie within the field, with all channels.
fn check(field: &[f32], places: &[usize], offsets: &[usize], channels: usize) {
    let last = places.iter().max().zip(offsets.iter().max()).map_or(0, |(p, o)| p + o + channels);
    assert!(last <= field.len(), "a field for its places");
}

#[inline(always)]
unsafe fn load<S: Simd>(at: *const f32) -> S::f32s {
    // SAFETY: the caller vouches for a whole vector at that place.
    unsafe { at.cast::<S::f32s>().read_unaligned() }
}

/// Places that go through a tap together, so that its weights are loaded once.
const TOGETHER: usize = 4;

impl WithSimd for Slide<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        check(self.field, self.places, self.offsets, self.channels);
        let (channels, lanes) = (self.channels, S::F32_LANES);
        let last = self.outs.iter().max().map_or(0, |out| out + channels);
        assert!(last <= self.out.len() && self.places.len() == self.outs.len(), "an image");
        assert!(self.weight.len() >= self.offsets.len() * channels, "a weight for each tap");
        assert!(self.bias.is_empty() || self.bias.len() >= channels, "a bias for each channel");
        let (field, weight) = (self.field.as_ptr(), self.weight.as_ptr());
        let out = self.out.as_mut_ptr();
        let whole = channels / lanes * lanes;
        let quads = self.places.chunks_exact(TOGETHER).zip(self.outs.chunks_exact(TOGETHER));
        let rest = self.places.len() / TOGETHER * TOGETHER;
        let singles = self.places.iter().zip(self.outs).skip(rest);
        // SAFETY: the checks above; vectors end at `whole`, single channels below `channels`.
        unsafe {
            for channel in (0..whole).step_by(lanes) {
                for (places, outs) in quads.clone() {
                    let places = [places[0], places[1], places[2], places[3]];
                    let outs = [outs[0], outs[1], outs[2], outs[3]];
                    self.vectors::<S, TOGETHER>(
                        simd,
                        (field, weight, out),
                        (places, outs),
                        channel,
                    );
                }
                for (place, at) in singles.clone() {
                    self.vectors::<S, 1>(simd, (field, weight, out), ([*place], [*at]), channel);
                }
            }
            for (place, at) in self.places.iter().zip(self.outs) {
                for channel in whole..channels {
                    let mut sum = self.bias.get(channel).copied().unwrap_or(0.0);
                    for (tap, offset) in self.offsets.iter().enumerate() {
                        sum += *field.add(place + offset + channel)
                            * *weight.add(tap * channels + channel);
                    }
                    let at = out.add(at + channel);
                    *at = if self.add { *at + sum } else { sum };
                }
            }
        }
    }
}

impl Slide<'_> {
    /// # Safety
    /// All places have a whole vector from `channel` on.
    #[inline(always)]
    unsafe fn vectors<S: Simd, const N: usize>(
        &self,
        simd: S,
        (field, weight, out): (*const f32, *const f32, *mut f32),
        (places, outs): ([usize; N], [usize; N]),
        channel: usize,
    ) {
        // SAFETY: as promised.
        unsafe {
            let start = if self.bias.is_empty() {
                simd.splat_f32s(0.0)
            } else {
                load::<S>(self.bias.as_ptr().add(channel))
            };
            let mut sums = [start; N];
            for (tap, offset) in self.offsets.iter().enumerate() {
                let weight = load::<S>(weight.add(tap * self.channels + channel));
                for n in 0..N {
                    let cells = load::<S>(field.add(places[n] + offset + channel));
                    sums[n] = simd.mul_add_e_f32s(cells, weight, sums[n]);
                }
            }
            for n in 0..N {
                let at = out.add(outs[n] + channel);
                let sum = if self.add { simd.add_f32s(load::<S>(at), sums[n]) } else { sums[n] };
                at.cast::<S::f32s>().write_unaligned(sum);
            }
        }
    }
}

/// Taps whose sums stay in registers together.
const TAPS: usize = 9;

impl WithSimd for Collect<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(mut self, simd: S) {
        check(self.field, self.places, self.offsets, self.channels);
        let (channels, lanes, taps) = (self.channels, S::F32_LANES, self.offsets.len());
        assert!(self.dy.len() >= self.places.len() * channels, "a gradient for each place");
        assert!(self.sums.len() >= taps * channels, "a sum for each tap");
        let whole = channels / lanes * lanes;
        // SAFETY: the checks above; vectors end at `whole`, single channels below `channels`.
        unsafe {
            for channel in (0..whole).step_by(lanes) {
                let mut tap = 0;
                while tap + TAPS <= taps {
                    self.vectors::<S, TAPS>(simd, tap, channel);
                    tap += TAPS;
                }
                while tap + 3 <= taps {
                    self.vectors::<S, 3>(simd, tap, channel);
                    tap += 3;
                }
                while tap < taps {
                    self.vectors::<S, 1>(simd, tap, channel);
                    tap += 1;
                }
            }
            for (tap, offset) in self.offsets.iter().enumerate() {
                for channel in whole..channels {
                    let cell = |p: &usize| *self.field.as_ptr().add(p + offset + channel);
                    let slope = |p: usize| *self.dy.as_ptr().add(p * channels + channel);
                    let sum: f32 =
                        self.places.iter().enumerate().map(|(p, at)| cell(at) * slope(p)).sum();
                    *self.sums.as_mut_ptr().add(tap * channels + channel) += sum;
                }
            }
        }
    }
}

impl Collect<'_> {
    /// # Safety
    /// All places have a whole vector from `channel` on, and there are `N` taps from `tap` on.
    #[inline(always)]
    unsafe fn vectors<S: Simd, const N: usize>(&mut self, simd: S, tap: usize, channel: usize) {
        let mut sums = [simd.splat_f32s(0.0); N];
        let mut offsets = [0; N];
        // SAFETY: as promised.
        unsafe {
            for (n, offset) in offsets.iter_mut().enumerate() {
                *offset = *self.offsets.as_ptr().add(tap + n);
            }
            let (field, dy) = (self.field.as_ptr(), self.dy.as_ptr());
            for (p, place) in self.places.iter().enumerate() {
                let slope = load::<S>(dy.add(p * self.channels + channel));
                for n in 0..N {
                    let cells = load::<S>(field.add(place + offsets[n] + channel));
                    sums[n] = simd.mul_add_e_f32s(cells, slope, sums[n]);
                }
            }
            for n in 0..N {
                let at = self.sums.as_mut_ptr().add((tap + n) * self.channels + channel);
                at.cast::<S::f32s>().write_unaligned(simd.add_f32s(load::<S>(at), sums[n]));
            }
        }
    }
}

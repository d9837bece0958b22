//! Which numbers dropout keeps (Srivastava et al. 2014), as factors of 0 or one over the share
//! kept. A factor depends on the layer's stream, the pass and the number's index alone, so that
//! the way back, another thread or another run draws the same.

use crate::backend::kernels::simd::vectorised;
use crate::random::Stream;
use crate::random::philox::{LANES, blocks};

/// The rate is kept in parts of 2¹⁶, so that a drawn word serves two numbers.
const PARTS: f64 = 65_536.0;

/// Words of eight counters, and the numbers that they decide on: the first half by the words' low
/// bits, the second by their high ones.
const WORDS: usize = 4 * LANES;
pub const GROUP: usize = 2 * WORDS;

/// The masks of one layer of one training.
#[derive(Clone, Copy, Debug)]
pub struct Mask {
    key: [u32; 2],
    threshold: u32,
    scale: f32,
}

impl Mask {
    /// `stream` belongs to the layer alone.
    pub fn new(rate: f64, stream: &Stream) -> Mask {
        let threshold = (rate * PARTS).round().clamp(0.0, PARTS);
        let kept = PARTS - threshold;
        let scale = if kept > 0.0 { (PARTS / kept) as f32 } else { 0.0 };
        Mask { key: stream.key(), threshold: threshold as u32, scale }
    }

    /// Whether all numbers stay as they are.
    pub fn is_open(&self) -> bool {
        self.threshold == 0
    }

    /// Drops among `values`, the first of which has `index` in the layer's tensor.
    ///
    /// Fastest where `index` is a multiple of 64.
    pub fn apply(&self, pass: u64, index: usize, values: &mut [f32]) {
        if self.is_open() {
            return;
        }
        let head = (index.next_multiple_of(GROUP) - index).min(values.len());
        let (head, values) = values.split_at_mut(head);
        let mut at = At { mask: *self, pass, group: (index / GROUP) as u64 };
        if !head.is_empty() {
            some(at, index % GROUP, head);
            at.group += 1;
        }
        let whole = values.len() / GROUP;
        let (values, tail) = values.split_at_mut(whole * GROUP);
        groups(at, values);
        at.group += whole as u64;
        if !tail.is_empty() {
            some(at, 0, tail);
        }
    }
}

/// A group of a pass.
#[derive(Clone, Copy)]
struct At {
    mask: Mask,
    pass: u64,
    group: u64,
}

/// Applies the mask to a whole group.
#[inline(always)]
fn group(At { mask, pass, group }: At, values: &mut [f32]) {
    let tail = [pass as u32, (pass >> 32) as u32];
    let words = blocks(group * LANES as u64, tail, mask.key);
    let keep = |draw: u32| if draw >= mask.threshold { mask.scale } else { 0.0 };
    let (low, high) = values.split_at_mut(WORDS);
    for (values, words) in low.chunks_exact_mut(LANES).zip(&words) {
        values.iter_mut().zip(words).for_each(|(value, word)| *value *= keep(word & 0xFFFF));
    }
    for (values, words) in high.chunks_exact_mut(LANES).zip(&words) {
        values.iter_mut().zip(words).for_each(|(value, word)| *value *= keep(word >> 16));
    }
}

vectorised! {
    fn groups<'a>(at: At, values: &'a mut [f32]) {
        for (index, values) in values.chunks_exact_mut(GROUP).enumerate() {
            group(At { group: at.group + index as u64, ..at }, values);
        }
    }

    /// Applies the mask to a part of a group, from a number of it on.
    fn some<'a>(at: At, from: usize, values: &'a mut [f32]) {
        let mut factors = [1.0; GROUP];
        group(at, &mut factors);
        let factors = factors.iter().skip(from);
        values.iter_mut().zip(factors).for_each(|(value, factor)| *value *= factor);
    }
}

#[cfg(test)]
mod tests {
    use super::Mask;
    use crate::random::Stream;
    use crate::random::philox::block;

    fn factors(rate: f64, pass: u64, index: usize, count: usize) -> Vec<f32> {
        let mut values = vec![1.0; count];
        Mask::new(rate, &Stream::new(4, "dropout/head")).apply(pass, index, &mut values);
        values
    }

    /// Groups of 64 numbers; number `8·word + lane` of a group hangs on that word of block `lane`.
    #[test]
    fn each_number_has_its_half_word() {
        let (key, pass) = (Stream::new(4, "dropout/head").key(), 0x5_0000_0003_u64);
        let expected = |index: usize| {
            let (counter, place) = (index / 64 * 8 + index % 8, index % 64);
            let words = block([counter as u32, 0, pass as u32, 5], key);
            let word = words[place % 32 / 8];
            let draw = if place < 32 { word & 0xFFFF } else { word >> 16 };
            if draw >= 19_661 { 65_536.0 / 45_875.0 } else { 0.0 }
        };
        for (index, count) in [(0, 640), (64, 64), (3, 5), (60, 200), (100, 27), (128, 1)] {
            let all: Vec<f32> = (index..index + count).map(expected).collect();
            assert_eq!(factors(0.3, pass, index, count), all, "{index} {count}");
        }
    }

    #[test]
    fn keeps_the_share_and_the_mean() {
        let n = 100_001;
        let out = factors(0.3, 0, 0, n);
        let kept = out.iter().filter(|x| **x != 0.0).count() as f64 / n as f64;
        // Five standard deviations of a share of 0.7 among 100,001.
        assert!((kept - 0.7).abs() < 5.0 * (0.7_f64 * 0.3 / n as f64).sqrt(), "{kept}");
        assert!(out.iter().all(|x| *x == 0.0 || (x - 1.0 / 0.7).abs() < 1e-5));
    }

    #[test]
    fn passes_differ_and_nothing_or_all_can_be_dropped() {
        assert_ne!(factors(0.3, 3, 0, 64), factors(0.3, 4, 0, 64));
        assert_ne!(factors(0.3, 3, 0, 64), factors(0.3, 3 + (1 << 32), 0, 64));
        assert_eq!(factors(0.0, 1, 5, 100), [1.0; 100]);
        assert_eq!(factors(1.0, 1, 5, 100), [0.0; 100]);
    }

    #[test]
    fn what_is_no_number_stays_none() {
        let mut values = [f32::NAN; 64];
        Mask::new(0.5, &Stream::new(1, "dropout")).apply(0, 0, &mut values);
        assert!(values.iter().all(|x| x.is_nan()));
    }
}

//! A named stream of random numbers.

use super::philox::block;

/// Numbers that depend only on the seed, the stream's name and their position.
#[derive(Clone, Debug)]
pub struct Stream {
    key: [u32; 2],
    block: u64,
    buffer: [u32; 4],
    used: usize,
}

impl Stream {
    /// The stream called `name` (`"shuffle"`, `"weights/conv1.weight"`) under a seed.
    pub fn new(seed: u64, name: &str) -> Stream {
        // FNV-1a, then SplitMix64's finaliser: nearby seeds and names give unrelated keys.
        let hashed = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        let mixed = mix(hashed ^ mix(seed.wrapping_add(0x9E37_79B9_7F4A_7C15)));
        Stream { key: [mixed as u32, (mixed >> 32) as u32], block: 0, buffer: [0; 4], used: 4 }
    }

    /// The key of the generator, for whoever counts on his own.
    pub fn key(&self) -> [u32; 2] {
        self.key
    }

    /// Jumps to the position `index` (in words of 32 bits, a multiple of 4).
    pub fn seek(&mut self, index: u64) {
        self.block = index / 4;
        self.used = 4;
    }

    pub fn next_u32(&mut self) -> u32 {
        if self.used >= 4 {
            self.buffer = block([self.block as u32, (self.block >> 32) as u32, 0, 0], self.key);
            self.block += 1;
            self.used = 0;
        }
        let word = self.buffer.get(self.used).copied().unwrap_or(0);
        self.used += 1;
        word
    }

    pub fn next_u64(&mut self) -> u64 {
        u64::from(self.next_u32()) | (u64::from(self.next_u32()) << 32)
    }

    /// Uniform in [0, 1), 53 bits.
    pub fn uniform(&mut self) -> f64 {
        (self.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Standard normal (Box & Muller 1958).
    pub fn normal(&mut self) -> f64 {
        let radius = (-2.0 * (1.0 - self.uniform()).ln()).sqrt();
        radius * (std::f64::consts::TAU * self.uniform()).cos()
    }

    /// Uniform in `0..bound`; 0 for a bound of 0. Without bias (Lemire 2019).
    pub fn below(&mut self, bound: u64) -> u64 {
        let threshold = bound.wrapping_neg().checked_rem(bound).unwrap_or(0);
        loop {
            let product = u128::from(self.next_u64()) * u128::from(bound);
            if product as u64 >= threshold {
                return (product >> 64) as u64;
            }
        }
    }

    /// Fisher & Yates.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last as u64 + 1) as usize);
        }
    }
}

fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::Stream;

    #[test]
    fn streams_repeat_and_differ() {
        let draw = |seed, name| Stream::new(seed, name).next_u64();
        assert_eq!(draw(1, "a"), draw(1, "a"));
        assert_ne!(draw(1, "a"), draw(2, "a"));
        assert_ne!(draw(1, "a"), draw(1, "b"));
    }

    #[test]
    fn seeking_lands_where_reading_does() {
        let mut read = Stream::new(7, "x");
        let words: Vec<u32> = (0..12).map(|_| read.next_u32()).collect();
        let mut sought = Stream::new(7, "x");
        sought.seek(8);
        assert_eq!(sought.next_u32(), words[8]);
    }

    #[test]
    fn moments_are_right() {
        let mut stream = Stream::new(0, "moments");
        let n = 100_000;
        let normals: Vec<f64> = (0..n).map(|_| stream.normal()).collect();
        let mean = normals.iter().sum::<f64>() / f64::from(n);
        let variance = normals.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / f64::from(n);
        assert!(mean.abs() < 0.015, "{mean}");
        assert!((variance - 1.0).abs() < 0.02, "{variance}");
        let uniform = (0..n).map(|_| stream.uniform()).sum::<f64>() / f64::from(n);
        assert!((uniform - 0.5).abs() < 0.005, "{uniform}");
    }

    #[test]
    fn a_shuffle_keeps_every_item() {
        let mut items: Vec<usize> = (0..100).collect();
        Stream::new(3, "shuffle").shuffle(&mut items);
        assert_ne!(items, (0..100).collect::<Vec<_>>());
        items.sort_unstable();
        assert_eq!(items, (0..100).collect::<Vec<_>>());
    }
}

//! Philox4x32-10 (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3").

const MULTIPLIERS: [u64; 2] = [0xD251_1F53, 0xCD9E_8D57];
const WEYL: [u32; 2] = [0x9E37_79B9, 0xBB67_AE85];

/// Four random words for one counter under one key.
pub fn block(counter: [u32; 4], key: [u32; 2]) -> [u32; 4] {
    let ([mut a, mut b, mut c, mut d], [mut k0, mut k1]) = (counter, key);
    for _ in 0..10 {
        let first = MULTIPLIERS[0] * u64::from(a);
        let second = MULTIPLIERS[1] * u64::from(c);
        let high = |product: u64| (product >> 32) as u32;
        (a, b, c, d) = (high(second) ^ b ^ k0, second as u32, high(first) ^ d ^ k1, first as u32);
        k0 = k0.wrapping_add(WEYL[0]);
        k1 = k1.wrapping_add(WEYL[1]);
    }
    [a, b, c, d]
}

/// How many counters [`blocks`] takes at once.
pub const LANES: usize = 8;

/// The blocks of neighbouring counters `[first…first + 7, tail]`: word by word, a counter a lane.
///
/// Inlined into loops compiled for several instruction sets. The state lies in 64-bit lanes, so
/// that a round is one widening product of each pair; what is above the low half is never read.
#[inline(always)]
pub fn blocks(first: u64, tail: [u32; 2], key: [u32; 2]) -> [[u32; LANES]; 4] {
    const LOW: u64 = 0xFFFF_FFFF;
    let (mut a, mut b) = ([0_u64; LANES], [0_u64; LANES]);
    for (lane, (a, b)) in a.iter_mut().zip(&mut b).enumerate() {
        *a = first + lane as u64;
        *b = *a >> 32;
    }
    let (mut c, mut d) = ([u64::from(tail[0]); LANES], [u64::from(tail[1]); LANES]);
    let [mut k0, mut k1] = key;
    for _ in 0..10 {
        for (((a, b), c), d) in a.iter_mut().zip(&mut b).zip(&mut c).zip(&mut d) {
            let first = MULTIPLIERS[0] * (*a & LOW);
            let second = MULTIPLIERS[1] * (*c & LOW);
            let (next_a, next_c) = ((second >> 32) ^ *b, (first >> 32) ^ *d);
            (*a, *b) = (next_a ^ u64::from(k0), second);
            (*c, *d) = (next_c ^ u64::from(k1), first);
        }
        k0 = k0.wrapping_add(WEYL[0]);
        k1 = k1.wrapping_add(WEYL[1]);
    }
    [a, b, c, d].map(|words| words.map(|word| word as u32))
}

#[cfg(test)]
mod tests {
    use super::{LANES, block, blocks};

    #[test]
    fn many_at_once_are_each_alone() {
        let (tail, key) = ([0x1319_8a2e, 0x0370_7344], [0xa409_3822, 0x299f_31d0]);
        // The second ones carry from the low half of the counter into the high half.
        for first in [0_u64, 0xFFFF_FFFC, 0x85a3_08d3_243f_6a88] {
            let words = blocks(first, tail, key);
            for lane in 0..LANES {
                let at = first + lane as u64;
                let alone = block([at as u32, (at >> 32) as u32, tail[0], tail[1]], key);
                assert_eq!(words.map(|word| word[lane]), alone);
            }
        }
        let known = blocks(0x85a3_08d3_243f_6a88, tail, key).map(|word| word[0]);
        assert_eq!(known, [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]);
    }

    /// The known answers of the authors' Random123 distribution (`kat_vectors`).
    #[test]
    fn known_answers() {
        assert_eq!(block([0; 4], [0; 2]), [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]);
        assert_eq!(
            block([u32::MAX; 4], [u32::MAX; 2]),
            [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]
        );
        assert_eq!(
            block([0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344], [0xa409_3822, 0x299f_31d0]),
            [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]
        );
    }
}

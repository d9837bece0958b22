//! Sums and maxima along a row, sixteen numbers at a time, in a fixed order.
//!
//! Inlined into loops compiled for several instruction sets.

const LANES: usize = 16;

/// Joins halves until one number is left.
#[inline(always)]
fn joined(lanes: [f32; LANES], join: impl Fn(f32, f32) -> f32) -> f32 {
    let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] = lanes;
    let eight = [join(a, i), join(b, j), join(c, k), join(d, l)];
    let more = [join(e, m), join(f, n), join(g, o), join(h, p)];
    let [a, b, c, d] = eight;
    let [e, f, g, h] = more;
    join(join(join(a, e), join(c, g)), join(join(b, f), join(d, h)))
}

#[inline(always)]
pub fn sum(values: &[f32]) -> f32 {
    if values.len() < LANES {
        return values.iter().sum();
    }
    let mut lanes = [0.0_f32; LANES];
    let chunks = values.chunks_exact(LANES);
    let rest = chunks.remainder();
    for chunk in chunks {
        lanes.iter_mut().zip(chunk).for_each(|(lane, value)| *lane += value);
    }
    joined(lanes, |a, b| a + b) + rest.iter().sum::<f32>()
}

/// The sum of `(a − shift_a)·(b − shift_b)`.
#[inline(always)]
pub fn dot(a: &[f32], shift_a: f32, b: &[f32], shift_b: f32) -> f32 {
    let mut lanes = [0.0_f32; LANES];
    let (chunks_a, chunks_b) = (a.chunks_exact(LANES), b.chunks_exact(LANES));
    let rest = chunks_a.remainder().iter().zip(chunks_b.remainder());
    for (a, b) in chunks_a.zip(chunks_b) {
        for (lane, (a, b)) in lanes.iter_mut().zip(a.iter().zip(b)) {
            *lane += (a - shift_a) * (b - shift_b);
        }
    }
    let rest: f32 = rest.map(|(a, b)| (a - shift_a) * (b - shift_b)).sum();
    joined(lanes, |a, b| a + b) + rest
}

/// The largest number; what is none is passed over.
#[inline(always)]
pub fn largest(values: &[f32]) -> f32 {
    let larger = |a: f32, b: f32| if b > a { b } else { a };
    if values.len() < LANES {
        return values.iter().fold(f32::NEG_INFINITY, |most, value| larger(most, *value));
    }
    let mut lanes = [f32::NEG_INFINITY; LANES];
    let chunks = values.chunks_exact(LANES);
    let rest = chunks.remainder();
    for chunk in chunks {
        lanes.iter_mut().zip(chunk).for_each(|(lane, value)| *lane = larger(*lane, *value));
    }
    rest.iter().fold(joined(lanes, larger), |most, value| larger(most, *value))
}

#[cfg(test)]
mod tests {
    use super::{dot, largest, sum};

    #[test]
    fn rows_of_any_length() {
        for length in [0, 1, 5, 16, 17, 40] {
            let row: Vec<f32> = (0..length).map(|i| ((i * 7) % 11) as f32 - 6.0).collect();
            assert_eq!(sum(&row), row.iter().sum::<f32>(), "{length}");
            let exact: f32 = row.iter().map(|x| (x - 1.0) * (2.0 * x - 3.0)).sum();
            let twice: Vec<f32> = row.iter().map(|x| 2.0 * x).collect();
            assert_eq!(dot(&row, 1.0, &twice, 3.0), exact, "{length}");
            let most = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            assert_eq!(largest(&row), most, "{length}");
        }
        assert_eq!(largest(&[f32::NAN, -2.0]), -2.0);
    }
}

//! Random orthogonal matrices.

use crate::random::Stream;

const LANES: usize = 8;

/// A matrix `[rows, columns]`, row-major, whose rows (or columns, where they are fewer) are
/// orthogonal to each other and have the length `gain`; uniform among all such (Saxe et al. 2014).
///
/// Normal vectors through Gram & Schmidt, modified so that rounding does not add up.
pub fn orthogonal(rows: usize, columns: usize, gain: f64, stream: &mut Stream) -> Vec<f32> {
    let (count, length) = (rows.min(columns), rows.max(columns));
    let mut vectors: Vec<Vec<f64>> =
        (0..count).map(|_| (0..length).map(|_| stream.normal()).collect()).collect();
    let mut rest = vectors.as_mut_slice();
    while let Some((first, others)) = rest.split_first_mut() {
        let norm = dot(first, first).sqrt().max(f64::MIN_POSITIVE);
        first.iter_mut().for_each(|x| *x /= norm);
        for other in others.iter_mut() {
            let shared = dot(first, other);
            other.iter_mut().zip(&*first).for_each(|(x, y)| *x -= shared * y);
        }
        rest = others;
    }
    let mut out = vec![0.0; rows * columns];
    for (index, vector) in vectors.iter().enumerate() {
        let (first, step) = if rows <= columns { (index * columns, 1) } else { (index, columns) };
        let places = out.iter_mut().skip(first).step_by(step.max(1));
        places.zip(vector).for_each(|(place, x)| *place = (gain * x) as f32);
    }
    out
}

/// With several running sums, so that they need not wait for each other.
fn dot(a: &[f64], b: &[f64]) -> f64 {
    let (chunks_a, chunks_b) = (a.chunks_exact(LANES), b.chunks_exact(LANES));
    let tail = chunks_a.remainder().iter().zip(chunks_b.remainder());
    let rest: f64 = tail.map(|(a, b)| a * b).sum();
    let mut lanes = [0.0; LANES];
    for (a, b) in chunks_a.zip(chunks_b) {
        lanes.iter_mut().zip(a.iter().zip(b)).for_each(|(lane, (a, b))| *lane += a * b);
    }
    lanes.iter().sum::<f64>() + rest
}

#[cfg(test)]
mod tests {
    use super::orthogonal;
    use crate::random::Stream;

    #[test]
    fn the_shorter_side_is_orthogonal() {
        for (rows, columns) in [(1, 1), (7, 7), (40, 40), (5, 12), (30, 8)] {
            let gain = 1.5;
            let matrix = orthogonal(rows, columns, gain, &mut Stream::new(3, "orthogonal"));
            assert_eq!(matrix.len(), rows * columns);
            let at = |row: usize, column: usize| f64::from(matrix[row * columns + column]);
            let short = rows.min(columns);
            let along = |a: usize, b: usize| -> f64 {
                if rows <= columns {
                    (0..columns).map(|k| at(a, k) * at(b, k)).sum()
                } else {
                    (0..rows).map(|k| at(k, a) * at(k, b)).sum()
                }
            };
            for a in 0..short {
                for b in 0..short {
                    let expected = if a == b { gain * gain } else { 0.0 };
                    assert!((along(a, b) - expected).abs() < 1e-5, "{rows}×{columns}: {a} {b}");
                }
            }
        }
    }

    /// Uniform: no sign is preferred, and an element's variance is one over the size.
    #[test]
    fn elements_have_the_right_moments() {
        let matrices = (0..400).map(|seed| orthogonal(4, 4, 1.0, &mut Stream::new(seed, "o")));
        let first: Vec<f64> = matrices.map(|matrix| f64::from(matrix[0])).collect();
        let mean = first.iter().sum::<f64>() / 400.0;
        let square = first.iter().map(|x| x * x).sum::<f64>() / 400.0;
        // Four standard deviations: 0.5 / 20 each for the mean, 0.25 / 20 about for the square.
        assert!(mean.abs() < 0.1, "{mean}");
        assert!((square - 0.25).abs() < 0.05, "{square}");
    }
}

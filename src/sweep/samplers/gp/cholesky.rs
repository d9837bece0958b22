//! Symmetric positive definite matrices by their Cholesky factor.
#![allow(clippy::indexing_slicing)] // Reason: every index is below `size`, every slice has `size` numbers.

/// Tried in turn, as shares of the mean of the diagonal, where rounding made a matrix indefinite.
const JITTERS: [f64; 5] = [0.0, 1e-10, 1e-8, 1e-6, 1e-4];

/// The lower triangle `L` with `A = L·Lᵀ`, by rows.
#[derive(Clone, Debug)]
pub struct Cholesky {
    size: usize,
    lower: Vec<f64>,
}

impl Cholesky {
    /// Factors a matrix by its lower triangle, by rows. None where it is far from positive
    /// definite, or not finite.
    pub fn new(matrix: &[f64], size: usize) -> Option<Cholesky> {
        let mean = (0..size).map(|i| matrix[i * size + i]).sum::<f64>() / size.max(1) as f64;
        JITTERS.iter().find_map(|jitter| factor(matrix, size, jitter * mean))
    }

    fn row(&self, i: usize) -> &[f64] {
        &self.lower[i * self.size..(i + 1) * self.size]
    }

    /// `ln det A`.
    pub fn log_determinant(&self) -> f64 {
        2.0 * (0..self.size).map(|i| self.row(i)[i].ln()).sum::<f64>()
    }

    /// Turns `b` into `L⁻¹·b`.
    pub fn forward(&self, b: &mut [f64]) {
        for i in 0..self.size {
            let row = self.row(i);
            b[i] = (b[i] - dot(&row[..i], &b[..i])) / row[i];
        }
    }

    /// Turns `b` into `L⁻ᵀ·b`.
    pub fn backward(&self, b: &mut [f64]) {
        for i in (0..self.size).rev() {
            let row = self.row(i);
            b[i] /= row[i];
            let known = b[i];
            for (other, weight) in b[..i].iter_mut().zip(row) {
                *other -= known * weight;
            }
        }
    }

    /// Turns `b` into `A⁻¹·b`.
    pub fn solve(&self, b: &mut [f64]) {
        self.forward(b);
        self.backward(b);
    }

    /// The lower triangle of `A⁻¹`, by rows; zeros above it.
    pub fn inverse(&self) -> Vec<f64> {
        let size = self.size;
        // Row j holds column j of L⁻¹, so that all products below run along rows.
        let mut columns = vec![0.0; size * size];
        for (j, column) in columns.chunks_exact_mut(size.max(1)).enumerate() {
            column[j] = 1.0 / self.row(j)[j];
            for i in j + 1..size {
                let row = self.row(i);
                column[i] = -dot(&row[j..i], &column[j..i]) / row[i];
            }
        }
        let mut inverse = vec![0.0; size * size];
        for i in 0..size {
            for j in 0..=i {
                let (left, right) = (&columns[i * size + i..], &columns[j * size + i..]);
                inverse[i * size + j] = dot(&left[..size - i], &right[..size - i]);
            }
        }
        inverse
    }
}

fn factor(matrix: &[f64], size: usize, jitter: f64) -> Option<Cholesky> {
    let mut lower = vec![0.0; size * size];
    for i in 0..size {
        let (above, below) = lower.split_at_mut(i * size);
        let row = &mut below[..size];
        for j in 0..i {
            let other = &above[j * size..=j * size + j];
            row[j] = (matrix[i * size + j] - dot(&row[..j], &other[..j])) / other[j];
        }
        let rest = matrix[i * size + i] + jitter - dot(&row[..i], &row[..i]);
        if !(rest > 0.0 && rest.is_finite()) {
            return None;
        }
        row[i] = rest.sqrt();
    }
    Some(Cholesky { size, lower })
}

/// Sums in parallel lanes, which plain addition in order would forbid.
pub fn dot(a: &[f64], b: &[f64]) -> f64 {
    const LANES: usize = 8;
    let (a_parts, b_parts) = (a.chunks_exact(LANES), b.chunks_exact(LANES));
    let rest: f64 = a_parts.remainder().iter().zip(b_parts.remainder()).map(|(x, y)| x * y).sum();
    let mut lanes = [0.0; LANES];
    for (x, y) in a_parts.zip(b_parts) {
        for lane in 0..LANES {
            lanes[lane] += x[lane] * y[lane];
        }
    }
    lanes.iter().sum::<f64>() + rest
}

#[cfg(test)]
mod tests {
    use super::{Cholesky, dot};
    use crate::random::Stream;

    /// `B·Bᵀ + I` for a random `B`.
    fn definite(size: usize) -> Vec<f64> {
        let mut stream = Stream::new(1, "definite");
        let b: Vec<f64> = (0..size * size).map(|_| stream.normal()).collect();
        let entry = |at: usize| {
            let (i, j) = (at / size, at % size);
            dot(&b[i * size..(i + 1) * size], &b[j * size..(j + 1) * size])
                + if i == j { 1.0 } else { 0.0 }
        };
        (0..size * size).map(entry).collect()
    }

    #[test]
    fn solutions_and_inverse_give_the_right_side_back() {
        for size in [1, 2, 7, 8, 9, 30] {
            let matrix = definite(size);
            let cholesky = Cholesky::new(&matrix, size).unwrap();
            let right: Vec<f64> = (0..size).map(|i| (i as f64).sin() + 0.3).collect();
            let mut solved = right.clone();
            cholesky.solve(&mut solved);
            let inverse = cholesky.inverse();
            for i in 0..size {
                let product = dot(&matrix[i * size..(i + 1) * size], &solved);
                assert!((product - right[i]).abs() < 1e-9, "{size} {i}: {product}");
                let whole = |j: usize| inverse[i.max(j) * size + i.min(j)];
                let by_inverse: f64 = (0..size).map(|j| whole(j) * right[j]).sum();
                assert!((by_inverse - solved[i]).abs() < 1e-9, "{size} {i}: {by_inverse}");
            }
        }
    }

    #[test]
    fn figures_by_hand() {
        // [[4, 2], [2, 5]] = L·Lᵀ with L = [[2, 0], [1, 2]].
        let cholesky = Cholesky::new(&[4.0, 2.0, 2.0, 5.0], 2).unwrap();
        assert_eq!(cholesky.lower, [2.0, 0.0, 1.0, 2.0]);
        assert!((cholesky.log_determinant() - 16_f64.ln()).abs() < 1e-15);
        let mut right = [2.0, 5.0];
        cholesky.forward(&mut right);
        assert_eq!(right, [1.0, 2.0]);
        cholesky.backward(&mut right);
        assert_eq!(right, [0.0, 1.0]);
    }

    #[test]
    fn a_singular_matrix_gets_a_little_more_diagonal_and_a_wrong_one_nothing() {
        assert!(Cholesky::new(&[1.0; 9], 3).is_some());
        assert!(Cholesky::new(&[1.0, 2.0, 2.0, 1.0], 2).is_none());
        assert!(Cholesky::new(&[f64::NAN], 1).is_none());
        assert!(Cholesky::new(&[], 0).is_some());
    }
}

//! Orthogonal weights (Saxe, McClelland & Ganguli 2014).

use crate::random::Stream;

/// A weight `[units, inputs, kernel…]` as the matrix `[units, rest]` whose rows, or columns where
/// there are more rows, have length `gain` and stand at right angles to each other, in an evenly
/// drawn direction.
///
/// It is what a QR decomposition of normal numbers gives, with the signs that make the diagonal of
/// R positive, as in PyTorch. Gram and Schmidt's way, run twice, is as exact as reflections are.
pub fn orthogonal(shape: &[usize], gain: f64, stream: &mut Stream) -> Vec<f32> {
    let rows = shape.first().copied().unwrap_or(1);
    let columns: usize = shape.iter().skip(1).product();
    let (count, length) = (rows.min(columns), rows.max(columns));
    let mut vectors: Vec<Vec<f64>> = Vec::with_capacity(count);
    while vectors.len() < count {
        let mut vector: Vec<f64> = (0..length).map(|_| stream.normal()).collect();
        let drawn = norm(&vector);
        for _ in 0..2 {
            vectors.iter().for_each(|other| remove(&mut vector, other));
        }
        let left = norm(&vector);
        // Within the others' span but for rounding: hardly ever, but then its rest says nothing.
        if left > 1e-8 * drawn {
            vector.iter_mut().for_each(|x| *x /= left);
            vectors.push(vector);
        }
    }
    let at = |row: usize, column: usize| {
        let (vector, place) = if rows <= columns { (row, column) } else { (column, row) };
        vectors.get(vector).and_then(|vector| vector.get(place)).copied().unwrap_or(0.0)
    };
    let cells = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
    cells.map(|(row, column)| (gain * at(row, column)) as f32).collect()
}

fn norm(vector: &[f64]) -> f64 {
    vector.iter().map(|x| x * x).sum::<f64>().sqrt()
}

/// Takes out what lies along a vector of length 1.
fn remove(vector: &mut [f64], along: &[f64]) {
    let share: f64 = vector.iter().zip(along).map(|(x, a)| x * a).sum();
    vector.iter_mut().zip(along).for_each(|(x, a)| *x -= share * a);
}

#[cfg(test)]
mod tests {
    use super::orthogonal;
    use crate::random::Stream;

    /// The rows, or the columns where there are more rows.
    fn vectors(shape: &[usize], gain: f64) -> Vec<Vec<f64>> {
        let values = orthogonal(shape, gain, &mut Stream::new(3, "orthogonal"));
        let columns = values.len() / shape[0];
        let row = |row: usize| values[row * columns..(row + 1) * columns].to_vec();
        let rows: Vec<Vec<f32>> = (0..shape[0]).map(row).collect();
        let wide = |vector: Vec<f32>| vector.into_iter().map(f64::from).collect();
        if shape[0] <= columns {
            rows.into_iter().map(wide).collect()
        } else {
            let column = |c: usize| rows.iter().map(|row| row[c]).collect();
            (0..columns).map(|c| wide(column(c))).collect()
        }
    }

    #[test]
    fn vectors_have_the_length_and_right_angles() {
        for shape in [vec![30, 30], vec![10, 70], vec![70, 10], vec![16, 3, 5, 5], vec![64, 2, 3]] {
            let vectors = vectors(&shape, 1.5);
            for (i, a) in vectors.iter().enumerate() {
                for (j, b) in vectors.iter().enumerate() {
                    let product: f64 = a.iter().zip(b).map(|(x, y)| x * y).sum();
                    let expected = if i == j { 2.25 } else { 0.0 };
                    assert!((product - expected).abs() < 1e-6, "{shape:?} {i} {j}: {product}");
                }
            }
        }
    }
}

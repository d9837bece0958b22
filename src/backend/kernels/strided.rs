//! Numbers that lie a stride apart.

/// `out[i] = cells[i · stride]`.
#[inline(always)]
pub fn gather(cells: &[f32], stride: usize, out: &mut [f32]) {
    match stride {
        1 => out.iter_mut().zip(cells).for_each(|(out, cell)| *out = *cell),
        2 => {
            let (pairs, rest) = cells.as_chunks::<2>();
            out.iter_mut().zip(pairs).for_each(|(out, [cell, _])| *out = *cell);
            // The last cell may have no neighbour.
            if let (Some(out), Some(cell)) = (out.get_mut(pairs.len()), rest.first()) {
                *out = *cell;
            }
        }
        _ => {
            let cells = cells.iter().step_by(stride.max(1));
            out.iter_mut().zip(cells).for_each(|(out, cell)| *out = *cell);
        }
    }
}

/// `cells[i · stride] += values[i]`.
#[inline(always)]
pub fn scatter_add(values: &[f32], stride: usize, cells: &mut [f32]) {
    match stride {
        1 => cells.iter_mut().zip(values).for_each(|(cell, value)| *cell += *value),
        2 => {
            let (pairs, rest) = cells.as_chunks_mut::<2>();
            let last = values.get(pairs.len());
            pairs.iter_mut().zip(values).for_each(|([cell, _], value)| *cell += *value);
            if let (Some(cell), Some(value)) = (rest.first_mut(), last) {
                *cell += *value;
            }
        }
        _ => {
            let cells = cells.iter_mut().step_by(stride.max(1));
            cells.zip(values).for_each(|(cell, value)| *cell += *value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{gather, scatter_add};

    #[test]
    fn every_stride_reaches_its_cells() {
        let cells: Vec<f32> = (0..13).map(|i| i as f32).collect();
        for stride in 1..5 {
            for count in 1..=cells.len().div_ceil(stride) {
                let mut out = vec![-1.0; count];
                gather(&cells, stride, &mut out);
                let expected: Vec<f32> = (0..count).map(|i| (i * stride) as f32).collect();
                assert_eq!(out, expected);
                let mut back = vec![0.0; cells.len()];
                scatter_add(&vec![1.0; count], stride, &mut back);
                for (i, cell) in back.iter().enumerate() {
                    let reached = i % stride == 0 && i / stride < count;
                    assert_eq!(*cell, if reached { 1.0 } else { 0.0 }, "{stride} {count} {i}");
                }
            }
        }
    }
}

//! Dividing work among threads, by size alone.

use rayon::prelude::*;

use super::kernel::Gradient;

/// Into how many parts a batch is cut whose shares of a gradient are summed afterwards, whatever
/// the threads.
pub const PARTS: usize = 8;

/// Fewer numbers than this are not worth a second thread.
pub const WORTH: usize = 1 << 14;

/// Whether work on so many numbers should use the threads of the current rayon pool.
pub fn worth(numbers: usize) -> bool {
    numbers >= WORTH && rayon::current_num_threads() > 1
}

/// Calls `work(index)` for each index below `count`.
pub fn indices(count: usize, numbers: usize, work: impl Fn(usize) + Sync + Send) {
    if worth(numbers) && count > 1 {
        (0..count).into_par_iter().with_max_len(1).for_each(work);
    } else {
        (0..count).for_each(work);
    }
}

/// Calls `work(index, chunk)` for each chunk of `length` numbers.
pub fn chunks(out: &mut [f32], length: usize, work: impl Fn(usize, &mut [f32]) + Sync + Send) {
    let length = length.max(1);
    if worth(out.len()) && out.len() > length {
        out.par_chunks_mut(length).enumerate().for_each(|(index, chunk)| work(index, chunk));
    } else {
        out.chunks_mut(length).enumerate().for_each(|(index, chunk)| work(index, chunk));
    }
}

/// The same where `numbers` are read for what is little to write.
pub fn shares(
    numbers: usize,
    out: &mut [f32],
    length: usize,
    work: impl Fn(usize, &mut [f32]) + Sync + Send,
) {
    let length = length.max(1);
    if worth(numbers) && out.len() > length {
        let chunks = out.par_chunks_mut(length).enumerate().with_max_len(1);
        chunks.for_each(|(index, chunk)| work(index, chunk));
    } else {
        out.chunks_mut(length).enumerate().for_each(|(index, chunk)| work(index, chunk));
    }
}

/// The same over two slices, whose chunks go in pairs.
pub fn pairs(
    (first, first_length): (&mut [f32], usize),
    (second, second_length): (&mut [f32], usize),
    work: impl Fn(usize, &mut [f32], &mut [f32]) + Sync + Send,
) {
    let (first_length, second_length) = (first_length.max(1), second_length.max(1));
    if worth(first.len().max(second.len())) && second.len() > second_length {
        let pairs = first.par_chunks_mut(first_length).zip(second.par_chunks_mut(second_length));
        pairs.enumerate().for_each(|(index, (first, second))| work(index, first, second));
    } else {
        let pairs = first.chunks_mut(first_length).zip(second.chunks_mut(second_length));
        pairs.enumerate().for_each(|(index, (first, second))| work(index, first, second));
    }
}

/// The same over three slices.
pub fn triples(
    [(first, a), (second, b), (third, c)]: [(&mut [f32], usize); 3],
    work: impl Fn(usize, [&mut [f32]; 3]) + Sync + Send,
) {
    let [a, b, c] = [a, b, c].map(|length| length.max(1));
    if worth(first.len().max(second.len())) && third.len() > c {
        let parts =
            first.par_chunks_mut(a).zip(second.par_chunks_mut(b)).zip(third.par_chunks_mut(c));
        parts.enumerate().for_each(|(index, ((a, b), c))| work(index, [a, b, c]));
    } else {
        let parts = first.chunks_mut(a).zip(second.chunks_mut(b)).zip(third.chunks_mut(c));
        parts.enumerate().for_each(|(index, ((a, b), c))| work(index, [a, b, c]));
    }
}

/// The way back in parts of a batch: `work(index, dy, dx, sums)` for chunks of the gradient of the
/// outputs, of that of the inputs (where it is asked for, with whether it is added) and of the sums
/// of each part.
pub fn back(
    dy: (&mut [f32], usize),
    (dx, input): (Option<Gradient>, usize),
    sums: (&mut [f32], usize),
    work: impl Fn(usize, &mut [f32], Option<(&mut [f32], bool)>, &mut [f32]) + Sync + Send,
) {
    match dx {
        None => pairs(dy, sums, |index, dy, sums| work(index, dy, None, sums)),
        Some(Gradient { values, add }) => triples([dy, (values, input), sums], |index, parts| {
            let [dy, dx, sums] = parts;
            work(index, dy, Some((dx, add)), sums);
        }),
    }
}

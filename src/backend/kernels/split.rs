//! Dividing work among threads, by size alone.

use candle_core::Result;
use rayon::prelude::*;

/// Calls `work(index, chunk)` for each chunk of `length` numbers of `out`, on the threads of the
/// current rayon pool.
///
/// # Errors
/// One of those of `work`.
pub fn chunks(
    out: &mut [f32],
    length: usize,
    work: impl Fn(usize, &mut [f32]) -> Result<()> + Sync + Send,
) -> Result<()> {
    let length = length.max(1);
    if rayon::current_num_threads() == 1 || out.len() <= length {
        out.chunks_mut(length).enumerate().try_for_each(|(index, chunk)| work(index, chunk))
    } else {
        out.par_chunks_mut(length).enumerate().try_for_each(|(index, chunk)| work(index, chunk))
    }
}

/// The same over two slices, whose chunks go in pairs.
///
/// # Errors
/// One of those of `work`.
pub fn pairs(
    first: (&mut [f32], usize),
    second: (&mut [f32], usize),
    work: impl Fn(usize, &mut [f32], &mut [f32]) -> Result<()> + Sync + Send,
) -> Result<()> {
    let ((first, first_length), (second, second_length)) = (first, second);
    let (first_length, second_length) = (first_length.max(1), second_length.max(1));
    if rayon::current_num_threads() == 1 || second.len() <= second_length {
        let pairs = first.chunks_mut(first_length).zip(second.chunks_mut(second_length));
        pairs.enumerate().try_for_each(|(index, (first, second))| work(index, first, second))
    } else {
        let pairs = first.par_chunks_mut(first_length).zip(second.par_chunks_mut(second_length));
        pairs.enumerate().try_for_each(|(index, (first, second))| work(index, first, second))
    }
}

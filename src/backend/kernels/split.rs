//! Dividing work among threads, by size alone.
#![allow(unsafe_code)] // Reason: threads write different chunks of one slice.

use std::marker::PhantomData;

use super::kernel::Gradient;
use super::team;

/// Into how many parts a batch is cut whose shares of a gradient are summed afterwards, whatever
/// the threads.
pub const PARTS: usize = 8;

/// Fewer numbers than this are not worth a second thread.
pub const WORTH: usize = 1 << 13;

/// Whether work on so many numbers should use several threads.
pub fn worth(numbers: usize) -> bool {
    numbers >= WORTH && team::threads() > 1
}

/// Calls `work(index)` for each index below `count`.
pub fn indices(count: usize, numbers: usize, work: impl Fn(usize) + Sync) {
    if worth(numbers) { team::each(count, work) } else { (0..count).for_each(work) }
}

/// Calls `work(index, chunk)` for each chunk of `length` numbers.
pub fn chunks(out: &mut [f32], length: usize, work: impl Fn(usize, &mut [f32]) + Sync) {
    shares(out.len(), out, length, work);
}

/// The same where `numbers` are read for what is little to write.
pub fn shares(
    numbers: usize,
    out: &mut [f32],
    length: usize,
    work: impl Fn(usize, &mut [f32]) + Sync,
) {
    if worth(numbers) {
        let out = Chunks::new(out, length);
        // SAFETY: each index comes once.
        team::each(out.count(), |index| work(index, unsafe { out.get(index) }));
    } else {
        let chunks = out.chunks_mut(length.max(1));
        chunks.enumerate().for_each(|(index, chunk)| work(index, chunk));
    }
}

/// The same over two slices, whose chunks go in pairs.
pub fn pairs(
    (first, first_length): (&mut [f32], usize),
    (second, second_length): (&mut [f32], usize),
    work: impl Fn(usize, &mut [f32], &mut [f32]) + Sync,
) {
    let numbers = first.len().max(second.len());
    let (first, second) = (Chunks::new(first, first_length), Chunks::new(second, second_length));
    let count = first.count().min(second.count());
    indices(count, numbers, |index| {
        // SAFETY: each index comes once.
        let (first, second) = unsafe { (first.get(index), second.get(index)) };
        work(index, first, second);
    });
}

/// The same over three slices.
pub fn triples(parts: [(&mut [f32], usize); 3], work: impl Fn(usize, [&mut [f32]; 3]) + Sync) {
    let parts = parts.map(|(values, length)| Chunks::new(values, length));
    let [first, second, third] = &parts;
    let count = first.count().min(second.count()).min(third.count());
    indices(count, first.total.max(second.total).max(third.total), |index| {
        // SAFETY: each index comes once.
        work(index, unsafe { [first.get(index), second.get(index), third.get(index)] });
    });
}

/// The chunks of a slice, for several threads.
pub struct Chunks<'a> {
    values: *mut f32,
    total: usize,
    length: usize,
    slice: PhantomData<&'a mut [f32]>,
}

// SAFETY: whoever gets a chunk is the only one.
unsafe impl Sync for Chunks<'_> {}

impl<'a> Chunks<'a> {
    pub fn new(values: &'a mut [f32], length: usize) -> Chunks<'a> {
        let (total, length) = (values.len(), length.max(1));
        Chunks { values: values.as_mut_ptr(), total, length, slice: PhantomData }
    }

    fn count(&self) -> usize {
        self.total.div_ceil(self.length)
    }

    /// The chunk of this index; nothing beyond the last.
    ///
    /// # Safety
    /// Nobody holds the same chunk.
    #[allow(clippy::mut_from_ref)] // Reason: that is what the promise is for.
    pub unsafe fn get(&self, index: usize) -> &'a mut [f32] {
        let from = index.saturating_mul(self.length).min(self.total);
        let length = self.length.min(self.total - from);
        // SAFETY: within the slice, and apart from all other chunks.
        unsafe { std::slice::from_raw_parts_mut(self.values.add(from), length) }
    }
}

/// The way back in parts of a batch: `work(index, dy, dx, sums)` for chunks of the gradient of the
/// outputs, of that of the inputs (where it is asked for, with whether it is added) and of the sums
/// of each part.
pub fn back(
    dy: (&mut [f32], usize),
    (dx, input): (Option<Gradient>, usize),
    sums: (&mut [f32], usize),
    work: impl Fn(usize, &mut [f32], Option<(&mut [f32], bool)>, &mut [f32]) + Sync,
) {
    match dx {
        None => pairs(dy, sums, |index, dy, sums| work(index, dy, None, sums)),
        Some(Gradient { values, add }) => triples([dy, (values, input), sums], |index, parts| {
            let [dy, dx, sums] = parts;
            work(index, dy, Some((dx, add)), sums);
        }),
    }
}

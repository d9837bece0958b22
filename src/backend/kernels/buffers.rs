//! Large buffers, kept from one step to the next.
//!
//! A step needs the same sizes again and again. Fresh from the system, each page of a large buffer
//! costs a fault (a fifth of the time of a convolutional network, and worse when several trials
//! train side by side in one process), so each thread keeps what was given back.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::mem;

use candle_core::{CpuStorage, InplaceOp1, Layout, Result, Tensor};

/// Smaller ones come quickly from the allocator itself.
const SMALLEST: usize = 1 << 14;

/// Buffers of one length.
#[derive(Default)]
struct Shelf {
    free: Vec<Vec<f32>>,
    /// How many were handed out: no more are taken back, so that others' buffers do not pile up.
    lent: usize,
}

thread_local! {
    static SHELVES: RefCell<BTreeMap<usize, Shelf>> = const { RefCell::new(BTreeMap::new()) };
}

fn kept(length: usize) -> Option<Vec<f32>> {
    if length < SMALLEST {
        return None;
    }
    SHELVES.with_borrow_mut(|shelves| {
        let shelf = shelves.entry(length).or_default();
        shelf.lent += 1;
        shelf.free.pop()
    })
}

/// A buffer of any old numbers, for who overwrites all of them.
pub fn stale(length: usize) -> Vec<f32> {
    let mut buffer = kept(length).unwrap_or_else(|| vec![0.0; length]);
    if cfg!(test) {
        // Whoever leaves a number as it was shall be found out.
        buffer.fill(f32::NAN);
    }
    buffer
}

pub fn filled(value: f32, length: usize) -> Vec<f32> {
    match kept(length) {
        Some(mut buffer) => {
            buffer.fill(value);
            buffer
        }
        None => vec![value; length],
    }
}

pub fn zeroed(length: usize) -> Vec<f32> {
    filled(0.0, length)
}

pub fn copied(values: &[f32]) -> Vec<f32> {
    match kept(values.len()) {
        Some(mut buffer) => {
            buffer.copy_from_slice(values);
            buffer
        }
        None => values.to_vec(),
    }
}

/// Keeps a buffer that nobody needs any more.
pub fn give_back(buffer: Vec<f32>) {
    SHELVES.with_borrow_mut(|shelves| {
        if let Some(shelf) = shelves.get_mut(&buffer.len()).filter(|shelf| shelf.lent > 0) {
            shelf.lent -= 1;
            shelf.free.push(buffer);
        }
    });
}

/// Frees what this thread keeps.
pub fn release() {
    SHELVES.take();
}

struct Empty;

impl InplaceOp1 for Empty {
    fn name(&self) -> &'static str {
        "recycling"
    }

    fn cpu_fwd(&self, storage: &mut CpuStorage, _: &Layout) -> Result<()> {
        if let CpuStorage::F32(values) = storage {
            give_back(mem::take(values));
        }
        Ok(())
    }
}

/// Takes the numbers out of a tensor that nobody reads any more, nor any view of it.
///
/// # Errors
/// The tensor is not on the CPU.
pub fn recycle(tensor: Tensor) -> Result<()> {
    tensor.inplace_op1(&Empty)
}

#[cfg(test)]
mod tests {
    use candle_core::{Device, Tensor};

    use super::{SMALLEST, give_back, recycle, release, stale, zeroed};

    fn free(length: usize) -> usize {
        super::SHELVES.with_borrow(|shelves| shelves.get(&length).map_or(0, |s| s.free.len()))
    }

    #[test]
    fn buffers_come_back_and_no_others() {
        release();
        let length = SMALLEST + 3;
        let buffer = zeroed(length);
        let place = buffer.as_ptr();
        let tensor = Tensor::from_vec(buffer, length, &Device::Cpu).unwrap();
        let view = tensor.reshape((1, length)).unwrap();
        recycle(tensor).unwrap();
        recycle(view).unwrap();
        give_back(vec![1.0; length]);
        assert_eq!(free(length), 1);
        let again = stale(length);
        assert_eq!((again.as_ptr(), again.len()), (place, length));
        assert!(zeroed(length).iter().all(|x| *x == 0.0));
        give_back(again);
        release();
        assert_eq!(free(length), 0);
    }

    #[test]
    fn small_ones_are_left_to_the_allocator() {
        release();
        give_back(zeroed(10));
        assert_eq!(free(10), 0);
    }
}

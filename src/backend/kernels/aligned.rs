//! Buffers that begin on a cache line, so that no vector load is split over two.

#[cfg(target_os = "linux")]
use memmap2::Advice;
use memmap2::MmapMut;
use pulp::bytemuck::{try_cast_slice, try_cast_slice_mut};

/// Numbers from the start of a cache line on.
#[derive(Debug, Default)]
pub struct Aligned {
    room: Room,
    length: usize,
}

#[derive(Debug)]
enum Room {
    /// From a number on.
    Values(Vec<f32>, usize),
    Pages(MmapMut),
}

impl Default for Room {
    fn default() -> Room {
        Room::Values(Vec::new(), 0)
    }
}

/// Bytes of a cache line, and the numbers in it.
const LINE: usize = 64;
const NUMBERS: usize = LINE / size_of::<f32>();

/// So many numbers are worth large pages (2 MiB each), with which the processor looks up fewer
/// addresses.
const LARGE: usize = 1 << 20;

impl Aligned {
    pub fn zeroed(length: usize) -> Aligned {
        if length >= LARGE
            && let Some(pages) = pages(length)
        {
            return Aligned { room: Room::Pages(pages), length };
        }
        let values = vec![0.0; length + NUMBERS];
        let start = values.as_ptr().align_offset(LINE).min(NUMBERS);
        Aligned { room: Room::Values(values, start), length }
    }

    pub fn len(&self) -> usize {
        self.length
    }

    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    pub fn as_slice(&self) -> &[f32] {
        match &self.room {
            Room::Values(values, start) => values.get(*start..),
            Room::Pages(pages) => try_cast_slice(pages).ok(),
        }
        .and_then(|values| values.get(..self.length))
        .unwrap_or_default()
    }

    pub fn as_mut_slice(&mut self) -> &mut [f32] {
        match &mut self.room {
            Room::Values(values, start) => values.get_mut(*start..),
            Room::Pages(pages) => try_cast_slice_mut(pages).ok(),
        }
        .and_then(|values| values.get_mut(..self.length))
        .unwrap_or_default()
    }
}

/// Pages of zeros straight from the operating system.
fn pages(length: usize) -> Option<MmapMut> {
    let pages = MmapMut::map_anon(length.checked_mul(size_of::<f32>())?).ok()?;
    // Where there are no large pages, small ones do.
    #[cfg(target_os = "linux")]
    let _ = pages.advise(Advice::HugePage);
    Some(pages)
}

#[cfg(test)]
mod tests {
    use super::{Aligned, LARGE, LINE};

    #[test]
    fn buffers_begin_on_a_line() {
        for length in [0, 1, 15, 16, 1000, 100_000, LARGE + 3] {
            let mut buffer = Aligned::zeroed(length);
            assert_eq!((buffer.len(), buffer.as_slice().len()), (length, length));
            assert_eq!(buffer.as_mut_slice().as_ptr().align_offset(LINE), 0);
        }
    }
}

//! Buffers that begin on a cache line, so that no vector load is split over two.

/// Numbers from the start of a cache line on.
#[derive(Debug, Default)]
pub struct Aligned {
    values: Vec<f32>,
    start: usize,
    length: usize,
}

/// Bytes of a cache line, and the numbers in it.
const LINE: usize = 64;
const NUMBERS: usize = LINE / size_of::<f32>();

impl Aligned {
    pub fn zeroed(length: usize) -> Aligned {
        let values = vec![0.0; length + NUMBERS];
        let start = values.as_ptr().align_offset(LINE).min(NUMBERS);
        Aligned { values, start, length }
    }

    pub fn len(&self) -> usize {
        self.length
    }

    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    pub fn as_slice(&self) -> &[f32] {
        self.values.get(self.start..self.start + self.length).unwrap_or_default()
    }

    pub fn as_mut_slice(&mut self) -> &mut [f32] {
        self.values.get_mut(self.start..self.start + self.length).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::{Aligned, LINE};

    #[test]
    fn buffers_begin_on_a_line() {
        for length in [0, 1, 15, 16, 1000, 100_000] {
            let mut buffer = Aligned::zeroed(length);
            assert_eq!((buffer.len(), buffer.as_slice().len()), (length, length));
            assert_eq!(buffer.as_mut_slice().as_ptr().align_offset(LINE), 0);
        }
    }
}

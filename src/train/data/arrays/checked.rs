//! Bytes with a checksum at their end.

use flate2::Crc;
use std::io::{self, Read};

/// Compares the CRC-32 of all bytes once their end is reached.
pub struct Checked<R> {
    inner: R,
    crc: Crc,
    expected: u32,
}

impl<R> Checked<R> {
    pub fn new(inner: R, expected: u32) -> Checked<R> {
        Checked { inner, crc: Crc::new(), expected }
    }
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let got = self.inner.read(out)?;
        if got == 0 && !out.is_empty() && self.crc.sum() != self.expected {
            return Err(io::Error::other("it is damaged: its checksum does not fit"));
        }
        self.crc.update(out.get(..got).unwrap_or_default());
        Ok(got)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flipped_bit_is_told_at_the_end() {
        // The check value of CRC-32.
        let mut right = Checked::new(&b"123456789"[..], 0xcbf4_3926);
        let mut text = String::new();
        assert_eq!(right.read_to_string(&mut text).unwrap(), 9);
        let mut wrong = Checked::new(&b"123456788"[..], 0xcbf4_3926);
        assert!(wrong.read_to_string(&mut text).is_err());
    }
}

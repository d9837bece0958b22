//! The numbers of an idx file, sample by sample.

use super::header::{Idx, Type};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::data::not_finite;
use crate::train::data::shape::Arrangement;
use crate::train::data::stream::{fill, unreadable};

/// Memory that is reserved on the word of a header.
const TRUSTED: usize = 1 << 26;

impl Idx {
    /// Hands the bytes of each sample to `each`, in order.
    ///
    /// # Errors
    /// The file ends early, or goes on.
    pub fn each_sample(
        &mut self,
        mut each: impl FnMut(usize, &[u8]) -> Result<(), Diagnostic>,
    ) -> Result<(), Diagnostic> {
        let mut buffer = vec![0_u8; self.elements().saturating_mul(self.ty.size())];
        for sample in 0..self.samples() {
            let got = self.fill(&mut buffer)?;
            if got < buffer.len() {
                return Err(self.cut_off((sample * buffer.len() + got) as u64));
            }
            each(sample, &buffer)?;
        }
        if self.fill(&mut [0])? > 0 {
            return Err(self.goes_on());
        }
        Ok(())
    }

    /// A compressed file that was cut off is a short one.
    fn fill(&mut self, buffer: &mut [u8]) -> Result<usize, Diagnostic> {
        match fill(&mut self.bytes, buffer) {
            Ok(got) => Ok(got),
            Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => Ok(0),
            Err(error) => Err(unreadable(self.span, &self.shown, &error)),
        }
    }

    /// The samples that `marks` keeps (all where it is absent), each arranged.
    ///
    /// # Errors
    /// The file has another length than it says, or holds NaN or infinity.
    pub fn values(
        &mut self,
        marks: Option<&[bool]>,
        arrangement: Arrangement,
    ) -> Result<Vec<f32>, Diagnostic> {
        let kept = |at: usize| marks.is_none_or(|marks| marks.get(at).copied().unwrap_or(false));
        let samples = marks.map_or(self.samples(), |m| m.iter().filter(|mark| **mark).count());
        let mut values = Vec::with_capacity(samples.saturating_mul(self.elements()).min(TRUSTED));
        let (ty, span, shown) = (self.ty, self.span, self.shown.clone());
        let mut sample = Vec::with_capacity(self.elements());
        self.each_sample(|at, bytes| {
            if !kept(at) {
                return Ok(());
            }
            sample.clear();
            numbers(ty, bytes, &mut sample);
            if let Some(place) = sample.iter().position(|value| !value.is_finite()) {
                let value = sample.get(place).map(f32::to_string).unwrap_or_default();
                let column = format!("{}", place + 1);
                let place = format!("{shown}, sample {}", at + 1);
                return Err(not_finite::diagnostic(span, &value, &column, &place, &[]));
            }
            arrangement.push(&sample, &mut values);
            Ok(())
        })?;
        Ok(values)
    }
}

/// Appends the numbers in `bytes`, high byte first.
fn numbers(ty: Type, bytes: &[u8], out: &mut Vec<f32>) {
    let wide = bytes.chunks_exact(ty.size());
    match ty {
        Type::U8 => out.extend(bytes.iter().map(|byte| f32::from(*byte))),
        Type::I8 => out.extend(bytes.iter().map(|byte| f32::from(byte.cast_signed()))),
        Type::I16 => out.extend(wide.map(|two| whole(two) as f32)),
        Type::I32 => out.extend(wide.map(|four| whole(four) as f32)),
        Type::F32 => {
            out.extend(wide.map(|four| f32::from_bits(super::header::big_endian(four))));
        }
        Type::F64 => out.extend(wide.map(|eight| {
            let bits = eight.iter().fold(0_u64, |all, byte| (all << 8) | u64::from(*byte));
            f64::from_bits(bits) as f32
        })),
    }
}

/// A signed number of one to four bytes, high byte first.
pub fn whole(bytes: &[u8]) -> i64 {
    let value = i64::from(super::header::big_endian(bytes));
    let top = 1_i64 << (8 * bytes.len() as i64 - 1).clamp(0, 62);
    if value >= top { value - 2 * top } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_is_read_high_byte_first() {
        let read = |ty, bytes: &[u8]| {
            let mut out = Vec::new();
            numbers(ty, bytes, &mut out);
            out
        };
        assert_eq!(read(Type::U8, &[0, 255]), [0.0, 255.0]);
        assert_eq!(read(Type::I8, &[127, 128]), [127.0, -128.0]);
        assert_eq!(read(Type::I16, &[1, 0, 255, 255]), [256.0, -1.0]);
        assert_eq!(read(Type::I32, &[0, 1, 0, 0, 128, 0, 0, 0]), [65_536.0, -2_147_483_648.0]);
        assert_eq!(read(Type::F32, &1.5_f32.to_be_bytes()), [1.5]);
        assert_eq!(read(Type::F64, &(-2.25_f64).to_be_bytes()), [-2.25]);
    }
}

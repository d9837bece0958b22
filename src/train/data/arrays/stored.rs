//! An array that is open: its shape, then its numbers as they stream by.

use super::kind::Kind;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::data::{array_length, not_finite};
use crate::source::Span;
use crate::train::data::shape::Arrangement;
use crate::train::data::stream::{Bytes, fill, unreadable};

/// Memory that is reserved on the word of a header.
const TRUSTED: usize = 1 << 28;
/// A sample larger than this is a damaged header.
const LARGEST_SAMPLE: u64 = 1 << 28;
/// Bytes that are read at a time.
const CHUNK: usize = 1 << 18;

pub struct Stored {
    pub kind: Kind,
    pub big_endian: bool,
    /// The first axis runs fastest.
    pub fortran: bool,
    /// The first one counts samples.
    pub shape: Vec<usize>,
    pub bytes: Bytes,
    /// Bytes of the numbers, as far as the file can tell without being read.
    pub length: Option<u64>,
    /// The file, and the array within it, as people read it.
    pub shown: String,
    pub span: Span,
}

impl Stored {
    /// # Errors
    /// The shape makes no sense, or the file is shorter or longer than it says.
    pub fn sound(self) -> Result<Stored, Diagnostic> {
        let sample =
            self.shape.iter().skip(1).try_fold(1_u64, |all, dim| all.checked_mul(*dim as u64));
        let samples = self.shape.first().map_or(0, |dim| *dim as u64);
        let whole = sample
            .filter(|sample| *sample <= LARGEST_SAMPLE)
            .and_then(|sample| sample.checked_mul(samples))
            .and_then(|all| all.checked_mul(self.kind.size() as u64));
        match (whole, self.length) {
            (None, _) => Err(self.length_fault(None)),
            (Some(whole), Some(found)) if whole != found => Err(self.length_fault(Some(found))),
            _ => Ok(self),
        }
    }

    pub fn samples(&self) -> usize {
        self.shape.first().copied().unwrap_or(0)
    }

    /// Numbers per sample.
    pub fn elements(&self) -> usize {
        self.shape.iter().skip(1).product()
    }

    pub fn shape_text(&self) -> String {
        shape_text(&self.shape)
    }

    fn length_fault(&self, found: Option<u64>) -> Diagnostic {
        let promised = format!("{} numbers of {} bytes", self.shape_text(), self.kind.size());
        array_length::diagnostic(self.span, &self.shown, &promised, found)
    }

    fn fill(&mut self, buffer: &mut [u8]) -> Result<usize, Diagnostic> {
        match fill(&mut self.bytes, buffer) {
            Ok(got) => Ok(got),
            Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => Ok(0),
            Err(error) => Err(unreadable(self.span, &self.shown, &error)),
        }
    }

    /// Hands the numbers to `each`, some at a time, in the order of the file.
    fn stream(
        &mut self,
        mut each: impl FnMut(&[f32]) -> Result<(), Diagnostic>,
    ) -> Result<(), Diagnostic> {
        let size = self.kind.size();
        let mut left = self.samples().saturating_mul(self.elements()).saturating_mul(size);
        let mut buffer = vec![0_u8; CHUNK.min(left.max(1))];
        let mut numbers = Vec::with_capacity(buffer.len() / size);
        let mut read = 0_u64;
        while left > 0 {
            let part = buffer.len().min(left);
            let Some(part) = buffer.get_mut(..part) else { break };
            let got = self.fill(part)?;
            read += got as u64;
            if got < part.len() {
                return Err(self.length_fault(Some(read)));
            }
            left -= got;
            numbers.clear();
            self.kind.push(part, self.big_endian, &mut numbers);
            each(&numbers)?;
        }
        // The end is where checksums are compared.
        if self.fill(&mut [0])? > 0 {
            return Err(self.length_fault(Some(read + 1)));
        }
        Ok(())
    }

    /// Every number in the order of the file, for the targets.
    ///
    /// # Errors
    /// The file has another length than it says, or holds NaN or infinity.
    pub fn all(&mut self) -> Result<Vec<f32>, Diagnostic> {
        self.values(None, Arrangement::AsIs)
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
        let elements = self.elements();
        let values = if self.fortran && self.shape.len() > 1 {
            self.columns(marks)
        } else {
            self.rows(marks)
        };
        let mut values = values?;
        if let Some(at) = values.iter().position(|value| !value.is_finite()) {
            let value = values.get(at).map(f32::to_string).unwrap_or_default();
            let column = format!("{}", at % elements.max(1) + 1);
            // Behind a draw the count of the sample is not that of the file.
            let place = match marks {
                None => format!("{}, sample {}", self.shown, at / elements.max(1) + 1),
                Some(_) => self.shown.clone(),
            };
            return Err(not_finite::diagnostic(self.span, &value, &column, &place, &[]));
        }
        arrangement.apply(&mut values, elements);
        Ok(values)
    }

    fn kept(&self, marks: Option<&[bool]>) -> usize {
        marks.map_or(self.samples(), |marks| marks.iter().filter(|mark| **mark).count())
    }

    /// Sample after sample.
    fn rows(&mut self, marks: Option<&[bool]>) -> Result<Vec<f32>, Diagnostic> {
        let elements = self.elements().max(1);
        let room = self.kept(marks).saturating_mul(elements).min(TRUSTED);
        let mut values: Vec<f32> = Vec::with_capacity(room);
        let mut at = 0_usize;
        self.stream(|numbers| {
            match marks {
                None => values.extend_from_slice(numbers),
                Some(marks) => {
                    for (place, number) in (at..).zip(numbers) {
                        if marks.get(place / elements).copied().unwrap_or(false) {
                            values.push(*number);
                        }
                    }
                }
            }
            at += numbers.len();
            Ok(())
        })?;
        Ok(values)
    }

    /// The first axis runs fastest: each number goes to its place.
    fn columns(&mut self, marks: Option<&[bool]>) -> Result<Vec<f32>, Diagnostic> {
        let (samples, elements) = (self.samples().max(1), self.elements());
        let mut rows = vec![None; samples];
        let mut kept = 0..;
        for (at, row) in rows.iter_mut().enumerate() {
            if marks.is_none_or(|marks| marks.get(at).copied().unwrap_or(false)) {
                *row = kept.next();
            }
        }
        let dims: Vec<usize> = self.shape.iter().skip(1).copied().collect();
        let mut values = vec![0.0; self.kept(marks).saturating_mul(elements)];
        let mut at = 0_usize;
        self.stream(|numbers| {
            for number in numbers {
                let (sample, rest) = (at % samples, at / samples);
                at += 1;
                let Some(row) = rows.get(sample).copied().flatten() else { continue };
                if let Some(to) = values.get_mut(row * elements + row_major(rest, &dims)) {
                    *to = *number;
                }
            }
            Ok(())
        })?;
        Ok(values)
    }
}

/// `3×28×28`
pub fn shape_text(shape: &[usize]) -> String {
    shape.iter().map(usize::to_string).collect::<Vec<_>>().join("×")
}

/// The place of the `at`-th number, counted with the first axis fastest, counted with the last one
/// fastest.
fn row_major(mut at: usize, dims: &[usize]) -> usize {
    let mut place = 0;
    let mut step: usize = dims.iter().product();
    for dim in dims {
        step /= (*dim).max(1);
        place += (at % (*dim).max(1)) * step;
        at /= (*dim).max(1);
    }
    place
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_change_their_order() {
        let places: Vec<usize> = (0..6).map(|at| row_major(at, &[2, 3])).collect();
        assert_eq!(places, [0, 3, 1, 4, 2, 5]);
        assert_eq!(row_major(5, &[7]), 5);
    }
}

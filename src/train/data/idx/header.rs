//! The head of an idx file: two zero bytes, the type, the number of dimensions, the dimensions.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::data::{idx_header, idx_length};
use crate::source::Span;
use crate::train::data::locate::shown;
use crate::train::data::stream::{Bytes, fill, open, unreadable};
use std::path::Path;

/// A sample larger than this is a damaged header.
const LARGEST_SAMPLE: u64 = 1 << 26;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    U8,
    I8,
    I16,
    I32,
    F32,
    F64,
}

impl Type {
    fn from_code(code: u8) -> Option<Type> {
        Some(match code {
            0x08 => Type::U8,
            0x09 => Type::I8,
            0x0b => Type::I16,
            0x0c => Type::I32,
            0x0d => Type::F32,
            0x0e => Type::F64,
            _ => return None,
        })
    }

    /// Bytes of a number.
    pub fn size(self) -> usize {
        match self {
            Type::U8 | Type::I8 => 1,
            Type::I16 => 2,
            Type::I32 | Type::F32 => 4,
            Type::F64 => 8,
        }
    }

    pub fn is_whole(self) -> bool {
        !matches!(self, Type::F32 | Type::F64)
    }
}

/// An idx file whose head has been read and found sound.
pub struct Idx {
    pub bytes: Bytes,
    pub ty: Type,
    /// The first one counts samples.
    pub dims: Vec<usize>,
    pub shown: String,
    pub span: Span,
}

impl Idx {
    /// # Errors
    /// The head makes no sense, or a plain file does not have the length that it promises.
    pub fn open(path: &Path, span: Span) -> Result<Idx, Diagnostic> {
        let shown = shown(path);
        let opened = open(path).map_err(|error| unreadable(span, &shown, &error))?;
        let mut bytes = opened.bytes;
        let (ty, dims) = head(&mut bytes, span, &shown)?;
        let idx = Idx { bytes, ty, dims, shown, span };
        if !opened.compressed && opened.length != idx.promised() {
            return Err(idx.length_fault(Some(opened.length)));
        }
        Ok(idx)
    }

    pub fn samples(&self) -> usize {
        self.dims.first().copied().unwrap_or(0)
    }

    /// Numbers per sample.
    pub fn elements(&self) -> usize {
        self.dims.iter().skip(1).product()
    }

    /// Bytes of the head.
    fn head_bytes(&self) -> u64 {
        4 + 4 * self.dims.len() as u64
    }

    /// Bytes of the whole file, by its head.
    fn promised(&self) -> u64 {
        let numbers = self.dims.iter().map(|dim| *dim as u64).product::<u64>();
        self.head_bytes() + numbers * self.ty.size() as u64
    }

    /// `found` bytes in all; `None`: more than promised.
    fn length_fault(&self, found: Option<u64>) -> Diagnostic {
        let times: Vec<String> = self.dims.iter().map(usize::to_string).collect();
        let size = match self.ty.size() {
            1 => "1 byte each".to_owned(),
            size => format!("{size} bytes each"),
        };
        let promise =
            format!("{} numbers of {size}, after {} bytes", times.join("×"), self.head_bytes());
        idx_length::diagnostic(self.span, &self.shown, &promise, self.promised(), found)
    }

    /// The file ended after so many bytes behind its head.
    pub fn cut_off(&self, body: u64) -> Diagnostic {
        self.length_fault(Some(self.head_bytes() + body))
    }

    pub fn goes_on(&self) -> Diagnostic {
        self.length_fault(None)
    }
}

fn head(bytes: &mut Bytes, span: Span, shown: &str) -> Result<(Type, Vec<usize>), Diagnostic> {
    let fault =
        |problem: &str, reason: String| idx_header::diagnostic(span, shown, problem, &reason);
    let read = |bytes: &mut Bytes, buffer: &mut [u8]| {
        fill(bytes, buffer).map_err(|error| unreadable(span, shown, &error))
    };
    let mut magic = [0_u8; 4];
    let got = read(bytes, &mut magic)?;
    if got < 4 {
        return Err(fault("is not an idx file", format!("it has {got} bytes, less than a header")));
    }
    let [zero, zero2, code, count] = magic;
    if (zero, zero2) != (0, 0) {
        let hex = magic.map(|byte| format!("{byte:02x}")).join(" ");
        return Err(fault(
            "is not an idx file",
            format!("it begins with the bytes {hex}, not 00 00"),
        ));
    }
    let Some(ty) = Type::from_code(code) else {
        let reason =
            format!("byte 3 is {code:#04x}; known are 0x08 (bytes) to 0x0e (64-bit floats)");
        return Err(fault("holds numbers of an unknown type", reason));
    };
    if !(1..=4).contains(&count) {
        let reason = format!("byte 4 says {count} dimensions; labels have 1, images 2 to 4");
        return Err(fault("has a header that makes no sense", reason));
    }
    let mut rest = vec![0_u8; 4 * usize::from(count)];
    let got = read(bytes, &mut rest)?;
    if got < rest.len() {
        let reason = format!("a header of {} bytes ends after {}", 4 + rest.len(), 4 + got);
        return Err(fault("ends within its header", reason));
    }
    let dims: Vec<usize> = rest.chunks_exact(4).map(|four| big_endian(four) as usize).collect();
    sane(ty, &dims).map_err(|reason| fault("has a header that makes no sense", reason))?;
    Ok((ty, dims))
}

/// Dimensions whose product can be computed, and be true.
fn sane(ty: Type, dims: &[usize]) -> Result<(), String> {
    let text = || dims.iter().map(usize::to_string).collect::<Vec<_>>().join("×");
    let sample = dims.iter().skip(1).try_fold(1_u64, |all, dim| all.checked_mul(*dim as u64));
    let Some(sample) = sample.filter(|sample| *sample <= LARGEST_SAMPLE) else {
        return Err(format!("by its dimensions, {}, a single sample is too large", text()));
    };
    if sample == 0 {
        return Err(format!("by its dimensions, {}, its samples are empty", text()));
    }
    let samples = dims.first().map_or(0, |dim| *dim as u64);
    let whole = samples.checked_mul(sample).and_then(|all| all.checked_mul(ty.size() as u64));
    match whole.and_then(|all| all.checked_add(20)) {
        Some(_) => Ok(()),
        None => Err(format!("by its dimensions, {}, it is too large", text())),
    }
}

pub fn big_endian(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |all, byte| (all << 8) | u32::from(*byte))
}

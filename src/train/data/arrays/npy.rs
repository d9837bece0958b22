//! The npy format of NumPy, versions 1 to 3: a magic, a header in Python's words, then the numbers.

use super::kind::Kind;
use super::stored::Stored;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::data::{array_type, no_rows, wrong_format};
use crate::source::Span;
use crate::train::data::stream::{Bytes, fill, unreadable};

pub const MAGIC: &[u8] = b"\x93NUMPY";
/// A header longer than this is a damaged one.
const LONGEST: usize = 1 << 16;

/// What the header says.
#[derive(Debug, PartialEq)]
struct Header {
    descr: String,
    fortran: bool,
    shape: Vec<usize>,
}

/// Reads the head; `length` is that of all bytes, head included.
///
/// # Errors
/// It is no npy file, or holds something else than numbers.
pub fn open(
    mut bytes: Bytes,
    length: Option<u64>,
    shown: String,
    span: Span,
) -> Result<Stored, Diagnostic> {
    let system = |error: std::io::Error| unreadable(span, &shown, &error);
    let mut magic = [0_u8; 8];
    let got = fill(&mut bytes, &mut magic).map_err(system)?;
    let other = || {
        let found = magic.get(..got).unwrap_or_default();
        wrong_format::diagnostic(span, &shown, "an npy array", found)
    };
    if got < 8 || !magic.starts_with(MAGIC) {
        return Err(other());
    }
    let [.., major, _] = magic;
    let digits = if major == 1 { 2 } else { 4 };
    let mut size = [0_u8; 4];
    let place = size.get_mut(..digits).unwrap_or_default();
    fill(&mut bytes, place).map_err(system)?;
    let size = u32::from_le_bytes(size) as usize;
    let damaged = |reason: &str| wrong_format::damaged(span, &shown, "npy", reason);
    if !(1..=3).contains(&major) || size > LONGEST {
        return Err(damaged("its header makes no sense"));
    }
    let mut text = vec![0_u8; size];
    if fill(&mut bytes, &mut text).map_err(system)? < size {
        return Err(damaged("it ends within its header"));
    }
    let header = parse(&String::from_utf8_lossy(&text));
    let Some(Header { descr, fortran, shape }) = header else {
        return Err(damaged("its header makes no sense"));
    };
    let (order, letters) = descr.split_at_checked(1).unwrap_or_default();
    let Some(kind) = Kind::of_numpy(letters) else {
        return Err(array_type::diagnostic(span, &shown, &words(&descr)));
    };
    if shape.first().is_none_or(|samples| *samples == 0) {
        return Err(no_rows::diagnostic(span, &shown, "holds no samples"));
    }
    let head = (8 + digits + size) as u64;
    let length = length.map(|length| length.saturating_sub(head));
    Stored { kind, big_endian: order == ">", fortran, shape, bytes, length, shown, span }.sound()
}

/// A type that is not a number, in words.
fn words(descr: &str) -> String {
    match descr.get(1..2) {
        Some("O") => "Python objects".to_owned(),
        Some("U" | "S") => "text".to_owned(),
        Some("c") => "complex numbers".to_owned(),
        Some("M" | "m") => "dates".to_owned(),
        _ => format!("the type {descr}"),
    }
}

/// `{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }`
fn parse(text: &str) -> Option<Header> {
    let after = |key: &str| {
        let (_, rest) = text.split_once(&format!("'{key}'"))?;
        Some(rest.trim_start().strip_prefix(':')?.trim_start())
    };
    let descr = after("descr")?;
    let descr = match descr.strip_prefix(['\'', '"']) {
        Some(rest) => rest.split(['\'', '"']).next()?.to_owned(),
        None => "of records".to_owned(),
    };
    let fortran = after("fortran_order")?.starts_with("True");
    let (shape, _) = after("shape")?.strip_prefix('(')?.split_once(')')?;
    let parts = shape.split(',').map(str::trim).filter(|part| !part.is_empty());
    let shape: Option<Vec<usize>> =
        parts.map(|part| part.trim_end_matches('L').parse().ok()).collect();
    Some(Header { descr, fortran, shape: shape? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_of_every_age() {
        let parsed = parse("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }  \n");
        let wanted = Header { descr: "<f4".into(), fortran: false, shape: vec![3, 4] };
        assert_eq!(parsed, Some(wanted));
        let parsed = parse("{'shape': (7L,), 'fortran_order': True, 'descr': \"|u1\"}").unwrap();
        assert_eq!((parsed.descr.as_str(), parsed.fortran, parsed.shape), ("|u1", true, vec![7]));
        assert_eq!(
            parse("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': ()}").unwrap().descr,
            "of records"
        );
        for broken in
            ["", "{}", "{'descr': '<f4'}", "{'descr': '<f4', 'fortran_order': False, 'shape': (x)}"]
        {
            assert_eq!(parse(broken), None, "{broken}");
        }
    }
}

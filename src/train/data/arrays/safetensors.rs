//! The safetensors format: eight bytes of length, a header in JSON, then the numbers.

use super::kind::Kind;
use super::stored::Stored;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::data::{array_type, no_rows, wrong_format};
use crate::source::Span;
use crate::train::data::locate::shown;
use crate::train::data::stream::unreadable;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;

/// The format's own limit.
const LONGEST: u64 = 100_000_000;

#[derive(Debug, Deserialize)]
struct Tensor {
    dtype: String,
    shape: Vec<usize>,
    data_offsets: (u64, u64),
}

struct Head {
    tensors: BTreeMap<String, Tensor>,
    /// Where the numbers begin.
    start: u64,
    /// Of the whole file.
    length: u64,
}

fn head(path: &Path, span: Span) -> Result<Head, Diagnostic> {
    let shown = shown(path);
    let system = |error: std::io::Error| unreadable(span, &shown, &error);
    let mut file = File::open(path).map_err(system)?;
    let length = file.metadata().map_err(system)?.len();
    let mut start = Vec::new();
    file.by_ref().take(9).read_to_end(&mut start).map_err(system)?;
    let other = || wrong_format::diagnostic(span, &shown, "a safetensors file", &start);
    let Some((size, [b'{'])) = start.split_first_chunk::<8>() else { return Err(other()) };
    let size = u64::from_le_bytes(*size);
    if size > LONGEST {
        return Err(other());
    }
    if size.saturating_add(8) > length {
        let reason = "it ends within its header";
        return Err(wrong_format::damaged(span, &shown, "safetensors", reason));
    }
    let mut text = vec![b'{'];
    file.take(size.saturating_sub(1)).read_to_end(&mut text).map_err(system)?;
    let tensors = parse(&text).ok_or_else(|| {
        wrong_format::damaged(span, &shown, "safetensors", "its header makes no sense")
    })?;
    let end = tensors.values().map(|tensor| tensor.data_offsets.1).max().unwrap_or(0);
    if end.saturating_add(8 + size) > length {
        let reason = format!("it ends after {length} bytes, before its last tensor");
        return Err(wrong_format::damaged(span, &shown, "safetensors", &reason));
    }
    Ok(Head { tensors, start: 8 + size, length })
}

fn parse(text: &[u8]) -> Option<BTreeMap<String, Tensor>> {
    let all: BTreeMap<String, serde_json::Value> = serde_json::from_slice(text).ok()?;
    let tensors = all.into_iter().filter(|(name, _)| name != "__metadata__");
    tensors.map(|(name, value)| Some((name, serde_json::from_value(value).ok()?))).collect()
}

/// The names of the tensors.
///
/// # Errors
/// It is no safetensors file.
pub fn names(path: &Path, span: Span) -> Result<Vec<String>, Diagnostic> {
    Ok(head(path, span)?.tensors.into_keys().collect())
}

/// One tensor of the file.
///
/// # Errors
/// The tensor is damaged, or of an unknown type.
pub fn open(path: &Path, name: &str, span: Span) -> Result<Stored, Diagnostic> {
    let mut head = head(path, span)?;
    let whole = format!("{}, tensor `{name}`", shown(path));
    let damaged = |reason: &str| wrong_format::damaged(span, &whole, "safetensors", reason);
    let Some(tensor) = head.tensors.remove(name) else {
        return Err(damaged("it cannot be found in the file"));
    };
    let Some(kind) = Kind::of_safetensors(&tensor.dtype) else {
        return Err(array_type::diagnostic(span, &whole, &format!("the type {}", tensor.dtype)));
    };
    if tensor.shape.first().is_none_or(|samples| *samples == 0) {
        return Err(no_rows::diagnostic(span, &whole, "holds no samples"));
    }
    let (from, to) = tensor.data_offsets;
    let start = head.start.saturating_add(from);
    let there = head.length.saturating_sub(start).min(to.saturating_sub(from));
    let system = |error: std::io::Error| unreadable(span, &whole, &error);
    let mut file = BufReader::new(File::open(path).map_err(system)?);
    file.seek(SeekFrom::Start(start)).map_err(system)?;
    Stored {
        kind,
        big_endian: false,
        fortran: false,
        shape: tensor.shape,
        bytes: Box::new(file.take(there)),
        length: Some(there),
        shown: whole,
        span,
    }
    .sound()
}

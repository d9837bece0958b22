//! npz archives of NumPy: zip files of npy files.

use super::checked::Checked;
use super::npy;
use super::stored::Stored;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::data::{not_supported_inside, wrong_format};
use crate::source::Span;
use crate::train::data::locate::shown;
use crate::train::data::stream::{Bytes, unreadable};
use flate2::read::DeflateDecoder;
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use zip::{CompressionMethod, ZipArchive};

fn archive(path: &Path, span: Span) -> Result<ZipArchive<BufReader<File>>, Diagnostic> {
    let shown = shown(path);
    let file = File::open(path).map_err(|error| unreadable(span, &shown, &error))?;
    let mut head = Vec::new();
    let mut reader = BufReader::new(file);
    let system = |error: std::io::Error| unreadable(span, &shown, &error);
    reader.by_ref().take(8).read_to_end(&mut head).map_err(system)?;
    if !head.starts_with(b"PK") {
        return Err(wrong_format::diagnostic(span, &shown, "an npz archive", &head));
    }
    reader.rewind().map_err(system)?;
    ZipArchive::new(reader)
        .map_err(|_| wrong_format::damaged(span, &shown, "npz", "its list of arrays is cut off"))
}

/// The names of the arrays.
///
/// # Errors
/// It is no archive.
pub fn names(path: &Path, span: Span) -> Result<Vec<String>, Diagnostic> {
    let archive = archive(path, span)?;
    let name = |name: &str| name.strip_suffix(".npy").map(str::to_owned);
    Ok(archive.file_names().filter_map(Result::ok).filter_map(|one| name(&one)).collect())
}

/// One array of the archive.
///
/// # Errors
/// The array is damaged, or no array of numbers.
pub fn open(path: &Path, name: &str, span: Span) -> Result<Stored, Diagnostic> {
    let mut archive = archive(path, span)?;
    let whole = format!("{}, array `{name}`", shown(path));
    let damaged = |_| wrong_format::damaged(span, &whole, "npz", "it cannot be found in the file");
    let (start, packed, size, crc, method) = {
        let at = archive.index_for_name(&format!("{name}.npy")).unwrap_or(usize::MAX);
        let entry = archive.by_index_raw(at).map_err(damaged)?;
        let start = entry.data_start().unwrap_or(0);
        (start, entry.compressed_size(), entry.size(), entry.crc32(), entry.compression())
    };
    let mut file = archive.into_inner();
    file.seek(SeekFrom::Start(start)).map_err(|error| unreadable(span, &whole, &error))?;
    let body = file.take(packed);
    let bytes: Bytes = match method {
        CompressionMethod::Stored => Box::new(Checked::new(body, crc)),
        CompressionMethod::Deflated => Box::new(Checked::new(DeflateDecoder::new(body), crc)),
        other => {
            let what = format!("is compressed by {other}");
            let help = "write it with numpy.savez or numpy.savez_compressed";
            return Err(not_supported_inside::diagnostic(span, &whole, &what, help));
        }
    };
    npy::open(bytes, Some(size), whole, span)
}

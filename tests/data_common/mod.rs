//! What the data tests share: specifications, folders that vanish, idx files.
#![allow(dead_code, clippy::unwrap_used)] // reason: a test; each file uses its own share

use hpm::diagnostic::Diagnostic;
use hpm::source::{FileId, Span};
use hpm::template::{DataSpec, InputSpec, Missing, OutputSpec, Scaling, Source, Splits};
use hpm::train::data::{self, Prepared};
use std::io::Write;
use std::path::{Path, PathBuf};

pub const SOURCE: Span = Span { file: FileId(0), start: 10, end: 30 };
pub const TARGET: Span = Span { file: FileId(0), start: 40, end: 50 };
pub const FEATURE: Span = Span { file: FileId(0), start: 60, end: 70 };

pub fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

pub fn spec(source: Source) -> DataSpec {
    DataSpec {
        source,
        source_span: SOURCE,
        target: Vec::new(),
        features: Vec::new(),
        categories: Vec::new(),
        missing: Missing::Error,
        splits: Splits { validation: 0.2, test: 0.2 },
        stratify: true,
        scale: Scaling::Standard,
        samples: None,
        seed: 0,
    }
}

pub fn digits_spec() -> DataSpec {
    spec(Source::Digits)
}

pub fn csv_spec(path: &str, target: &[&str]) -> DataSpec {
    let mut spec = spec(Source::Csv { path: path.into(), delimiter: ',', header: true });
    spec.target = target.iter().map(|name| ((*name).to_owned(), TARGET)).collect();
    spec
}

pub fn idx_spec(path: &str) -> DataSpec {
    spec(Source::Idx { path: path.into(), labels: None, test_images: None, test_labels: None })
}

pub fn load(
    spec: &DataSpec,
    base: &Path,
    input: InputSpec,
    output: OutputSpec,
) -> Result<Prepared, Vec<Diagnostic>> {
    data::load(spec, base, input, output)
}

/// An idx file of single bytes (type 8) or of whatever the type says.
pub fn idx_bytes(ty: u8, dims: &[u32], body: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0, 0, ty, dims.len() as u8];
    dims.iter().for_each(|dim| bytes.extend(dim.to_be_bytes()));
    bytes.extend(body);
    bytes
}

/// A folder of its own for a test.
pub struct Folder(tempfile::TempDir);

impl Folder {
    pub fn new() -> Folder {
        Folder(tempfile::tempdir().unwrap())
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    pub fn write_gzip(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(bytes).unwrap();
        self.write(name, &packed.finish().unwrap())
    }
}

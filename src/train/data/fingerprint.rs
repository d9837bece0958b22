//! Whether data is still what it was: a cheap and stable identity of its files.

use super::digits;
use super::idx;
use super::locate::{Base, names};
use crate::template::{ArrayFormat, DataSpec, Source};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

/// Longer files are judged by their length, their first and their last MiB.
const WHOLE: u64 = 64 << 20;
const SAMPLE: u64 = 1 << 20;
/// Of each file of a large folder.
const HEAD: u64 = 1 << 12;

/// Names every file of the source with its length and the start of its SHA-256, for example
/// `iris.csv 3858 bytes sha256:0a1b2c3d4e5f6071`. Equal for equal files, whatever folder they are
/// in; another text for changed or missing ones.
pub fn fingerprint(spec: &DataSpec, base: &Path) -> String {
    match &spec.source {
        Source::Digits => format!("digits sha256:{}", hex(&Sha256::digest(digits::PACKED))),
        Source::Csv { path, .. } | Source::Parquet { path } | Source::Series { path, .. } => {
            describe(&base.join(path))
        }
        Source::Idx { .. } => {
            let base = Base { folder: base, span: spec.source_span };
            let Ok(paths) = idx::paths(&spec.source, base) else { return "files missing".into() };
            let mut files: Vec<PathBuf> = vec![paths.train.images, paths.train.labels];
            files.extend(paths.test.into_iter().flat_map(|test| [test.images, test.labels]));
            all(&files)
        }
        Source::ImageFolder { path, .. } => folder(&base.join(path)),
        Source::Text(text) if base.join(&text.path).is_dir() => folder(&base.join(&text.path)),
        Source::Text(text) => describe(&base.join(&text.path)),
        Source::Arrays(arrays) if arrays.format == ArrayFormat::Npy => {
            let paths = [Some(&arrays.inputs), Some(&arrays.targets)];
            let test = [arrays.test_inputs.as_ref(), arrays.test_targets.as_ref()];
            let paths = paths.into_iter().chain(test).flatten();
            all(&paths.map(|path| base.join(path)).collect::<Vec<_>>())
        }
        Source::Arrays(arrays) => describe(&base.join(&arrays.path)),
        // Drawn by the specification itself, which a study keeps as well.
        Source::Generated(set) => format!("{set:?} seed {}", spec.seed),
        Source::Missing => "no data".into(),
    }
}

fn all(files: &[PathBuf]) -> String {
    files.iter().map(|file| describe(file)).collect::<Vec<_>>().join("; ")
}

/// A folder with everything below it: names, lengths, and contents; of many bytes only the first
/// ones of each file.
fn folder(root: &Path) -> String {
    let mut files = Vec::new();
    below(root, &mut files);
    let length = |file: &PathBuf| std::fs::metadata(file).map_or(0, |data| data.len());
    let total: u64 = files.iter().map(length).sum();
    let most = if total <= WHOLE { WHOLE } else { HEAD };
    let mut hasher = Sha256::new();
    for file in &files {
        let name = file.strip_prefix(root).unwrap_or(file).to_string_lossy();
        hasher.update(format!("{name}\n{}\n", length(file)).replace('\\', "/"));
        if let Ok(mut opened) = File::open(file) {
            // What cannot be read is told when it is loaded.
            let _ = feed(&mut opened, most, &mut hasher);
        }
    }
    let name = root.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let hash = hex(&hasher.finalize());
    format!("{name} {} files {total} bytes sha256:{hash}", files.len())
}

fn below(folder: &Path, files: &mut Vec<PathBuf>) {
    for name in names(folder) {
        let path = folder.join(name);
        if path.is_dir() { below(&path, files) } else { files.push(path) }
    }
}

fn describe(path: &Path) -> String {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    match digest(path) {
        Ok((length, digest)) => format!("{name} {length} bytes sha256:{digest}"),
        Err(_) => format!("{name} missing"),
    }
}

fn digest(path: &Path) -> io::Result<(u64, String)> {
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    let mut hasher = Sha256::new();
    if length <= WHOLE {
        feed(&mut file, length, &mut hasher)?;
    } else {
        feed(&mut file, SAMPLE, &mut hasher)?;
        file.seek(SeekFrom::End(-(SAMPLE as i64)))?;
        feed(&mut file, SAMPLE, &mut hasher)?;
    }
    Ok((length, hex(&hasher.finalize())))
}

fn feed(file: &mut File, bytes: u64, hasher: &mut Sha256) -> io::Result<()> {
    let mut left = file.take(bytes);
    let mut buffer = vec![0_u8; 1 << 16];
    loop {
        let got = left.read(&mut buffer)?;
        if got == 0 {
            return Ok(());
        }
        hasher.update(buffer.get(..got).unwrap_or_default());
    }
}

/// The first 8 bytes.
fn hex(digest: &[u8]) -> String {
    digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

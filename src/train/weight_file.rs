//! Weight files on disk.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::error::TrainError;
use crate::backend::candle::{self, Network};

/// The note on how real targets were scaled, where they were.
pub const TARGET_SCALE: &str = "target_scale";

/// Writes beside the path and renames: a reader sees the old file or the whole new one.
///
/// # Errors
/// The path and why it cannot be written.
pub fn write(
    network: &Network,
    path: &Path,
    metadata: &BTreeMap<String, String>,
) -> Result<(), TrainError> {
    let bytes = candle::to_bytes(network, metadata)?;
    let fault = |fault: std::io::Error| {
        TrainError::Failed(format!("cannot write {}: {fault}", path.display()))
    };
    let beside = beside(path);
    let written = fs::File::create(&beside)
        .and_then(|mut file| file.write_all(&bytes).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&beside, path));
    written.map_err(|error| {
        // What is left of a failed attempt is of no use; the first fault is the one to tell.
        let _ = fs::remove_file(&beside);
        fault(error)
    })
}

fn beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".{}.part", std::process::id()));
    path.with_file_name(name)
}

/// # Errors
/// The path and why it cannot be read.
pub fn read(path: &Path) -> Result<Vec<u8>, TrainError> {
    fs::read(path)
        .map_err(|fault| TrainError::Failed(format!("cannot read {}: {fault}", path.display())))
}

/// What was noted in a weight file when it was saved.
///
/// # Errors
/// The file cannot be read or is no weight file.
pub fn metadata(path: &Path) -> Result<BTreeMap<String, String>, TrainError> {
    candle::metadata(&read(path)?).map_err(|fault| refused(path, &fault))
}

pub fn refused(path: &Path, fault: &str) -> TrainError {
    TrainError::Failed(format!("{}: {fault}", path.display()))
}

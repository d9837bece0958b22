//! One sweep at a time per study. The lock is the operating system's: it ends with its process,
//! however that ends.

use super::error::StudyError;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Held as long as it lives.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

/// The lock is a file of its own: closing any handle of a SQLite file would drop SQLite's locks.
fn beside(study: &Path) -> PathBuf {
    let mut path = study.as_os_str().to_owned();
    path.push(".lock");
    path.into()
}

impl Lock {
    /// # Errors
    /// Another process holds it, or the file cannot be made.
    pub(super) fn take(study: &Path) -> Result<Lock, StudyError> {
        let store = |why: String| StudyError::Store { path: study.to_path_buf(), why };
        let open = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(beside(study));
        let mut file = open.map_err(|error| store(format!("its lock cannot be made: {error}")))?;
        // A reader that looks whether a sweep is running holds the lock for an instant.
        for _ in 0..10 {
            match file.try_lock() {
                Ok(()) => {
                    sign(&mut file);
                    return Ok(Lock { _file: file });
                }
                Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(20)),
                // A file system without locks: better no lock than no sweep.
                Err(TryLockError::Error(_)) => return Ok(Lock { _file: file }),
            }
        }
        Err(StudyError::Locked { path: study.to_path_buf(), process: signature(&mut file) })
    }

    /// Whether a process holds the lock now.
    pub(super) fn is_held(study: &Path) -> bool {
        let Ok(file) = File::open(beside(study)) else { return false };
        matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock))
    }
}

/// Leaves the process id for the message of whoever comes second; it may fail, the lock holds anyway.
fn sign(file: &mut File) {
    let signed = file.set_len(0).and_then(|()| file.rewind());
    let _ = signed.and_then(|()| write!(file, "{}", std::process::id()));
}

fn signature(file: &mut File) -> Option<u32> {
    let mut text = String::new();
    file.read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}

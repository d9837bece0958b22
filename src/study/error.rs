//! What can go wrong with a study, in words for people.

use super::changes::Change;
use crate::sweep::JournalError;
use std::fmt;
use std::path::{Path, PathBuf};

/// A study cannot be opened, read or written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StudyError {
    /// There is no such file.
    Missing(PathBuf),
    /// A study would be made where there is a file already.
    Exists(PathBuf),
    /// The file was made, and the sweep stopped before it wrote anything.
    Blank(PathBuf),
    NotAStudy {
        path: PathBuf,
        why: String,
    },
    /// Written by a later hpm, in a form that this one does not know.
    Newer {
        path: PathBuf,
        by: String,
    },
    /// Another process is sweeping into this study.
    Locked {
        path: PathBuf,
        process: Option<u32>,
    },
    Damaged {
        path: PathBuf,
        why: String,
    },
    /// The disk is full, the folder is read-only, and the like.
    Store {
        path: PathBuf,
        why: String,
    },
}

impl std::error::Error for StudyError {}

impl fmt::Display for StudyError {
    fn fmt(&self, to: &mut fmt::Formatter) -> fmt::Result {
        match self {
            StudyError::Missing(path) => write!(to, "there is no study at {}", path.display()),
            StudyError::Exists(path) => write!(to, "there is a file at {} already", path.display()),
            StudyError::Blank(path) => write!(
                to,
                "the study {} is empty: its sweep was stopped before the first trial; run the sweep again",
                path.display()
            ),
            StudyError::NotAStudy { path, why } => {
                write!(to, "{} is not a study of hpm: {why}", path.display())
            }
            StudyError::Newer { path, by } => write!(
                to,
                "the study {} was written by hpm {by}, in a form that this hpm {} does not know; use that version",
                path.display(),
                env!("CARGO_PKG_VERSION")
            ),
            StudyError::Locked { path, process } => locked(to, path, *process),
            StudyError::Damaged { path, why } => write!(
                to,
                "the study {} is damaged ({why}); delete it and sweep again, or take a copy from a backup",
                path.display()
            ),
            StudyError::Store { path, why } => {
                write!(to, "the study {} cannot be used: {why}", path.display())
            }
        }
    }
}

fn locked(to: &mut fmt::Formatter, path: &Path, process: Option<u32>) -> fmt::Result {
    write!(to, "another sweep is running on {}", path.display())?;
    match process {
        Some(process) => write!(to, " (process {process})"),
        None => Ok(()),
    }
}

/// A study cannot be carried on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResumeError {
    /// The specification says something else now. At least one change, in the order of its lines.
    SpecChanged {
        path: PathBuf,
        changes: Vec<Change>,
    },
    /// The data are not those that the study began with.
    DataChanged {
        path: PathBuf,
        was: String,
        now: String,
    },
    Study(StudyError),
}

impl std::error::Error for ResumeError {}

impl fmt::Display for ResumeError {
    fn fmt(&self, to: &mut fmt::Formatter) -> fmt::Result {
        match self {
            ResumeError::SpecChanged { path, changes } => {
                write!(
                    to,
                    "the specification has changed since the study {} began:",
                    path.display()
                )?;
                changes.iter().try_for_each(|change| write!(to, "\n  {change}"))
            }
            ResumeError::DataChanged { path, was, now } if was == now => write!(
                to,
                "the data have changed since the study {} began, though they are still {now}",
                path.display()
            ),
            ResumeError::DataChanged { path, was, now } => write!(
                to,
                "the data have changed since the study {} began: they were {was}, and are {now} now",
                path.display()
            ),
            ResumeError::Study(error) => error.fmt(to),
        }
    }
}

impl From<StudyError> for ResumeError {
    fn from(error: StudyError) -> ResumeError {
        ResumeError::Study(error)
    }
}

impl From<StudyError> for JournalError {
    fn from(error: StudyError) -> JournalError {
        JournalError(error.to_string())
    }
}

/// A fault inside the room, before it is known which file it is about.
#[derive(Debug)]
pub(super) enum Fault {
    Sqlite(rusqlite::Error),
    /// A text in the file is not what was written there.
    Json(serde_json::Error),
    /// A text in the file that should be there is not.
    Absent(&'static str),
    /// The sweep asks for something that contradicts what is recorded.
    Contradiction(String),
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Fault {
        Fault::Sqlite(error)
    }
}

impl From<serde_json::Error> for Fault {
    fn from(error: serde_json::Error) -> Fault {
        Fault::Json(error)
    }
}

impl Fault {
    pub(super) fn at(self, path: &Path) -> StudyError {
        let path = path.to_path_buf();
        match self {
            Fault::Sqlite(error) => sqlite(path, &error),
            Fault::Json(error) => StudyError::Damaged { path, why: format!("a record: {error}") },
            Fault::Absent(what) => StudyError::Damaged { path, why: format!("{what} is missing") },
            Fault::Contradiction(why) => StudyError::Store { path, why },
        }
    }
}

fn sqlite(path: PathBuf, error: &rusqlite::Error) -> StudyError {
    use rusqlite::ErrorCode as Code;
    let store = |why: &str| StudyError::Store { path: path.clone(), why: why.to_owned() };
    match error.sqlite_error_code() {
        Some(Code::NotADatabase) => {
            StudyError::NotAStudy { path, why: "it is not a SQLite file".to_owned() }
        }
        Some(Code::DatabaseCorrupt) => StudyError::Damaged { path, why: error.to_string() },
        Some(Code::DiskFull) => store("the disk is full"),
        Some(Code::ReadOnly) => store("it is read-only"),
        Some(Code::PermissionDenied | Code::AuthorizationForStatementDenied) => {
            store("it may not be read")
        }
        Some(Code::CannotOpen) => store("it cannot be opened; are the rights of its folder right?"),
        Some(Code::DatabaseBusy | Code::DatabaseLocked) => {
            store("another program has held it for more than 30 s")
        }
        Some(Code::SystemIoFailure) => store(&format!("the disk reports a fault ({error})")),
        _ => store(&error.to_string()),
    }
}

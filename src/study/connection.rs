//! Opening the SQLite file.

use super::error::{Fault, StudyError};
use super::meta;
use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension};
use std::path::Path;
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(30);

/// To write; the file is made where it is missing.
pub(super) fn writer(path: &Path) -> Result<Connection, Fault> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(PATIENCE)?;
    // A commit survives the end of the process; a loss of power may cost the last ones, no more.
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

/// To read, also while a sweep writes, and in a folder where nothing may be written.
pub(super) fn reader(path: &Path) -> Result<Connection, Fault> {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection.busy_timeout(PATIENCE)?;
    connection.pragma_update(None, "query_only", true)?;
    match is_blank(&connection) {
        // WAL wants to make files beside the study. Without them nobody writes: read it as it lies.
        Err(Fault::Sqlite(error))
            if matches!(
                error.sqlite_error_code(),
                Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly)
            ) =>
        {
            let uri = format!("file:{}?immutable=1", escaped(path));
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
            Ok(Connection::open_with_flags(uri, flags)?)
        }
        _ => Ok(connection),
    }
}

fn escaped(path: &Path) -> String {
    let text = path.to_string_lossy();
    text.replace('%', "%25").replace('?', "%3f").replace('#', "%23")
}

/// No table at all.
pub(super) fn is_blank(connection: &Connection) -> Result<bool, Fault> {
    let tables: i64 =
        connection.query_row("SELECT count(*) FROM sqlite_master", [], |row| row.get(0))?;
    Ok(tables == 0)
}

/// Whether the file holds a study in a format known here.
pub(super) fn verify(connection: &Connection, path: &Path) -> Result<(), StudyError> {
    let at = |fault: Fault| fault.at(path);
    if is_blank(connection).map_err(at)? {
        return Err(StudyError::Blank(path.to_path_buf()));
    }
    let other =
        |why: &str| Err(StudyError::NotAStudy { path: path.to_path_buf(), why: why.to_owned() });
    if !has(connection, "hpm_meta").map_err(at)? {
        let of_optuna = has(connection, "studies").map_err(at)?;
        return other(if of_optuna {
            "it is a study of Optuna that hpm did not make"
        } else {
            "it is a SQLite file of something else"
        });
    }
    let format = meta::get(connection, "format").map_err(at)?;
    match format.and_then(|format| format.parse::<u32>().ok()) {
        Some(format) if format <= meta::FORMAT => Ok(()),
        Some(_) => {
            let by = meta::get(connection, "hpm_version").map_err(at)?;
            let by = by.unwrap_or_else(|| "of a later version".to_owned());
            Err(StudyError::Newer { path: path.to_path_buf(), by })
        }
        None => other("it does not say its format"),
    }
}

fn has(connection: &Connection, table: &str) -> Result<bool, Fault> {
    let ask = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?1";
    let found: Option<i64> = connection.query_row(ask, [table], |row| row.get(0)).optional()?;
    Ok(found.is_some())
}

/// A file that was cut or overwritten is told before the sweep builds on it.
pub(super) fn check(connection: &Connection, path: &Path) -> Result<(), StudyError> {
    let told: String = connection
        .query_row("PRAGMA quick_check(1)", [], |row| row.get(0))
        .map_err(|error| Fault::from(error).at(path))?;
    if told == "ok" {
        return Ok(());
    }
    let why = told.lines().last().unwrap_or_default().to_owned();
    Err(StudyError::Damaged { path: path.to_path_buf(), why })
}

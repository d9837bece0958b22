//! Making, opening and resuming a study.

use super::changes::{self, Change};
use super::connection;
use super::error::{Fault, ResumeError, StudyError};
use super::head::{Head, StudyHead};
use super::lock::Lock;
use super::meta;
use rusqlite::{Connection, TransactionBehavior, params};
use std::path::{Path, PathBuf};

/// A study that is being written. One process holds it at a time; readers may look at any time.
#[derive(Debug)]
pub struct Study {
    pub(super) connection: Connection,
    pub(super) path: PathBuf,
    pub(super) head: Head,
    _lock: Lock,
}

impl Study {
    /// Makes a study at `path`, with the folders on the way there.
    ///
    /// # Errors
    /// A file is there already, or nothing can be written there.
    pub fn create(path: &Path, head: &StudyHead) -> Result<Study, StudyError> {
        if let Some(folder) = path.parent() {
            let made = std::fs::create_dir_all(folder);
            made.map_err(|error| StudyError::Store {
                path: path.to_path_buf(),
                why: format!("its folder cannot be made: {error}"),
            })?;
        }
        let lock = Lock::take(path)?;
        let existed = path.exists();
        let mut connection = match connection::writer(path) {
            Err(Fault::Sqlite(error)) if existed && is_foreign(&error) => {
                return Err(StudyError::Exists(path.to_path_buf()));
            }
            opened => opened.map_err(|fault| fault.at(path))?,
        };
        // A sweep that was killed at once leaves a file without tables.
        if existed && !connection::is_blank(&connection).map_err(|fault| fault.at(path))? {
            return Err(StudyError::Exists(path.to_path_buf()));
        }
        let head = found(&mut connection, head).map_err(|fault| fault.at(path))?;
        Ok(Study { connection, path: path.to_path_buf(), head, _lock: lock })
    }

    /// Opens a study to write, whatever specification it is of.
    ///
    /// # Errors
    /// There is none, it is damaged or of a later format, or a sweep is running on it.
    pub fn open(path: &Path) -> Result<Study, StudyError> {
        if !path.exists() {
            return Err(StudyError::Missing(path.to_path_buf()));
        }
        let lock = Lock::take(path)?;
        let at = |fault: Fault| fault.at(path);
        // Look before the mode of a stranger's file is changed.
        connection::verify(&connection::reader(path).map_err(at)?, path)?;
        let connection = connection::writer(path).map_err(at)?;
        connection::check(&connection, path)?;
        let head = meta::read(&connection).map_err(at)?;
        Ok(Study { connection, path: path.to_path_buf(), head, _lock: lock })
    }

    /// Opens the study of this specification and these data, to carry it on.
    ///
    /// # Errors
    /// As `open`; and the specification or the data are not those that it began with.
    pub fn resume(path: &Path, head: &StudyHead) -> Result<Study, ResumeError> {
        let mut study = Study::open(path)?;
        if study.head.spec_fingerprint != head.spec_fingerprint {
            let changes = differences(&study.head, head);
            return Err(ResumeError::SpecChanged { path: path.to_path_buf(), changes });
        }
        if study.head.data_fingerprint != head.data_fingerprint {
            return Err(ResumeError::DataChanged {
                path: path.to_path_buf(),
                was: study.head.data,
                now: head.data.clone(),
            });
        }
        study.write(|connection, _| meta::refresh(connection, head))?;
        study.head = meta::read(&study.connection).map_err(|fault| fault.at(path))?;
        Ok(study)
    }

    /// Whether there is a study at `path` to resume; a file that holds nothing yet does not count.
    pub fn exists(path: &Path) -> bool {
        path.exists()
            && !connection::reader(path)
                .and_then(|connection| connection::is_blank(&connection))
                .unwrap_or(false)
    }

    pub fn head(&self) -> &Head {
        &self.head
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Seconds used so far, over all runs.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn elapsed(&self) -> Result<f64, StudyError> {
        meta::seconds(&self.connection).map_err(|fault| fault.at(&self.path))
    }

    /// Adds what this run used since it last did so.
    ///
    /// # Errors
    /// The store cannot be written.
    pub fn add_elapsed(&mut self, seconds: f64) -> Result<(), StudyError> {
        self.write(|connection, _| {
            let sum = meta::seconds(connection)? + seconds;
            meta::set(connection, "seconds", &sum.to_string())
        })
    }

    /// All that `act` writes, or nothing of it.
    pub(super) fn write(
        &mut self,
        act: impl FnOnce(&Connection, &Head) -> Result<(), Fault>,
    ) -> Result<(), StudyError> {
        let head = &self.head;
        let transact = || {
            let transaction =
                self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            act(&transaction, head)?;
            Ok(transaction.commit()?)
        };
        transact().map_err(|fault: Fault| fault.at(&self.path))
    }
}

/// The file holds something that is no SQLite.
fn is_foreign(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(rusqlite::ErrorCode::NotADatabase)
}

/// Tables and head in one transaction: a study is there wholly or not at all.
fn found(connection: &mut Connection, head: &StudyHead) -> Result<Head, Fault> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    transaction.execute_batch(include_str!("schema/optuna.sql"))?;
    transaction.execute_batch(include_str!("schema/hpm.sql"))?;
    meta::write(&transaction, head)?;
    transaction.execute("INSERT INTO studies VALUES (1, ?1)", params![head.name])?;
    for (at, goal) in head.objectives.iter().enumerate() {
        let direction = if goal.maximize { "MAXIMIZE" } else { "MINIMIZE" };
        transaction.execute(
            "INSERT INTO study_directions (direction, study_id, objective) VALUES (?1, 1, ?2)",
            params![direction, at as i64],
        )?;
    }
    let names: Vec<&str> = head.objectives.iter().map(|goal| goal.metric.as_str()).collect();
    transaction.execute(
        "INSERT INTO study_system_attributes (study_id, key, value_json)
         VALUES (1, 'study:metric_names', ?1)",
        params![serde_json::to_string(&names)?],
    )?;
    let about = [
        ("hpm_version", env!("CARGO_PKG_VERSION")),
        ("data", head.data.as_str()),
        ("specification", head.spec_text.as_str()),
    ];
    for (key, value) in about {
        transaction.execute(
            "INSERT INTO study_user_attributes (study_id, key, value_json) VALUES (1, ?1, ?2)",
            params![key, serde_json::to_string(value)?],
        )?;
    }
    let head = meta::read(&transaction)?;
    transaction.commit()?;
    Ok(head)
}

fn differences(was: &Head, now: &StudyHead) -> Vec<Change> {
    let mut changes = changes::lines(&was.spec_text, &now.spec_text);
    if was.seed != now.seed && changes.is_empty() {
        changes.push(setting("seed", &was.seed.to_string(), &now.seed.to_string()));
    }
    let value = |settings: &[(String, String)], name: &str| {
        let found = settings.iter().find(|(known, _)| known == name);
        found.map_or_else(|| "not set".to_owned(), |(_, value)| value.clone())
    };
    let gone = was
        .settings
        .iter()
        .filter(|(name, _)| !now.settings.iter().any(|(known, _)| known == name));
    for (name, _) in now.settings.iter().chain(gone) {
        let (old, new) = (value(&was.settings, name), value(&now.settings, name));
        if old != new {
            changes.push(setting(name, &old, &new));
        }
    }
    if changes.is_empty() {
        changes.push(Change::Hidden);
    }
    changes
}

fn setting(name: &str, was: &str, now: &str) -> Change {
    Change::Setting { name: name.to_owned(), was: was.to_owned(), now: now.to_owned() }
}

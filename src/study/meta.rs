//! The head of a study in the table `hpm_meta`.

use super::error::Fault;
use super::head::{Head, StudyHead};
use rusqlite::{Connection, OptionalExtension, params};

/// Of the tables `hpm_…`. A later format is refused, an earlier one must stay readable.
pub(super) const FORMAT: u32 = 1;

pub(super) fn get(connection: &Connection, key: &str) -> Result<Option<String>, Fault> {
    let mut ask = connection.prepare_cached("SELECT value FROM hpm_meta WHERE key = ?1")?;
    Ok(ask.query_row([key], |row| row.get(0)).optional()?)
}

pub(super) fn set(connection: &Connection, key: &str, value: &str) -> Result<(), Fault> {
    let mut write = connection.prepare_cached(
        "INSERT INTO hpm_meta (key, value) VALUES (?1, ?2)
         ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    )?;
    write.execute(params![key, value])?;
    Ok(())
}

/// All of a new study's head.
pub(super) fn write(connection: &Connection, head: &StudyHead) -> Result<(), Fault> {
    let now = "SELECT strftime('%Y-%m-%d %H:%M:%S', 'now', 'localtime')";
    let started: String = connection.query_row(now, [], |row| row.get(0))?;
    for (key, value) in [
        ("format", FORMAT.to_string()),
        ("hpm_version", env!("CARGO_PKG_VERSION").to_owned()),
        ("started", started),
        ("seconds", "0".to_owned()),
        ("name", head.name.clone()),
        ("spec_fingerprint", head.spec_fingerprint.clone()),
        ("data", head.data.clone()),
        ("data_fingerprint", head.data_fingerprint.clone()),
        ("facts", head.facts.clone()),
        ("objectives", serde_json::to_string(&head.objectives)?),
        ("seed", head.seed.to_string()),
        ("hypers", serde_json::to_string(&head.dimensions())?),
    ] {
        set(connection, key, &value)?;
    }
    refresh(connection, head)
}

/// What may change while the study stays the same: comments, limits, the place of the file.
pub(super) fn refresh(connection: &Connection, head: &StudyHead) -> Result<(), Fault> {
    set(connection, "doc", &serde_json::to_string(&head.doc)?)?;
    set(connection, "spec_path", &head.spec_path)?;
    set(connection, "spec_text", &head.spec_text)?;
    set(connection, "settings", &serde_json::to_string(&head.settings)?)
}

pub(super) fn read(connection: &Connection) -> Result<Head, Fault> {
    let text = |key: &'static str| get(connection, key)?.ok_or(Fault::Absent(key));
    Ok(Head {
        name: text("name")?,
        doc: serde_json::from_str(&text("doc")?)?,
        spec_path: text("spec_path")?,
        spec_text: text("spec_text")?,
        spec_fingerprint: text("spec_fingerprint")?,
        data: text("data")?,
        data_fingerprint: text("data_fingerprint")?,
        facts: text("facts")?,
        objectives: serde_json::from_str(&text("objectives")?)?,
        seed: text("seed")?.parse().map_err(|_| Fault::Absent("seed"))?,
        settings: serde_json::from_str(&text("settings")?)?,
        hpm_version: text("hpm_version")?,
        started: text("started")?,
        dimensions: serde_json::from_str(&text("hypers")?)?,
    })
}

/// Seconds used so far, over all runs.
pub(super) fn seconds(connection: &Connection) -> Result<f64, Fault> {
    let text = get(connection, "seconds")?.ok_or(Fault::Absent("seconds"))?;
    text.parse().map_err(|_| Fault::Absent("seconds"))
}

//! What a watcher sees of files: when each was changed last, and how long it is.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Of a folder so many entries are looked at; its own time tells when one comes or goes.
const ENTRIES: usize = 100;

/// `None` where there is no such file.
pub type Stamp = Option<(SystemTime, u64)>;

/// Files and folders as they were at one moment.
pub type Stamps = BTreeMap<PathBuf, Stamp>;

/// Folders with what is directly in them: the files of a set, the classes of pictures.
pub fn of(paths: impl IntoIterator<Item = PathBuf>) -> Stamps {
    let mut stamps = Stamps::new();
    for path in paths {
        if path.is_dir() {
            let entries = fs::read_dir(&path).into_iter().flatten().flatten();
            let mut inside: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
            inside.sort();
            stamps
                .extend(inside.into_iter().take(ENTRIES).map(|path| (path.clone(), stamp(&path))));
        }
        let own = stamp(&path);
        stamps.insert(path, own);
    }
    stamps
}

fn stamp(path: &Path) -> Stamp {
    let seen = fs::metadata(path).ok()?;
    Some((seen.modified().ok()?, seen.len()))
}

/// Whether a file of `before` is gone.
pub fn vanished(before: &Stamps, now: &Stamps) -> bool {
    before.iter().any(|(path, stamp)| stamp.is_some() && now.get(path).is_none_or(Option::is_none))
}

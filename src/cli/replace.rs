//! A file replaced whole: readers see the old text or the new one, never a part.

use super::fault::Fault;
use std::fs;
use std::io::Write;
use std::path::Path;

/// # Errors
/// The file cannot be written; it is then as it was.
pub fn replace(path: &Path, text: &str) -> Result<(), Fault> {
    // A link stays one: what it leads to is replaced.
    let target = fs::canonicalize(path).map_err(|error| Fault::io("write", path, &error))?;
    let mut name = target.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".{}.part", std::process::id()));
    let beside = target.with_file_name(name);
    let permissions = fs::metadata(&target).map(|it| it.permissions());
    let written = permissions.and_then(|permissions| {
        if permissions.readonly() {
            return Err(std::io::ErrorKind::PermissionDenied.into());
        }
        let mut file = fs::File::create(&beside)?;
        file.write_all(text.as_bytes())?;
        file.set_permissions(permissions)?;
        file.sync_all()?;
        fs::rename(&beside, &target)
    });
    written.map_err(|error| {
        // What is left of a failed attempt is of no use; the first fault is the one to tell.
        let _ = fs::remove_file(&beside);
        Fault::io("write", path, &error)
    })
}

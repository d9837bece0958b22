//! Addresses of documents and paths of files.

use lsp_types::Uri;
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use std::path::{Component, Path, PathBuf};
use std::str::FromStr;

/// What stands for itself in the path of an address.
const ESCAPED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// The file that an address means; none for documents that were never saved.
pub fn path(uri: &Uri) -> Option<PathBuf> {
    let rest = uri.as_str().strip_prefix("file://")?;
    let path = rest.get(rest.find('/')?..)?;
    let decoded = percent_decode_str(path).decode_utf8().ok()?;
    let drive = cfg!(windows) || decoded.as_bytes().get(2) == Some(&b':');
    let decoded = if drive { decoded.trim_start_matches('/') } else { &*decoded };
    Some(plain(Path::new(decoded)))
}

/// The address of a file.
pub fn of_path(path: &Path) -> Option<Uri> {
    let text = plain(path).to_string_lossy().replace('\\', "/");
    let slash = if text.starts_with('/') { "" } else { "/" };
    Uri::from_str(&format!("file://{slash}{}", utf8_percent_encode(&text, ESCAPED))).ok()
}

/// The name that people see of a document.
pub fn name(uri: &Uri) -> String {
    let decoded = percent_decode_str(uri.as_str()).decode_utf8_lossy().into_owned();
    let end = decoded.rsplit(['/', ':']).next().unwrap_or("").to_string();
    if end.is_empty() { "untitled".to_string() } else { end }
}

/// Without `.` and `..`.
pub fn plain(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        for text in ["/tmp/a b/ö#1.hpm", "/x/100%/[a].hpm"] {
            let uri = of_path(Path::new(text)).unwrap();
            assert_eq!(path(&uri), Some(PathBuf::from(text)), "{}", uri.as_str());
        }
        let untitled = Uri::from_str("untitled:Untitled-1").unwrap();
        assert_eq!((path(&untitled), name(&untitled)), (None, "Untitled-1".to_string()));
    }
}

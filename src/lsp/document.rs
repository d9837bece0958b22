//! The texts that are open in the editor.

use super::lines::{Encoding, Lines};
use super::uri;
use lsp_types::{TextDocumentContentChangeEvent, Uri};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// One open text.
#[derive(Clone, Debug)]
pub struct Document {
    pub uri: Uri,
    pub version: i32,
    pub text: Arc<str>,
    pub lines: Lines,
    /// Grows with every change of anything that it depends on, too.
    pub revision: u64,
}

impl Document {
    pub fn new(uri: Uri, version: i32, text: &str) -> Document {
        Document { uri, version, text: text.into(), lines: Lines::of(text), revision: 0 }
    }

    /// Applies the changes in their order; each sees the text that the one before left.
    pub fn change(
        &mut self,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
        encoding: Encoding,
    ) {
        let mut text = self.text.to_string();
        for change in changes {
            match change.range {
                None => text = change.text,
                Some(range) => {
                    let lines = Lines::of(&text);
                    let start = lines.offset(&text, range.start, encoding);
                    let end = lines.offset(&text, range.end, encoding).max(start);
                    text.replace_range(start..end, &change.text);
                }
            }
        }
        self.lines = Lines::of(&text);
        self.text = text.into();
        self.version = version;
    }

    pub fn path(&self) -> Option<PathBuf> {
        uri::path(&self.uri)
    }

    /// The folder that its paths start from; of a text that was never saved the given one.
    pub fn folder(&self, otherwise: &Path) -> PathBuf {
        let parent = self.path().and_then(|path| path.parent().map(Path::to_path_buf));
        parent.unwrap_or_else(|| otherwise.to_path_buf())
    }

    pub fn name(&self) -> String {
        uri::name(&self.uri)
    }
}

//! Each ability of `ide` in the words of the protocol.

pub mod actions;
pub mod completion;
pub mod format;
pub mod hover;
pub mod inlay;
pub mod names;
pub mod outline;
pub mod rename;

use super::requests::Answer;
use super::session::{Session, Tree};
use lsp_types::{Position, Range, Uri};
use std::ops::Range as Bytes;

/// The text that a request is about, with the byte of its position.
pub fn place(session: &mut Session, uri: &Uri, position: Position) -> Answer<(Tree, usize)> {
    let tree = tree(session, uri)?;
    let encoding = session.client.encoding;
    let document = session.document(uri).ok_or_else(unknown)?;
    Ok((tree, document.lines.offset(&document.text, position, encoding)))
}

pub fn tree(session: &mut Session, uri: &Uri) -> Answer<Tree> {
    session.tree(uri).ok_or_else(unknown)
}

fn unknown() -> String {
    "the text is not open".to_string()
}

/// Bytes of an open text as the editor counts.
pub fn range(session: &Session, uri: &Uri, bytes: Bytes<usize>) -> Range {
    let encoding = session.client.encoding;
    session.document(uri).map_or_else(Range::default, |document| {
        document.lines.range(&document.text, bytes, encoding)
    })
}

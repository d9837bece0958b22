//! One style for every file: `hpm fmt` and the editor's formatting.
//!
//! The words and signs of a text stay what they are and in their order; only blanks, line ends,
//! commas, semicolons and the round brackets around a value too long for its line are the
//! formatter's own. The tree tells where statements begin and which sign is an operator.

mod build;
mod item;
mod layout;
mod lines;
mod marks;
mod measure;
mod sequence;
mod spacing;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::syntax::too_long;
use crate::source::{FileId, Span};
use crate::syntax::{self, outline};

/// Columns of a line; only comments, strings and names may go beyond.
pub const WIDTH: usize = 100;
/// Columns of one level.
pub const INDENT: usize = 4;
/// Columns before a comment that follows something on its line, where that leaves room for it.
pub const COMMENT_COLUMN: usize = 43;

/// Why a text was left as it is.
#[derive(Clone, Debug)]
pub struct Refused {
    /// What is wrong with it, as the parser tells it; its places are in `FileId(0)`.
    pub diagnostics: Vec<Diagnostic>,
}

/// The text in the one style. It means the same, has the same comments at the same things, and
/// formatting it again changes nothing.
///
/// # Errors
/// The text has faults of syntax: what they were meant to be is the author's to say.
pub fn format(text: &str) -> Result<String, Refused> {
    let parsed = syntax::parse(FileId(0), text);
    if !parsed.diagnostics.is_empty() || parsed.hopeless {
        return Err(Refused { diagnostics: parsed.diagnostics });
    }
    let marks = marks::Marks::of(&parsed.spec);
    let tokens = syntax::tokens(text);
    let done = layout::file(&build::build(&tokens, &marks));
    if done.len() > syntax::MAX_BYTES {
        let start = Span::new(FileId(0), 0, text.chars().next().map_or(0, char::len_utf8));
        return Err(Refused { diagnostics: vec![too_long::file(start, "8 MiB when formatted")] });
    }
    Ok(done)
}

/// Whether two texts without faults say the same, their comments included.
pub fn same(one: &str, other: &str) -> bool {
    let said = |text: &str| {
        let parsed = syntax::parse(FileId(0), text);
        let comments = parsed.spec.comments.iter().map(|comment| comment.text.clone());
        let sound = parsed.diagnostics.is_empty() && !parsed.hopeless;
        (sound, outline::spec(&parsed.spec), comments.collect::<Vec<_>>())
    };
    let (one, other) = (said(one), said(other));
    one.0 && one == other
}

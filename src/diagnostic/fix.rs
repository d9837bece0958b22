//! A repair as edits of the text.

use crate::source::Span;

/// How far a fix may be trusted without a person looking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applicability {
    /// Cannot change what the author meant.
    Safe,
    /// Probably right; a person decides.
    Unsafe,
    /// Shown only.
    Display,
}

/// Replace the text under `span` with `replacement`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    pub span: Span,
    pub replacement: String,
}

/// A repair: what it does, in words that complete "fix: …", and its edits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    pub message: String,
    pub edits: Vec<Edit>,
    pub applicability: Applicability,
}

impl Fix {
    pub fn new(
        applicability: Applicability,
        message: impl Into<String>,
        span: Span,
        replacement: impl Into<String>,
    ) -> Fix {
        let edits = vec![Edit { span, replacement: replacement.into() }];
        Fix { message: message.into(), edits, applicability }
    }
}

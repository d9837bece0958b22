//! Before the grammar: comments, strings, look-alike characters and brackets.
//!
//! The result has the length of the text, so that every offset stays true. A bracket that is never
//! closed spoils at most its own lines.

mod brackets;
mod characters;
mod comment;
mod indent;
mod lexer;
mod pairing;
mod quoted;
mod size;

pub use size::MAX_BYTES;

use super::ast::Comment;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::syntax as codes;
use crate::source::{FileId, Span};

/// How deep brackets may nest.
pub const MAX_DEPTH: usize = 64;
/// Stands where the indentation shows that a `}` is missing; it takes the place of a line end.
pub const MISSING_BRACE: u8 = 1;
/// The most faults that are noted: a file of signs has millions, and nobody reads them.
pub const MAX_NOTED: usize = 1000;
/// A string too short to be written between two quotes.
pub const SHORT_STRING: u8 = 2;

/// The text made ready for the grammar.
#[derive(Debug)]
pub struct Scan {
    pub clean: String,
    pub comments: Vec<Comment>,
    /// In order of their places.
    pub strings: Vec<Quoted>,
    pub faults: Vec<Diagnostic>,
    pub slips: Vec<Diagnostic>,
}

/// A string: its whole span, and what is between the quotes.
#[derive(Debug)]
pub struct Quoted {
    pub span: Span,
    pub content: String,
    /// Written with `'` or curly quotes.
    pub odd_quotes: bool,
}

impl Scan {
    fn slip(&mut self, slip: Diagnostic) {
        if self.slips.len() < MAX_NOTED {
            self.slips.push(slip);
        }
    }

    fn fault(&mut self, fault: Diagnostic) {
        if self.faults.len() < MAX_NOTED {
            self.faults.push(fault);
        }
    }
}

/// # Errors
/// The text is binary, larger than any specification, or nested so deeply that nothing else can be said about it.
pub fn scan(file: FileId, text: &str) -> Result<Scan, Box<Diagnostic>> {
    size::of_file(file, text)?;
    if let Some(at) = characters::binary_at(text) {
        return Err(Box::new(codes::not_text::diagnostic(Span::new(file, at, at))));
    }
    let mut lexer = lexer::Lexer::new(file, text);
    lexer.run();
    let mut scan = lexer.scan;
    let mut bytes = std::mem::take(&mut lexer.clean);
    let settled = brackets::settle(file, &mut bytes)?;
    size::of_code(file, &bytes)?;
    settled.into_iter().for_each(|fault| scan.fault(fault));
    // Only whole characters were replaced, by ASCII, so this loses nothing.
    scan.clean = String::from_utf8_lossy(&bytes).into_owned();
    Ok(scan)
}

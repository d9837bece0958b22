//! Text to tree. Total: parsing never fails, it reports.
//!
//! Three steps: `scan` settles comments, strings and brackets; the tolerant pest grammar in
//! `grammar/` reads what it leaves; `lower` turns pest's pairs into the tree and refuses slips.

pub mod ast;
mod grammar;
mod lower;
pub mod outline;
mod scan;
mod sink;
#[cfg(test)]
mod tests;
mod tokens;

pub use scan::MAX_BYTES;
pub use tokens::{Token, TokenKind, tokens};

use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::syntax as codes;
use crate::source::{FileId, Span};

/// What parsing gives: always a tree, and everything that was wrong with the text.
#[derive(Debug)]
pub struct Parsed {
    pub spec: ast::Spec,
    pub diagnostics: Vec<Diagnostic>,
    /// Where the structure broke: what stands on the same lines may have been misread.
    pub broken: Vec<Span>,
    /// The text is no hpm at all (binary, JSON, nested beyond reason): the tree is empty or
    /// meaningless, so asking it for names and sections would only repeat that.
    pub hopeless: bool,
}

/// Parses one file. Every fault is reported in one pass; faulty pieces are left out of the tree
/// or stand in it as [`ast::ExprKind::Missing`].
pub fn parse(file: FileId, text: &str) -> Parsed {
    let mut scan = match scan::scan(file, text) {
        Ok(scan) => scan,
        Err(refusal) => return hopeless(vec![*refusal]),
    };
    let clean = std::mem::take(&mut scan.clean);
    let Some(pairs) = grammar::read(&clean) else {
        let whole = Span::new(file, 0, text.len().min(1));
        return hopeless(vec![codes::too_deep::diagnostic(whole, scan::MAX_DEPTH)]);
    };
    let (spec, sink) = lower::lower(file, text, &clean, scan, pairs);
    let understood = spec.items.iter().any(|item| lower::is_of_hpm(item, text));
    match sink.finish(text, understood) {
        sink::Verdict::Reported(diagnostics, broken) => {
            Parsed { spec, diagnostics, broken, hopeless: false }
        }
        sink::Verdict::Foreign(refusal) => hopeless(vec![refusal]),
    }
}

fn hopeless(diagnostics: Vec<Diagnostic>) -> Parsed {
    Parsed { spec: ast::Spec::default(), diagnostics, broken: Vec::new(), hopeless: true }
}

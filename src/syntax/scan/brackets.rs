//! Brackets: which closes which, which are missing, and which line ends do not matter.

use super::indent::Layout;
use super::pairing::{Bracket, Kind, Pairing, pair};
use super::{MAX_DEPTH, MAX_NOTED, MISSING_BRACE};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::syntax as codes;
use crate::source::{FileId, Span};

/// How often the indentation is asked before its answer is taken for useless.
const MAX_REPAIRS: usize = 8;

/// Settles all brackets in place and reports those that are wrong.
///
/// # Errors
/// Nested more deeply than [`MAX_DEPTH`].
pub fn settle(file: FileId, clean: &mut [u8]) -> Result<Vec<Diagnostic>, Box<Diagnostic>> {
    let mut reports = Vec::new();
    let mut repaired = Vec::new();
    let mut pairing = pair(clean);
    for _ in 0..MAX_REPAIRS {
        if pairing.too_deep.is_some() || !repair(file, clean, &pairing, &mut repaired, &mut reports)
        {
            break;
        }
        pairing = pair(clean);
    }
    if let Some(deep) = pairing.too_deep {
        let span = Span::new(file, deep, deep + 1);
        return Err(Box::new(codes::too_deep::diagnostic(span, MAX_DEPTH)));
    }
    settle_closers(file, clean, &pairing, &mut reports);
    soften_line_ends(clean, &pairing);
    Ok(reports)
}

/// Lets the indentation decide about one superfluous or missing brace.
fn repair(
    file: FileId,
    clean: &mut [u8],
    pairing: &Pairing,
    repaired: &mut Vec<usize>,
    reports: &mut Vec<Diagnostic>,
) -> bool {
    let layout = Layout::new(clean);
    if pairing.stray.iter().any(|one| one.kind == Kind::Curly)
        && let Some(extra) = layout.extra_closer(pairing)
    {
        reports.push(stray(file, extra));
        blank(clean, extra.at);
        return true;
    }
    if pairing.unclosed.iter().any(|one| one.kind == Kind::Curly)
        && let Some((opener, line_end)) = layout.missing_closer(pairing, repaired)
    {
        repaired.push(opener);
        if let Some(byte) = clean.get_mut(line_end) {
            *byte = MISSING_BRACE;
        }
        return true;
    }
    false
}

fn settle_closers(
    file: FileId,
    clean: &mut [u8],
    pairing: &Pairing,
    reports: &mut Vec<Diagnostic>,
) {
    reports.extend(pairing.stray.iter().take(MAX_NOTED).map(|closer| stray(file, *closer)));
    pairing.stray.iter().for_each(|closer| blank(clean, closer.at));
    for (opener, closer) in &pairing.wrong {
        let span = |at: usize| Span::new(file, at, at + 1);
        let (open, right) = (opener.kind.open(), opener.kind.close());
        let wrong = closer.kind.close();
        if reports.len() < MAX_NOTED {
            reports.push(codes::wrong_closer::diagnostic(
                span(opener.at),
                span(closer.at),
                [char::from(open), char::from(right), char::from(wrong)],
            ));
        }
        if let Some(byte) = clean.get_mut(closer.at) {
            *byte = right;
        }
    }
}

fn stray(file: FileId, closer: Bracket) -> Diagnostic {
    let span = Span::new(file, closer.at, closer.at + 1);
    codes::stray_closer::diagnostic(span, char::from(closer.kind.close()))
}

fn blank(clean: &mut [u8], at: usize) {
    if let Some(byte) = clean.get_mut(at) {
        *byte = b' ';
    }
}

/// Line ends between round or square brackets become blanks. A bracket that is never closed
/// reaches as far as its lines end in a comma or another sign that more is to come.
fn soften_line_ends(clean: &mut [u8], pairing: &Pairing) {
    for (from, to) in pairing.soft_stretches() {
        soften(clean, from, to);
    }
    for opener in pairing.unclosed.iter().filter(|one| one.kind != Kind::Curly) {
        let mut at = opener.at;
        while let Some(end) = line_end_to_soften(clean, at) {
            blank(clean, end);
            at = end;
        }
    }
}

fn soften(clean: &mut [u8], from: usize, to: usize) {
    for byte in clean.get_mut(from..to).unwrap_or_default() {
        if *byte == b'\n' {
            *byte = b' ';
        }
    }
}

fn line_end_to_soften(clean: &[u8], at: usize) -> Option<usize> {
    let line = clean.get(at..)?;
    let length = line.iter().position(|byte| *byte == b'\n')?;
    let last = line.get(..length)?.iter().rev().find(|byte| **byte != b' ')?;
    let next = line.get(length..)?.iter().find(|byte| !matches!(byte, b' ' | b'\n'))?;
    let goes_on = matches!(last, b'(' | b'[' | b',' | b'|') && !matches!(next, b'}' | b')' | b']');
    goes_on.then_some(at + length)
}

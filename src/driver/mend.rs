//! Fixes made in rounds: what one uncovers, the next one mends, and none makes it worse.

use super::analyse::Analysis;
use crate::diagnostic::codes::syntax::{foreign_file, not_text};
use crate::diagnostic::{
    Applicability, Code, Diagnostic, Fix, Severity, apply, best_fix, compatible,
};
use crate::source::FileId;
use std::collections::BTreeSet;

/// A specification that needs more rounds than this is left as it is then.
const MAX_ROUNDS: usize = 100;

/// The specification itself; the files that it imports are never edited.
const HOME: FileId = FileId(0);

/// What is left after all fixes, and how it came to be.
pub struct Mended {
    pub text: String,
    /// How many fixes were made.
    pub fixed: usize,
    /// Fixes that were tried and taken back.
    pub dropped: Vec<Dropped>,
    /// Of the new text.
    pub analysis: Analysis,
}

/// A fix that would have left more errors than before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dropped {
    pub code: &'static str,
    /// In the text as it was then, from 1.
    pub line: usize,
    /// What the fix would have done.
    pub message: String,
}

/// Makes every fix that may be trusted that far, the safe ones first, and checks again after each
/// round, until nothing is left to fix.
///
/// A round that leaves more errors than before is taken back and made in smaller parts, until the
/// fix that did it is known; that one is dropped. Errors that broken syntax had hidden count as
/// found, not made.
pub fn mend(text: &str, trust: Applicability, check: &dyn Fn(&str) -> Analysis) -> Mended {
    let mut mender = Mender {
        check,
        now: Mended { text: text.to_owned(), fixed: 0, dropped: Vec::new(), analysis: check(text) },
        seen: BTreeSet::from([text.to_owned()]),
        refused: BTreeSet::new(),
    };
    for _ in 0..MAX_ROUNDS {
        let safe = mender.candidates(Applicability::Safe);
        let fixes = if safe.is_empty() { mender.candidates(trust) } else { safe };
        if fixes.is_empty() {
            break;
        }
        mender.round(&fixes);
    }
    mender.now
}

struct Mender<'a> {
    check: &'a dyn Fn(&str) -> Analysis,
    now: Mended,
    /// All texts so far: a fix and its opposite would go round for ever.
    seen: BTreeSet<String>,
    refused: BTreeSet<Offer>,
}

/// A fix that can be known again when the text around it has moved.
type Offer = (&'static str, String, String);

/// A fix and the fault that it belongs to.
struct Candidate {
    code: &'static Code,
    line: usize,
    fix: Fix,
    offer: Offer,
}

impl Mender<'_> {
    /// The fixes of this round, none of which clash.
    fn candidates(&self, trust: Applicability) -> Vec<Candidate> {
        let found = &self.now.analysis.diagnostics;
        let offered: Vec<Candidate> = found
            .iter()
            .filter_map(|one| Some(self.candidate(one, best_fix(one, HOME, trust)?)))
            .filter(|one| !self.refused.contains(&one.offer))
            .collect();
        let chosen = compatible(offered.iter().map(|one| &one.fix));
        let chosen: Vec<bool> = offered
            .iter()
            .map(|one| chosen.iter().any(|fix| std::ptr::eq(*fix, &one.fix)))
            .collect();
        let pairs = offered.into_iter().zip(chosen).filter(|(_, chosen)| *chosen);
        pairs.map(|(one, _)| one).collect()
    }

    fn candidate(&self, one: &Diagnostic, fix: &Fix) -> Candidate {
        let at = |offset: u32| {
            let file = self.now.analysis.sources.file(HOME);
            file.map_or(0, |file| file.line_column(offset as usize).0)
        };
        let line = at(one.primary.span.start);
        let told = self.now.text.lines().nth(line.saturating_sub(1)).unwrap_or("").trim();
        let offer = (one.code.id, fix.message.clone(), told.to_owned());
        Candidate { code: one.code, line, fix: fix.clone(), offer }
    }

    /// Makes as many of these fixes at once as go well: all, or the first half, or its half, …
    fn round(&mut self, fixes: &[Candidate]) {
        let mut part = fixes;
        while !self.attempt(part) {
            match part {
                [] => return,
                [bad] => return self.refuse(bad),
                more => part = more.get(..more.len() / 2).unwrap_or(&[]),
            }
        }
    }

    /// Whether these fixes were made: not where they make it worse.
    fn attempt(&mut self, fixes: &[Candidate]) -> bool {
        let edits: Vec<&Fix> = fixes.iter().map(|one| &one.fix).collect();
        let text = apply(&self.now.text, &edits);
        if self.seen.contains(&text) {
            return false;
        }
        let analysis = (self.check)(&text);
        let mended: Vec<&Code> = fixes.iter().map(|one| one.code).collect();
        let better = !worse(&self.now.analysis.diagnostics, &analysis.diagnostics, &mended);
        if better {
            self.seen.insert(text.clone());
            self.now.fixed += fixes.len();
            self.now.text = text;
            self.now.analysis = analysis;
        }
        better
    }

    fn refuse(&mut self, bad: &Candidate) {
        self.refused.insert(bad.offer.clone());
        let dropped =
            Dropped { code: bad.code.id, line: bad.line, message: bad.fix.message.clone() };
        if !self.now.dropped.contains(&dropped) {
            self.now.dropped.push(dropped);
        }
    }
}

/// Whether a text got worse: more errors than before, but for those that its syntax had hidden.
///
/// Of several fixes together each must take its own error away: otherwise a good one would pay for
/// a bad one.
fn worse(before: &[Diagnostic], after: &[Diagnostic], mended: &[&Code]) -> bool {
    let lost = |found: &[Diagnostic]| {
        found.iter().any(|one| *one.code == foreign_file::CODE || *one.code == not_text::CODE)
    };
    let several = if mended.len() > 1 { mended } else { &[] };
    let due = |which: fn(&Code) -> bool| several.iter().filter(|code| which(code)).count();
    let more = |which: fn(&Code) -> bool| count(after, which) + due(which) > count(before, which);
    let uncovered = count(after, is_syntax) < count(before, is_syntax);
    (lost(after) && !lost(before)) || more(is_syntax) || (more(is_error) && !uncovered)
}

fn count(found: &[Diagnostic], which: fn(&Code) -> bool) -> usize {
    found.iter().filter(|one| which(one.code)).count()
}

fn is_error(code: &Code) -> bool {
    code.severity == Severity::Error
}

fn is_syntax(code: &Code) -> bool {
    is_error(code) && code.id.get(1..2) == Some("1")
}

#[cfg(test)]
mod tests;

//! `# hpm: allow(W214): the reason`: warnings that an author has looked at and left out.

mod comment;
mod lines;

use crate::diagnostic::codes::{self, allow};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::resolve::Module;
use crate::source::{FileId, SourceFile, Sources, Span};
use crate::syntax::ast::TopItem;
use comment::Written;
use lines::Lines;
use std::cell::OnceCell;
use std::ops::Range;

/// One code that a comment allows, and where.
#[derive(Clone)]
struct Allowance {
    code: &'static Code,
    span: Span,
    within: Range<usize>,
    /// The comment with the blanks around it, where it holds no other code.
    removal: Option<Span>,
    used: bool,
}

/// All comments of a specification, and of its imports, that allow warnings.
#[derive(Clone, Default)]
pub struct Allowances {
    all: Vec<Allowance>,
    /// Where those that allow nothing are told. What a file of blocks is warned of may depend on who
    /// calls.
    home: Option<FileId>,
}

impl Allowances {
    /// The comments, and what is wrong with them.
    pub fn read(modules: &[Module], sources: &Sources) -> (Allowances, Vec<Diagnostic>) {
        let (mut all, mut faults) = (Vec::new(), Vec::new());
        for module in modules.iter().filter(|module| !module.library) {
            collect(module, sources, &mut all, &mut faults);
        }
        let home = modules.first().filter(|module| has_model(module));
        let home = home.and_then(|_| sources.files().first()).map(|file| file.id);
        (Allowances { all, home }, faults)
    }

    /// Takes out the warnings that are allowed.
    pub fn take(&mut self, found: &mut Vec<Diagnostic>) {
        found.retain(|one| !self.all.iter_mut().any(|allowance| allowance.takes(one)));
    }

    /// What has taken nothing so far.
    pub fn idle(&self) -> Vec<Diagnostic> {
        let idle = self.all.iter().filter(|one| !one.used && Some(one.span.file) == self.home);
        idle.map(|one| allow::unused::diagnostic(one.span, one.code.id, one.removal)).collect()
    }
}

impl Allowance {
    fn takes(&mut self, one: &Diagnostic) -> bool {
        let span = one.primary.span;
        let fits = *one.code == *self.code
            && one.severity == Severity::Warning
            && span.file == self.span.file
            && self.within.contains(&(span.start as usize));
        self.used |= fits;
        fits
    }
}

fn has_model(module: &Module) -> bool {
    let is_model = |item: &TopItem| matches!(item, TopItem::Section(it) if it.name.text == "model");
    module.spec.items.iter().any(is_model)
}

fn collect(
    module: &Module,
    sources: &Sources,
    allowances: &mut Vec<Allowance>,
    faults: &mut Vec<Diagnostic>,
) {
    let comments: Vec<Span> = module.spec.comments.iter().map(|one| one.span).collect();
    let Some(file) = comments.first().and_then(|span| sources.file(span.file)) else { return };
    let lines = OnceCell::new();
    for comment in &module.spec.comments {
        let Some(written) = comment::read(&comment.text, comment.span) else { continue };
        let Written::Allow { codes: named, reason } = written else {
            faults.push(allow::form::diagnostic(comment.span));
            continue;
        };
        if !reason {
            faults.push(allow::reason::diagnostic(comment.span));
        }
        let lines = lines.get_or_init(|| Lines::new(&file.text, &comments));
        let within = lines.covered(comment.span.range());
        let alone = named.len() == 1;
        for (id, span) in named {
            match warning(&id, span) {
                Ok(code) => {
                    let removal = alone.then(|| removal(file, comment.span));
                    let within = within.clone();
                    allowances.push(Allowance { code, span, within, removal, used: false });
                }
                Err(fault) => faults.push(*fault),
            }
        }
    }
}

fn warning(id: &str, span: Span) -> Result<&'static Code, Box<Diagnostic>> {
    let Some(code) = codes::find(id) else {
        return Err(Box::new(allow::unknown::diagnostic(span, id)));
    };
    let own = allow::ALL.contains(&code);
    if own || code.severity == Severity::Error {
        return Err(Box::new(allow::error::diagnostic(span, code)));
    }
    Ok(code)
}

/// The whole line where nothing else stands on it; else the comment and the blanks before it.
fn removal(file: &SourceFile, comment: Span) -> Span {
    let range = comment.range();
    let before = file.text.get(..range.start).unwrap_or("");
    let blanks = before.len() - before.trim_end_matches([' ', '\t']).len();
    let start = range.start - blanks;
    let alone = before.get(..start).is_none_or(|text| text.is_empty() || text.ends_with('\n'));
    let rest = file.text.get(range.end..).unwrap_or("");
    let line_end = rest.len() - rest.strip_prefix('\r').unwrap_or(rest).len();
    let whole = rest.get(line_end..).is_some_and(|rest| rest.starts_with('\n'));
    let end = if alone && whole { range.end + line_end + 1 } else { range.end };
    Span::new(comment.file, start, end)
}

#[cfg(test)]
mod tests;

//! The fix of what is better left out: the statement, with its documentation and its line.
//!
//! Here, and not beside the codes: only the tree knows where a statement ends.

use crate::diagnostic::codes::meaning as m;
use crate::diagnostic::codes::{name, shape};
use crate::diagnostic::{Applicability, Code, Diagnostic};
use crate::resolve::Module;
use crate::source::{SourceFile, Sources, Span};
use crate::syntax::ast::{Doc, Spec, Stmt, TopItem};

/// Faults whose help says "remove it". The fixes are unsafe: they take away what somebody wrote.
static CODES: &[&Code] = &[
    &name::unused_let::CODE,
    &name::unused_import::CODE,
    &shape::excludes_none::CODE,
    &m::softmax_before_output::CODE,
    &m::label_smoothing_loss::CODE,
    &m::activations_in_a_row::CODE,
    &m::epochs_and_steps::CODE,
    &m::class_weights_output::CODE,
    &m::target_scale_output::CODE,
];

/// Offers to remove the statements that such faults stand at, in the specification itself.
pub fn offer(modules: &[Module], sources: &Sources, found: &mut [Diagnostic]) {
    let (Some(home), Some(file)) = (modules.first(), sources.files().first()) else { return };
    let wanted = |one: &&mut Diagnostic| {
        one.fixes.is_empty() && one.primary.span.file == file.id && CODES.contains(&one.code)
    };
    for one in found.iter_mut().filter(wanted) {
        if let Some(statement) = statement(&home.spec, one.primary.span) {
            let fix = one.clone().replace(
                Applicability::Unsafe,
                "remove it",
                with_line(file, statement),
                "",
            );
            *one = fix;
        }
    }
}

/// The statement that is at fault: one that begins there, or a `let`, `import` or `require` around.
fn statement(spec: &Spec, at: Span) -> Option<Span> {
    spec.items.iter().find_map(|item| match item {
        TopItem::Let(it) => it.span.contains(at).then(|| documented(it.span, it.doc.as_ref())),
        TopItem::Import(it) => it.span.contains(at).then_some(it.span),
        TopItem::Block(_) => None,
        TopItem::Section(it) => it.body.stmts.iter().find_map(|stmt| within(stmt, at)),
    })
}

fn within(stmt: &Stmt, at: Span) -> Option<Span> {
    match stmt {
        Stmt::Let(it) => it.span.contains(at).then(|| documented(it.span, it.doc.as_ref())),
        Stmt::Require(it) => it.span.contains(at).then_some(it.span),
        Stmt::Entry(it) => {
            let begins = [it.span.start, it.value.span.start].contains(&at.start);
            (begins && it.span.contains(at)).then(|| documented(it.span, it.doc.as_ref()))
        }
    }
}

fn documented(span: Span, doc: Option<&Doc>) -> Span {
    doc.map_or(span, |doc| doc.span.to(span))
}

/// The lines of a statement that has them for itself; otherwise the statement and a `;` behind it.
fn with_line(file: &SourceFile, span: Span) -> Span {
    let blank = [' ', '\t'];
    let (before, after) = file.text.split_at_checked(span.range().start).unwrap_or_default();
    let after = after.get(span.range().len()..).unwrap_or("");
    let start = before.trim_end_matches(blank);
    let rest = after.trim_start_matches(blank);
    let end = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n'));
    if let Some(end) = end.filter(|_| start.is_empty() || start.ends_with('\n')) {
        return Span::new(file.id, start.len(), file.text.len() - end.len());
    }
    let behind = rest.strip_prefix(';').map_or(after, |rest| rest.trim_start_matches(blank));
    Span::new(file.id, span.range().start, file.text.len() - behind.len())
}

//! W803: an unknown code is allowed.

use crate::diagnostic::{Applicability, Code, Diagnostic, Severity, codes, nearest};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "W803",
    title: "an unknown code is allowed",
    severity: Severity::Warning,
    explanation: "A comment allows a warning by its code. `hpm explain` lists the codes.",
    failing: r"# hpm: allow(W2140): the next study uses it
data {
    source: digits
}
model {
    flatten
    dense(16)
    output: classes(10)
}
",
    mended: r"data {
    source: digits
}
model {
    flatten
    dense(16)
    output: classes(10)
}
",
};

pub fn diagnostic(span: Span, written: &str) -> Diagnostic {
    let fault = Diagnostic::new(&CODE, span, format!("there is no code `{written}`"), "not a code");
    let known = codes::all().into_iter().map(|code| code.id).filter(|id| id.starts_with('W'));
    match nearest(&written.to_uppercase(), known) {
        Some(near) => fault.help(format!("did you mean `{near}`?")).replace(
            Applicability::Unsafe,
            format!("write `{near}`"),
            span,
            near,
        ),
        None => fault.help("`hpm explain` lists all codes; those of warnings begin with W"),
    }
}

//! E211: more unnamed arguments than there are places for.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E211",
    title: "more unnamed arguments than there are places for",
    severity: Severity::Error,
    explanation: "Only the first, obvious arguments of a thing may be given without their names. The others need them.",
    failing: r"data {
    source: digits
}
model {
    flatten
    dense(16, relu)
    output: classes(10)
}
",
    mended: r"data {
    source: digits
}
model {
    flatten
    dense(16, activation: relu)
    output: classes(10)
}
",
};

/// `places` are the parameters that may go unnamed, `named` those that need their name.
pub fn diagnostic(owner: &str, span: Span, places: &[&str], named: &[&str]) -> Diagnostic {
    let message = match places {
        [] => format!("`{owner}` takes no argument without a name"),
        _ => format!(
            "`{owner}` takes {} without a name: {}",
            super::count(places.len(), "argument"),
            places.join(", ")
        ),
    };
    let diagnostic = Diagnostic::new(&CODE, span, message, "one too many");
    match named {
        [] => diagnostic.help("leave it out"),
        [name] => diagnostic.help(format!("give its name: `{name}: …`")),
        _ => diagnostic.help(format!("give its name, one of {}", named.join(", "))),
    }
}

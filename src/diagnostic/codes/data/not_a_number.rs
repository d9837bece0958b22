//! E611: a text in a column of numbers.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E611",
    title: "a text in a column of numbers",
    severity: Severity::Error,
    explanation: "Every feature, and every target of `values(…)`, is a number: 5, -0.25, 1e-3. Thousands separators, units and decimal commas are not read as numbers.",
    failing: r#"data {
    source: csv("tests/data/typo.csv")
    target: "y"
}
model {
    input: features(2)
    output: classes(2)
}
"#,
    mended: r#"data {
    source: csv("tests/data/good.csv")
    target: "y"
}
model {
    input: features(2)
    output: classes(2)
}
"#,
};

/// `others`: more of the kind, each "`column` (line 7)".
pub fn diagnostic(
    span: Span,
    value: &str,
    column: &str,
    place: &str,
    others: &[String],
) -> Diagnostic {
    let message = format!("`{value}` in column `{column}` is not a number");
    let told = super::cell(Diagnostic::new(&CODE, span, message, "this column"), place, others);
    let halves = value.split_once(',').is_some_and(|(whole, rest)| {
        let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
        digits(whole.trim_start_matches('-')) && digits(rest)
    });
    if halves {
        return told.help("write decimals with a point, and no separator between thousands");
    }
    told.help("mend the value, or take the line out")
}

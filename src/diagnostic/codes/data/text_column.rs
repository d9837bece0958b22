//! E612: a column of text with too many different values.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E612",
    title: "a column of text with too many different values",
    severity: Severity::Error,
    explanation: "Columns of text are categories: each different text becomes a feature of its own, 0 or 1. That serves for up to 30 of them (1,000 where `categories:` names the column). Names, addresses and sentences are mostly different in every row, and teach nothing that way.",
    failing: r#"data {
    source: csv("tests/data/tables/people.csv")
    target: "y"
}
model {
    input: features(33)
    output: classes(2)
}
"#,
    mended: r#"data {
    source: csv("tests/data/tables/people.csv")
    target: "y"
    features: "age"
}
model {
    input: features(1)
    output: classes(2)
}
"#,
};

/// There are more than `most` different texts.
pub fn diagnostic(span: Span, column: &str, most: usize, examples: &[String]) -> Diagnostic {
    let message = format!("the column `{column}` holds more than {most} different texts");
    let told = Diagnostic::new(&CODE, span, message, "this column")
        .note(format!("for example {}", super::list(examples)));
    if let Some(cause) = examples.iter().find_map(|example| written_otherwise(example)) {
        return told.help(cause);
    }
    if examples.iter().any(|example| example.split_whitespace().count() > 2) {
        return told.help(format!(
            "a network can read the texts themselves: source: text(\"…\", column: \"{column}\"); \
             or name the other columns in `features`"
        ));
    }
    if most < 1_000 {
        return told.help(format!(
            "name the other columns in `features`, or make it a category all the same: \
             categories: \"{column}\""
        ));
    }
    told.help("name the other columns in `features`")
}

/// Numbers that are written in a way that hpm does not read.
fn written_otherwise(example: &str) -> Option<&'static str> {
    let digit = |text: &str| text.chars().any(|c| c.is_ascii_digit());
    let only = |signs: &str| example.chars().all(|c| c.is_ascii_digit() || signs.contains(c));
    if !digit(example) {
        None
    } else if example.contains('%') && only("+-.,% ") {
        Some("they are percentages: write plain numbers, without the sign")
    } else if example.contains(',') && only("+-.,") {
        Some(
            "they are numbers with commas: write decimals with a point, and no separator between thousands",
        )
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    #[test]
    fn numbers_and_sentences_are_known_by_their_look() {
        let help = |text: &str| {
            let span = Span::new(FileId(0), 0, 1);
            diagnostic(span, "a", 30, &[text.to_owned()]).help.unwrap()
        };
        assert!(help("-0,259").contains("decimals with a point"));
        assert!(help("12%").contains("percentages"));
        assert!(help("a fine little film").contains("text(\"…\", column: \"a\")"));
        assert!(help("red").contains("categories: \"a\""));
    }
}

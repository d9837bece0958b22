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
    told.help(advice(value))
}

/// What the writer probably meant.
fn advice(value: &str) -> String {
    let number = |text: &str| text.parse::<f64>().is_ok_and(f64::is_finite);
    let digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    if let Some(percent) = value.strip_suffix('%').map(str::trim_end).filter(|text| number(text)) {
        return format!("it is a percentage: write {percent}, without the sign, in every row");
    }
    let unsigned = value.trim_start_matches(['-', '+']);
    let groups: Vec<&str> = unsigned.split(',').collect();
    let (head, tail) = (groups.first().copied().unwrap_or(""), groups.get(1..).unwrap_or(&[]));
    let whole = |text: &str| text.split('.').next().is_some_and(|text| text.len() == 3);
    let thousands = digits(head) && head.len() <= 3 && !head.starts_with('0');
    let thousands = thousands && !tail.is_empty() && tail.iter().all(|text| whole(text));
    let plain = value.replace(',', "");
    let point = value.replace(',', ".");
    match tail {
        [rest] if thousands && digits(rest) => format!(
            "write decimals with a point, and no separator between thousands: {point} or {plain}"
        ),
        _ if thousands && number(&plain) => {
            format!("its commas stand between thousands: write {plain}")
        }
        [rest] if digits(head) && rest.chars().all(|c| c.is_ascii_digit()) && number(&point) => {
            format!("it has a decimal comma: write decimals with a point, {point}")
        }
        _ => "mend the value, or take the line out".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::advice;

    #[test]
    fn the_likely_cause_is_named() {
        for (value, words) in [
            ("-0,259", "decimal comma: write decimals with a point, -0.259"),
            ("3,5", "with a point, 3.5"),
            ("1,234", "between thousands: 1.234 or 1234"),
            ("1,234,567", "thousands: write 1234567"),
            ("1,234.5", "thousands: write 1234.5"),
            ("12 %", "percentage: write 12,"),
            ("red", "mend the value"),
            ("1,2,3", "mend the value"),
            (",", "mend the value"),
        ] {
            assert!(advice(value).contains(words), "{value}: {}", advice(value));
        }
    }
}

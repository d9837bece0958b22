//! Values and domains as people write them.

use super::domain::{Domain, Value};
use crate::diagnostic::nearest;

/// The words for a `maybe`, absent first. The first pair is what hpm prints.
const OPTIONAL: [[&str; 2]; 4] =
    [["absent", "present"], ["false", "true"], ["no", "yes"], ["off", "on"]];

impl Domain {
    /// A value as one would write it; reading it back gives the same value.
    pub fn text(&self, value: Value) -> String {
        match (self, value) {
            (Domain::Choice { labels, .. }, Value::Choice(at)) => {
                labels.get(at).cloned().unwrap_or_else(|| at.to_string())
            }
            (_, Value::Choice(at)) => {
                OPTIONAL[0].get(at).map_or_else(|| at.to_string(), |word| (*word).to_string())
            }
            (_, Value::Whole(v)) => v.to_string(),
            (_, Value::Real(v)) => number_text(v),
        }
    }

    /// As [`Domain::text`], real numbers rounded to four significant digits.
    pub fn brief(&self, value: Value) -> String {
        match value {
            Value::Real(v) => number_text(format!("{v:.3e}").parse().unwrap_or(v)),
            _ => self.text(value),
        }
    }

    /// Reads a value.
    ///
    /// # Errors
    /// Says what is expected, in words.
    pub fn parse(&self, text: &str) -> Result<Value, String> {
        let text = text.trim();
        let refused = |why: &str| format!("{why}, not `{text}`");
        match self {
            Domain::Choice { labels, .. } => parse_label(labels, text),
            Domain::Optional => (0..2)
                .find(|at| OPTIONAL.iter().any(|pair| pair.get(*at).is_some_and(|w| *w == text)))
                .map(Value::Choice)
                .ok_or_else(|| refused("expected `present` or `absent`")),
            _ => {
                let number = parse_number(text).ok_or_else(|| refused("expected a number"))?;
                self.number(number).ok_or_else(|| refused(&format!("expected {}", self.describe())))
            }
        }
    }

    /// The value of the domain that is this number, if it is one.
    pub fn number(&self, number: f64) -> Option<Value> {
        let whole = Value::Whole(number.round() as i64);
        let value = match self {
            Domain::Whole { .. } | Domain::Grid { whole: true, .. } if number.fract() == 0.0 => {
                whole
            }
            Domain::Real { .. } | Domain::Grid { whole: false, .. } => Value::Real(number),
            _ => return None,
        };
        self.contains(value).then_some(value)
    }

    /// What may stand there, in words: `a whole number from 1 to 3`, `relu or gelu`.
    pub fn describe(&self) -> String {
        match self {
            Domain::Whole { low, high, .. } => format!("a whole number from {low} to {high}"),
            Domain::Real { low, high, .. } => {
                format!("a number from {} to {}", number_text(*low), number_text(*high))
            }
            Domain::Grid { values, .. } => {
                let texts: Vec<String> = values.iter().map(|v| number_text(*v)).collect();
                format!("one of {}", shortened(&texts))
            }
            Domain::Choice { labels, .. } => format!("one of {}", shortened(labels)),
            Domain::Optional => "`present` or `absent`".to_string(),
        }
    }
}

/// The shortest text that reads back as the same number, with an exponent where that is shorter.
pub fn number_text(value: f64) -> String {
    let size = value.abs();
    if size == 0.0 || (1e-3..1e15).contains(&size) {
        format!("{value}")
    } else {
        format!("{value:e}")
    }
}

fn shortened(texts: &[String]) -> String {
    const SHOWN: usize = 8;
    let mut listed: Vec<&str> = texts.iter().take(SHOWN).map(String::as_str).collect();
    if texts.len() > SHOWN {
        listed.push("…");
    }
    listed.join(", ")
}

/// A number with `_` between digits, or a unit: `1_000`, `10%`, `500k`.
fn parse_number(text: &str) -> Option<f64> {
    let plain = text.replace('_', "");
    let units = [("%", 0.01), ("k", 1e3), ("M", 1e6), ("G", 1e9)];
    let unit = units.iter().find_map(|(unit, factor)| Some((plain.strip_suffix(unit)?, *factor)));
    let number = match unit {
        Some((digits, 0.01)) => digits.parse::<f64>().ok()? / 100.0,
        Some((digits, factor)) => digits.parse::<f64>().ok()? * factor,
        None => plain.parse::<f64>().ok()?,
    };
    number.is_finite().then_some(number)
}

fn parse_label(labels: &[String], text: &str) -> Result<Value, String> {
    let head = |label: &str| label.split('(').next().unwrap_or(label).trim().to_string();
    let number = parse_number(text);
    let found = labels
        .iter()
        .position(|label| label == text)
        .or_else(|| labels.iter().position(|label| head(label).eq_ignore_ascii_case(text)))
        .or_else(|| labels.iter().position(|l| number.is_some() && parse_number(l) == number));
    found.map(Value::Choice).ok_or_else(|| {
        let heads: Vec<String> = labels.iter().map(|label| head(label)).collect();
        let meant = nearest(text, heads.iter().map(String::as_str))
            .map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        format!("expected one of {}, not `{text}`{meant}", shortened(labels))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::space::Scale;

    #[test]
    fn numbers_read_as_written() {
        for (text, number) in [("1_000", 1000.0), ("10%", 0.1), ("500k", 5e5), ("1e-3", 1e-3)] {
            assert_eq!(parse_number(text), Some(number), "{text}");
        }
        for wrong in ["", "abc", "1x", "nan", "inf", "%"] {
            assert_eq!(parse_number(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn labels_match_by_text_head_and_number() {
        let labels = ["sgd(momentum: 0.9)".to_string(), "adam".to_string(), "0.001".to_string()];
        let domain = Domain::Choice { labels: labels.to_vec(), ordered: false };
        assert_eq!(domain.parse("sgd"), Ok(Value::Choice(0)));
        assert_eq!(domain.parse("Adam"), Ok(Value::Choice(1)));
        assert_eq!(domain.parse("1e-3"), Ok(Value::Choice(2)));
        assert!(domain.parse("adma").unwrap_err().ends_with("did you mean `adam`?"));
    }

    #[test]
    fn refusals_say_what_is_expected() {
        let whole = Domain::Whole { low: 1, high: 3, scale: Scale::Linear };
        assert_eq!(whole.parse("4").unwrap_err(), "expected a whole number from 1 to 3, not `4`");
        assert_eq!(
            whole.parse("2.5").unwrap_err(),
            "expected a whole number from 1 to 3, not `2.5`"
        );
        assert_eq!(whole.parse("3.0"), Ok(Value::Whole(3)));
        assert_eq!(Domain::Optional.parse("yes"), Ok(Value::Choice(1)));
        assert!(Domain::Optional.parse("maybe").is_err());
    }

    #[test]
    fn brief_numbers_are_short() {
        let real = Domain::Real { low: 0.0, high: 10.0, scale: Scale::Linear };
        assert_eq!(real.brief(Value::Real(0.001_234_567)), "0.001235");
        assert_eq!(real.brief(Value::Real(3.2e-5)), "3.2e-5");
        assert_eq!(real.brief(Value::Real(0.0)), "0");
    }

    proptest! {
        #[test]
        fn real_text_reads_back(v in 1e-12..1e12_f64) {
            let domain = Domain::Real { low: 0.0, high: 1e13, scale: Scale::Linear };
            prop_assert_eq!(domain.parse(&domain.text(Value::Real(v))), Ok(Value::Real(v)));
        }
    }
}

//! A number with its unit, in plain words: `10%` is 0.1, `2h` is 7,200 seconds.

use crate::report::format::whole;
use crate::space::number_text;

/// What a quantity comes to; nothing for numbers without a unit.
pub fn value(text: &str) -> Option<String> {
    let end = text.find(|c: char| !(c.is_ascii_digit() || "._eE+-".contains(c)))?;
    let (digits, unit) = (text.get(..end)?, text.get(end..)?);
    let number: f64 = digits.replace('_', "").parse().ok()?;
    let counted = |factor: f64, what: &str| {
        let value = number * factor;
        let written = if value.fract() == 0.0 && value < 1e15 {
            whole(value as u64)
        } else {
            number_text(value)
        };
        format!("`{text}` is {written}{what}")
    };
    Some(match unit {
        "%" => format!("`{text}` is the fraction {}", number_text(number / 100.0)),
        "k" => counted(1e3, ""),
        "M" => counted(1e6, ""),
        "G" => counted(1e9, ""),
        "s" => counted(1.0, " seconds"),
        "min" => counted(60.0, " seconds"),
        "h" => counted(3600.0, " seconds"),
        "KiB" => counted(1024.0, " bytes"),
        "MiB" => counted(1024.0 * 1024.0, " bytes"),
        "GiB" => counted(1024.0 * 1024.0 * 1024.0, " bytes"),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::value;

    #[test]
    fn quantities_in_words() {
        assert_eq!(value("10%").as_deref(), Some("`10%` is the fraction 0.1"));
        assert_eq!(value("500k").as_deref(), Some("`500k` is 500,000"));
        assert_eq!(value("30min").as_deref(), Some("`30min` is 1,800 seconds"));
        assert_eq!(value("512MiB").as_deref(), Some("`512MiB` is 536,870,912 bytes"));
        assert_eq!((value("12"), value("1e-3"), value("3x")), (None, None, None));
    }
}

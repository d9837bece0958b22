//! Units: those of hpm, and what people write instead.

use crate::syntax::ast::Unit;

/// A unit's dimension, and its factor as a power of ten times a multiplier.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Known {
    pub unit: Unit,
    pub exponent: i32,
    pub times: f64,
}

pub fn known(text: &str) -> Option<Known> {
    let (unit, exponent, times) = match text {
        "%" => (Unit::Fraction, -2, 1.0),
        "k" => (Unit::Count, 3, 1.0),
        "M" => (Unit::Count, 6, 1.0),
        "G" => (Unit::Count, 9, 1.0),
        "s" => (Unit::Time, 0, 1.0),
        "min" => (Unit::Time, 0, 60.0),
        "h" => (Unit::Time, 0, 3600.0),
        "KiB" => (Unit::Size, 0, 1024.0),
        "MiB" => (Unit::Size, 0, 1_048_576.0),
        "GiB" => (Unit::Size, 0, 1_073_741_824.0),
        _ => return None,
    };
    Some(Known { unit, exponent, times })
}

/// The unit that a word means which is not one of hpm.
pub fn meant(text: &str) -> Option<&'static str> {
    let unit = match text.to_lowercase().as_str() {
        "percent" | "pct" | "%%" => "%",
        "k" | "thousand" => "k",
        "million" | "mio" | "mil" => "M",
        "b" | "bn" | "billion" | "g" => "G",
        "sec" | "secs" | "second" | "seconds" => "s",
        "mins" | "minute" | "minutes" => "min",
        "hr" | "hrs" | "hour" | "hours" => "h",
        "kb" | "kib" => "KiB",
        "mb" | "mib" => "MiB",
        "gb" | "gib" => "GiB",
        "m" => "M",
        _ => return None,
    };
    Some(unit)
}

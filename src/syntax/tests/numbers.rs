//! Numbers and units: exact values, and good words for the malformed.

use super::{fixed, parsed, statement};
use crate::syntax::ast::{ExprKind, Number, Stmt, TopItem, Unit};

fn number(text: &str) -> Number {
    let parsed = parsed(&format!("model {{ a: {text} }}"));
    assert!(parsed.diagnostics.is_empty(), "{text}: {:?}", parsed.diagnostics);
    let TopItem::Section(section) = &parsed.spec.items[0] else { panic!("{text}") };
    let Stmt::Entry(entry) = &section.body.stmts[0] else { panic!("{text}") };
    let ExprKind::Number(number) = entry.value.kind else { panic!("{text}") };
    number
}

#[test]
fn values_are_the_nearest_to_what_is_written() {
    let cases = [
        ("0", 0.0, true, None),
        ("1_000", 1000.0, true, None),
        ("1e-3", 0.001, false, None),
        ("2.5E+4", 25000.0, false, None),
        ("0.1", 0.1, false, None),
        ("10%", 0.1, false, Some(Unit::Fraction)),
        ("0.2%", 0.002, false, Some(Unit::Fraction)),
        ("0.7%", 0.007, false, Some(Unit::Fraction)),
        ("500k", 500_000.0, true, Some(Unit::Count)),
        ("1.1M", 1_100_000.0, false, Some(Unit::Count)),
        ("3G", 3e9, true, Some(Unit::Count)),
        ("45s", 45.0, true, Some(Unit::Time)),
        ("30min", 1800.0, true, Some(Unit::Time)),
        ("2h", 7200.0, true, Some(Unit::Time)),
        ("1KiB", 1024.0, true, Some(Unit::Size)),
        ("512MiB", 536_870_912.0, true, Some(Unit::Size)),
        ("2GiB", 2_147_483_648.0, true, Some(Unit::Size)),
        ("9_007_199_254_740_992", 9_007_199_254_740_992.0, true, None),
        ("1e308", 1e308, false, None),
        ("1e-400", 0.0, false, None),
    ];
    for (text, value, whole, unit) in cases {
        assert_eq!(number(text), Number { value, whole, unit }, "{text}");
    }
}

#[test]
fn malformed_numbers_are_told_and_mended() {
    for (text, code, mended) in [
        ("1__0", "E122", "1_0"),
        ("10_", "E122", "10"),
        ("1_.5", "E122", "1.5"),
        ("1.", "E122", "1.0"),
        (".5", "E122", "0.5"),
        (".5K", "E122", "0.5k"),
        ("10K", "E124", "10k"),
        ("5mins", "E124", "5min"),
        ("512MB", "E124", "512MiB"),
        ("3hours", "E124", "3h"),
        ("7B", "E124", "7G"),
        ("3x5", "E124", "(3, 5)"),
        ("10 percent", "E125", "10%"),
        ("10 %", "E125", "10%"),
        ("30 min", "E125", "30min"),
        ("500 k", "E125", "500k"),
    ] {
        let (_, found) = statement(&format!("a: {text}"));
        assert!(found.len() == 1 && found[0].starts_with(code), "{text}: {found:?}");
        assert_eq!(fixed(&format!("model {{ a: {text} }}")), format!("model {{ a: {mended} }}"));
    }
}

#[test]
fn numbers_that_nobody_can_mend_are_told() {
    for (text, wanted) in [
        ("1e", "E122 `1e` is not a well-formed number"),
        ("1.2.3", "E122 `1.2.3` is not a well-formed number"),
        ("0xff", "E122 `0xff` is not a well-formed number"),
        ("3q", "E124 `q` is not a unit that hpm knows"),
        ("1e999", "E123 this number is too large"),
        ("9_007_199_254_740_994", "E123 this number is too large"),
        ("99999999999999999999G", "E123 this number is too large"),
    ] {
        assert_eq!(statement(&format!("a: {text}")).1, [wanted], "{text}");
    }
}

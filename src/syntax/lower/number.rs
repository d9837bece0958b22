//! Numbers: read by hand, so that a malformed one is told for what it is.

use super::unit::{Known, known, meant};
use super::{Lower, Operand};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::syntax as codes;
use crate::source::Span;
use crate::syntax::ast::{ExprKind, Name, Number};
use crate::syntax::grammar::{Pair, Rule};

/// Whole numbers above this are not exact in 64-bit floating point.
const LARGEST_WHOLE: f64 = 9_007_199_254_740_992.0;

/// The parts of `1_000.5e-3min`.
struct Parts<'t> {
    /// Digits, `_` and points.
    mantissa: &'t str,
    exponent: Option<&'t str>,
    unit: &'t str,
}

impl<'t> Lower<'t> {
    /// A number, perhaps with a word that it counts.
    pub(super) fn numeric(&mut self, pair: Pair<'t>) -> Operand {
        let mut number = Operand::plain(ExprKind::Missing, self.span(&pair));
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::number => number = self.number(&inner),
                Rule::word => {
                    let name = inner.into_inner().find(|one| one.as_rule() == Rule::name);
                    if let Some(name) = name {
                        number = self.counted(number, &name);
                    }
                }
                _ => {}
            }
        }
        number
    }

    pub(super) fn factor(&mut self, pair: Pair<'t>) -> Operand {
        let span = self.span(&pair);
        let written = pair.as_str();
        match pair.into_inner().find(|one| one.as_rule() == Rule::number) {
            Some(number) => {
                let factor = self.number(&number);
                if !written.starts_with('x') {
                    let text = number.as_str();
                    self.sink.slip(codes::range_scale::factor(span, text));
                }
                Operand { outer: span, ..factor }
            }
            None => Operand::plain(ExprKind::Missing, span),
        }
    }

    fn number(&mut self, pair: &Pair<'t>) -> Operand {
        let span = self.span(pair);
        match read(pair.as_str(), span) {
            Ok(number) => Operand::plain(ExprKind::Number(number), span),
            Err((number, diagnostic)) => {
                self.sink.slip(*diagnostic);
                Operand::plain(number.map_or(ExprKind::Missing, ExprKind::Number), span)
            }
        }
    }

    /// `200 trials`, or a unit that stands apart.
    fn counted(&mut self, number: Operand, word: &Pair<'t>) -> Operand {
        let name: Name = self.name(word);
        let whole = number.outer.to(name.span);
        let unit = known(&name.text).map(|_| name.text.as_str()).or_else(|| meant(&name.text));
        if let (Some(unit), ExprKind::Number(Number { unit: None, .. })) = (unit, &number.expr.kind)
        {
            let joined = format!("{}{unit}", self.source(number.outer));
            self.sink.slip(codes::unit_apart::diagnostic(whole, &joined));
            let read =
                read(&joined, whole).unwrap_or(Number { value: 0.0, whole: false, unit: None });
            return Operand::plain(ExprKind::Number(read), whole);
        }
        Operand::plain(ExprKind::Counted { count: Box::new(number.expr), word: name }, whole)
    }

    /// `10 %`
    pub(super) fn percent(&mut self, left: Operand, sign: Span) -> Operand {
        match left.expr.kind {
            ExprKind::Number(Number { unit: None, .. }) => {
                let whole = left.outer.to(sign);
                let joined = format!("{}%", self.source(left.outer));
                self.sink.slip(codes::unit_apart::diagnostic(whole, &joined));
                match read(&joined, whole) {
                    Ok(number) => Operand::plain(ExprKind::Number(number), whole),
                    Err(_) => left,
                }
            }
            ExprKind::Missing => left,
            _ => {
                self.sink.fault(codes::unit_apart::no_number(sign));
                left
            }
        }
    }
}

type Faulty = (Option<Number>, Box<Diagnostic>);

/// Reads a number; where it is malformed, also what was probably meant.
fn read(text: &str, span: Span) -> Result<Number, Faulty> {
    let parts = split(text);
    if let Some((why, right)) = malformed(text, &parts) {
        let number = right.as_deref().and_then(|right| read(right, span).ok());
        let diagnostic = codes::number_form::diagnostic(span, text, why, right);
        return Err((number, Box::new(diagnostic)));
    }
    let digits = parts.mantissa.replace('_', "");
    let exponent = parts.exponent.unwrap_or("0");
    let unit = known(parts.unit);
    if unit.is_none() && !parts.unit.is_empty() {
        let bare = value(&digits, exponent, None);
        let number = Number { value: bare, whole: is_whole(&parts), unit: None };
        return Err((Some(number), Box::new(strange_unit(text, &parts, span))));
    }
    let value = value(&digits, exponent, unit);
    let whole = is_whole(&parts) && parts.unit != "%";
    if !value.is_finite() || (whole && value > LARGEST_WHOLE) {
        return Err((
            None,
            Box::new(codes::number_size::diagnostic(span, whole && value.is_finite())),
        ));
    }
    Ok(Number { value, whole, unit: unit.map(|known| known.unit) })
}

fn is_whole(parts: &Parts<'_>) -> bool {
    !parts.mantissa.contains('.') && parts.exponent.is_none()
}

/// Decimal shifts go into the exponent, so that `0.2%` is the nearest number to 0.002.
fn value(digits: &str, exponent: &str, unit: Option<Known>) -> f64 {
    let shift = unit.map_or(0, |known| known.exponent);
    let exponent =
        exponent.parse::<i32>().unwrap_or(if exponent.starts_with('-') { -9999 } else { 9999 });
    let number = format!("{digits}e{}", exponent.saturating_add(shift));
    number.parse::<f64>().unwrap_or(f64::INFINITY) * unit.map_or(1.0, |known| known.times)
}

fn split(text: &str) -> Parts<'_> {
    let is_mantissa = |c: char| c.is_ascii_digit() || c == '_' || c == '.';
    let end = text.find(|c| !is_mantissa(c)).unwrap_or(text.len());
    let (mantissa, rest) = text.split_at(end);
    let after_e = rest.strip_prefix(['e', 'E']);
    let digits = after_e.map(|after| {
        let sign = usize::from(after.starts_with(['+', '-']));
        let digits = after.get(sign..).unwrap_or("");
        sign + digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len())
    });
    match (after_e, digits) {
        (Some(after), Some(length))
            if after.get(..length).is_some_and(|it| it.ends_with(|c: char| c.is_ascii_digit())) =>
        {
            Parts {
                mantissa,
                exponent: after.get(..length),
                unit: after.get(length..).unwrap_or(""),
            }
        }
        _ => Parts { mantissa, exponent: None, unit: rest },
    }
}

/// What is wrong with the digits, and the same number well formed where that can be told.
fn malformed(text: &str, parts: &Parts<'_>) -> Option<(&'static str, Option<String>)> {
    let Parts { mantissa, unit, .. } = parts;
    let rest = text.get(mantissa.len()..).unwrap_or("");
    let rest = format!("{}{}", rest.strip_suffix(unit).unwrap_or(rest), meant_or_same(unit));
    let points = mantissa.matches('.').count();
    if mantissa == &"0" && unit.starts_with(['x', 'X', 'b', 'o']) && unit.len() > 1 && unit != &"x0"
    {
        return Some(("numbers are decimal", None));
    }
    if matches!(*unit, "e" | "E") {
        return Some(("the exponent has no digits", None));
    }
    if points > 1 {
        return Some(("it has two points", None));
    }
    if mantissa.contains("__")
        || mantissa.ends_with('_')
        || mantissa.contains("_.")
        || mantissa.contains("._")
    {
        let groups: Vec<&str> = mantissa.split('_').filter(|group| !group.is_empty()).collect();
        let right = groups.join("_").replace("_.", ".").replace("._", ".");
        let right = format!("{right}{rest}");
        return Some(("`_` stands alone between two digits", Some(right)));
    }
    if mantissa.ends_with('.') {
        let right = format!("{mantissa}0{rest}");
        return Some(("a digit is missing after the point", Some(right)));
    }
    if mantissa.starts_with('.') {
        return Some(("a digit is missing before the point", Some(format!("0{mantissa}{rest}"))));
    }
    None
}

fn meant_or_same(unit: &str) -> &str {
    if known(unit).is_some() { unit } else { meant(unit).unwrap_or(unit) }
}

fn strange_unit(text: &str, parts: &Parts<'_>, span: Span) -> Diagnostic {
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if let Some(second) = parts.unit.strip_prefix(['x', 'X']).filter(|rest| is_digits(rest)) {
        return codes::unknown_unit::pair(span, parts.mantissa, second);
    }
    let digits = text.strip_suffix(parts.unit).unwrap_or(text);
    codes::unknown_unit::diagnostic(span, digits, parts.unit, meant(parts.unit))
}

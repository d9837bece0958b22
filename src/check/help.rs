//! What to write instead where no single range mends the family.

use crate::diagnostic::Diagnostic;
use crate::graph::{Misfit, Padding, Shape};
use crate::instantiate::{Fault, FaultKind, projection};
use crate::space::TermFault;
use crate::template::Shortcut;

/// Divisors listed at most.
const LISTED: usize = 8;

/// The help of this very fault, where there is a better one than that of its code. `every`: all
/// members fail.
pub fn with_help(diagnostic: Diagnostic, fault: &Fault, every: bool) -> Diagnostic {
    let help = match &fault.kind {
        FaultKind::Shape(misfit) => match of_shape(misfit, fault, every) {
            Some(help) => help,
            None => return diagnostic,
        },
        FaultKind::Number { fault: TermFault::DivisionByZero, .. } => {
            "keep the divisor away from 0; indices count from 0, so divide by `index + 1`"
                .to_string()
        }
        _ => "change the numbers so that every network gets one that it can use".to_string(),
    };
    diagnostic.help(help)
}

fn of_shape(misfit: &Misfit, fault: &Fault, every: bool) -> Option<String> {
    let help = match misfit {
        Misfit::Window { layer, input, padding, .. } => match turn(fault).filter(|_| every) {
            Some(turn) => {
                let times = if turn == 1 { "once" } else { &format!("{turn} times or less") };
                format!("repeat {times}, or use `padding: same`")
            }
            None => window(layer, *input, *padding),
        },
        Misfit::PoolPadding { size, .. } => {
            format!("use `padding: {}` or less, or `padding: same`", size / 2)
        }
        Misfit::TooDeep { .. } => "repeat fewer times".to_string(),
        Misfit::Uneven { number, what, parts_name, .. } => {
            format!("{number} {what} part into {} {parts_name}", divisors(*number))
        }
        Misfit::Projection { from, to } => around(*from, *to)?.to_string(),
        Misfit::Branches { left, right } => side_by_side(*left, *right)?.to_string(),
        Misfit::NeedsSeries { found: Shape::Features(_), .. } => steps(fault).to_string(),
        Misfit::NeedsFeatures { found: Shape::Series { .. }, .. } => {
            "put `flatten` (every number), `global_avg_pool` (the mean of each feature) or \
             `last_step` (the last step) before it"
                .to_string()
        }
        _ => return None,
    };
    Some(help)
}

/// The largest window.
fn window(layer: &str, input: Shape, padding: Padding) -> String {
    let side = match input {
        Shape::Image { height, width, .. } => height.min(width),
        other => other.positions(),
    };
    let cells = if let Padding::Cells(cells) = padding { cells } else { 0 };
    let name = if layer == "conv" { "kernel" } else { "size" };
    let largest = side.saturating_add(cells.saturating_mul(2));
    format!("use `{name}: {largest}` or less, or `padding: same`")
}

/// How many turns of the one `repeat` around it went well, if any.
fn turn(fault: &Fault) -> Option<usize> {
    let (_, rest) = fault.path.split_once('[')?;
    let (number, rest) = rest.split_once(']')?;
    if rest.contains('[') {
        return None;
    }
    number.parse().ok().filter(|turn| *turn > 0)
}

/// `1, 2, 3, 5, 6 or 10`
fn divisors(number: usize) -> String {
    let mut small: Vec<usize> = Vec::new();
    let mut large: Vec<usize> = Vec::new();
    let mut at = 1_usize;
    while at.saturating_mul(at) <= number {
        if number.is_multiple_of(at) {
            small.push(at);
            large.extend((number / at != at).then_some(number / at));
        }
        at += 1;
    }
    small.extend(large.into_iter().rev());
    let more = small.len() > LISTED;
    small.truncate(LISTED);
    let texts: Vec<String> = small.iter().map(usize::to_string).collect();
    match texts.split_last() {
        _ if more => format!("{}, …", texts.join(", ")),
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => texts.concat(),
    }
}

/// The body of a residual that nothing can follow.
fn around(from: Shape, to: Shape) -> Option<&'static str> {
    match (from, to) {
        _ if projection(from, to, Shortcut::Conv).is_ok() => {
            Some("`shortcut: pad` can add channels, not drop them: write `shortcut: conv`")
        }
        (Shape::Series { .. }, Shape::Features(_)) => Some(
            "write `return: sequence` on a recurrent layer inside the residual, and put `flatten` \
             or `last_step` behind it",
        ),
        _ => None,
    }
}

/// Branches that cannot be joined.
fn side_by_side(left: Shape, right: Shape) -> Option<&'static str> {
    match (left, right) {
        _ if left.with_channels(0) == right.with_channels(0) => {
            Some("give the branches equal channels (`filters`, `units`), or write `join: concat`")
        }
        (Shape::Features(_), Shape::Image { .. } | Shape::Series { .. })
        | (Shape::Image { .. } | Shape::Series { .. }, Shape::Features(_)) => {
            Some("end the other branch in flat features too, with `flatten` or `global_avg_pool`")
        }
        _ => None,
    }
}

/// A layer over steps that gets flat features.
fn steps(fault: &Fault) -> &'static str {
    match &fault.maker {
        Some(maker) if maker.path == "input" => {
            "declare `input: series(length, features)`, or use `dense`"
        }
        _ => {
            "put it before `flatten` or `last_step`, and write `return: sequence` on a recurrent \
             layer before it"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_divisors() {
        assert_eq!(divisors(1), "1");
        assert_eq!(divisors(10), "1, 2, 5 or 10");
        assert_eq!(divisors(30), "1, 2, 3, 5, 6, 10, 15 or 30");
        assert_eq!(divisors(64), "1, 2, 4, 8, 16, 32 or 64");
        assert_eq!(divisors(360), "1, 2, 3, 4, 5, 6, 8, 9, …");
    }

    #[test]
    fn branches_by_what_differs() {
        let image = |side, channels| Shape::Image { height: side, width: side, channels };
        let flat = Shape::Features(4);
        let told = |left, right| side_by_side(left, right).unwrap_or_default();
        assert!(told(image(8, 4), image(8, 5)).contains("`join: concat`"));
        assert!(told(image(8, 4), flat).contains("`flatten`"));
        assert_eq!(side_by_side(image(8, 4), image(6, 4)), None);
    }

    #[test]
    fn residuals_by_what_the_body_does() {
        let image = |channels| Shape::Image { height: 8, width: 8, channels };
        let series = Shape::Series { length: 8, features: 4 };
        assert!(around(image(8), image(4)).is_some_and(|help| help.contains("shortcut: conv")));
        let help = around(series, Shape::Features(4));
        assert!(help.is_some_and(|help| help.contains("return: sequence")));
        assert_eq!(around(image(8), Shape::Features(4)), None);
    }
}

//! The `growth` block: order, stop, start.

use super::context::{Place, Resolver};
use super::data::number;
use super::fields::Fields;
use super::short::fits;
use super::sweep::{is, whole};
use super::{groups, range::nearest_in};
use crate::catalog::{self, Role};
use crate::diagnostic::codes::sweep::{bad_start, bad_stop, order_name};
use crate::space::{Domain, Hyper, HyperId, Space, Value};
use crate::syntax::ast::{BinaryOp, Body, Expr, ExprKind, Stmt, Unit};
use crate::template::{Argument, Growth, GrowthBy, Inherit, Stop, Transfer};

const STOP: Stop = Stop { gain: 0.002, rungs: 2 };
const FACTOR: f64 = 4.0;

impl<'a> Resolver<'a> {
    pub fn growth(
        &mut self,
        value: Option<&'a Expr>,
        space: &Space,
        place: &Place<'a>,
    ) -> Option<Growth> {
        let item = catalog::section("growth")?;
        let fields = match value.map(|value| (value, block(value))) {
            None => Fields::default(),
            Some((_, Some(body))) => self.fields(item, body, place, "sweep.growth"),
            Some((value, None)) if matches!(value.kind, ExprKind::Missing) => return self.hole(),
            Some((value, None)) => {
                let found = self.what(value);
                let fault = crate::diagnostic::codes::value::wrong_type::diagnostic;
                return self.fault(fault("`growth`", "a block `{ … }`", &found, value.span));
            }
        };
        let order = self.order(fields.value("order"), space);
        let (stop, start) =
            (self.stop(fields.value("stop")), self.start(fields.value("start"), space));
        let says = |name: &str, wanted: &str| matches!(fields.arg(name), Some(Argument::Word { word, .. }) if *word == wanted);
        if fields.faulty {
            return None;
        }
        Some(Growth {
            order: groups::all(order?, space),
            by: if says("by", "flops") { GrowthBy::Flops } else { GrowthBy::Params },
            factor: number(fields.arg("factor")).unwrap_or(FACTOR),
            start: start?,
            inherit: if says("inherit", "nothing") {
                Inherit::Nothing
            } else {
                Inherit::Hyperparameters
            },
            transfer: Transfer::None,
            stop: stop?,
        })
    }

    /// The author's groups by name, with how each name was found.
    fn order(&mut self, value: Option<&Expr>, space: &Space) -> Option<Vec<String>> {
        let Some(expr) = value else { return Some(Vec::new()) };
        let mut names = Vec::new();
        let mut good = true;
        for part in super::sweep::parts(expr) {
            let ExprKind::Path(segments) = &part.kind else {
                if matches!(part.kind, ExprKind::Missing) {
                    return self.hole();
                }
                return self
                    .fault(crate::diagnostic::codes::sweep::bad_order::diagnostic(part.span));
            };
            let name = segments.iter().map(|one| one.text.as_str()).collect::<Vec<_>>().join(".");
            good &= self.named_group(&name, part, space);
            names.push(name);
        }
        good.then_some(names)
    }

    fn named_group(&mut self, name: &str, expr: &Expr, space: &Space) -> bool {
        let below: Vec<&Hyper> = space
            .hypers
            .iter()
            .filter(|hyper| groups::depth(&hyper.path, name).is_some())
            .collect();
        if below.iter().any(|hyper| hyper.role == Role::Capacity) {
            return true;
        }
        let known = groups::names(space);
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        let labelled = self.labels.contains(name);
        let diagnostic = if below.is_empty() && !labelled {
            order_name::unknown(name, expr.span, &known)
        } else {
            order_name::no_capacity(name, expr.span, &known)
        };
        self.report(diagnostic);
        false
    }

    /// `gain < 0.2% for 2 rungs`
    fn stop(&mut self, value: Option<&Expr>) -> Option<Stop> {
        let Some(expr) = value else { return Some(STOP) };
        if matches!(expr.kind, ExprKind::Missing) {
            return self.hole();
        }
        let (condition, rungs) = match &expr.kind {
            ExprKind::For { condition, times } => match &times.kind {
                ExprKind::Counted { count, word } if is(word, "rung") => {
                    (condition.as_ref(), whole(count))
                }
                _ => (condition.as_ref(), None),
            },
            _ => (expr, Some(1)),
        };
        let gain =
            match &condition.kind {
                ExprKind::Binary {
                    op: BinaryOp::Less | BinaryOp::LessEqual, left, right, ..
                } if super::model::layer_name(left) == Some("gain") => share(right),
                _ => None,
            };
        match (gain, rungs) {
            (Some(gain), Some(rungs)) => Some(Stop { gain, rungs }),
            _ => self.fault(bad_stop::diagnostic(expr.span)),
        }
    }

    /// `start { depth: 2; width: 16 }`
    fn start(&mut self, value: Option<&Expr>, space: &Space) -> Option<Vec<(HyperId, Value)>> {
        let Some(expr) = value else { return Some(Vec::new()) };
        let Some(body) = block(expr) else { return self.fault(bad_start::form(expr.span)) };
        let mut values = Vec::new();
        for stmt in &body.stmts {
            let Stmt::Entry(entry) = stmt else { return self.fault(bad_start::form(expr.span)) };
            let Some(label) = &entry.label else { return self.fault(bad_start::form(entry.span)) };
            let Some(hyper) = found(space, &label.text) else {
                let known: Vec<&str> =
                    space.hypers.iter().map(|hyper| hyper.short.as_str()).collect();
                return self.fault(order_name::unknown(&label.text, label.span, &known));
            };
            let written = self.text(entry.value.span);
            let Some(value) = value_of(&entry.value, &written, &hyper.domain) else {
                let domain = self.text(hyper.span);
                return self.fault(bad_start::outside(&label.text, entry.value.span, &domain));
            };
            values.push((hyper.id, value));
        }
        Some(values)
    }
}

fn block(expr: &Expr) -> Option<&Body> {
    match &expr.kind {
        ExprKind::Call { body: Some(body), .. } | ExprKind::Group(body) => Some(body),
        _ => None,
    }
}

/// The fields that a written `growth` block leaves out; none where there is no block.
pub fn left_out(value: Option<&Expr>) -> Vec<&'static str> {
    let (Some(item), Some(body)) = (catalog::section("growth"), value.and_then(block)) else {
        return Vec::new();
    };
    let written = |name: &str| {
        body.stmts.iter().any(|stmt| match stmt {
            Stmt::Entry(entry) => match &entry.label {
                Some(label) => label.text == name,
                // `start { … }` is its own label.
                None => super::model::layer_name(&entry.value) == Some(name),
            },
            _ => false,
        })
    };
    item.params.iter().map(|param| param.name).filter(|name| !written(name)).collect()
}

fn share(expr: &Expr) -> Option<f64> {
    match &expr.kind {
        ExprKind::Number(number) if matches!(number.unit, None | Some(Unit::Fraction)) => {
            (0.0..1.0).contains(&number.value).then_some(number.value)
        }
        _ => None,
    }
}

fn found<'s>(space: &'s Space, name: &str) -> Option<&'s Hyper> {
    let exact = space.hypers.iter().find(|hyper| hyper.path == name || hyper.short == name);
    let below =
        |hyper: &&Hyper| hyper.role == Role::Capacity && groups::depth(&hyper.path, name).is_some();
    exact
        .or_else(|| only(space.hypers.iter().filter(|hyper| fits(&hyper.path, name))))
        .or_else(|| only(space.hypers.iter().filter(below)))
}

fn only<'s>(mut found: impl Iterator<Item = &'s Hyper>) -> Option<&'s Hyper> {
    let first = found.next();
    first.filter(|_| found.next().is_none())
}

fn value_of(expr: &Expr, written: &str, domain: &Domain) -> Option<Value> {
    let number = match &expr.kind {
        ExprKind::Number(number) => Some(number.value),
        _ => None,
    };
    use super::draft::Shape;
    let inside = |low: f64, high: f64, scale| {
        let shape = Shape::Range { low, high, scale, whole_ends: false };
        number.filter(|number| nearest_in(&shape, *number) == Some(*number))
    };
    match domain {
        Domain::Whole { low, high, scale } => {
            let number = inside(*low as f64, *high as f64, *scale)?;
            (number.fract() == 0.0).then_some(Value::Whole(number as i64))
        }
        Domain::Real { low, high, scale } => inside(*low, *high, *scale).map(Value::Real),
        Domain::Grid { values, whole, .. } => {
            let value = values.iter().find(|value| Some(**value) == number)?;
            Some(if *whole { Value::Whole(*value as i64) } else { Value::Real(*value) })
        }
        Domain::Choice { labels, .. } => {
            labels.iter().position(|label| label == written).map(Value::Choice)
        }
        Domain::Optional => match written {
            "absent" => Some(Value::Choice(0)),
            "present" => Some(Value::Choice(1)),
            _ => None,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::left_out;
    use crate::source::FileId;
    use crate::syntax::ast::{Stmt, TopItem};

    #[test]
    fn a_written_block_says_what_it_leaves_out() {
        let text = "sweep {\n growth { order: depth\n factor: 2 }\n}\n";
        let parsed = crate::syntax::parse(FileId(0), text);
        let Some(TopItem::Section(section)) = parsed.spec.items.first() else { panic!() };
        let Some(Stmt::Entry(growth)) = section.body.stmts.first() else { panic!() };
        let names = left_out(Some(&growth.value));
        assert_eq!(names, ["by", "start", "inherit", "transfer", "stop"]);
        assert!(left_out(None).is_empty());
    }
}

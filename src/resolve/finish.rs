//! Drafts to the space: order, types, defaults.

use super::context::Resolver;
use super::draft::{Draft, Shape, Start};
use super::order;
use super::short;
use crate::catalog::Role;
use crate::space::{Domain, Hyper, HyperId, Scale, Space, Value};

impl Resolver<'_> {
    /// All hyperparameters, parents before children, otherwise in the order of the text. The ids
    /// are the final ones; terms still hold the old ones until `renumber`.
    pub fn space(&mut self) -> Space {
        let counts: Vec<usize> = self.drafts.iter().map(Draft::alternatives).collect();
        let alternatives = |id: HyperId| counts.get(id.0).copied().unwrap_or(0);
        for draft in &mut self.drafts {
            draft.cases = std::mem::take(&mut draft.cases).merged(alternatives);
        }
        let order = order::order(&self.drafts);
        let new = order::numbering(&order);
        let paths: Vec<String> = self.drafts.iter().map(|draft| draft.path.clone()).collect();
        let shorts = short::shorts(&paths, &self.labels);
        let hypers = order.iter().enumerate().filter_map(|(at, old)| {
            let mut draft = self.drafts.get(old.0)?.clone();
            draft.cases.renumber(&|id| new(id));
            Some(hyper(HyperId(at), draft, shorts.get(old.0).cloned()?))
        });
        Space { hypers: hypers.collect(), constraints: Vec::new() }
    }
}

fn hyper(id: HyperId, draft: Draft, short: String) -> Hyper {
    let domain = domain(&draft);
    let default = default(&draft, &domain);
    Hyper {
        id,
        path: draft.path,
        short,
        default,
        default_written: draft.start.is_some(),
        domain,
        role: draft.role,
        condition: draft.cases.condition(),
        shapes: draft.shapes,
        doc: draft.doc,
        span: draft.span,
    }
}

/// Whole numbers where the ends are whole and some use needs them, or none needs a real one.
fn domain(draft: &Draft) -> Domain {
    let wanted = draft.whole_use || !draft.real_use;
    match &draft.shape {
        Shape::Range { low, high, scale, whole_ends } if *whole_ends && wanted => {
            Domain::Whole { low: *low as i64, high: *high as i64, scale: *scale }
        }
        Shape::Range { low, high, scale, .. } => {
            Domain::Real { low: *low, high: *high, scale: *scale }
        }
        Shape::Grid { values, scale } => {
            let whole = wanted && values.iter().all(|value| value.fract() == 0.0);
            Domain::Grid { values: values.clone(), whole, scale: *scale }
        }
        Shape::Choice { labels, ordered } => {
            Domain::Choice { labels: labels.clone(), ordered: *ordered }
        }
        Shape::Optional => Domain::Optional,
    }
}

/// As written; else the low end of a capacity, the middle of any other range, the first alternative.
fn default(draft: &Draft, domain: &Domain) -> Value {
    let low = draft.role == Role::Capacity;
    match (draft.start, domain) {
        (Some(Start::Choice(at)), _) => Value::Choice(at),
        (Some(Start::Number(number)), Domain::Whole { .. } | Domain::Grid { whole: true, .. }) => {
            Value::Whole(number.round() as i64)
        }
        (Some(Start::Number(number)), Domain::Grid { values, .. }) => {
            let far = |value: &f64| (value - number).abs();
            let near = values.iter().copied().min_by(|a, b| far(a).total_cmp(&far(b)));
            Value::Real(near.unwrap_or(number))
        }
        (Some(Start::Number(number)), _) => Value::Real(number),
        (None, Domain::Whole { low: least, high, scale }) => {
            let middle = middle(*least as f64, *high as f64, *scale).round() as i64;
            Value::Whole(if low { *least } else { middle.clamp(*least, *high) })
        }
        (None, Domain::Real { low: least, high, scale }) => {
            Value::Real(if low { *least } else { middle(*least, *high, *scale) })
        }
        (None, Domain::Grid { values, whole, .. }) => {
            let at = if low { 0 } else { values.len().saturating_sub(1) / 2 };
            let value = values.get(at).copied().unwrap_or(0.0);
            if *whole { Value::Whole(value as i64) } else { Value::Real(value) }
        }
        (None, Domain::Choice { .. } | Domain::Optional) => Value::Choice(0),
    }
}

fn middle(low: f64, high: f64, scale: Scale) -> f64 {
    let value = match scale {
        Scale::Linear => f64::midpoint(low, high),
        Scale::Log => (low.ln().midpoint(high.ln())).exp(),
    };
    // People read these: no dust of binary fractions.
    let tidy: f64 = format!("{value:.6e}").parse().unwrap_or(value);
    tidy.clamp(low, high)
}

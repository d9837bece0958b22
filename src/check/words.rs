//! The check's findings as diagnostics.

use super::calls::{Call, calls_around};
use super::explore::{Failure, Place};
use super::help::with_help;
use super::reason::{Reason, Repair};
use crate::catalog::Role;
use crate::diagnostic::codes::shape as codes;
use crate::diagnostic::{Applicability, Diagnostic, Label};
use crate::graph::{Misfit, Shape};
use crate::instantiate::{Fault, FaultKind, build};
use crate::source::Span;
use crate::space::{Assignment, Domain, Hyper, HyperId, Scale, Space, Term, Value};
use crate::template::{Family, Node};

/// Values of an example that a sentence names, and that are marked in the text.
const TOLD: usize = 7;
const MARKED: usize = 4;

/// What a repair achieves where its fault is the only one, and where it is one of several.
pub(super) const ALL_FIT: &str = "then every network fits";
pub(super) const THIS_GONE: &str = "then this fault is gone";

/// What is wrong with the example of a failure.
pub fn fault(family: &Family, place: Place, failure: &Failure) -> Fault {
    build(family, &failure.member).err().unwrap_or_else(|| Fault {
        kind: failure.kind.clone(),
        path: place.path.to_string(),
        span: place.span,
        maker: None,
    })
}

/// One mistake with its example, its places and its repair.
pub fn diagnostic(family: &Family, place: Place, fault: &Fault, reason: &Reason) -> Diagnostic {
    let because = example(&family.space, &reason.because);
    let message = if because.is_empty() {
        fault.message()
    } else {
        format!("not every network fits: for example with {because}, {}", fault.message())
    };
    let calls = calls_around(&family.model.body, place.path);
    let diagnostic = in_calls(coded(fault, message), fault, &calls);
    let diagnostic = with_origin(diagnostic, family, fault, reason);
    let Some(repair) = &reason.repair else {
        return with_help(diagnostic, fault, because.is_empty());
    };
    let advice = format!("{}: {ALL_FIT}", advice(family, repair));
    with_fix(diagnostic.help(advice), &family.space, repair)
}

/// What to write instead, where a hyperparameter is to be kept to some of its values.
pub fn with_repair(diagnostic: Diagnostic, family: &Family, repair: &Repair) -> Diagnostic {
    with_fix(diagnostic.help(advice(family, repair)), &family.space, repair)
}

fn with_fix(diagnostic: Diagnostic, space: &Space, repair: &Repair) -> Diagnostic {
    match rewrite(space, repair) {
        Some((span, text)) => {
            let message = format!("write `{text}`");
            diagnostic.replace(Applicability::Unsafe, message, span, text)
        }
        None => diagnostic,
    }
}

/// The values of what decides the size of a member: `depth = 0 and width = 16`.
pub fn capacities(family: &Family, member: &Assignment) -> String {
    let decides =
        |id: &HyperId| family.space.get(*id).is_some_and(|hyper| hyper.role == Role::Capacity);
    let values: Vec<(HyperId, Value)> = member.iter().filter(|(id, _)| decides(id)).collect();
    example(&family.space, &values)
}

/// `depth = 4 and kernel = 5`; of very many values the first ones.
fn example(space: &Space, values: &[(HyperId, Value)]) -> String {
    let told = |(id, value): &(HyperId, Value)| {
        space.get(*id).map(|hyper| match (&hyper.domain, value) {
            (Domain::Optional, Value::Choice(0)) => format!("`{}` absent", hyper.short),
            (Domain::Optional, _) => format!("`{}` present", hyper.short),
            _ => format!("{} = {}", hyper.short, hyper.domain.brief(*value)),
        })
    };
    let mut told: Vec<String> = values.iter().filter_map(told).collect();
    if told.len() > TOLD + 1 {
        let more = told.len() - TOLD;
        told.truncate(TOLD);
        told.push(format!("{more} more values"));
    }
    match told.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}

fn coded(fault: &Fault, message: String) -> Diagnostic {
    let label = label(fault);
    let make = match &fault.kind {
        FaultKind::Shape(misfit) => match misfit {
            Misfit::Window { .. } => codes::window::diagnostic,
            Misfit::NeedsFeatures { .. } => codes::needs_features::diagnostic,
            Misfit::NeedsPositions { .. } => codes::needs_positions::diagnostic,
            Misfit::Unequal { .. } | Misfit::Projection { .. } | Misfit::Inputs { .. } => {
                codes::residual::diagnostic
            }
            Misfit::NeedsEmbedding { .. } => codes::needs_embedding::diagnostic,
            Misfit::NeedsTokens { .. } => codes::needs_tokens::diagnostic,
            Misfit::NeedsSeries { .. } | Misfit::OnlySeries { .. } => {
                codes::needs_series::diagnostic
            }
            Misfit::PairOnSeries { .. } => codes::pair_on_series::diagnostic,
            Misfit::Uneven { .. } => codes::uneven::diagnostic,
            Misfit::Reshape { .. } => codes::reshape::diagnostic,
            Misfit::Branches { .. } => codes::branches::diagnostic,
            Misfit::PoolPadding { .. } => codes::pool_padding::diagnostic,
            Misfit::TooLarge { .. } | Misfit::TooDeep { .. } | Misfit::Zero { .. } => {
                codes::too_large::diagnostic
            }
        },
        _ => codes::number::diagnostic,
    };
    make(fault.span, message, label)
}

/// Short words at the place itself.
fn label(fault: &Fault) -> String {
    let FaultKind::Shape(misfit) = &fault.kind else { return "has no value there".to_string() };
    match misfit {
        Misfit::Window { window, input: Shape::Image { .. }, .. } => {
            format!("needs at least {}×{}", window.rows, window.columns)
        }
        Misfit::Window { window, .. } => format!("needs a length of at least {}", window.columns),
        Misfit::NeedsSeries { .. } => "needs a series".to_string(),
        Misfit::OnlySeries { .. } => "is for series".to_string(),
        Misfit::PairOnSeries { .. } => "one number, not two".to_string(),
        Misfit::Uneven { number, parts, .. } => format!("{number} / {parts} is not whole"),
        Misfit::Reshape { from, to } => format!("turns {from} into {to}"),
        Misfit::Branches { left, right } => format!("{left} and {right}"),
        Misfit::NeedsFeatures { .. } => "needs flat features".to_string(),
        Misfit::NeedsEmbedding { .. } => "cannot read tokens".to_string(),
        Misfit::NeedsTokens { .. } => "needs tokens".to_string(),
        Misfit::NeedsPositions { .. } => "needs an image or a series".to_string(),
        Misfit::Projection { from, to } => format!("turns {from} into {to}"),
        Misfit::PoolPadding { size, .. } => format!("at most {} cells", size / 2),
        Misfit::TooLarge { .. } | Misfit::TooDeep { .. } => "too large".to_string(),
        Misfit::Unequal { .. } | Misfit::Zero { .. } | Misfit::Inputs { .. } => String::new(),
    }
}

/// The calls of blocks that lead there. Inside the standard library the author's own call is the
/// place to look at first.
fn in_calls(mut diagnostic: Diagnostic, fault: &Fault, calls: &[Call]) -> Diagnostic {
    let inner = diagnostic.primary.clone();
    let home = calls.iter().find(|call| call.library);
    if let Some(call) = home {
        let message = format!("in this call of `{}`", call.block);
        diagnostic.primary = Label { span: call.span, message };
        let label = if inner.message.is_empty() { "here".to_string() } else { inner.message };
        diagnostic = diagnostic.also(fault.span, label);
    }
    for call in calls.iter().take_while(|call| home.is_none_or(|home| home.span != call.span)) {
        diagnostic = diagnostic.also(call.span, format!("in this call of `{}`", call.block));
    }
    diagnostic
}

/// Labels where the values are chosen, and the layer that made the shape.
fn with_origin(
    mut diagnostic: Diagnostic,
    family: &Family,
    fault: &Fault,
    reason: &Reason,
) -> Diagnostic {
    let mut marked: Vec<Span> = vec![fault.span, diagnostic.primary.span];
    let mut mark = |diagnostic: Diagnostic, span: Span, text: String| {
        if marked.contains(&span) {
            return diagnostic;
        }
        marked.push(span);
        diagnostic.also(span, text)
    };
    for (id, value) in reason.because.iter().take(MARKED) {
        if let Some(hyper) = family.space.get(*id) {
            let text = format!("{} here", example(&family.space, &[(hyper.id, *value)]));
            diagnostic = mark(diagnostic, hyper.span, text);
        }
    }
    if let Some(maker) = &fault.maker {
        let verb = if maker.path == "input" { "the input is" } else { "this makes it" };
        diagnostic = mark(diagnostic, maker.span, format!("{verb} {}", maker.shape));
    }
    diagnostic
}

/// What to write instead, as words.
fn advice(family: &Family, repair: &Repair) -> String {
    let Some(hyper) = family.space.get(repair.hyper) else { return String::new() };
    let values: Vec<Value> = repair.kept.iter().filter_map(|at| hyper.domain.nth(*at)).collect();
    let text = kept_text(hyper, &values);
    if hyper.domain == Domain::Optional {
        let always = values.contains(&Value::Choice(1));
        let verb = if always { "write it without `maybe`" } else { "leave it out" };
        return format!("`{}`: {verb}", hyper.short);
    }
    match repeat_label(&family.model.body, repair.hyper) {
        Some(label) => format!("write `{label}repeat {text}`"),
        None => format!("keep `{}` to `{text}`", hyper.short),
    }
}

/// The domain as it would be written with the kept values only, where that can be told from the
/// domain alone and the author's default stays inside.
fn rewrite(space: &Space, repair: &Repair) -> Option<(Span, String)> {
    let hyper = space.get(repair.hyper)?;
    let values: Vec<Value> = repair.kept.iter().filter_map(|at| hyper.domain.nth(*at)).collect();
    let shared = space.hypers.iter().filter(|other| other.span == hyper.span).count() > 1;
    if shared
        || hyper.span.is_empty()
        || (hyper.default_written && !values.contains(&hyper.default))
    {
        return None;
    }
    let text = kept_text(hyper, &values);
    match &hyper.domain {
        Domain::Whole { scale: Scale::Log, .. } if values.len() > 1 => {
            Some((hyper.span, format!("{text} log")))
        }
        Domain::Whole { .. } | Domain::Grid { .. } => Some((hyper.span, text)),
        Domain::Choice { labels, .. } => {
            let plain = |label: &String| {
                label.parse::<f64>().is_ok() || ["same", "valid"].contains(&label.as_str())
            };
            labels.iter().all(plain).then_some((hyper.span, text))
        }
        Domain::Real { .. } | Domain::Optional => None,
    }
}

/// `1..3`, `3 | 5`, `16`
fn kept_text(hyper: &Hyper, values: &[Value]) -> String {
    let text = |value: &Value| hyper.domain.text(*value);
    match (&hyper.domain, values) {
        (_, [one]) => text(one),
        (Domain::Whole { .. }, [first, .., last]) => format!("{}..{}", text(first), text(last)),
        _ => values.iter().map(text).collect::<Vec<_>>().join(" | "),
    }
}

/// `depth: ` where the hyperparameter counts a labelled repeat, nothing for one without a label.
fn repeat_label(nodes: &[Node], id: HyperId) -> Option<String> {
    nodes.iter().find_map(|node| match node {
        Node::Repeat { path, count: Term::Hyper(counts), .. } if *counts == id => {
            let last = path.rsplit('.').next().unwrap_or(path);
            let number = last.strip_prefix("repeat").unwrap_or("x");
            let generated = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
            Some(if generated { String::new() } else { format!("{last}: ") })
        }
        other => other.bodies().into_iter().find_map(|body| repeat_label(body, id)),
    })
}

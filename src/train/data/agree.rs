//! Whether the data and the two ends of the model fit together.

use super::shape::arrangement;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::data::{
    input_shape, target_kind, target_not_binary, target_width, too_few_classes, too_many_classes,
};
use crate::source::Span;
use crate::template::{DataFacts, DataSpec, InputFacts, InputSpec, OutputFacts, OutputSpec};

/// Every disagreement between the data, read in full, and the model's ends. Most are told by the
/// check, from the head of the data; not a class that occurs late in a long table.
pub fn agree(
    facts: &DataFacts,
    spec: &DataSpec,
    names: &[String],
    input: InputSpec,
    output: OutputSpec,
) -> Vec<Diagnostic> {
    let target = spec.target.last().map_or(spec.source_span, |(_, span)| *span);
    let inputs = facts.input.and_then(|data| inputs(spec, data, input));
    let outputs = facts.output.and_then(|data| outputs(target, data, output, names));
    inputs.into_iter().chain(outputs).collect()
}

fn inputs(spec: &DataSpec, data: InputFacts, model: InputSpec) -> Option<Diagnostic> {
    if arrangement(data, model).is_some() {
        return None;
    }
    Some(input_shape::diagnostic(spec.source_span, &facts_text(data), &model.to_string()))
}

fn outputs(
    span: Span,
    data: OutputFacts,
    model: OutputSpec,
    names: &[String],
) -> Option<Diagnostic> {
    let text = model.to_string();
    match (data, model) {
        (OutputFacts::Classes(n) | OutputFacts::Numbers(n), OutputSpec::Classes(m)) => {
            classes(span, n, m, &text, names)
        }
        (OutputFacts::Classes(n) | OutputFacts::Numbers(n), OutputSpec::Binary) => {
            classes(span, n, 2, &text, names)
        }
        (OutputFacts::Labels(k), OutputSpec::Labels(m) | OutputSpec::Values(m)) => {
            (k != m).then(|| target_width::diagnostic(span, k, &text, m))
        }
        (OutputFacts::Numbers(_), OutputSpec::Labels(m)) => {
            (m != 1).then(|| target_width::diagnostic(span, 1, &text, m))
        }
        (OutputFacts::Labels(k), _) => Some(target_width::diagnostic(span, k, &text, 1)),
        (OutputFacts::Classes(n), OutputSpec::Values(_) | OutputSpec::Labels(_)) => {
            let holds = if n == 1 { "1 class".to_owned() } else { format!("{n} classes") };
            Some(target_kind::diagnostic(span, &holds, &text, &format!("classes({n})")))
        }
        (OutputFacts::Values(k), OutputSpec::Values(m)) => {
            (k != m).then(|| target_width::diagnostic(span, k, &text, m))
        }
        (OutputFacts::Numbers(_), OutputSpec::Values(m)) => {
            (m != 1).then(|| target_width::diagnostic(span, 1, &text, m))
        }
        (OutputFacts::Values(_), OutputSpec::Labels(_)) => {
            Some(target_not_binary::diagnostic(span, "the target", "real numbers"))
        }
        (OutputFacts::Values(1), _) => {
            Some(target_kind::diagnostic(span, "real numbers", &text, "values(1)"))
        }
        (OutputFacts::Values(k), _) => Some(target_width::diagnostic(span, k, &text, 1)),
    }
}

fn classes(
    span: Span,
    found: usize,
    room: usize,
    output: &str,
    names: &[String],
) -> Option<Diagnostic> {
    match found.cmp(&room) {
        std::cmp::Ordering::Equal => None,
        std::cmp::Ordering::Less => Some(too_few_classes::diagnostic(span, output, found)),
        std::cmp::Ordering::Greater => {
            Some(too_many_classes::diagnostic(span, output, found, room, names))
        }
    }
}

fn facts_text(facts: InputFacts) -> String {
    match facts {
        InputFacts::Features(n) => format!("features({n})"),
        InputFacts::Image { height, width, channels } => {
            format!("image({height}, {width}, {channels})")
        }
        InputFacts::Series { length, features } => format!("series({length}, {features})"),
        InputFacts::Tokens { length, vocabulary } => format!("tokens({length}, {vocabulary})"),
    }
}

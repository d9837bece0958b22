//! The targets beside an array of inputs.

use super::names::Pair;
use super::stored::Stored;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::data::{array_shape, constant_target, target_not_binary};
use crate::source::Span;
use crate::template::{OutputFacts, OutputSpec};
use crate::train::data::Targets;
use crate::train::data::classes::{Classes, Interner};
use crate::train::data::table::class_facts;

/// Numbers, `width` a sample.
pub struct Answers {
    pub values: Vec<f32>,
    pub width: usize,
}

/// Reads them all; they are few beside the inputs.
///
/// # Errors
/// Their shape is not that of targets, they are not as many as inputs, or they are damaged.
pub fn read(pair: &mut Pair) -> Result<Answers, Diagnostic> {
    let targets = &mut pair.targets;
    let width = match *targets.shape {
        [_] => 1,
        [_, width] if width > 0 => width,
        _ => {
            let reason = "targets have one axis, or two: samples and columns";
            let shape = targets.shape_text();
            return Err(array_shape::diagnostic(targets.span, &targets.shown, &shape, reason));
        }
    };
    same_count(&pair.inputs, targets)?;
    Ok(Answers { values: targets.all()?, width })
}

fn same_count(inputs: &Stored, targets: &Stored) -> Result<(), Diagnostic> {
    if inputs.samples() == targets.samples() {
        return Ok(());
    }
    let shape = format!("{} for {} inputs", targets.samples(), inputs.samples());
    let reason = "every sample has one target, or one row of targets";
    Err(array_shape::diagnostic(targets.span, &targets.shown, &shape, reason))
}

/// The distinct values of single targets, in order; `counted` of them are counted.
pub fn classes(train: &Answers, test: Option<&Answers>) -> Classes {
    let mut names = Interner::default();
    for value in train.values.iter().chain(test.iter().flat_map(|test| &test.values)) {
        names.intern(value.to_string().as_bytes());
    }
    names.finish()
}

/// What the targets can be.
///
/// # Errors
/// They are all the same.
pub fn facts(
    train: &Answers,
    test: Option<&Answers>,
    span: Span,
) -> Result<(Option<OutputFacts>, Option<Classes>), Diagnostic> {
    if train.width > 1 {
        let binary = train.values.iter().all(|value| *value == 0.0 || *value == 1.0);
        let width = train.width;
        let found = if binary { OutputFacts::Labels(width) } else { OutputFacts::Values(width) };
        return Ok((Some(found), None));
    }
    let classes = classes(train, test);
    if let [only] = classes.names.as_slice() {
        return Err(constant_target::diagnostic(span, "the target", only, train.values.len()));
    }
    Ok((class_facts(&classes), Some(classes)))
}

/// As the output wants them.
///
/// # Errors
/// Labels that are neither 0 nor 1.
pub fn targets(
    answers: Answers,
    classes: Option<&Classes>,
    output: OutputSpec,
    span: Span,
) -> Result<Targets, Diagnostic> {
    let Answers { values, width } = answers;
    match (output, classes) {
        (OutputSpec::Classes(_) | OutputSpec::Binary, Some(classes)) => {
            let find = |value: &f32| {
                crate::train::data::classes::find(&classes.names, &value.to_string()).unwrap_or(0)
            };
            let mut known = std::collections::BTreeMap::new();
            let id = |value: &f32| *known.entry(value.to_bits()).or_insert_with(|| find(value));
            Ok(Targets::Classes(values.iter().map(id).collect()))
        }
        (OutputSpec::Labels(_), _) => {
            let bad = values.iter().find(|value| **value != 0.0 && **value != 1.0);
            match bad {
                Some(bad) => {
                    Err(target_not_binary::diagnostic(span, "the targets", &bad.to_string()))
                }
                None => Ok(Targets::Values { values, width }),
            }
        }
        _ => Ok(Targets::Values { values, width }),
    }
}

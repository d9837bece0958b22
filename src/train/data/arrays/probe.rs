//! The heads of arrays, for `hpm check`.

use super::facts::sample_facts;
use super::names::{Pair, pairs};
use super::{stored::Stored, targets};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::data::{array_shape, idx_mismatch};
use crate::template::{ArraySource, DataFacts, DataSpec, InputFacts};
use crate::train::data::checks::{self, Own};
use crate::train::data::classes::Classes;
use crate::train::data::locate::Base;

/// Everything but the inputs themselves.
pub struct Heads {
    pub train: Pair,
    pub answers: targets::Answers,
    pub test: Option<(Pair, targets::Answers)>,
    pub classes: Option<Classes>,
    pub facts: DataFacts,
}

/// The shape and the kind of the data, and what is wrong with heads and targets.
pub fn probe(
    spec: &DataSpec,
    source: &ArraySource,
    base: Base<'_>,
) -> (DataFacts, Vec<Diagnostic>) {
    match heads(source, base) {
        Err(faults) => (DataFacts::default(), faults),
        Ok(heads) => {
            let samples = heads.train.inputs.samples();
            let faults = checks::counts(spec, samples, Own::test(heads.test.is_some()));
            (heads.facts, faults)
        }
    }
}

/// # Errors
/// All that is wrong with heads and targets.
pub fn heads(source: &ArraySource, base: Base<'_>) -> Result<Heads, Vec<Diagnostic>> {
    let one = |fault| vec![fault];
    let (mut train, test) = pairs(source, base)?;
    let input = input(&train.inputs, source).map_err(one)?;
    let answers = targets::read(&mut train).map_err(one)?;
    let test = match test {
        None => None,
        Some(mut test) => {
            if test.inputs.shape.get(1..) != train.inputs.shape.get(1..) {
                let text = |one: &Stored| format!("an array of {}", one.shape_text());
                let (first, second) = (text(&train.inputs), text(&test.inputs));
                let pair = ((train.inputs.shown.as_str(), first.as_str()), second);
                let fault =
                    idx_mismatch::diagnostic(base.span, pair.0, (&test.inputs.shown, &pair.1));
                return Err(one(fault));
            }
            let answers = targets::read(&mut test).map_err(one)?;
            Some((test, answers))
        }
    };
    let of_test = test.as_ref().map(|(_, answers)| answers);
    let (output, classes) = targets::facts(&answers, of_test, base.span).map_err(one)?;
    let facts = DataFacts {
        input: Some(input),
        output,
        samples: Some(train.inputs.samples()),
        columns: Vec::new(),
    };
    Ok(Heads { train, answers, test, classes, facts })
}

fn input(inputs: &Stored, source: &ArraySource) -> Result<InputFacts, Diagnostic> {
    let sample = inputs.shape.get(1..).unwrap_or_default();
    let found = sample_facts(sample, source.layout).filter(|_| !sample.contains(&0));
    found.ok_or_else(|| {
        let reason = "inputs have two axes (samples, features), three (a grey image or a series) \
                      or four (an image)";
        array_shape::diagnostic(inputs.span, &inputs.shown, &inputs.shape_text(), reason)
    })
}

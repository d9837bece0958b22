//! Arrays in memory.

use super::facts::{arrangement, facts_for};
use super::names::Pair;
use super::probe::{Heads, heads};
use super::targets;
use crate::diagnostic::{Diagnostic, has_errors};
use crate::template::{ArrayFormat, ArraySource, DataSpec, InputSpec, OutputSpec};
use crate::train::data::agree::agree;
use crate::train::data::classes::Classes;
use crate::train::data::locate::Base;
use crate::train::data::shape::Arrangement;
use crate::train::data::source::Read;
use crate::train::data::{Inputs, Part, SourceForm, Targets, parts, split};

/// # Errors
/// All that is wrong with the files.
pub fn load(
    spec: &DataSpec,
    source: &ArraySource,
    base: Base<'_>,
    input: InputSpec,
    output: OutputSpec,
) -> Result<Read, Vec<Diagnostic>> {
    let one = |fault| vec![fault];
    let Heads { train, answers, test, classes, mut facts } = heads(source, base)?;
    let names: Vec<String> = classes.as_ref().map(|one| one.names.clone()).unwrap_or_default();
    let faults = agree(&facts, spec, &names, input, output);
    let shape: Vec<usize> = train.inputs.shape.iter().skip(1).copied().collect();
    facts.input = facts_for(&shape, source.layout, input);
    let arrangement = facts.input.and_then(|facts| arrangement(facts, source.layout, input));
    let Some(arrangement) = arrangement.filter(|_| !has_errors(&faults)) else {
        return Err(faults);
    };
    let targets = |answers| targets::targets(answers, classes.as_ref(), output, base.span);
    let answers = targets(answers).map_err(one)?;
    let samples = train.inputs.samples();
    let marks = spec.samples.filter(|count| *count < samples).map(|count| {
        split::draw(&split::strata(&answers, samples, spec.stratify), count, spec.seed)
    });
    let pool = part(train, answers, marks.as_deref(), arrangement).map_err(one)?;
    let own_test = match test {
        None => None,
        Some((pair, answers)) => {
            let answers = targets(answers).map_err(one)?;
            Some(part(pair, answers, None, arrangement).map_err(one)?)
        }
    };
    let is_class = matches!(output, OutputSpec::Classes(_) | OutputSpec::Binary);
    Ok(Read {
        facts,
        own_test,
        class_names: classes.filter(|_| is_class).map(|all: Classes| all.names).unwrap_or_default(),
        source: SourceForm::Array { shape, layout: source.layout, names: given(source) },
        settled: true,
        ..Read::of(pool)
    })
}

/// The names of arrays that the author chose; those of npy sources are paths.
fn given(source: &ArraySource) -> Vec<String> {
    if source.format == ArrayFormat::Npy || source.inputs.is_empty() {
        return Vec::new();
    }
    vec![source.inputs.clone(), source.targets.clone()]
}

fn part(
    mut pair: Pair,
    answers: Targets,
    marks: Option<&[bool]>,
    arrangement: Arrangement,
) -> Result<Part, Diagnostic> {
    let elements = pair.inputs.elements();
    let samples = pair.inputs.samples();
    let values = pair.inputs.values(marks, arrangement)?;
    let none = Inputs { values: Vec::new(), elements: 0 };
    let part = Part { inputs: none, targets: answers, samples };
    let kept = match marks {
        Some(marks) => parts::keep(part, marks),
        None => part,
    };
    Ok(Part { inputs: Inputs { values, elements }, ..kept })
}

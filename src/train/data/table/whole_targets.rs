//! The targets of a whole table: read as the output wants them, and looked over.

use super::columns::Columns;
use super::target::{TargetReader, facts};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::data::{constant_target, target_not_binary, target_width};
use crate::template::{OutputFacts, OutputSpec};
use crate::train::data::Targets;

pub struct WholeTargets {
    pub targets: Targets,
    /// Empty where they are numbers.
    pub class_names: Vec<String>,
    /// What they are, of one row.
    pub facts: Option<OutputFacts>,
}

impl WholeTargets {
    /// Takes the cells of the targets as the output wants them: as classes or as numbers.
    ///
    /// # Errors
    /// Classes are wanted of several columns.
    pub fn reader(columns: &Columns, output: OutputSpec) -> Result<TargetReader, Vec<Diagnostic>> {
        match output {
            OutputSpec::Values(_) | OutputSpec::Labels(_) => Ok(TargetReader::Values(Vec::new())),
            _ => one_target(columns, output),
        }
    }

    /// # Errors
    /// A target never changes, or is neither 0 nor 1 where labels are wanted.
    pub fn of(
        reader: TargetReader,
        columns: &Columns,
        output: OutputSpec,
    ) -> Result<WholeTargets, Diagnostic> {
        let width = columns.targets.len();
        let (targets, classes) = reader.finish(width);
        let names = classes.as_ref().map(|classes| classes.names.as_slice());
        let fault = constant(columns, &targets, names);
        if let Some(fault) = fault.or_else(|| not_binary(columns, &targets, output)) {
            return Err(fault);
        }
        let facts = match &classes {
            Some(classes) => facts(classes),
            None if matches!(output, OutputSpec::Labels(_)) => Some(OutputFacts::Labels(width)),
            None => Some(OutputFacts::Values(width)),
        };
        let class_names = classes.map(|classes| classes.names).unwrap_or_default();
        Ok(WholeTargets { targets, class_names, facts })
    }
}

/// Classes stand in one column.
fn one_target(columns: &Columns, output: OutputSpec) -> Result<TargetReader, Vec<Diagnostic>> {
    match columns.targets.as_slice() {
        [_] => Ok(TargetReader::classes()),
        many => {
            let span = many.last().map_or_else(Vec::new, |last| {
                let output = output.to_string();
                vec![target_width::diagnostic(last.span, many.len(), &output, 1)]
            });
            Err(span)
        }
    }
}

/// A target that never changes.
fn constant(columns: &Columns, targets: &Targets, names: Option<&[String]>) -> Option<Diagnostic> {
    let told = |slot: usize, value: &str, samples| {
        let column = columns.targets.get(slot)?;
        let target = format!("the target `{}`", column.name);
        Some(constant_target::diagnostic(column.span, &target, value, samples))
    };
    match (targets, names) {
        (Targets::Classes(ids), Some([only])) => told(0, only, ids.len()),
        (Targets::Values { values, width }, _) => (0..*width).find_map(|slot| {
            let mut column = values.iter().skip(slot).step_by((*width).max(1));
            let first = column.next()?;
            let same = column.all(|value| value == first);
            same.then(|| told(slot, &first.to_string(), values.len() / (*width).max(1)))?
        }),
        _ => None,
    }
}

/// The first target that is neither 0 nor 1, where labels are wanted.
fn not_binary(columns: &Columns, targets: &Targets, output: OutputSpec) -> Option<Diagnostic> {
    let (OutputSpec::Labels(_), Targets::Values { values, width }) = (output, targets) else {
        return None;
    };
    let at = values.iter().position(|value| *value != 0.0 && *value != 1.0)?;
    let column = columns.targets.get(at % (*width).max(1))?;
    let value = values.get(at)?.to_string();
    Some(target_not_binary::diagnostic(
        column.span,
        &format!("the target `{}`", column.name),
        &value,
    ))
}

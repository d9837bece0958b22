//! Input and output: what the model says, what the data says, and whether both agree.

use super::context::Resolver;
use super::data::{Sourced, number};
use super::model::Parts;
use crate::diagnostic::codes::meaning::{
    input_misfit, missing_input, missing_output, output_misfit, too_few_classes, too_many_classes,
};
use crate::source::Span;
use crate::template::{InputFacts, InputSpec, ItemUse, OutputFacts, OutputSpec};

/// Whole numbers with more distinct values than this are rather measured than counted.
const MOST_CLASSES: usize = 20;

impl Resolver<'_> {
    /// The input that is given, or that the data tells.
    pub fn input(&mut self, parts: &Parts, sourced: &Sourced, model: Span) -> Option<InputSpec> {
        let facts = sourced.facts.input.map(told);
        match (&parts.input, parts.input_span) {
            (Some(item), Some(span)) => {
                let given = input_of(item)?;
                if let (Some(facts), Some(data)) = (facts, sourced.span) {
                    self.same_input(given, facts, span, data);
                }
                Some(given)
            }
            (None, Some(_)) => None,
            (_, None) => match facts {
                Some(facts) => Some(facts),
                None if sourced.told => self.hole(),
                None => self.fault(missing_input::diagnostic(model)),
            },
        }
    }

    /// The same shape, or at least as many numbers, in whatever arrangement.
    fn same_input(&mut self, given: InputSpec, facts: InputSpec, span: Span, data: Span) {
        if elements(given) == elements(facts) {
            return;
        }
        let right = match given {
            InputSpec::Features(_) => format!("features({})", elements(facts)),
            _ => spelt(facts),
        };
        self.report(input_misfit::diagnostic(span, &spelt(given), &spelt(facts), data, &right));
    }

    /// The output, which must be given.
    pub fn output(
        &mut self,
        parts: &Parts,
        sourced: &Sourced,
        model: Span,
        body: Span,
    ) -> Option<OutputSpec> {
        let facts = sourced.facts.output;
        match (&parts.output, parts.output_span) {
            (Some(item), Some(span)) => {
                let given = output_of(item)?;
                if let (Some(facts), Some(data)) = (facts, sourced.span) {
                    self.same_output(given, facts, span, data);
                }
                if let (OutputSpec::Values(_), Some(span)) = (given, sourced.stratify) {
                    let fault = crate::diagnostic::codes::meaning::regression_stratify::diagnostic;
                    self.report(fault(span));
                }
                Some(given)
            }
            (None, Some(_)) => None,
            (_, None) => {
                let line = format!("output: {}", facts.map_or("classes(10)".to_string(), wanted));
                let end = body.end.saturating_sub(1) as usize;
                let at = Span::new(body.file, end, end);
                self.fault(missing_output::diagnostic(model, &line, at))
            }
        }
    }

    fn same_output(&mut self, given: OutputSpec, facts: OutputFacts, span: Span, data: Span) {
        // A column of numbers serves as classes or as one value, whichever the model says.
        let facts = match (given, facts) {
            (OutputSpec::Values(_), OutputFacts::Numbers(_)) => OutputFacts::Values(1),
            (_, OutputFacts::Numbers(found)) => OutputFacts::Classes(found),
            _ => facts,
        };
        let misfit = |found: &str, right: &str| {
            output_misfit::diagnostic(span, &spelt_output(given), found, data, right)
        };
        match (given, facts) {
            (OutputSpec::Classes(given), OutputFacts::Classes(found)) if found > given => {
                self.report(too_many_classes::diagnostic(span, given, found, data));
            }
            (OutputSpec::Classes(given), OutputFacts::Classes(found))
                if found < given && found > 1 =>
            {
                self.report(too_few_classes::diagnostic(span, given, found, data));
            }
            (OutputSpec::Binary, OutputFacts::Classes(found)) if found > 2 => {
                self.report(misfit(&format!("{found} classes"), &wanted(facts)));
            }
            (OutputSpec::Classes(_) | OutputSpec::Binary, OutputFacts::Values(found)) => {
                self.report(misfit(&numbers(found), &wanted(facts)));
            }
            (OutputSpec::Values(given), OutputFacts::Values(found)) if given != found => {
                self.report(misfit(&numbers(found), &wanted(facts)));
            }
            _ => {}
        }
    }
}

fn numbers(count: usize) -> String {
    format!("{count} {}", if count == 1 { "column of numbers" } else { "columns of numbers" })
}

fn told(facts: InputFacts) -> InputSpec {
    match facts {
        InputFacts::Features(count) => InputSpec::Features(count),
        InputFacts::Image { height, width, channels } => {
            InputSpec::Image { height, width, channels }
        }
    }
}

fn elements(input: InputSpec) -> usize {
    match input {
        InputSpec::Features(count) => count,
        InputSpec::Image { height, width, channels } => {
            height.saturating_mul(width).saturating_mul(channels)
        }
        InputSpec::Series { length, features } => length.saturating_mul(features),
    }
}

fn spelt(input: InputSpec) -> String {
    match input {
        InputSpec::Features(count) => format!("features({count})"),
        InputSpec::Image { height, width, channels } => {
            format!("image({height}, {width}, {channels})")
        }
        InputSpec::Series { length, features } => format!("series({length}, {features})"),
    }
}

fn wanted(facts: OutputFacts) -> String {
    match facts {
        OutputFacts::Classes(count) => format!("classes({count})"),
        OutputFacts::Values(count) => format!("values({count})"),
        OutputFacts::Numbers(count) if count <= MOST_CLASSES => format!("classes({count})"),
        OutputFacts::Numbers(_) => "values(1)".to_owned(),
    }
}

/// `classes(10)`, as an author writes it.
pub(super) fn spelt_output(output: OutputSpec) -> String {
    match output {
        OutputSpec::Classes(count) => format!("classes({count})"),
        OutputSpec::Binary => "binary".to_string(),
        OutputSpec::Values(count) => format!("values({count})"),
    }
}

fn input_of(item: &ItemUse) -> Option<InputSpec> {
    let count = |name: &str| number(item.arg(name)).map(|count| count as usize);
    match item.item.name {
        "features" => Some(InputSpec::Features(count("count")?)),
        "image" => Some(InputSpec::Image {
            height: count("height")?,
            width: count("width")?,
            channels: count("channels")?,
        }),
        "series" => {
            Some(InputSpec::Series { length: count("length")?, features: count("features")? })
        }
        _ => None,
    }
}

fn output_of(item: &ItemUse) -> Option<OutputSpec> {
    let count = || number(item.arg("count")).map(|count| count as usize);
    match item.item.name {
        "classes" => Some(OutputSpec::Classes(count()?)),
        "binary" => Some(OutputSpec::Binary),
        "values" => Some(OutputSpec::Values(count()?)),
        _ => None,
    }
}

//! Input and output: what the model says, what the data says, and whether both agree.

use super::context::Resolver;
use super::data::{Sourced, number};
use super::model::Parts;
use crate::diagnostic::codes::data::{
    input_shape, target_kind, target_not_binary, target_width, too_few_classes, too_many_classes,
};
use crate::diagnostic::codes::meaning::{missing_input, missing_output};
use crate::diagnostic::{Applicability, Diagnostic};
use crate::source::Span;
use crate::template::{InputFacts, InputSpec, ItemUse, OutputFacts, OutputSpec};
use std::cmp::Ordering;

/// Whole numbers with more distinct values than this are rather measured than counted.
const MOST_CLASSES: usize = 20;

impl Resolver<'_> {
    /// The input that is given, or that the data tells.
    pub fn input(&mut self, parts: &Parts, sourced: &Sourced, model: Span) -> Option<InputSpec> {
        let facts = sourced.facts.input;
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
                Some(facts) => Some(told(facts)),
                None if sourced.told => self.hole(),
                None => self.fault(missing_input::diagnostic(model)),
            },
        }
    }

    /// The data must be readable as the input.
    fn same_input(&mut self, given: InputSpec, facts: InputFacts, span: Span, data: Span) {
        if facts.fits(given) {
            return;
        }
        let found = told(facts).to_string();
        let fault = input_shape::diagnostic(data, &found, &given.to_string())
            .also(span, "the input is here");
        let right = match (given, facts) {
            (InputSpec::Features(_), _) => format!("features({})", elements(told(facts))),
            (InputSpec::Tokens { vocabulary, .. }, InputFacts::Features(length)) => {
                format!("tokens({length}, {vocabulary})")
            }
            // Which picture the columns make up cannot be known.
            (InputSpec::Image { .. }, InputFacts::Features(columns)) => {
                let needed = elements(given);
                let help = format!("that image has {needed} numbers, and the data {columns}");
                return self.report(fault.help(help));
            }
            _ => found,
        };
        let fault = fault.help(format!("write input: {right}"));
        let fault = fault.replace(Applicability::Unsafe, format!("write `{right}`"), span, right);
        self.report(match turned(facts, given) {
            true => fault.help("its channels seem to come first: write layout: channels_first"),
            false => fault,
        });
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
                if let (Some(facts), Some(data)) = (facts, sourced.target) {
                    self.same_output(given, facts, span, data);
                }
                if let (OutputSpec::Values(_), Some(span)) = (given, sourced.stratify) {
                    let fault = crate::diagnostic::codes::meaning::regression_stratify::diagnostic;
                    self.report(fault(span));
                }
                Some(given)
            }
            (None, Some(_)) => None,
            (_, None) if self.inner_end => self.hole(),
            (_, None) => {
                let line = format!("output: {}", facts.map_or("classes(10)".to_string(), wanted));
                let end = body.end.saturating_sub(1) as usize;
                let at = Span::new(body.file, end, end);
                let before = self.sources.slice(Span { end: at.end, ..body });
                let own_line =
                    before.rsplit('\n').next().is_some_and(|rest| rest.trim().is_empty());
                let insertion =
                    if own_line { format!("    {line}\n") } else { format!("; {line} ") };
                self.fault(missing_output::diagnostic(model, &line, at, insertion))
            }
        }
    }

    fn same_output(&mut self, given: OutputSpec, facts: OutputFacts, span: Span, data: Span) {
        let text = given.to_string();
        let fault = match (facts, given) {
            (
                OutputFacts::Classes(found) | OutputFacts::Numbers(found),
                OutputSpec::Classes(room),
            ) => classes(data, found, room, &text),
            (OutputFacts::Classes(found) | OutputFacts::Numbers(found), OutputSpec::Binary) => {
                classes(data, found, 2, &text)
            }
            (OutputFacts::Labels(found), OutputSpec::Labels(room) | OutputSpec::Values(room)) => {
                (found != room).then(|| target_width::diagnostic(data, found, &text, room))
            }
            (OutputFacts::Numbers(_), OutputSpec::Labels(room)) => {
                (room != 1).then(|| target_width::diagnostic(data, 1, &text, room))
            }
            (OutputFacts::Labels(found), _) => {
                Some(target_width::diagnostic(data, found, &text, 1))
            }
            (OutputFacts::Classes(found), OutputSpec::Values(_) | OutputSpec::Labels(_)) => {
                let holds =
                    if found == 1 { "1 class".to_string() } else { format!("{found} classes") };
                Some(target_kind::diagnostic(data, &holds, &text, &wanted(facts)))
            }
            (OutputFacts::Values(found), OutputSpec::Values(room)) => {
                (found != room).then(|| target_width::diagnostic(data, found, &text, room))
            }
            (OutputFacts::Numbers(_), OutputSpec::Values(room)) => {
                (room != 1).then(|| target_width::diagnostic(data, 1, &text, room))
            }
            (OutputFacts::Values(_), OutputSpec::Labels(_)) => {
                Some(target_not_binary::diagnostic(data, "the target", "real numbers"))
            }
            (OutputFacts::Values(1), _) => {
                Some(target_kind::diagnostic(data, "real numbers", &text, "values(1)"))
            }
            (OutputFacts::Values(found), _) => {
                Some(target_width::diagnostic(data, found, &text, 1))
            }
        };
        if let Some(fault) = fault {
            let right = if let (OutputFacts::Numbers(_), OutputSpec::Values(_)) = (facts, given) {
                "values(1)".to_string()
            } else {
                wanted(facts)
            };
            let fix = format!("write `{right}`");
            self.report(fault.also(span, "the output is here").replace(
                Applicability::Unsafe,
                fix,
                span,
                right,
            ));
        }
    }
}

/// More classes than the output has room for, or fewer.
fn classes(data: Span, found: usize, room: usize, output: &str) -> Option<Diagnostic> {
    match found.cmp(&room) {
        Ordering::Equal => None,
        Ordering::Less => Some(too_few_classes::diagnostic(data, output, found)),
        Ordering::Greater => Some(too_many_classes::diagnostic(data, output, found, room, &[])),
    }
}

/// The data would fit if its first axis held the channels.
fn turned(facts: InputFacts, given: InputSpec) -> bool {
    match (facts, given) {
        (
            InputFacts::Image { height, width, channels },
            InputSpec::Image { height: h, width: w, channels: c },
        ) => (height, width, channels) == (c, h, w),
        _ => false,
    }
}

fn told(facts: InputFacts) -> InputSpec {
    match facts {
        InputFacts::Features(count) => InputSpec::Features(count),
        InputFacts::Image { height, width, channels } => {
            InputSpec::Image { height, width, channels }
        }
        InputFacts::Series { length, features } => InputSpec::Series { length, features },
        InputFacts::Tokens { length, vocabulary } => InputSpec::Tokens { length, vocabulary },
    }
}

fn elements(input: InputSpec) -> usize {
    match input {
        InputSpec::Features(count) => count,
        InputSpec::Image { height, width, channels } => {
            height.saturating_mul(width).saturating_mul(channels)
        }
        InputSpec::Series { length, features } => length.saturating_mul(features),
        InputSpec::Tokens { length, .. } => length,
    }
}

fn wanted(facts: OutputFacts) -> String {
    match facts {
        OutputFacts::Numbers(count) if count > MOST_CLASSES => "values(1)".to_string(),
        OutputFacts::Classes(count) | OutputFacts::Numbers(count) => format!("classes({count})"),
        OutputFacts::Labels(count) => format!("labels({count})"),
        OutputFacts::Values(count) => format!("values({count})"),
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
        "tokens" => {
            Some(InputSpec::Tokens { length: count("length")?, vocabulary: count("vocabulary")? })
        }
        _ => None,
    }
}

fn output_of(item: &ItemUse) -> Option<OutputSpec> {
    let count = || number(item.arg("count")).map(|count| count as usize);
    match item.item.name {
        "classes" => Some(OutputSpec::Classes(count()?)),
        "binary" => Some(OutputSpec::Binary),
        "labels" => Some(OutputSpec::Labels(count()?)),
        "values" => Some(OutputSpec::Values(count()?)),
        _ => None,
    }
}

//! Specifications to spaces and to diagnostics.

mod blocks;
mod catalog;
mod codes;
mod domains;
mod examples;
mod family;
mod faults_meaning;
mod faults_names;
mod faults_sweep;
mod faults_values;
mod lets;
mod structure;
mod training;

use crate::diagnostic::Diagnostic;
use crate::resolve::{Module, Probe, Resolved, resolve};
use crate::source::Sources;
use crate::space::{Condition, Domain, Hyper, Test};
use crate::syntax::parse;
use crate::template::{DataFacts, DataSpec, InputFacts, OutputFacts, Source};

/// Knows the built-in digits and two tables by name; reads nothing.
pub struct Facts;

impl Probe for Facts {
    fn facts(&self, data: &DataSpec) -> (DataFacts, Vec<Diagnostic>) {
        let facts = match &data.source {
            Source::Digits => DataFacts {
                input: Some(InputFacts::Image { height: 8, width: 8, channels: 1 }),
                output: Some(OutputFacts::Classes(10)),
                samples: Some(1797),
                columns: Vec::new(),
            },
            Source::Csv { path, .. } if path.ends_with("friedman.csv") => DataFacts {
                input: Some(InputFacts::Features(10)),
                output: Some(OutputFacts::Values(1)),
                samples: Some(500),
                columns: Vec::new(),
            },
            Source::Csv { path, .. } if path.ends_with("iris.csv") => DataFacts {
                input: Some(InputFacts::Features(4)),
                output: Some(OutputFacts::Classes(3)),
                samples: Some(150),
                columns: Vec::new(),
            },
            _ => DataFacts::default(),
        };
        (facts, Vec::new())
    }
}

/// Parses and resolves; faults of the syntax come first.
pub fn run(text: &str) -> Resolved {
    let mut sources = Sources::new();
    let file = sources.add("test.hpm", text);
    let parsed = parse(file, text);
    let spec = parsed.spec;
    let module = Module { spec, imports: Vec::new(), partial: false, library: false };
    let mut resolved = resolve(&[module], &sources, &Facts);
    resolved.diagnostics.splice(0..0, parsed.diagnostics);
    resolved
}

/// `E302 «64..8» the range runs backwards`, one for each diagnostic.
pub fn told(text: &str) -> Vec<String> {
    let mut sources = Sources::new();
    sources.add("test.hpm", text);
    let line = |one: &Diagnostic| {
        format!("{} «{}» {}", one.code.id, sources.slice(one.primary.span), one.message)
    };
    run(text).diagnostics.iter().map(line).collect()
}

/// What stands at the top, in the model, and below it; a line for each thing that is expected.
type Case<'c> = ((&'c str, &'c str, &'c str), &'c [&'c str]);

/// A whole specification: of the digits, with a `flatten` and ten classes, where nothing else is said.
fn whole((top, model, rest): (&str, &str, &str)) -> String {
    let table = rest.contains("csv");
    let data = if rest.contains("data {") { "" } else { "data { source: digits }\n" };
    let shaped = table || model.contains("flatten") || model.contains("input:");
    let flatten = if shaped { "" } else { "flatten\n" };
    let output = match (model.contains("output:"), table) {
        (true, _) => "",
        (false, true) => "output: values(1)\n",
        (false, false) => "output: classes(10)\n",
    };
    format!("{top}\n{data}model {{\n{flatten}{model}\n{output}}}\n{rest}\n")
}

#[track_caller]
fn spaces_are(cases: &[Case]) {
    for (spec, expected) in cases {
        assert_eq!(&space(&whole(*spec)), expected, "{spec:?}");
    }
}

#[track_caller]
fn faults_are(cases: &[Case]) {
    for (spec, expected) in cases {
        assert_eq!(&told(&whole(*spec)), expected, "{spec:?}");
    }
}

/// The hyperparameters of a specification that must be faultless, one line each:
/// `path = domain [role] (default) if condition`.
pub fn space(text: &str) -> Vec<String> {
    let resolved = run(text);
    assert!(resolved.diagnostics.is_empty(), "{:#?}", told(text));
    let family = resolved.family.unwrap();
    let hypers = &family.space.hypers;
    hypers.iter().map(|hyper| line(hyper, hypers)).collect()
}

fn line(hyper: &Hyper, all: &[Hyper]) -> String {
    let domain = match &hyper.domain {
        Domain::Whole { low, high, scale } => format!("{low}..{high} {scale:?}"),
        Domain::Real { low, high, scale } => format!("{low:?}..{high:?} {scale:?}"),
        Domain::Grid { values, .. } => format!("{values:?}"),
        Domain::Choice { labels, .. } => labels.join(" | "),
        Domain::Optional => "maybe".to_string(),
    };
    let role = format!("{:?}", hyper.role);
    let role = role.split('(').next().unwrap().to_lowercase();
    let shapes = if hyper.shapes { " shapes" } else { "" };
    let condition = condition(&hyper.condition, all);
    format!("{} = {domain} [{role}{shapes}] {:?}{condition}", hyper.path, hyper.default)
}

fn condition(condition: &Condition, all: &[Hyper]) -> String {
    if condition.any.is_empty() {
        return String::new();
    }
    let clause = |clause: &crate::space::Clause| {
        let path = &all[clause.hyper.0].path;
        match clause.test {
            Test::Is(at) => format!("{path}={at}"),
            Test::MoreThan(limit) => format!("{path}>{limit}"),
        }
    };
    let cases: Vec<String> = condition
        .any
        .iter()
        .map(|all| all.iter().map(clause).collect::<Vec<_>>().join(" and "))
        .collect();
    format!(" if {}", cases.join(" or "))
}

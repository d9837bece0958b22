//! Families by hand, for tests.

use crate::catalog::{self, Kind};
use crate::source::{FileId, Span};
use crate::space::testing::space;
use crate::space::{Arithmetic, Hyper, HyperId, IndexId, Term};
use crate::template::*;

/// A place of its own for every name.
pub fn span(name: &str) -> Span {
    let at = name.bytes().fold(7_usize, |hash, byte| (hash * 31 + byte as usize) % 9_973);
    Span::new(FileId(0), at * 10, at * 10 + name.len())
}

pub fn num(value: f64) -> Argument {
    term(Term::Number(value))
}

pub fn hyper(id: usize) -> Argument {
    term(Term::Hyper(HyperId(id)))
}

pub fn term(term: Term) -> Argument {
    Argument::Number { term, span: span("number") }
}

pub fn pick(id: usize, numbers: &[f64]) -> Argument {
    let alternatives = numbers.iter().map(|number| Term::Number(*number)).collect();
    term(Term::Pick { hyper: HyperId(id), alternatives })
}

pub fn word(word: &'static str) -> Argument {
    Argument::Word { word, span: span(word) }
}

pub fn either(id: usize, alternatives: Vec<Argument>) -> Argument {
    Argument::Pick { hyper: HyperId(id), alternatives, span: span("either") }
}

pub fn binary(op: Arithmetic, left: Term, right: Term) -> Term {
    Term::Binary(op, Box::new(left), Box::new(right))
}

/// An item of whatever kind has that name.
pub fn item(name: &str, args: Vec<(&'static str, Argument)>) -> ItemUse {
    let found = catalog::all().iter().find(|item| item.name == name && item.kind != Kind::Metric);
    ItemUse { item: found.unwrap(), args, span: span(name) }
}

pub fn layer(path: &str, name: &str, args: Vec<(&'static str, Argument)>) -> Node {
    Node::Layer { path: path.into(), item: ItemUse { span: span(path), ..item(name, args) } }
}

pub fn dense(path: &str, units: Argument) -> Node {
    layer(path, "dense", vec![("units", units)])
}

pub fn conv(path: &str, filters: Argument, kernel: Argument, padding: &'static str) -> Node {
    let args = vec![("filters", filters), ("kernel", kernel), ("padding", word(padding))];
    layer(path, "conv", args)
}

pub fn max_pool(path: &str, size: Argument) -> Node {
    layer(path, "max_pool", vec![("size", size)])
}

pub fn plain(path: &str, name: &str) -> Node {
    layer(path, name, vec![])
}

pub fn repeat(path: &str, count: Term, index: usize, body: Vec<Node>) -> Node {
    Node::Repeat { path: path.into(), count, index: IndexId(index), body, span: span(path) }
}

pub fn optional(id: usize, body: Vec<Node>) -> Node {
    Node::Optional { hyper: HyperId(id), body, span: span("optional") }
}

pub fn residual(path: &str, body: Vec<Node>) -> Node {
    Node::Residual { path: path.into(), shortcut: Shortcut::Conv, body, span: span(path) }
}

pub fn image(side: usize, channels: usize) -> InputSpec {
    InputSpec::Image { height: side, width: side, channels }
}

pub fn family(input: InputSpec, hypers: Vec<Hyper>, body: Vec<Node>) -> Family {
    let model = Model {
        input,
        body,
        output: OutputSpec::Classes(10),
        input_span: span("input"),
        output_span: span("output"),
        span: span("model"),
    };
    Family {
        doc: None,
        space: space(hypers),
        data: data(),
        model,
        training: item("training", vec![]),
        sweep: sweep(),
    }
}

fn data() -> DataSpec {
    DataSpec {
        source: Source::Missing,
        source_span: span("data"),
        target: vec![],
        features: vec![],
        categories: vec![],
        missing: Missing::Error,
        splits: Splits { validation: 0.2, test: 0.2 },
        stratify: true,
        scale: Scaling::None,
        samples: None,
        seed: 0,
    }
}

fn sweep() -> SweepSpec {
    SweepSpec {
        objectives: vec![],
        growth: Growth {
            order: vec![],
            by: GrowthBy::Params,
            factor: 4.0,
            start: vec![],
            inherit: Inherit::Hyperparameters,
            transfer: Transfer::None,
            stop: Stop { gain: 0.0, rungs: 2 },
        },
        trials: Trials::PerRung(12),
        sampler: Sampler::Sobol,
        pruner: Pruner::Halving { eta: 3 },
        repeats: 5,
        limits: Limits::default(),
        parallel: None,
        seed: 0,
        defaulted: vec![],
    }
}

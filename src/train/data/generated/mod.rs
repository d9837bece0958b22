//! Sets that are drawn, so that a first run needs no file.

mod clouds;
mod memory;

use super::source::Read;
use super::{Inputs, SourceForm, Targets, parts};
use crate::random::Stream;
use crate::template::{DataFacts, Generated, InputFacts, Missing, OutputFacts};

/// What is known before anything is drawn.
pub fn facts(set: Generated) -> DataFacts {
    let (input, classes, samples) = match set {
        Generated::Blobs { samples, classes, features, .. } => {
            (InputFacts::Features(features), classes, samples)
        }
        Generated::Moons { samples, .. } => (InputFacts::Features(2), 2, samples),
        Generated::Spirals { samples, classes, .. } => (InputFacts::Features(2), classes, samples),
        Generated::Sequences { samples, length, vocabulary, marks, .. } => {
            (InputFacts::Tokens { length, vocabulary }, marks, samples)
        }
    };
    DataFacts {
        input: Some(input),
        output: Some(OutputFacts::Classes(classes)),
        samples: Some(samples),
        columns: Vec::new(),
    }
}

/// All samples; the same ones for the same seed.
pub fn read(set: Generated, seed: u64) -> Read {
    let mut stream = Stream::new(seed, "data/generated");
    let (values, ids) = match set {
        Generated::Blobs { samples, classes, features, noise } => {
            clouds::blobs(samples, classes, features, noise, &mut stream)
        }
        Generated::Moons { samples, noise } => clouds::moons(samples, noise, &mut stream),
        Generated::Spirals { samples, classes, noise } => {
            clouds::spirals(samples, classes, noise, &mut stream)
        }
        Generated::Sequences { samples, length, vocabulary, marks, task } => {
            memory::sequences(samples, (length, vocabulary), marks, task, &mut stream)
        }
    };
    let facts = facts(set);
    let classes = match facts.output {
        Some(OutputFacts::Classes(classes)) => classes,
        _ => 0,
    };
    let (elements, letter) = match facts.input {
        Some(InputFacts::Features(features)) => (features, "x"),
        Some(InputFacts::Tokens { length, .. }) => (length, "t"),
        _ => (1, "x"),
    };
    Read {
        facts,
        class_names: (0..classes).map(|class| class.to_string()).collect(),
        source: SourceForm::Table {
            delimiter: ',',
            header: true,
            features: (1..=elements).map(|at| format!("{letter}{at}")).collect(),
            target: vec!["class".to_owned()],
            columns: Vec::new(),
            missing: Missing::Error,
        },
        ..Read::of(parts::of(Inputs { values, elements }, Targets::Classes(ids)))
    }
}

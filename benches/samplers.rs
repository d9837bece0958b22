//! hpm's side of `tools/bench-samplers`, which gives it a folder with tables and compares it with
//! Optuna: `samplers FOLDER SAMPLERS SEEDS TRIALS` searches each table of the folder and writes
//! `hpm.json` there, the best utility after each trial.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // Reason: a bench that fails should stop at once.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use hpm::catalog::Role;
use hpm::source::{FileId, Span};
use hpm::space::{Assignment, Condition, Domain, Hyper, HyperId, Scale, Space, Value};
use hpm::sweep::samplers::{Known, Scene, Shown, named};
use hpm::template::Sampler;

/// All members of a small space with their utilities, the greater the better.
#[derive(serde::Deserialize)]
struct Table {
    parameters: Vec<Parameter>,
    /// By the values' places, the last parameter's fastest.
    utilities: Vec<f64>,
}

#[derive(serde::Deserialize)]
struct Parameter {
    name: String,
    count: usize,
    ordered: bool,
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        [folder, samplers, seeds, trials] => {
            search(Path::new(folder), samplers, seeds.parse().unwrap(), trials.parse().unwrap());
        }
        _ => println!("this is one side of a comparison: run tools/bench-samplers"),
    }
}

fn search(folder: &Path, samplers: &str, seeds: u64, trials: usize) {
    let tables = std::fs::read_to_string(folder.join("tables.json")).unwrap();
    let tables: BTreeMap<String, Table> = serde_json::from_str(&tables).unwrap();
    let mut found: BTreeMap<&str, BTreeMap<&str, Vec<Vec<f64>>>> = BTreeMap::new();
    for word in samplers.split(',') {
        let sampler = Sampler::ALL.into_iter().find(|it| it.word() == word).unwrap();
        let start = Instant::now();
        for (name, table) in &tables {
            let runs = (0..seeds).map(|seed| run(table, sampler, seed, trials)).collect();
            found.entry(word).or_default().insert(name, runs);
        }
        let all = tables.len() as f64 * seeds as f64 * trials as f64;
        println!("{word}: {:.2} ms a suggestion", start.elapsed().as_secs_f64() * 1e3 / all);
    }
    std::fs::write(folder.join("hpm.json"), serde_json::to_string(&found).unwrap()).unwrap();
}

/// The best utility after each trial.
fn run(table: &Table, sampler: Sampler, seed: u64, trials: usize) -> Vec<f64> {
    let space = space(table);
    let base = space.defaults();
    let mut sampler = named(sampler, seed);
    let mut known: Vec<Known> = Vec::new();
    let (mut best, mut curve) = (f64::NEG_INFINITY, Vec::new());
    for _ in 0..trials {
        let scene =
            Scene { space: &space, base: &base, free: &|_| true, valid: &|_| true, known: &known };
        let assignment = sampler.suggest(&scene).unwrap();
        let utility = table.utilities[place(table, &assignment)];
        known.push(Known { assignment, shown: Shown::Complete(utility) });
        best = utility.max(best);
        curve.push(best);
    }
    curve
}

fn space(table: &Table) -> Space {
    let hyper = |(at, parameter): (usize, &Parameter)| {
        let labels = (0..parameter.count).map(|at| at.to_string()).collect();
        let (domain, default) = match parameter.ordered {
            true => {
                let high = parameter.count as i64 - 1;
                (Domain::Whole { low: 0, high, scale: Scale::Linear }, Value::Whole(0))
            }
            false => (Domain::Choice { labels, ordered: false }, Value::Choice(0)),
        };
        Hyper {
            id: HyperId(at),
            path: parameter.name.clone(),
            short: parameter.name.clone(),
            domain,
            role: Role::Optimisation,
            default,
            default_written: false,
            condition: Condition::default(),
            shapes: false,
            doc: None,
            span: Span::new(FileId(0), 0, 0),
        }
    };
    let hypers = table.parameters.iter().enumerate().map(hyper).collect();
    Space { hypers, constraints: Vec::new() }
}

fn place(table: &Table, assignment: &Assignment) -> usize {
    let value = |at: usize| match assignment.get(HyperId(at)) {
        Some(Value::Whole(value)) => value as usize,
        Some(Value::Choice(value)) => value,
        _ => unreachable!("every parameter has a value"),
    };
    let parameters = table.parameters.iter().enumerate();
    parameters.fold(0, |row, (at, parameter)| row * parameter.count + value(at))
}

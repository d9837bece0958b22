//! hpm's side of `tools/bench-pytorch`, which starts it and tells it over standard input what to do.
//!
//! `pytorch SPEC FOLDER THREADS [PATH=VALUE …]` trains the member of a specification, whose data lies
//! in the folder, as `hpm train` does: through the `Trainer`, gathering and metrics included. It answers each
//! line with one line: `save FILE` writes the weights, `epochs N` trains and tells the losses.
//! `pytorch --parts SPEC FOLDER FILE` writes the parts of the data, for others to train on.
#![allow(clippy::unwrap_used, clippy::panic)] // Reason: a bench that fails should stop at once.

use std::collections::HashMap;
use std::io::{BufRead as _, stdin};
use std::path::Path;
use std::sync::Arc;

use hpm::driver::analyse;
use hpm::instantiate::{Member, instantiate};
use hpm::template::Family;
use hpm::train::data::{Part, Prepared, Targets, load};
use hpm::train::{Flow, Trainer, on_threads};
use safetensors::tensor::{Dtype, TensorView, serialize_to_file};

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["--parts", spec, folder, file] => parts(spec, folder, file),
        [spec, folder, threads, set @ ..] => train(spec, folder, threads.parse().unwrap(), set),
        _ => println!("this is one side of a comparison: run tools/bench-pytorch"),
    }
}

fn family(spec: &str, folder: &str) -> Family {
    let text = std::fs::read_to_string(spec).unwrap();
    let analysis = analyse(spec, &text, Path::new(folder));
    let told: Vec<&String> = analysis.diagnostics.iter().map(|one| &one.message).collect();
    analysis.family.unwrap_or_else(|| panic!("{spec}: {told:?}"))
}

fn data(family: &Family, folder: &str) -> Prepared {
    let model = &family.model;
    let loaded = load(&family.data, Path::new(folder), model.input, model.output);
    loaded.unwrap_or_else(|told| panic!("{folder}: {told:?}"))
}

fn member(family: &Family, set: &[&str]) -> Member {
    let mut assignment = family.space.defaults();
    set.iter().for_each(|text| family.space.assign(&mut assignment, text).unwrap());
    instantiate(family, &family.space.complete(assignment)).unwrap()
}

fn train(spec: &str, folder: &str, threads: usize, set: &[&str]) {
    let family = family(spec, folder);
    let member = member(&family, set);
    let data = Arc::new(data(&family, folder));
    on_threads(threads, || obey(Trainer::new(&member, data, 0).unwrap())).unwrap();
}

/// Does what the lines of standard input say until there are no more.
fn obey(mut trainer: Trainer) {
    println!("ready");
    for line in stdin().lock().lines() {
        match line.unwrap().split_once(' ') {
            Some(("save", file)) => {
                trainer.save(Path::new(file), &Default::default()).unwrap();
                println!("saved");
            }
            Some(("epochs", count)) => {
                let count: usize = count.parse().unwrap();
                let mut epoch = || trainer.epoch(&mut |_, _| Flow::Continue).unwrap().train_loss;
                let losses: Vec<String> = (0..count).map(|_| epoch().to_string()).collect();
                println!("{}", losses.join(" "));
            }
            other => panic!("{other:?}"),
        }
    }
}

/// Arrays `train_x`, `train_y` and so on, of numbers as they are trained on and of classes.
fn parts(spec: &str, folder: &str, file: &str) {
    let data = data(&family(spec, folder), folder);
    let named = [("train", &data.train), ("validation", &data.validation), ("test", &data.test)];
    let arrays: Vec<_> = named.iter().flat_map(|(name, part)| arrays(name, part)).collect();
    let views = arrays.iter().map(|(name, dtype, shape, bytes)| {
        (name.as_str(), TensorView::new(*dtype, shape.clone(), bytes).unwrap())
    });
    serialize_to_file(views.collect::<HashMap<_, _>>(), None, Path::new(file)).unwrap();
}

type Array = (String, Dtype, Vec<usize>, Vec<u8>);

fn arrays(name: &str, part: &Part) -> [Array; 2] {
    let inputs = part.inputs.values.iter().flat_map(|value| value.to_le_bytes()).collect();
    let Targets::Classes(classes) = &part.targets else { panic!("classes are expected") };
    let classes = classes.iter().flat_map(|class| i64::from(*class).to_le_bytes()).collect();
    [
        (format!("{name}_x"), Dtype::F32, vec![part.samples, part.inputs.elements], inputs),
        (format!("{name}_y"), Dtype::I64, vec![part.samples], classes),
    ]
}

//! New arrays for a trained network.

use super::facts::{arrangement, sample_facts};
use super::names::{Pair, array, names};
use super::targets;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::data::{input_shape, unknown_array};
use crate::template::{ArrayFormat, ArrayLayout, InputSpec};
use crate::train::data::Inputs;
use crate::train::data::locate::{Base, shown};
use std::path::Path;

/// Where the samples of an archive are looked for.
const USUAL: [(&str, &str); 4] =
    [("x_test", "y_test"), ("x", "y"), ("inputs", "targets"), ("x_train", "y_train")];

/// The format that a path names.
pub fn is(path: &str) -> Option<ArrayFormat> {
    let path = path.strip_suffix(".gz").unwrap_or(path);
    match Path::new(path).extension()?.to_str()? {
        "npy" => Some(ArrayFormat::Npy),
        "npz" => Some(ArrayFormat::Npz),
        "safetensors" => Some(ArrayFormat::Safetensors),
        _ => None,
    }
}

/// Inputs, how many samples, and the numbers that are their answers where there are some.
pub type NewArrays = (Inputs, usize, Option<Vec<f32>>);

/// Samples of the shape that a network was trained on; of an archive those under the names that it
/// was trained on, under the usual names, or its only array.
///
/// # Errors
/// All that is wrong with the file.
pub fn read_new(
    base: Base<'_>,
    path: &str,
    format: ArrayFormat,
    (shape, layout, trained): (&[usize], ArrayLayout, &[String]),
    input: InputSpec,
) -> Result<NewArrays, Vec<Diagnostic>> {
    let one = |fault| vec![fault];
    let (name, answers) = pick(base, path, format, trained).map_err(one)?;
    let file = base.folder.join(path);
    let mut stored = array(format, &file, &name, base).map_err(one)?;
    let sample = stored.shape.get(1..).unwrap_or_default();
    let facts = sample_facts(sample, layout).filter(|_| sample == shape);
    let Some(arrangement) = facts.and_then(|facts| arrangement(facts, layout, input)) else {
        let data = format!("an array of {}", stored.shape_text());
        let wanted: Vec<String> = shape.iter().map(ToString::to_string).collect();
        let help = format!("give arrays of shape (samples, {})", wanted.join(", "));
        return Err(one(input_shape::diagnostic(base.span, &data, &input.to_string()).help(help)));
    };
    let values = stored.values(None, arrangement).map_err(one)?;
    let (samples, elements) = (stored.samples(), stored.elements());
    let answers = match answers {
        None => None,
        Some(name) => {
            let targets = array(format, &file, &name, base).map_err(one)?;
            let mut pair = Pair { inputs: stored, targets };
            Some(targets::read(&mut pair).map_err(one)?.values)
        }
    };
    Ok((Inputs { values, elements }, samples, answers))
}

fn pick(
    base: Base<'_>,
    path: &str,
    format: ArrayFormat,
    trained: &[String],
) -> Result<(String, Option<String>), Diagnostic> {
    let file = base.file(path, "a file of arrays", &[".npy", ".npz", ".safetensors"])?;
    if format == ArrayFormat::Npy {
        return Ok((path.to_owned(), None));
    }
    let names = names(format, &file, base)?;
    let has = |name: &str| names.iter().any(|one| one == name);
    if let Some(x) = trained.first().filter(|name| has(name)) {
        let answers = trained.get(1).filter(|name| has(name));
        return Ok((x.clone(), answers.cloned()));
    }
    if let Some((x, y)) = USUAL.into_iter().find(|(x, _)| has(x)) {
        return Ok((x.to_owned(), has(y).then(|| y.to_owned())));
    }
    match names.as_slice() {
        [only] => Ok((only.clone(), None)),
        _ => Err(unknown_array::diagnostic(base.span, "x", &shown(&file), &names, "inputs")),
    }
}

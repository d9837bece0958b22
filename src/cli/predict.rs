//! `hpm predict`: trained weights and new data in, predictions out.

use super::fault::{Exit, Fault};
use super::output::Output;
use super::quality::{labels as labels_quality, quality};
use super::train::cores;
use super::weights::{self, Saved};
use crate::template::OutputSpec;
use crate::train::data::{self, NewData};
use crate::train::on_threads;
use clap::Args;
use std::io::Write;
use std::path::PathBuf;

#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  hpm predict weights.safetensors new.csv > predictions.csv\n  \
    hpm predict weights.safetensors t10k-images-idx3-ubyte.gz --probabilities"
)]
pub struct PredictArgs {
    /// Weights that `hpm train` saved
    weights: PathBuf,
    /// Data of the kind that the network was trained on: a table with its columns, idx images,
    /// arrays, a picture or a folder of them, text
    data: PathBuf,
    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// One column more for each class: its probability
    #[arg(long, short)]
    probabilities: bool,
}

/// # Errors
/// The weights or the data cannot be read, or do not fit each other.
pub fn run(args: &PredictArgs, output: &Output) -> Result<Exit, Fault> {
    let saved = weights::load(&args.weights)?;
    let rows = data::read_inputs(&args.data, &saved.transform).map_err(Fault::new)?;
    let values = on_threads(cores(), || saved.predictor.predict(&rows.inputs))
        .flatten()
        .map_err(|error| Fault::new(error.to_string()))?;
    let table = table(&saved, &values, &rows.gaps, args.probabilities)?;
    match &args.output {
        None => output.print(&table),
        Some(path) => {
            let written =
                std::fs::File::create(path).and_then(|mut file| file.write_all(table.as_bytes()));
            written.map_err(|error| Fault::io("write", path, &error))?;
            output.note(&format!("wrote {} predictions to {}", rows.samples, path.display()));
        }
    }
    notes(&saved, &rows, &values).iter().for_each(|note| output.note(note));
    Ok(Exit::Clean)
}

/// What is told beside the predictions.
fn notes(saved: &Saved, rows: &NewData, values: &[f32]) -> Vec<String> {
    let gaps = (!rows.gaps.is_empty()).then(|| {
        format!(
            "{} of {} rows have an empty cell and no prediction: the network was trained without \
             such rows",
            rows.gaps.len(),
            rows.samples
        )
    });
    let quality = match &rows.unknown {
        Some(class) => Some(format!(
            "no accuracy: the class `{class}` of this file is not one that the network was trained on"
        )),
        None => rows.targets.as_ref().and_then(|targets| {
            if matches!(saved.output, OutputSpec::Labels(_)) {
                return labels_quality(targets, &rows.gaps, values);
            }
            quality(targets, &rows.gaps, values, |row| likeliest(&shares(saved.output, row)))
        }),
    };
    gaps.into_iter().chain(quality).collect()
}

/// The predictions as csv: `prediction`, then `p_CLASS` for each class where asked.
fn table(
    saved: &Saved,
    values: &[f32],
    gaps: &[usize],
    probabilities: bool,
) -> Result<String, Fault> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let failed = |_| Fault::new("cannot write the predictions");
    let header = header(saved, probabilities);
    writer.write_record(&header).map_err(failed)?;
    for (at, row) in values.chunks(width(saved.output)).enumerate() {
        let record = match gaps.binary_search(&at) {
            Ok(_) => vec![String::new(); header.len()],
            Err(_) => record(saved, row, probabilities),
        };
        writer.write_record(record).map_err(failed)?;
    }
    let bytes = writer.into_inner().map_err(|_| Fault::new("cannot write the predictions"))?;
    String::from_utf8(bytes).map_err(|_| Fault::new("the class names are not text"))
}

fn width(output: OutputSpec) -> usize {
    match output {
        OutputSpec::Classes(n) | OutputSpec::Labels(n) | OutputSpec::Values(n) => n.max(1),
        OutputSpec::Binary => 1,
    }
}

fn header(saved: &Saved, probabilities: bool) -> Vec<String> {
    match saved.output {
        OutputSpec::Values(1) => vec!["prediction".into()],
        OutputSpec::Labels(n) => {
            let mut names: Vec<String> = (0..n).map(|at| label(saved, at)).collect();
            if probabilities {
                names.extend((0..n).map(|at| format!("p_{}", label(saved, at))));
            }
            names
        }
        OutputSpec::Values(n) => (1..=n).map(|at| format!("prediction_{at}")).collect(),
        OutputSpec::Classes(_) | OutputSpec::Binary => {
            let mut names = vec!["prediction".to_owned()];
            if probabilities {
                names.extend(
                    (0..classes(saved.output)).map(|at| format!("p_{}", saved.class_name(at))),
                );
            }
            names
        }
    }
}

/// The column that a label was learnt from.
fn label(saved: &Saved, at: usize) -> String {
    let name = saved.transform.target_names().get(at);
    name.cloned().unwrap_or_else(|| format!("label_{}", at + 1))
}

fn classes(output: OutputSpec) -> usize {
    match output {
        OutputSpec::Classes(n) => n,
        OutputSpec::Binary => 2,
        OutputSpec::Labels(_) | OutputSpec::Values(_) => 0,
    }
}

fn record(saved: &Saved, row: &[f32], probabilities: bool) -> Vec<String> {
    if matches!(saved.output, OutputSpec::Values(_)) {
        return row.iter().map(ToString::to_string).collect();
    }
    if matches!(saved.output, OutputSpec::Labels(_)) {
        return labels(row, probabilities);
    }
    let shares = shares(saved.output, row);
    let best = likeliest(&shares);
    let mut record = vec![saved.class_name(best)];
    if probabilities {
        record.extend(shares.iter().map(|share| format!("{share:.6}")));
    }
    record
}

/// 1 for every label that is likelier than not, then their probabilities where asked.
fn labels(logits: &[f32], probabilities: bool) -> Vec<String> {
    let answers = logits.iter().map(|logit| u8::from(*logit > 0.0).to_string());
    let share = |logit: &f32| format!("{:.6}", 1.0 / (1.0 + f64::from(-logit).exp()));
    answers.chain(logits.iter().filter(|_| probabilities).map(share)).collect()
}

/// Softmax of logits; of a binary network's single logit, both probabilities.
fn shares(output: OutputSpec, logits: &[f32]) -> Vec<f64> {
    if output == OutputSpec::Binary {
        let positive = sigmoid(logits.first().copied().unwrap_or(0.0));
        return vec![1.0 - positive, positive];
    }
    let top = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let powers: Vec<f64> = logits.iter().map(|logit| f64::from(logit - top).exp()).collect();
    let sum: f64 = powers.iter().sum();
    powers.into_iter().map(|power| power / sum).collect()
}

fn sigmoid(logit: f32) -> f64 {
    1.0 / (1.0 + (-f64::from(logit)).exp())
}

fn likeliest(shares: &[f64]) -> usize {
    let best = shares.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(&a.0)));
    best.map_or(0, |(at, _)| at)
}

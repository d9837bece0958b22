//! The value of `source`, and which settings of `data` go with it.

use super::data::{flag, number, text_of};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::value::out_of_bounds;
use crate::template::{
    Argument, ArrayFormat, ArrayLayout, ArraySource, Generated, ItemUse, Level, Source, Task,
    TextSource,
};

/// Different tokens where the author does not say: most texts use more words, and few characters.
const WORDS: usize = 10_000;
const CHARACTERS: usize = 128;

/// The source with its arguments, all of which are fixed.
pub(super) fn source_of(source: &ItemUse) -> Option<Source> {
    let text = |name: &str| text_of(source.arg(name)).map(str::to_string);
    let count = |name: &str| number(source.arg(name)).map(|count| count as usize);
    Some(match source.item.name {
        "digits" => Source::Digits,
        "csv" => Source::Csv {
            path: text("path")?,
            delimiter: delimiter(source),
            header: flag(source.arg("header")).unwrap_or(true),
        },
        "parquet" => Source::Parquet { path: text("path")? },
        "idx" => Source::Idx {
            path: text("path")?,
            labels: text("labels"),
            test_images: text("test_images"),
            test_labels: text("test_labels"),
        },
        "image_folder" => Source::ImageFolder {
            path: text("path")?,
            height: count("height"),
            width: count("width"),
            channels: count("channels"),
        },
        "npy" | "npz" | "safetensors" => Source::Arrays(arrays(source)?),
        "text" => Source::Text(text_source(source)?),
        "series" => Source::Series {
            path: text("path")?,
            delimiter: delimiter(source),
            header: flag(source.arg("header")).unwrap_or(true),
            window: count("window")?,
            horizon: count("horizon")?,
            stride: count("stride")?,
        },
        _ => Source::Generated(generated(source)?),
    })
}

fn arrays(source: &ItemUse) -> Option<ArraySource> {
    let text = |name: &str| text_of(source.arg(name)).map(str::to_string);
    let format = match source.item.name {
        "npy" => ArrayFormat::Npy,
        "npz" => ArrayFormat::Npz,
        _ => ArrayFormat::Safetensors,
    };
    let layout = match text_of(source.arg("layout")) {
        Some("channels_first") => ArrayLayout::ChannelsFirst,
        _ => ArrayLayout::ChannelsLast,
    };
    let path = text("path")?;
    Some(match format {
        ArrayFormat::Npy => ArraySource {
            format,
            inputs: path.clone(),
            path,
            targets: text("labels")?,
            test_inputs: text("test_inputs"),
            test_targets: text("test_labels"),
            layout,
        },
        _ => ArraySource {
            format,
            path,
            inputs: text("inputs").unwrap_or_default(),
            targets: text("targets").unwrap_or_default(),
            test_inputs: text("test_inputs"),
            test_targets: text("test_targets"),
            layout,
        },
    })
}

fn text_source(source: &ItemUse) -> Option<TextSource> {
    let count = |name: &str| number(source.arg(name)).map(|count| count as usize);
    let (level, usual) = match text_of(source.arg("level")) {
        Some("characters") => (Level::Characters, CHARACTERS),
        _ => (Level::Words, WORDS),
    };
    let column = match source.arg("column") {
        Some(Argument::List { items, .. }) => text_of(items.first()).map(str::to_string),
        _ => None,
    };
    Some(TextSource {
        path: text_of(source.arg("path"))?.to_string(),
        column,
        delimiter: delimiter(source),
        level,
        length: count("length")?,
        vocabulary: count("vocabulary").unwrap_or(usual),
        lowercase: flag(source.arg("lowercase")).unwrap_or(true),
        stride: count("stride").unwrap_or(1),
    })
}

fn generated(source: &ItemUse) -> Option<Generated> {
    let count = |name: &str| number(source.arg(name)).map(|count| count as usize);
    let samples = count("samples")?;
    let noise = || number(source.arg("noise"));
    Some(match source.item.name {
        "blobs" => Generated::Blobs {
            samples,
            classes: count("classes")?,
            features: count("features")?,
            noise: noise()?,
        },
        "moons" => Generated::Moons { samples, noise: noise()? },
        "spirals" => Generated::Spirals { samples, classes: count("classes")?, noise: noise()? },
        "sequences" => Generated::Sequences {
            samples,
            length: count("length")?,
            vocabulary: count("vocabulary")?,
            marks: count("marks")?,
            task: match text_of(source.arg("task")) {
                Some("cue") => Task::Cue,
                _ => Task::First,
            },
        },
        _ => return None,
    })
}

fn delimiter(source: &ItemUse) -> char {
    match text_of(source.arg("delimiter")) {
        Some("semicolon") => ';',
        Some("tab") => '\t',
        Some("space") => ' ',
        Some("pipe") => '|',
        _ => ',',
    }
}

/// Whether a setting of `data` that is about columns has a meaning for the source.
pub(super) fn takes(source: &str, setting: &str) -> bool {
    match source {
        "csv" | "parquet" | "series" => true,
        "text" => setting == "target",
        _ => false,
    }
}

/// Numbers that are each right, and wrong together.
pub(super) fn inner_faults(item: &ItemUse, source: &Source) -> Vec<Diagnostic> {
    let told = |name: &str, bounds: String| {
        let argument = item.arg(name)?;
        let value = number(Some(argument))?;
        let place = format!("`{name}` of `{}`", item.item.name);
        let value = super::text::number(value);
        Some(out_of_bounds::diagnostic(&place, argument.span(), &value, &bounds))
    };
    let fault = match source {
        Source::ImageFolder { channels: Some(2), .. } => told("channels", "1 or 3".to_string()),
        Source::ImageFolder { height: Some(_), width: None, .. } => {
            told("height", "given together with `width`".to_string())
        }
        Source::ImageFolder { height: None, width: Some(_), .. } => {
            told("width", "given together with `height`".to_string())
        }
        Source::Generated(Generated::Sequences { length, vocabulary, marks, task, .. }) => {
            let cue = usize::from(*task == Task::Cue);
            let (tokens, steps) = (marks + 3, marks + cue);
            if *vocabulary < tokens {
                told("vocabulary", format!("at least {tokens} for {marks} marks"))
            } else if *length < steps {
                told("length", format!("at least {steps} for {marks} marks"))
            } else {
                None
            }
        }
        Source::Generated(
            Generated::Blobs { samples, classes, .. } | Generated::Spirals { samples, classes, .. },
        ) if samples < classes => told("samples", format!("at least {classes}, one a class")),
        _ => None,
    };
    fault.into_iter().collect()
}

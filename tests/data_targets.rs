//! Several targets of one sample are read alike whatever file they stand in: a table, a series, or
//! beside texts.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // reason: a test

mod data_common;

use data_common::{Folder, SOURCE, TARGET, load, spec};
use hpm::template::{DataSpec, InputSpec, Level, OutputFacts, OutputSpec, Source, TextSource};
use hpm::train::data::{Targets, probe};

const ROWS: usize = 40;

/// Numbers, texts, two labels, and a column that begins as a label and ends as none.
fn folder() -> Folder {
    let row = |at: usize| {
        let late = if at + 1 == ROWS { 2 } else { at % 2 };
        let round = usize::from(at.is_multiple_of(3));
        format!("{}.5,word{},{},{round},{late}\n", at % 7, at % 5, at % 2)
    };
    let body: String = (0..ROWS).map(row).collect();
    let folder = Folder::new();
    folder.write("all.csv", format!("n,review,red,round,late\n{body}").as_bytes());
    folder
}

/// The same columns as each kind of source reads them, with the input of the model.
fn sources() -> [(Source, InputSpec); 3] {
    let (path, delimiter, header) = ("all.csv".to_owned(), ',', true);
    let table = Source::Csv { path: path.clone(), delimiter, header };
    let series =
        Source::Series { path: path.clone(), delimiter, header, window: 3, horizon: 1, stride: 1 };
    let text = Source::Text(TextSource {
        path,
        column: Some("review".into()),
        delimiter,
        level: Level::Words,
        length: 4,
        vocabulary: 8,
        lowercase: true,
        stride: 1,
    });
    [
        (table, InputSpec::Features(1)),
        (series, InputSpec::Series { length: 3, features: 1 }),
        (text, InputSpec::Tokens { length: 4, vocabulary: 8 }),
    ]
}

fn aimed(source: Source, target: &[&str]) -> DataSpec {
    let mut spec = spec(source);
    if !matches!(spec.source, Source::Text(_)) {
        spec.features = vec![("n".into(), SOURCE)];
    }
    spec.target = target.iter().map(|name| ((*name).to_owned(), TARGET)).collect();
    spec
}

#[test]
fn labels_that_the_check_finds_are_loaded() {
    let folder = folder();
    for (source, input) in sources() {
        let spec = aimed(source, &["red", "round"]);
        assert_eq!(probe(&spec, folder.path()).0.output, Some(OutputFacts::Labels(2)));
        let data = load(&spec, folder.path(), input, OutputSpec::Labels(2)).unwrap();
        let Targets::Values { values, width: 2 } = &data.train.targets else { panic!("values") };
        assert_eq!(values.len(), 2 * data.train.samples);
        assert!(values.iter().all(|value| *value == 0.0 || *value == 1.0));
    }
}

#[test]
fn what_is_no_label_is_told_with_its_value() {
    let folder = folder();
    for (source, input) in sources() {
        let spec = aimed(source, &["red", "late"]);
        assert_eq!(probe(&spec, folder.path()).0.output, Some(OutputFacts::Values(2)));
        let told = load(&spec, folder.path(), input, OutputSpec::Labels(2)).unwrap_err();
        assert_eq!((told.len(), told[0].code.id), (1, "E640"));
        assert!(told[0].message.contains("`late` holds 2"), "{}", told[0].message);
    }
}

#[test]
fn classes_of_two_columns_are_refused() {
    let folder = folder();
    for (source, input) in sources() {
        let spec = aimed(source, &["red", "round"]);
        let told = load(&spec, folder.path(), input, OutputSpec::Binary).unwrap_err();
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].message.contains("2 columns"), "{}", told[0].message);
    }
}

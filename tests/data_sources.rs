//! Every kind of source: files of other programs, files made here, and damaged ones.

#![allow(clippy::panic, clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)] // reason: a test

mod common;
mod data_common;

use data_common::{Folder, SOURCE, TARGET, load, repository, spec};
use hpm::template::{
    ArrayFormat, ArrayLayout, ArraySource, DataSpec, Generated, InputFacts, InputSpec, Level,
    Missing, OutputFacts, OutputSpec, Scaling, Source, Splits, Task, TextSource,
};
use hpm::train::data::{Prepared, Targets, Transform, fingerprint, probe, read_inputs};

fn arrays(format: ArrayFormat, path: &str, inputs: &str, targets: &str) -> DataSpec {
    let mut spec = spec(Source::Arrays(ArraySource {
        format,
        path: path.into(),
        inputs: inputs.into(),
        targets: targets.into(),
        test_inputs: None,
        test_targets: None,
        layout: ArrayLayout::ChannelsLast,
    }));
    spec.scale = Scaling::None;
    spec
}

fn npy(x: &str, y: &str) -> DataSpec {
    arrays(ArrayFormat::Npy, x, x, y)
}

fn parquet(path: &str, missing: Missing) -> DataSpec {
    let mut spec = spec(Source::Parquet { path: path.into() });
    spec.target = vec![("y".into(), TARGET)];
    spec.scale = Scaling::None;
    spec.missing = missing;
    spec
}

fn text(path: &str, column: Option<&str>) -> TextSource {
    TextSource {
        path: path.into(),
        column: column.map(str::to_owned),
        delimiter: ',',
        level: Level::Words,
        length: 4,
        vocabulary: 8,
        lowercase: true,
        stride: 1,
    }
}

/// All inputs with their classes, whatever part they are in, in a fixed order.
fn rows(data: &Prepared) -> Vec<(Vec<f32>, u32)> {
    let mut all = Vec::new();
    for part in [&data.train, &data.validation, &data.test] {
        let Targets::Classes(ids) = &part.targets else { panic!("classes") };
        let samples = part.inputs.values.chunks(part.inputs.elements).map(<[f32]>::to_vec);
        all.extend(samples.zip(ids.iter().copied()));
    }
    all.sort_by(|a, b| a.0.partial_cmp(&b.0).unwrap());
    all
}

fn facts(spec: &DataSpec) -> (Option<InputFacts>, Option<OutputFacts>, Option<usize>) {
    let (facts, told) = probe(spec, &repository());
    assert!(told.is_empty(), "{told:#?}");
    (facts.input, facts.output, facts.samples)
}

/// The code that the probe tells.
fn code(spec: &DataSpec, base: &std::path::Path) -> String {
    let told = probe(spec, base).1;
    assert_eq!(told.len(), 1, "{told:#?}");
    assert_eq!(told[0].primary.span.file, SOURCE.file);
    told[0].code.id.to_owned()
}

#[test]
fn arrays_of_numpy_in_every_form_are_the_same_data() {
    let plain = npy("tests/data/arrays/x.npy", "tests/data/arrays/y.npy");
    let wanted = (Some(InputFacts::Features(3)), Some(OutputFacts::Numbers(3)), Some(12));
    let go = |spec: &DataSpec| {
        load(spec, &repository(), InputSpec::Features(3), OutputSpec::Classes(3)).unwrap()
    };
    assert_eq!(facts(&plain), wanted);
    let first = go(&plain);
    for (at, (values, class)) in rows(&first).iter().enumerate() {
        let at = at as f32;
        assert_eq!(values, &[at * 0.75, at * 0.75 + 0.25, at * 0.75 + 0.5]);
        assert_eq!(*class, at as u32 % 3);
    }
    assert_eq!(first.class_names, ["0", "1", "2"]);
    let fortran = npy("tests/data/arrays/x_fortran.npy", "tests/data/arrays/y.npy");
    assert_eq!(go(&fortran), first);
    let tensors = arrays(ArrayFormat::Safetensors, "tests/data/arrays/set.safetensors", "x", "y");
    // The names that were written are kept for prediction, the rest is the same.
    let unnamed = |mut data: Prepared| {
        data.transform.source = first.transform.source.clone();
        data
    };
    assert_eq!(unnamed(go(&tensors)), first);
    let half = arrays(ArrayFormat::Safetensors, "tests/data/arrays/set.safetensors", "half", "y");
    assert_eq!(unnamed(go(&half)), first);
}

#[test]
fn archives_have_the_names_of_keras_and_a_test_part() {
    let spec = arrays(ArrayFormat::Npz, "tests/data/arrays/set.npz", "", "");
    let image = InputFacts::Image { height: 2, width: 3, channels: 1 };
    assert_eq!(facts(&spec), (Some(image), Some(OutputFacts::Numbers(3)), Some(12)));
    let input = InputSpec::Image { height: 2, width: 3, channels: 1 };
    let data = load(&spec, &repository(), input, OutputSpec::Classes(3)).unwrap();
    assert_eq!((data.train.samples, data.validation.samples, data.test.samples), (10, 2, 4));
    assert_eq!(data.test.inputs.values[..8], [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]);
    let stored = arrays(ArrayFormat::Npz, "tests/data/arrays/stored.npz", "", "");
    let series = InputSpec::Series { length: 2, features: 3 };
    let data = load(&stored, &repository(), series, OutputSpec::Classes(3)).unwrap();
    assert_eq!(rows(&data)[0].0, [0.0, 3.0, 1.0, 4.0, 2.0, 5.0]);
    let path = repository().join("tests/data/arrays/set.npz");
    let new = read_inputs(&path, &data.transform).unwrap();
    assert_eq!((new.samples, new.targets), (4, Some(Targets::Classes(vec![0, 1, 2, 0]))));
    assert_eq!(new.inputs.values[..6], [0.0, 3.0, 1.0, 4.0, 2.0, 5.0]);
}

#[test]
fn damaged_arrays_are_told() {
    let base = repository();
    let y = "tests/data/arrays/y.npy";
    let told = |x: &str, y: &str| code(&npy(x, y), &base);
    assert_eq!(told("tests/data/good.csv", y), "E629");
    assert_eq!(told("tests/data/arrays/cut.npy", y), "E631");
    assert_eq!(told("tests/data/arrays/x.npy", "tests/data/arrays/names.npy"), "E632");
    assert_eq!(told("tests/data/arrays/x.npy", "tests/data/arrays/x4.npy"), "E633");
    assert_eq!(told("tests/data/arrays/none.npy", y), "E601");
    let npz = |inputs: &str| arrays(ArrayFormat::Npz, "tests/data/arrays/set.npz", inputs, "");
    assert_eq!(code(&npz("x_trian"), &base), "E634");
}

/// Whatever is cut off or turned over in a file, the answer is data or a diagnostic.
#[test]
fn no_bytes_make_a_panic() {
    let folder = Folder::new();
    let y = std::fs::read(repository().join("tests/data/arrays/y.npy")).unwrap();
    folder.write("y.npy", &y);
    let cases = [
        ("arrays/x.npy", npy("f", "y.npy")),
        ("arrays/set.npz", arrays(ArrayFormat::Npz, "f", "", "")),
        ("arrays/set.safetensors", arrays(ArrayFormat::Safetensors, "f", "x", "y")),
        ("tables/mixed.parquet", parquet("f", Missing::Mean)),
    ];
    for (name, spec) in cases {
        let whole = std::fs::read(repository().join("tests/data").join(name)).unwrap();
        let step = (whole.len() / 60).max(1);
        for at in (0..whole.len()).step_by(step) {
            folder.write("f", &whole[..at]);
            let told = probe(&spec, folder.path()).1;
            assert!(!told.is_empty(), "{name} cut at {at}");
            let mut turned = whole.clone();
            turned[at] ^= 0xff;
            folder.write("f", &turned);
            probe(&spec, folder.path());
            let features = if name.starts_with("tables") { 7 } else { 3 };
            let _ =
                load(&spec, folder.path(), InputSpec::Features(features), OutputSpec::Classes(3));
        }
    }
}

#[test]
fn parquet_of_pyarrow_with_categories_and_gaps() {
    let spec = parquet("tests/data/tables/mixed.parquet", Missing::Mean);
    // whole, real, flag, and three colours.
    let wanted = (Some(InputFacts::Features(6)), Some(OutputFacts::Classes(2)), Some(24));
    assert_eq!(facts(&spec), wanted);
    let go = |spec: &DataSpec| {
        load(spec, &repository(), InputSpec::Features(6), OutputSpec::Binary).unwrap()
    };
    let data = go(&spec);
    assert_eq!(data.class_names, ["no", "yes"]);
    for (values, class) in rows(&data) {
        // `real` is an eighth of the row's number.
        let row = (values[1] * 8.0) as usize;
        if row != 5 {
            assert_eq!(values[0] as usize, row);
        }
        assert_eq!(values[2], f32::from(u8::from(row.is_multiple_of(4))));
        // blue, green, red: row mod 3 counts red, green, blue.
        let mut colours = [0.0; 3];
        colours[2 - row % 3] = 1.0;
        assert_eq!(values[3..], colours);
        assert_eq!(class as usize, row % 2);
    }
    assert_eq!(rows(&go(&parquet("tests/data/tables/gzip.parquet", Missing::Mean))), rows(&data));
    let told = probe(&parquet("tests/data/tables/mixed.parquet", Missing::Error), &repository()).1;
    assert_eq!((told.len(), told[0].code.id), (1, "E613"));
    assert!(told[0].help.as_ref().unwrap().contains("missing: mean"));
    let dropped = parquet("tests/data/tables/mixed.parquet", Missing::Drop);
    assert_eq!(facts(&dropped).2, Some(23));
    assert_eq!(
        code(&parquet("tests/data/tables/zstd.parquet", Missing::Error), &repository()),
        "E630"
    );
    let path = repository().join("tests/data/tables/gzip.parquet");
    let new = read_inputs(&path, &data.transform).unwrap();
    assert_eq!((new.samples, new.inputs.elements), (24, 6));
    assert_eq!(new.targets, Some(Targets::Classes((0..24).map(|row| row % 2).collect())));
}

#[test]
fn rows_with_gaps_are_marked_where_such_rows_were_dropped() {
    let folder = Folder::new();
    folder.write("t.csv", b"a,c,y\n1,x,p\n,y,q\n3,x,p\n5,y,q\n7,y,p\n9,x,q\n11,y,p\n13,x,q\n");
    let mut spec = data_common::csv_spec("t.csv", &["y"]);
    spec.missing = Missing::Drop;
    let data = load(&spec, folder.path(), InputSpec::Features(3), OutputSpec::Classes(2)).unwrap();
    let path = folder.write("new.csv", b"c,a,y\nx,2,p\n,4,q\ny,,p\ny,6,q\n");
    let new = read_inputs(&path, &data.transform).unwrap();
    assert_eq!((new.samples, new.gaps), (4, vec![1, 2]));
    assert_eq!(new.targets, Some(Targets::Classes(vec![0, 1, 0, 1])));
    assert!(new.inputs.values.iter().all(|value| value.is_finite()));
    let path = folder.write("new.csv", b"c,a,y\nx,2,other\n");
    let new = read_inputs(&path, &data.transform).unwrap();
    assert_eq!((new.targets, new.unknown.as_deref()), (None, Some("other")));
}

#[test]
fn arrays_that_the_author_named_are_found_again() {
    let spec = arrays(ArrayFormat::Npz, "tests/data/arrays/set.npz", "x_train", "y_train");
    let input = InputSpec::Image { height: 2, width: 3, channels: 1 };
    let data = load(&spec, &repository(), input, OutputSpec::Classes(3)).unwrap();
    // Without names, the test part of the file would come first: it has 4 samples.
    let new = read_inputs(&repository().join("tests/data/arrays/set.npz"), &data.transform);
    let new = new.unwrap();
    assert_eq!(new.samples, 12);
    assert!(new.targets.is_some());
}

#[test]
fn gaps_are_filled_by_the_training_part_alone_and_saved() {
    let folder = Folder::new();
    folder.write("t.csv", b"a,c,y\n1,x,p\n,y,q\n3,x,p\n5,,q\n7,y,p\n9,x,q\n11,y,p\n13,x,q\n");
    let mut spec = data_common::csv_spec("t.csv", &["y"]);
    spec.missing = Missing::Median;
    spec.scale = Scaling::None;
    spec.splits = Splits { validation: 0.25, test: 0.0 };
    let data = load(&spec, folder.path(), InputSpec::Features(4), OutputSpec::Classes(2)).unwrap();
    let json = data.transform.to_json();
    let back = Transform::from_json(&json).unwrap();
    assert_eq!(back, data.transform);
    // The categories of `c` are the gap itself, x and y.
    folder.write("new.csv", b"c,a\nx,2\n,4\nz,6\n");
    let new = read_inputs(&folder.path().join("new.csv"), &back).unwrap();
    let wanted = [[2.0, 0.0, 1.0, 0.0], [4.0, 1.0, 0.0, 0.0], [6.0, 0.0, 0.0, 0.0]];
    assert_eq!(new.inputs.values, wanted.concat());
    folder.write("new.csv", b"c,a\nx,\n");
    let filled = read_inputs(&folder.path().join("new.csv"), &back).unwrap().inputs.values[0];
    let mut known: Vec<f32> = data.train.inputs.values.chunks(4).map(|row| row[0]).collect();
    known.sort_by(f32::total_cmp);
    // Filling with the median leaves the median as it is.
    let median = if known.len() % 2 == 1 {
        known[known.len() / 2]
    } else {
        (known[known.len() / 2 - 1] + known[known.len() / 2]) / 2.0
    };
    assert_eq!(filled, median);
}

#[test]
fn pictures_become_images_with_channels_first() {
    let folder = |path: &str, height, channels| {
        let mut spec =
            spec(Source::ImageFolder { path: path.into(), height, width: height, channels });
        spec.scale = Scaling::None;
        spec
    };
    let plain = folder("tests/data/images", None, None);
    let grey = InputFacts::Image { height: 4, width: 4, channels: 1 };
    assert_eq!(facts(&plain), (Some(grey), Some(OutputFacts::Classes(2)), Some(10)));
    let input = InputSpec::Image { height: 4, width: 4, channels: 1 };
    let data = load(&plain, &repository(), input, OutputSpec::Classes(2)).unwrap();
    assert_eq!(data.class_names, ["dark", "light"]);
    for (at, (values, class)) in rows(&data).iter().enumerate() {
        assert_eq!(*class as usize, at / 5);
        let shade = (at / 5 * 128 + at % 5) as f32;
        assert!(values.iter().all(|value| (value - shade).abs() <= 1.0), "{values:?}");
    }
    let new = read_inputs(&repository().join("tests/data/images/light/00.png"), &data.transform);
    assert_eq!(new.unwrap().inputs.values, [128.0; 16]);
    let new = read_inputs(&repository().join("tests/data/images"), &data.transform).unwrap();
    let Some(Targets::Classes(ids)) = new.targets else { panic!("classes") };
    assert_eq!(ids, [0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
    let colour = folder("tests/data/images_colours", Some(2), Some(3));
    let input = InputSpec::Image { height: 2, width: 2, channels: 3 };
    let data = load(&colour, &repository(), input, OutputSpec::Classes(2)).unwrap();
    let purple = [9.0, 9.0, 9.0, 9.0, 0.0, 0.0, 0.0, 0.0, 246.0, 246.0, 246.0, 246.0];
    assert!(rows(&data).iter().any(|(values, _)| values == &purple), "{:?}", rows(&data));
    let base = repository();
    assert_eq!(code(&folder("tests/data/images_colours", None, None), &base), "E638");
    assert_eq!(code(&folder("tests/data/images_sizes", None, None), &base), "E637");
    assert_eq!(code(&folder("tests/data/images_broken", None, None), &base), "E636");
    assert_eq!(code(&folder("tests/data/tiny", None, None), &base), "E635");
    assert_eq!(code(&folder("tests/data/imgs", None, None), &base), "E601");
}

#[test]
fn folders_for_the_parts_are_the_parts() {
    let folder = Folder::new();
    for part in ["train", "val", "test"] {
        for (class, count) in [("a", 3), ("b", 2)] {
            let inner = folder.path().join("set").join(part).join(class);
            std::fs::create_dir_all(&inner).unwrap();
            (0..count).for_each(|at| {
                std::fs::write(inner.join(format!("{at}.txt")), format!("{class} {part}")).unwrap();
            });
        }
    }
    let source = Source::Text(text("set", None));
    let data = load(
        &spec(source),
        folder.path(),
        InputSpec::Tokens { length: 4, vocabulary: 8 },
        OutputSpec::Classes(2),
    )
    .unwrap();
    assert_eq!((data.train.samples, data.validation.samples, data.test.samples), (5, 5, 5));
    // `train` 5 times, `a` 3 times, `b` twice; `val` and `test` are not in the training part.
    assert_eq!(data.train.inputs.values[..2], [0.0, 0.0]);
    for (tokens, class) in rows(&data) {
        assert_eq!(tokens[2], [3.0, 4.0][class as usize]);
    }
    let ends: Vec<f32> = data.test.inputs.values.chunks(4).map(|row| row[3]).collect();
    assert_eq!(ends, [1.0; 5]);
    let before = fingerprint(&spec(Source::Text(text("set", None))), folder.path());
    std::fs::write(folder.path().join("set/train/a/0.txt"), "a trick").unwrap();
    assert_ne!(fingerprint(&spec(Source::Text(text("set", None))), folder.path()), before);
}

#[test]
fn reviews_are_tokens_with_a_vocabulary_of_the_training_part() {
    let mut reviews = spec(Source::Text(text("tests/data/texts/reviews.csv", Some("review"))));
    reviews.target = vec![("stars".into(), TARGET)];
    let tokens = InputFacts::Tokens { length: 4, vocabulary: 8 };
    assert_eq!(facts(&reviews), (Some(tokens), Some(OutputFacts::Classes(2)), Some(24)));
    let input = InputSpec::Tokens { length: 4, vocabulary: 8 };
    let data = load(&reviews, &repository(), input, OutputSpec::Binary).unwrap();
    assert_eq!(data.class_names, ["down", "up"]);
    let all = [&data.train, &data.validation, &data.test];
    let values = all.iter().flat_map(|part| &part.inputs.values);
    assert!(values.clone().all(|id| (0.0..8.0).contains(id)), "{values:?}");
    let folder = Folder::new();
    folder.write("new.csv", b"id,review\n1,\"a film film film film film\"\n2,zebra\n");
    let new = read_inputs(&folder.path().join("new.csv"), &data.transform).unwrap();
    assert_eq!((new.samples, new.targets), (2, None));
    assert_eq!(new.inputs.values[4..], [0.0, 0.0, 0.0, 1.0]);
    assert!(new.inputs.values[..4].iter().all(|id| *id > 0.0));
    let no_column = spec(Source::Text(text("tests/data/texts/reviews.csv", None)));
    assert_eq!(code(&no_column, &repository()), "E643");
}

#[test]
fn a_running_text_asks_for_its_next_token() {
    let song = spec(Source::Text(text("tests/data/texts/song.txt", None)));
    // 8 verses of 9 words: 72 tokens in stretches of 44, 14 and 14; 4 tokens and the next one.
    let tokens = InputFacts::Tokens { length: 4, vocabulary: 8 };
    assert_eq!(facts(&song), (Some(tokens), Some(OutputFacts::Classes(8)), Some(40 + 10 + 10)));
    let input = InputSpec::Tokens { length: 4, vocabulary: 8 };
    let data = load(&song, &repository(), input, OutputSpec::Classes(8)).unwrap();
    assert_eq!((data.train.samples, data.validation.samples, data.test.samples), (40, 10, 10));
    // The training stretch holds row 15 times, stream 4 times, the other five 5 times.
    let names = ["<padding>", "<unknown>", "row", "boat", "down", "gently", "the", "your"];
    assert_eq!(data.class_names, names);
    assert_eq!(data.train.inputs.values[..4], [2.0, 2.0, 2.0, 7.0]);
    let Targets::Classes(next) = &data.train.targets else { panic!("classes") };
    assert_eq!(next[..5], [3, 5, 4, 6, 1]);
    let mut long = text("tests/data/texts/song.txt", None);
    long.length = 20;
    assert_eq!(code(&spec(Source::Text(long)), &repository()), "E639");
}

fn waves(window: usize, horizon: usize, stride: usize) -> DataSpec {
    let mut spec = spec(Source::Series {
        path: "tests/data/tables/waves.csv".into(),
        delimiter: ',',
        header: true,
        window,
        horizon,
        stride,
    });
    spec.target = vec![("y".into(), TARGET)];
    spec.scale = Scaling::None;
    spec
}

#[test]
fn windows_are_in_time_order_and_cross_no_border() {
    let series = waves(6, 2, 1);
    let input = InputFacts::Series { length: 6, features: 2 };
    // 60 rows in stretches of 36, 12 and 12; a window and what follows take 8.
    assert_eq!(facts(&series), (Some(input), Some(OutputFacts::Values(2)), Some(29 + 5 + 5)));
    let input = InputSpec::Series { length: 6, features: 2 };
    let data = load(&series, &repository(), input, OutputSpec::Values(2)).unwrap();
    let x = |row: usize| ((row * 7) % 5) as f32;
    let y = |row: usize| ((row * 3) % 11) as f32 / 2.0;
    let sample = |start: usize| -> Vec<f32> {
        (start..start + 6).map(x).chain((start..start + 6).map(y)).collect()
    };
    for (part, from) in [(&data.train, 0), (&data.validation, 36), (&data.test, 48)] {
        let Targets::Values { values, width: 2 } = &part.targets else { panic!("values") };
        for at in 0..part.samples {
            assert_eq!(part.inputs.values[at * 12..(at + 1) * 12], sample(from + at));
            assert_eq!(values[at * 2..(at + 1) * 2], [y(from + at + 6), y(from + at + 7)]);
        }
    }
    assert_eq!(facts(&waves(6, 1, 3)).2, Some(10 + 2 + 2));
    assert_eq!(code(&waves(24, 1, 1), &repository()), "E639");
    let path = repository().join("tests/data/tables/waves.csv");
    let new = read_inputs(&path, &data.transform).unwrap();
    assert_eq!((new.samples, &new.inputs.values[54 * 12..]), (55, sample(54).as_slice()));
    let mut few = series;
    few.samples = Some(13);
    let data = load(&few, &repository(), input, OutputSpec::Values(2)).unwrap();
    assert_eq!((data.train.samples, data.validation.samples, data.test.samples), (10, 2, 2));
}

#[test]
fn several_targets_are_labels_or_values() {
    let tags = |target: &[&str]| {
        let mut spec = data_common::csv_spec("tests/data/tables/tags.csv", target);
        spec.features = vec![("a".into(), TARGET), ("b".into(), TARGET)];
        spec
    };
    assert_eq!(facts(&tags(&["red", "round"])).1, Some(OutputFacts::Labels(2)));
    assert_eq!(facts(&tags(&["red", "size"])).1, Some(OutputFacts::Values(2)));
    let go = |spec: &DataSpec, output| load(spec, &repository(), InputSpec::Features(2), output);
    let data = go(&tags(&["red", "round"]), OutputSpec::Labels(2)).unwrap();
    let Targets::Values { values, width: 2 } = &data.train.targets else { panic!("values") };
    assert!(values.iter().all(|value| *value == 0.0 || *value == 1.0));
    let told = go(&tags(&["red", "size"]), OutputSpec::Labels(2)).unwrap_err();
    assert_eq!((told.len(), told[0].code.id), (1, "E640"));
}

#[test]
fn generated_sets_repeat_with_their_seed() {
    let sets = [
        Generated::Blobs { samples: 50, classes: 3, features: 4, noise: 0.5 },
        Generated::Moons { samples: 40, noise: 0.1 },
        Generated::Spirals { samples: 45, classes: 3, noise: 0.0 },
        Generated::Sequences { samples: 30, length: 8, vocabulary: 9, marks: 3, task: Task::Cue },
    ];
    for set in sets {
        let mut drawn = spec(Source::Generated(set));
        let (input, output, _) = facts(&drawn);
        let input = match input.unwrap() {
            InputFacts::Features(n) => InputSpec::Features(n),
            InputFacts::Tokens { length, vocabulary } => InputSpec::Tokens { length, vocabulary },
            other => panic!("{other:?}"),
        };
        let Some(OutputFacts::Classes(classes)) = output else { panic!("{output:?}") };
        let go = |spec: &DataSpec| {
            load(spec, &repository(), input, OutputSpec::Classes(classes)).unwrap()
        };
        let first = go(&drawn);
        assert_eq!(go(&drawn), first);
        drawn.seed = 1;
        assert_ne!(go(&drawn), first);
    }
}

#[test]
fn numbers_become_tokens_where_they_are_some() {
    let tokens = npy("tests/data/arrays/tokens.npy", "tests/data/arrays/y.npy");
    let input = |vocabulary| InputSpec::Tokens { length: 3, vocabulary };
    let go = |spec: &DataSpec, vocabulary| {
        load(spec, &repository(), input(vocabulary), OutputSpec::Classes(3))
    };
    assert_eq!(rows(&go(&tokens, 36).unwrap())[1].0, [3.0, 4.0, 5.0]);
    assert_eq!(go(&tokens, 35).unwrap_err()[0].code.id, "E641");
    let reals = npy("tests/data/arrays/x.npy", "tests/data/arrays/y.npy");
    assert_eq!(go(&reals, 100).unwrap_err()[0].code.id, "E641");
}

/// Every example of the page on data checks without a word.
#[test]
fn the_examples_of_the_page_are_right() {
    let page = std::fs::read_to_string(repository().join("docs/data.md")).unwrap();
    let blocks: Vec<&str> =
        page.split("```hpm\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert!(blocks.len() >= 12, "{}", blocks.len());
    for block in blocks {
        let told = common::diagnose(block, &common::folder(""));
        assert!(told.is_empty(), "{told:#?}\n{block}");
    }
}

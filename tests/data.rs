//! Loading, dividing and scaling of real files, with exact figures.

#![allow(clippy::panic)] // reason: a test

mod data_common;

use data_common::{Folder, csv_spec, digits_spec, idx_bytes, idx_spec, load, repository};
use hpm::template::{DataSpec, InputSpec, OutputSpec, Scaling, Splits};
use hpm::train::data::{Inputs, Targets, Transform, fingerprint, probe, read_inputs};
use proptest::prelude::*;

fn counts(targets: &Targets, classes: usize) -> Vec<usize> {
    let Targets::Classes(ids) = targets else { panic!("classes") };
    (0..classes).map(|class| ids.iter().filter(|id| **id as usize == class).count()).collect()
}

#[test]
fn digits_divide_by_class_and_scale_by_the_training_part() {
    let spec = digits_spec();
    let data =
        load(&spec, &repository(), InputSpec::Features(64), OutputSpec::Classes(10)).unwrap();
    assert_eq!((data.train.samples, data.validation.samples, data.test.samples), (1079, 359, 359));
    // 178, 182, 177, 183, 181, 182, 181, 179, 174, 180 of 1797, times 359 / 1797.
    assert_eq!(counts(&data.test.targets, 10), [36, 36, 35, 37, 36, 36, 36, 36, 35, 36]);
    assert_eq!(data.class_names, ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]);
    let values = &data.train.inputs.values;
    let n = values.len() as f64;
    let mean = values.iter().map(|x| f64::from(*x)).sum::<f64>() / n;
    let variance = values.iter().map(|x| (f64::from(*x) - mean).powi(2)).sum::<f64>() / n;
    assert!(mean.abs() < 1e-6 && (variance - 1.0).abs() < 1e-6, "{mean} {variance}");
    assert_eq!((data.transform.scale.shift.len(), data.transform.scale.block), (1, 64));
}

#[test]
fn iris_has_the_species_in_order_and_every_row_once() {
    let mut spec = csv_spec("examples/data/iris.csv", &["species"]);
    spec.scale = Scaling::None;
    let data = load(&spec, &repository(), InputSpec::Features(4), OutputSpec::Classes(3)).unwrap();
    assert_eq!(data.class_names, ["setosa", "versicolor", "virginica"]);
    assert_eq!(counts(&data.train.targets, 3), [30, 30, 30]);
    assert_eq!(counts(&data.validation.targets, 3), [10, 10, 10]);
    let sum: f64 = [&data.train, &data.validation, &data.test]
        .iter()
        .flat_map(|part| &part.inputs.values)
        .map(|value| f64::from(*value))
        .sum();
    // The sum of all 600 measures in the file.
    assert!((sum - 2078.7).abs() < 1e-3, "{sum}");
}

#[test]
fn regression_targets_stay_in_their_units() {
    let spec = csv_spec("examples/data/friedman.csv", &["y"]);
    let data = load(&spec, &repository(), InputSpec::Features(10), OutputSpec::Values(1)).unwrap();
    let Targets::Values { values, width: 1 } = &data.train.targets else { panic!("values") };
    assert_eq!(values.len(), 300);
    let mean = values.iter().sum::<f32>() / 300.0;
    assert!((10.0..20.0).contains(&mean), "{mean}");
    assert!(data.class_names.is_empty());
}

#[test]
fn the_same_seed_divides_alike_and_samples_keep_proportions() {
    let mut spec = digits_spec();
    spec.samples = Some(500);
    let go = |spec: &DataSpec| {
        load(spec, &repository(), InputSpec::Features(64), OutputSpec::Classes(10)).unwrap()
    };
    let data = go(&spec);
    assert_eq!((data.train.samples, data.validation.samples, data.test.samples), (300, 100, 100));
    assert_eq!(go(&spec), data);
    let all: Vec<usize> = (0..10)
        .map(|class| {
            [&data.train, &data.validation, &data.test]
                .iter()
                .map(|part| counts(&part.targets, 10)[class])
                .sum()
        })
        .collect();
    // 500 / 1797 of each class by largest remainder.
    assert_eq!(all, [50, 51, 49, 51, 50, 51, 50, 50, 48, 50]);
    spec.seed = 1;
    assert_ne!(go(&spec), data);
}

#[test]
fn an_own_test_part_stays_whole_and_images_keep_their_pixels() {
    let mut spec = idx_spec("tests/data/tiny");
    spec.scale = Scaling::None;
    spec.splits = Splits { validation: 0.25, test: 0.5 };
    let image = InputSpec::Image { height: 2, width: 3, channels: 1 };
    let data = load(&spec, &repository(), image, OutputSpec::Classes(2)).unwrap();
    assert_eq!((data.train.samples, data.validation.samples, data.test.samples), (9, 3, 4));
    let Targets::Classes(labels) = &data.train.targets else { panic!("classes") };
    for (pixels, label) in data.train.inputs.values.chunks(6).zip(labels) {
        // The file counts pixels upwards; image i begins with 6 i and has the label i mod 2.
        let sample = pixels[0] as u32 / 6;
        let wanted: Vec<f32> = (0..6).map(|at| (sample * 6 + at) as f32).collect();
        assert_eq!((pixels, *label), (wanted.as_slice(), sample % 2));
    }
    assert_eq!(data.test.targets, Targets::Classes(vec![0, 1, 0, 1]));
    assert_eq!(data.test.inputs.values[..6], [0.0, 1.0, 2.0, 3.0, 4.0, 5.0]);
    let series = InputSpec::Series { length: 2, features: 3 };
    let data = load(&spec, &repository(), series, OutputSpec::Binary).unwrap();
    assert_eq!(data.test.inputs.values[..6], [0.0, 3.0, 1.0, 4.0, 2.0, 5.0]);
}

#[test]
fn compressed_files_are_the_same_data() {
    let folder = Folder::new();
    for name in ["train-images-idx3-ubyte", "train-labels-idx1-ubyte"] {
        let plain = std::fs::read(repository().join("tests/data/tiny").join(name)).unwrap();
        folder.write_gzip(&format!("{name}.gz"), &plain);
    }
    let mut spec = idx_spec(".");
    spec.samples = Some(6);
    let image = InputSpec::Features(6);
    let packed = load(&spec, folder.path(), image, OutputSpec::Classes(2)).unwrap();
    let mut plain = idx_spec("tests/data/tiny/train-images-idx3-ubyte");
    plain.samples = Some(6);
    let plain = load(&plain, &repository(), image, OutputSpec::Classes(2)).unwrap();
    assert_eq!(packed, plain);
    assert_eq!(counts(&packed.train.targets, 2).iter().sum::<usize>(), 4);
}

#[test]
fn tables_may_come_from_any_spreadsheet() {
    let plain = "a,b,y\n1,2,p\n3,4,q\n5,6,p\n7,8,q\n";
    let variants: [Vec<u8>; 5] = [
        plain.into(),
        plain.replace('\n', "\r\n").into(),
        [b"\xef\xbb\xbf".as_slice(), plain.as_bytes()].concat(),
        plain.trim_end().replace('\n', "\r").into(),
        plain
            .replace("a,b,y", "\"a\", \"b\" ,\"y\"")
            .replace("1,2", " 1 ,\"2\"")
            .replace("5,6", "\n5,6")
            .into(),
    ];
    let folder = Folder::new();
    let mut spec = csv_spec("t.csv", &["y"]);
    spec.splits = Splits { validation: 0.0, test: 0.0 };
    let go = |bytes: &[u8]| {
        folder.write("t.csv", bytes);
        load(&spec, folder.path(), InputSpec::Features(2), OutputSpec::Classes(2)).unwrap()
    };
    let first = go(&variants[0]);
    for variant in &variants[1..] {
        let text = String::from_utf8_lossy(variant);
        let again = go(variant);
        assert_eq!(again.train, first.train, "{text:?}");
    }
    folder.write_gzip("t.csv", plain.as_bytes());
    let packed =
        load(&spec, folder.path(), InputSpec::Features(2), OutputSpec::Classes(2)).unwrap();
    assert_eq!(packed, first);
}

#[test]
fn the_probe_tells_what_loading_finds() {
    use hpm::template::{InputFacts, OutputFacts};
    let (facts, told) = probe(&csv_spec("examples/data/wine.csv", &["cultivar"]), &repository());
    assert_eq!(told, []);
    assert_eq!(facts.input, Some(InputFacts::Features(13)));
    assert_eq!(facts.output, Some(OutputFacts::Classes(3)));
    assert_eq!((facts.samples, facts.columns.len()), (Some(178), 14));
    let (facts, _) = probe(&csv_spec("examples/data/friedman.csv", &["y"]), &repository());
    assert_eq!(facts.output, Some(OutputFacts::Values(1)));
    let (facts, _) = probe(&csv_spec("examples/data/wine.csv", &["proline"]), &repository());
    assert_eq!(facts.columns.last().map(String::as_str), Some("cultivar"));
    let (facts, told) = probe(&idx_spec("tests/data/tiny"), &repository());
    assert_eq!(told, []);
    assert_eq!(facts.input, Some(InputFacts::Image { height: 2, width: 3, channels: 1 }));
    assert_eq!((facts.output, facts.samples), (Some(OutputFacts::Classes(2)), Some(12)));
    let (facts, told) = probe(&digits_spec(), &repository());
    assert_eq!((facts.samples, told), (Some(1797), vec![]));
}

#[test]
fn a_target_of_numbers_may_be_classes_or_one_value() {
    use hpm::template::OutputFacts;
    let folder = Folder::new();
    let facts = |value: fn(usize) -> String| {
        let rows: String = (0..90).map(|row| format!("{row},{}\n", value(row))).collect();
        folder.write("t.csv", format!("x,y\n{rows}").as_bytes());
        probe(&csv_spec("t.csv", &["y"]), folder.path()).0.output
    };
    assert_eq!(facts(|row| (row % 3).to_string()), Some(OutputFacts::Numbers(3)));
    assert_eq!(
        facts(|row| format!("{:.1}", (row % 9) as f64 / 2.0)),
        Some(OutputFacts::Numbers(9))
    );
    assert_eq!(facts(|row| row.to_string()), Some(OutputFacts::Numbers(90)));
    assert_eq!(facts(|row| format!("{}.25", row)), Some(OutputFacts::Values(1)));
    assert_eq!(facts(|row| format!("k{}", row % 4)), Some(OutputFacts::Classes(4)));
    let spec = csv_spec("t.csv", &["y"]);
    folder.write("t.csv", b"x,y\n1,0\n2,1\n3,0\n4,1\n5,0\n6,1\n");
    let go = |output| load(&spec, folder.path(), InputSpec::Features(1), output).unwrap();
    assert_eq!(go(OutputSpec::Binary).class_names, ["0", "1"]);
    assert!(matches!(go(OutputSpec::Values(1)).train.targets, Targets::Values { .. }));
}

#[test]
fn new_rows_go_the_way_of_the_training_rows() {
    let folder = Folder::new();
    let spec = csv_spec("examples/data/iris.csv", &["species"]);
    let data = load(&spec, &repository(), InputSpec::Features(4), OutputSpec::Classes(3)).unwrap();
    let transform = Transform::from_json(&data.transform.to_json()).unwrap();
    assert_eq!(transform, data.transform);
    let whole = read_inputs(&repository().join("examples/data/iris.csv"), &transform).unwrap();
    assert_eq!(
        (whole.samples, counts(whole.targets.as_ref().unwrap(), 3)),
        (150, vec![50, 50, 50])
    );
    // Other order, another column, no target.
    let rows = "petal_width,note,petal_length,sepal_length,sepal_width\n0.2,x,1.4,5.1,3.5\n";
    let file = folder.write("new.csv", rows.as_bytes());
    let new = read_inputs(&file, &transform).unwrap();
    assert_eq!((new.samples, new.targets), (1, None));
    assert_eq!(new.inputs.values, whole.inputs.values[..4]);
    let rows = rows.replace("sepal_width", "sepal_wdth");
    let told = read_inputs(&folder.write("new.csv", rows.as_bytes()), &transform).unwrap_err();
    assert!(told.contains("has no column `sepal_width`"), "{told}");
    let told = read_inputs(&folder.path().join("nwe.csv"), &transform).unwrap_err();
    assert!(told.contains("there is no file") && told.contains("new.csv"), "{told}");
}

#[test]
fn new_images_come_as_idx_or_as_a_table_of_pixels() {
    let spec = idx_spec("tests/data/tiny");
    let data = load(&spec, &repository(), InputSpec::Features(6), OutputSpec::Classes(2)).unwrap();
    let whole = read_inputs(&repository().join("tests/data/tiny"), &data.transform).unwrap();
    assert_eq!(Some(whole.targets.clone().unwrap()), Some(data.test.targets.clone()));
    assert_eq!(whole.inputs, data.test.inputs);
    let folder = Folder::new();
    let table = "label,pixel0,pixel1,pixel2,pixel3,pixel4,pixel5\n0,0,1,2,3,4,5\n1,6,7,8,9,10,11\n";
    let file = folder.write("new.csv", table.as_bytes());
    let new = read_inputs(&file, &data.transform).unwrap();
    assert_eq!(new.targets, Some(Targets::Classes(vec![0, 1])));
    assert_eq!(new.inputs, Inputs { values: whole.inputs.values[..12].to_vec(), elements: 6 });
    let file = folder.write("wide-idx3-ubyte", &idx_bytes(8, &[1, 3, 2], &[0; 6]));
    let told = read_inputs(&file, &data.transform).unwrap_err();
    assert!(told.contains("samples of 3×2"), "{told}");
}

#[test]
fn a_fingerprint_changes_with_a_single_byte() {
    let folder = Folder::new();
    let spec = csv_spec("t.csv", &["y"]);
    folder.write("t.csv", b"a,y\n1,2\n");
    let first = fingerprint(&spec, folder.path());
    assert!(first.starts_with("t.csv 8 bytes sha256:"), "{first}");
    assert_eq!(fingerprint(&spec, folder.path()), first);
    folder.write("t.csv", b"a,y\n1,3\n");
    assert_ne!(fingerprint(&spec, folder.path()), first);
    std::fs::remove_file(folder.path().join("t.csv")).unwrap();
    assert_eq!(fingerprint(&spec, folder.path()), "t.csv missing");
    assert!(fingerprint(&digits_spec(), folder.path()).starts_with("digits sha256:"));
    assert_eq!(
        fingerprint(&idx_spec("tests/data/tiny"), &repository()).matches("bytes").count(),
        4
    );
}

proptest! {
    #![proptest_config(ProptestConfig {
        rng_seed: proptest::test_runner::RngSeed::Fixed(6),
        ..ProptestConfig::default()
    })]

    /// Written in any way that csv allows, a table reads as what was written.
    #[test]
    fn tables_round_trip(
        rows in prop::collection::vec((any::<f32>().prop_filter("finite", |x| x.is_finite()), -1e6_f32..1e6, 0..3_u8), 3..30),
        crlf in any::<bool>(),
        quoted in any::<bool>(),
        delimiter in prop::sample::select(vec![',', ';', '\t', '|']),
    ) {
        let end = if crlf { "\r\n" } else { "\n" };
        let quote = if quoted { "\"" } else { "" };
        let mut text = format!("a{delimiter}b{delimiter}c{end}");
        for (a, b, class) in &rows {
            text += &format!("{quote}{a}{quote}{delimiter}{b:e}{delimiter}{quote}k{class}{quote}{end}");
        }
        text += &format!("0{delimiter}0{delimiter}k0{end}0{delimiter}0{delimiter}k1{end}0{delimiter}0{delimiter}k2{end}");
        let folder = Folder::new();
        let file = folder.write("t.csv", text.as_bytes());
        let mut spec = csv_spec("t.csv", &["c"]);
        spec.source = hpm::template::Source::Csv { path: "t.csv".into(), delimiter, header: true };
        spec.scale = Scaling::None;
        spec.splits = Splits { validation: 0.0, test: 0.0 };
        let data = load(&spec, folder.path(), InputSpec::Features(2), OutputSpec::Classes(3)).unwrap();
        let new = read_inputs(&file, &data.transform).unwrap();
        let wanted: Vec<f32> = rows.iter().flat_map(|(a, b, _)| [*a, *b]).collect();
        prop_assert_eq!(&new.inputs.values[..wanted.len()], &wanted[..]);
        let classes: Vec<u32> = rows.iter().map(|(_, _, class)| u32::from(*class)).collect();
        let Some(Targets::Classes(ids)) = new.targets else { panic!("classes") };
        prop_assert_eq!(&ids[..classes.len()], &classes[..]);
        let mut sorted = data.train.inputs.values.clone();
        sorted.sort_by(f32::total_cmp);
        let mut all = new.inputs.values.clone();
        all.sort_by(f32::total_cmp);
        prop_assert_eq!(sorted, all);
    }
}

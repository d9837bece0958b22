//! Every fault of a data file: its code, its place, its words; and that no bytes make a panic.

#![allow(clippy::unwrap_used)] // reason: a test

mod data_common;

use data_common::{
    FEATURE, Folder, SOURCE, TARGET, csv_spec, digits_spec, idx_bytes, idx_spec, load, repository,
};
use hpm::diagnostic::{Diagnostic, Severity};
use hpm::source::Span;
use hpm::template::{DataSpec, InputSpec, OutputSpec, Source, Splits};
use hpm::train::data::probe;
use proptest::prelude::*;

/// What `check` and `train` say about a table with the target `y`.
fn table(bytes: &[u8]) -> Diagnostic {
    table_as(bytes, 2, OutputSpec::Classes(2))
}

fn table_as(bytes: &[u8], features: usize, output: OutputSpec) -> Diagnostic {
    let folder = Folder::new();
    folder.write("t.csv", bytes);
    both(&csv_spec("t.csv", &["y"]), &folder, InputSpec::Features(features), output)
}

/// The one fault that the probe and loading agree on.
fn both(spec: &DataSpec, folder: &Folder, input: InputSpec, output: OutputSpec) -> Diagnostic {
    let probed = probe(spec, folder.path()).1;
    let loaded = load(spec, folder.path(), input, output).unwrap_err();
    assert_eq!(probed, loaded);
    only(loaded)
}

fn only(mut told: Vec<Diagnostic>) -> Diagnostic {
    assert_eq!(told.len(), 1, "{told:#?}");
    told.pop().unwrap()
}

#[track_caller]
fn check(told: &Diagnostic, id: &str, span: Span, message: &str, words: &[&str]) {
    assert_eq!((told.code.id, told.primary.span), (id, span), "{told:#?}");
    assert!(told.message.contains(message), "{}", told.message);
    let all = format!("{}\n{}", told.notes.join("\n"), told.help.clone().unwrap_or_default());
    words.iter().for_each(|word| assert!(all.contains(word), "`{word}` is not in: {all}"));
}

#[test]
fn files_that_are_not_there() {
    let told = |path: &str| only(probe(&csv_spec(path, &["y"]), &repository()).1);
    check(
        &told("examples/data/irs.csv"),
        "E601",
        SOURCE,
        "there is no file `examples/data/irs.csv`",
        &["did you mean \"examples/data/iris.csv\"?"],
    );
    check(&told("examples/data"), "E602", SOURCE, "is a folder", &["\"examples/data/iris.csv\""]);
    check(&told("tests/data/damaged.csv.gz"), "E603", SOURCE, "damaged.csv.gz cannot be read", &[]);
    check(&told("tests/data/utf16.csv"), "E604", SOURCE, "is UTF-16 text", &["save it as"]);
    let told = only(probe(&idx_spec("tests/data/tiny_cut/train-labels"), &repository()).1);
    check(&told, "E601", SOURCE, "there is no file or folder `tests", &["train-labels"]);
}

#[test]
fn tables_without_samples() {
    check(&table(b""), "E605", SOURCE, "is empty", &[]);
    check(&table(b"\n\n"), "E605", SOURCE, "is empty", &[]);
    check(&table(b"a,b,y\n"), "E605", SOURCE, "holds only the names of its columns", &[]);
}

#[test]
fn columns_that_do_not_fit() {
    let folder = Folder::new();
    folder.write("t.csv", b"a,b,label\n1,2,p\n3,4,q\n");
    let mut spec = csv_spec("t.csv", &["labl"]);
    let told = only(probe(&spec, folder.path()).1);
    check(&told, "E607", TARGET, "has no column `labl`", &["`a`, `b`, `label`", "\"label\""]);
    assert_eq!(told.fixes[0].edits[0].replacement, "\"label\"");
    spec.target.clear();
    let told = only(probe(&spec, folder.path()).1);
    check(&told, "E606", SOURCE, "no `target`", &["target: \"label\""]);
    let mut spec = csv_spec("t.csv", &["label"]);
    spec.features = vec![("a".into(), FEATURE), ("label".into(), FEATURE)];
    let told = only(probe(&spec, folder.path()).1);
    check(&told, "E609", FEATURE, "the column `label` is both", &[]);
    assert_eq!(told.secondary[0].span, TARGET);
    check(
        &table(b"a,a,y\n1,2,p\n"),
        "E608",
        SOURCE,
        "two columns called `a`",
        &["columns 1 and 2"],
    );
    check(&table(b"y\np\nq\n"), "E628", SOURCE, "no column besides the target", &[]);
    check(&table(b"a;b;y\n1;2;p\n"), "E607", TARGET, "`y`", &["delimiter: semicolon"]);
    check(&table(b"1,2,3\n4,5,6\n"), "E607", TARGET, "`y`", &["header: false"]);
}

#[test]
fn text_of_other_encodings_is_refused_with_its_line() {
    let words = ["t.csv:3", "iconv -f latin1 -t utf8"];
    let told = table(b"a,b,y\n1,2,p\n3,4,gr\xfcn\n5,6,p\n");
    check(&told, "E604", SOURCE, "t.csv is not UTF-8 text", &words);
    let told = table(b"\xfc,b,y\n1,2,p\n");
    check(&told, "E604", SOURCE, "t.csv is not UTF-8 text", &["t.csv:1"]);
}

#[test]
fn missing_answers_are_not_to_be_filled() {
    let told = table(b"a,b,y\n1,2,p\n3,4,\n5,6,q\n");
    check(&told, "E613", TARGET, "missing in column `y`", &["never filled", "missing: drop"]);
    assert!(!told.help.unwrap().contains("missing: mean"));
}

#[test]
fn ragged_rows_give_their_line_and_counts() {
    let told = table(b"a,b,y\n1,2,p\n\n3,4\n5,6,q\n7,8,q,9\n");
    let words = ["t.csv:4", "and 1 more such line"];
    check(&told, "E610", SOURCE, "a line with 2 fields where the table has 3 columns", &words);
    let told = table(b"a,b,y\r\n1,2,p\r\n\r\n3\r\n5,6,q\r\n");
    check(&told, "E610", SOURCE, "a line with 1 field where", &["t.csv:4"]);
    let told = table(b"a,b,y\n1,2,p\n3,\"4,q\n5,6,q\n");
    check(&told, "E610", SOURCE, "a line with 2 fields", &["t.csv:3", "never to be closed"]);
}

#[test]
fn cells_that_are_no_numbers_give_column_line_and_value() {
    let told = table(b"a,b,y\n1,2,p\n3,4x,q\n5,?,q\n");
    check(&told, "E611", SOURCE, "`4x` in column `b` is not a number", &["t.csv:3"]);
    let told = table(b"a;b,b,y\n1,2,p\n\"3,5\",4,q\n5,1,q\n");
    check(&told, "E611", SOURCE, "`3,5` in column `a;b`", &["decimals with a point"]);
    let names: String = (0..40).map(|at| format!("{at},n{at},{}\n", at % 2)).collect();
    let told = table(format!("a,b,y\n{names}").as_bytes());
    let words = ["`n0`, `n1`, `n2`", "categories: \"b\""];
    check(&told, "E612", SOURCE, "the column `b` holds more than 30 different texts", &words);
    let told = table(b"a,b,y\n\"1\n\",1,p\n,2,q\n5,1,q\n");
    check(&told, "E613", SOURCE, "a value is missing in column `a`", &["t.csv:4"]);
    check(&table(b"a,b,y\n1,NA,p\n3,4,q\n"), "E613", SOURCE, "`NA`", &["t.csv:2"]);
    check(&table(b"a,b,y\n1,2,p\n3,4,\n"), "E613", TARGET, "in column `y`", &["t.csv:3"]);
    check(&table(b"a,b,y\n1,inf,p\n3,4,q\n"), "E614", SOURCE, "`inf` in column `b`", &["t.csv:2"]);
    check(
        &table(b"a,b,y\n1,2,p\n3,1e40,q\n"),
        "E614",
        SOURCE,
        "`1e40` in column `b`",
        &["t.csv:3"],
    );
}

#[test]
fn several_kinds_are_told_in_one_run() {
    let folder = Folder::new();
    folder.write("t.csv", b"a,b,c,y\n1,2,3,p\nx,nan,3,q\n1,2,,q\n1,2\n1,2,3,q\n");
    let told = probe(&csv_spec("t.csv", &["y"]), folder.path()).1;
    let ids: Vec<&str> = told.iter().map(|one| one.code.id).collect();
    assert_eq!(ids, ["E610", "E611", "E614", "E613"]);
}

#[test]
fn faults_behind_the_first_rows_are_told_by_loading() {
    let mut text = String::from("a,b,y\n");
    (0..2000).for_each(|row| text += &format!("{row},{row},{}\n", row % 2));
    text += "1,oops,1\n";
    let folder = Folder::new();
    folder.write("t.csv", text.as_bytes());
    let spec = csv_spec("t.csv", &["y"]);
    let (facts, told) = probe(&spec, folder.path());
    assert_eq!((facts.samples, told), (Some(2001), vec![]));
    let told = load(&spec, folder.path(), InputSpec::Features(2), OutputSpec::Classes(2));
    check(&only(told.unwrap_err()), "E611", SOURCE, "`oops`", &["t.csv:2002"]);
}

#[test]
fn targets_that_cannot_be_learnt() {
    let told = table(b"a,b,y\n1,2,p\n3,4,p\n");
    check(&told, "E615", TARGET, "the target `y` is `p` in all 2 samples", &[]);
    let told = table_as(b"a,b,y\n1,2,7\n3,4,7.0\n", 2, OutputSpec::Classes(2));
    check(&told, "E615", TARGET, "in all 2 samples", &[]);
    let folder = Folder::new();
    folder.write("t.csv", b"a,b,y\n1,2,p\n3,4,q\n5,6,p\n");
    let mut spec = csv_spec("t.csv", &["y"]);
    spec.splits = Splits { validation: 0.1, test: 0.0 };
    let told = both(&spec, &folder, InputSpec::Features(2), OutputSpec::Classes(2));
    check(&told, "E616", SOURCE, "the validation part gets none of the 3 samples", &["10% of 3"]);
}

#[test]
fn warnings_come_from_the_probe() {
    let folder = Folder::new();
    folder.write("t.csv", b"a,y\n1,p\n2,p\n3,q\n4,q\n5,q\n6,p\n7,r\n8,p\n9,q\n10,p\n");
    let told = only(probe(&csv_spec("t.csv", &["y"]), folder.path()).1);
    check(&told, "W617", SOURCE, "the class `r` has 1 sample for 3 parts", &[]);
    assert_eq!(told.severity, Severity::Warning);
    let mut spec = digits_spec();
    spec.samples = Some(5000);
    let told = only(probe(&spec, folder.path()).1);
    check(&told, "W627", SOURCE, "5000 samples are asked for, and the data has 1797", &[]);
}

#[test]
fn the_ends_of_the_model_agree_with_the_data() {
    let told = |target: &str, input, output| {
        let spec = csv_spec("examples/data/iris.csv", &[target]);
        only(load(&spec, &repository(), input, output).unwrap_err())
    };
    let four = InputSpec::Features(4);
    let one = told("species", four, OutputSpec::Classes(2));
    let words = ["`setosa`, `versicolor`, `virginica`", "classes(3)"];
    check(
        &one,
        "E618",
        TARGET,
        "the data has 3 classes, and the model's output is classes(2)",
        &words,
    );
    check(&told("species", four, OutputSpec::Binary), "E618", TARGET, "output is binary", &[]);
    let one = told("species", four, OutputSpec::Values(1));
    check(&one, "E620", TARGET, "the target holds text", &["iris.csv:2: `setosa`"]);
    let one = told("species", InputSpec::Features(5), OutputSpec::Classes(3));
    check(
        &one,
        "E622",
        SOURCE,
        "the data gives features(4), and the model's input is features(5)",
        &[],
    );
    let image = InputSpec::Image { height: 8, width: 8, channels: 3 };
    let one = load(&digits_spec(), &repository(), image, OutputSpec::Classes(10)).unwrap_err();
    check(&only(one), "E622", SOURCE, "the data gives image(8, 8, 1)", &["input: image(8, 8, 1)"]);
    let spec = csv_spec("examples/data/friedman.csv", &["y"]);
    let one = load(&spec, &repository(), InputSpec::Features(10), OutputSpec::Classes(3));
    check(&only(one.unwrap_err()), "E620", TARGET, "the target holds real numbers", &["values(1)"]);
    let one = load(&spec, &repository(), InputSpec::Features(10), OutputSpec::Values(2));
    check(&only(one.unwrap_err()), "E621", TARGET, "the target has 1 column", &["values(1)"]);
    let spec = csv_spec("examples/data/friedman.csv", &["x1", "y"]);
    let one = load(&spec, &repository(), InputSpec::Features(9), OutputSpec::Binary);
    check(&only(one.unwrap_err()), "E621", TARGET, "the target has 2 columns, and binary", &[]);
    let spec = csv_spec("examples/data/iris.csv", &["species"]);
    let fewer = load(&spec, &repository(), four, OutputSpec::Classes(10)).unwrap();
    assert_eq!(fewer.class_names.len(), 3);
}

#[test]
fn nothing_to_train_on() {
    let spec = data_common::spec(Source::Missing);
    let told = load(&spec, &repository(), InputSpec::Features(1), OutputSpec::Binary);
    check(
        &only(told.unwrap_err()),
        "E626",
        SOURCE,
        "there is no data",
        &["data { source: digits }"],
    );
}

const SIX: InputSpec = InputSpec::Features(6);

/// What is said about images (and two labels 0 and 1) with these bytes, plain and compressed.
fn images(bytes: &[u8]) -> [Diagnostic; 2] {
    [false, true].map(|packed| {
        let folder = Folder::new();
        let ending = if packed { ".gz" } else { "" };
        let name = format!("images-idx3-ubyte{ending}");
        folder.write("labels-idx1-ubyte", &idx_bytes(8, &[2], &[0, 1]));
        folder.write("labels-idx1-ubyte.gz", &idx_bytes(8, &[2], &[0, 1]));
        if packed {
            folder.write_gzip(&name, bytes)
        } else {
            folder.write(&name, bytes)
        };
        let mut spec = idx_spec(&name);
        spec.splits = Splits { validation: 0.0, test: 0.0 };
        only(load(&spec, folder.path(), SIX, OutputSpec::Classes(2)).unwrap_err())
    })
}

#[test]
fn idx_headers_that_make_no_sense() {
    let cases: [(&[u8], &str, &str); 7] = [
        (b"\0\0", "is not an idx file", "2 bytes"),
        (b"PNG data here", "is not an idx file", "50 4e 47 20"),
        (&[0, 0, 7, 3, 0, 0, 0, 1], "unknown type", "0x07"),
        (&[0, 0, 8, 9, 0, 0, 0, 1], "makes no sense", "9 dimensions"),
        (&[0, 0, 8, 3, 0, 0, 0, 1], "ends within its header", "16 bytes ends after 8"),
        (
            &[0, 0, 8, 3, 0, 0, 0, 1, 255, 255, 255, 255, 255, 255, 255, 255],
            "no sense",
            "too large",
        ),
        (&[0, 0, 8, 1, 0, 0, 0, 1, 0], "holds no images", "1 dimension"),
    ];
    for (bytes, message, note) in cases {
        for told in images(bytes) {
            check(&told, "E623", SOURCE, message, &[note]);
        }
    }
}

#[test]
fn idx_files_that_lie_about_their_length_give_byte_counts() {
    for told in images(&idx_bytes(8, &[2, 2, 3], &[0; 9])) {
        check(
            &told,
            "E624",
            SOURCE,
            "ends after 25 of 28 bytes",
            &["2×2×3 numbers of 1 byte each"],
        );
    }
    let [plain, packed] = images(&idx_bytes(8, &[2, 2, 3], &[0; 13]));
    check(&plain, "E624", SOURCE, "has 29 bytes, and its header promises 28", &[]);
    check(&packed, "E624", SOURCE, "goes on after the 28 bytes", &[]);
    for told in images(&idx_bytes(8, &[3, 2, 3], &[0; 18])) {
        check(&told, "E625", SOURCE, "has 3 images", &[]);
        assert!(told.message.contains("labels-idx1-ubyte") && told.message.contains("2 labels"));
    }
    for told in images(&idx_bytes(13, &[2, 2, 3], &[127, 192, 0, 0].repeat(12))) {
        check(&told, "E614", SOURCE, "`NaN`", &["sample 1"]);
    }
    let told = only(probe(&idx_spec("tests/data/tiny_cut"), &repository()).1);
    check(&told, "E624", SOURCE, "ends after 70 of 88 bytes", &[]);
}

#[test]
fn idx_labels_that_do_not_fit() {
    let told = |labels: &[u8]| {
        let folder = Folder::new();
        folder.write("i", &idx_bytes(8, &[3, 2], &[0; 6]));
        folder.write("l", labels);
        let mut spec = idx_spec("i");
        if let Source::Idx { labels, .. } = &mut spec.source {
            *labels = Some("l".into());
        }
        spec.splits = Splits { validation: 0.0, test: 0.0 };
        load(&spec, folder.path(), InputSpec::Features(2), OutputSpec::Classes(2))
    };
    let fault = |labels: &[u8]| only(told(labels).unwrap_err());
    check(
        &fault(&idx_bytes(8, &[3, 2], &[0; 6])),
        "E623",
        SOURCE,
        "holds no labels",
        &["exchanged"],
    );
    check(&fault(&idx_bytes(8, &[3], &[4; 3])), "E615", SOURCE, "the label is `4` in all 3", &[]);
    check(&fault(&idx_bytes(8, &[3], &[1, 2, 3])), "E618", SOURCE, "3 classes", &["`1`, `2`, `3`"]);
    // Negative labels are names like any others.
    assert_eq!(told(&idx_bytes(9, &[3], &[255, 1, 255])).unwrap().class_names, ["-1", "1"]);
}

/// Either parts that fit together, or diagnostics: never a panic.
fn sound(spec: &DataSpec, folder: &Folder, input: InputSpec, output: OutputSpec) {
    probe(spec, folder.path());
    match load(spec, folder.path(), input, output) {
        Ok(data) => {
            for part in [&data.train, &data.validation, &data.test] {
                assert_eq!(part.inputs.values.len(), part.samples * part.inputs.elements);
                assert!(part.inputs.values.iter().all(|value| value.is_finite()));
            }
        }
        Err(told) => assert!(!told.is_empty()),
    }
}

fn table_bytes() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        4 => prop::sample::select(vec![&b","[..], b"\n", b"\r\n", b"\"", b"1", b"2.5", b"x", b"y", b";", b"nan", b"-"]).prop_map(<[u8]>::to_vec),
        1 => prop::collection::vec(any::<u8>(), 0..4),
    ];
    (any::<bool>(), prop::collection::vec(piece, 0..60)).prop_map(|(header, pieces)| {
        let mut bytes = if header { b"a,b,y\n1,2,p\n3,4,q\n".to_vec() } else { Vec::new() };
        pieces.iter().for_each(|piece| bytes.extend(piece));
        bytes
    })
}

fn idx_like() -> impl Strategy<Value = Vec<u8>> {
    let dims = prop::collection::vec(prop_oneof![4 => 0_u32..5, 1 => any::<u32>()], 0..5);
    let ty =
        prop_oneof![4 => prop::sample::select(vec![8_u8, 9, 11, 12, 13, 14]), 1 => any::<u8>()];
    (ty, dims, prop::collection::vec(any::<u8>(), 0..60), 0_usize..80).prop_map(
        |(ty, dims, body, cut)| {
            let mut bytes = idx_bytes(ty, &dims, &body);
            bytes.truncate(cut);
            bytes
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 2_000,
        rng_seed: proptest::test_runner::RngSeed::Fixed(6),
        ..ProptestConfig::default()
    })]

    #[test]
    fn no_bytes_of_a_table_make_a_panic(bytes in table_bytes(), real in any::<bool>(), header in any::<bool>(), samples in 0_usize..5) {
        let folder = Folder::new();
        folder.write("t.csv", &bytes);
        let mut spec = csv_spec("t.csv", if header { &["y"] } else { &["column3"] });
        spec.source = Source::Csv { path: "t.csv".into(), delimiter: ',', header };
        spec.samples = (samples > 0).then_some(samples);
        let output = if real { OutputSpec::Values(1) } else { OutputSpec::Classes(2) };
        sound(&spec, &folder, InputSpec::Features(2), output);
    }

    #[test]
    fn no_bytes_of_idx_files_make_a_panic(images in idx_like(), labels in idx_like(), packed in any::<bool>()) {
        let folder = Folder::new();
        if packed {
            folder.write_gzip("images-idx3-ubyte", &images);
        } else {
            folder.write("images-idx3-ubyte", &images);
        }
        folder.write("labels-idx1-ubyte", &labels);
        let mut spec = idx_spec("images-idx3-ubyte");
        spec.splits = Splits { validation: 0.2, test: 0.0 };
        sound(&spec, &folder, InputSpec::Features(4), OutputSpec::Classes(2));
    }

    #[test]
    fn damaged_gzip_makes_no_panic(at in 0_usize..60, byte in any::<u8>()) {
        let folder = Folder::new();
        let file = folder.write_gzip("t.csv.gz", b"a,b,y\n1,2,p\n3,4,q\n5,6,q\n7,8,p\n");
        let mut bytes = std::fs::read(&file).unwrap();
        let at = at % bytes.len();
        bytes[at] = byte;
        folder.write("t.csv.gz", &bytes);
        sound(&csv_spec("t.csv.gz", &["y"]), &folder, InputSpec::Features(2), OutputSpec::Classes(2));
    }
}

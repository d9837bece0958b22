//! Training one member, its weights, and predicting with them.

use crate::run::{Place, SMALL, repository};

fn last_accuracy(table: &str) -> String {
    let row = table
        .lines()
        .rev()
        .find(|line| line.trim_start().starts_with(|c: char| c.is_ascii_digit()));
    row.unwrap().split_whitespace().nth(3).unwrap().to_owned()
}

#[test]
fn a_member_trains_the_same_every_time_and_on_any_threads() {
    let place = Place::new();
    place.write("small.hpm", SMALL);
    let args = ["train", "small.hpm", "--set", "depth=2", "--set", "optimizer=adam", "--seed", "5"];
    let first = place.ok(&[&args[..], &["--jobs", "1"]].concat()).stdout;
    let second = place.ok(&[&args[..], &["--jobs", "2"]].concat()).stdout;
    assert_eq!(first, second);
    assert_eq!(first.lines().count(), 1 + 6 + 1, "a head, six epochs, the test part: {first}");
    assert!(place.path("runs/small/weights.safetensors").is_file());
}

#[test]
fn predictions_of_a_table_have_its_classes() {
    let place = Place::new();
    let iris = repository("examples/iris.hpm");
    place.ok(&["train", &iris, "--set", "learning_rate=0.05", "--save", "iris.safetensors"]);
    let data = repository("examples/data/iris.csv");
    let ran = place.ok(&["predict", "iris.safetensors", &data, "--probabilities"]);
    let mut lines = ran.stdout.lines();
    let head = lines.next().unwrap();
    assert_eq!(head, "prediction,p_setosa,p_versicolor,p_virginica");
    let rows: Vec<Vec<&str>> = lines.map(|line| line.split(',').collect()).collect();
    assert_eq!(rows.len(), 150);
    for row in &rows {
        let shares: Vec<f64> = row[1..].iter().map(|share| share.parse().unwrap()).collect();
        assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-5, "{row:?}");
        let best = shares.iter().copied().fold(0.0, f64::max);
        let at = shares.iter().position(|share| *share == best).unwrap();
        assert_eq!(row[0], ["setosa", "versicolor", "virginica"][at]);
    }
    // The first 50 rows are setosa, which every sensible network tells from the others.
    assert!(rows[..50].iter().filter(|row| row[0] == "setosa").count() >= 48);
    assert!(ran.stderr.contains("accuracy on the 150 labelled rows"), "{}", ran.stderr);
}

#[test]
fn a_network_of_a_series_predicts_every_window() {
    let place = Place::new();
    let power = repository("examples/power.hpm");
    place.ok(&["train", &power, "--set", "reader=flatten", "--save", "power.safetensors"]);
    let data = repository("examples/data/power.csv");
    let rows = std::fs::read_to_string(&data).unwrap().lines().count() - 1;
    let ran = place.ok(&["predict", "power.safetensors", &data]);
    // A head, and a window of 24 rows that ends at each row from the 24th on.
    assert_eq!(ran.stdout.lines().count(), 1 + rows - 23);
    assert!(ran.stdout.lines().skip(1).all(|line| line.parse::<f64>().unwrap().is_finite()));
}

#[test]
fn weights_of_others_are_refused_in_words() {
    let place = Place::new();
    place.write("w.safetensors", "not weights");
    let ran = place.run(&["predict", "w.safetensors", &repository("examples/data/iris.csv")]);
    assert_eq!(ran.exit, Some(2));
    assert!(ran.stderr.contains("w.safetensors"), "{}", ran.stderr);
    assert!(!ran.stderr.contains("Error {") && !ran.stderr.contains("Header"), "{}", ran.stderr);
}

#[test]
fn the_recommended_network_trains_as_it_did_in_the_sweep() {
    let place = Place::new();
    place.write("small.hpm", SMALL);
    place.ok(&["sweep", "small.hpm", "-q"]);
    let record = hpm::study::Study::read(&place.path("runs/small/study.db")).unwrap();
    let outcome = record.outcome.unwrap();
    let best = outcome.finalists.iter().find(|finalist| finalist.recommended).unwrap();
    let confirmed = |trial: &&hpm::sweep::TrialRecord| {
        trial.info.phase == hpm::sweep::Phase::Confirm && trial.info.assignment == best.assignment
    };
    let trial = record.trials.iter().find(confirmed).unwrap();
    let wanted = trial.stages.last().unwrap().curve.last().unwrap().objectives[0];

    place.ok(&["best", "small", "--output", "best.hpm"]);
    let sound = place.ok(&["check", "-D", "best.hpm"]);
    assert!(sound.stderr.contains("0 hyperparameters"), "{}", sound.stderr);
    let seed = trial.info.seed.to_string();
    let table =
        place.ok(&["train", "best.hpm", "--seed", &seed, "--save", "best.safetensors"]).stdout;
    assert_eq!(last_accuracy(&table), hpm::report::format::value("accuracy", wanted), "{table}");
}

#[test]
fn values_that_contradict_each_other_are_refused() {
    let place = Place::new();
    place.write("small.hpm", SMALL);
    for pair in [["optimizer=adam", "momentum=0.9"], ["depth=0", "depth.units=16"]] {
        let ran = place.run(&["train", "small.hpm", "--set", pair[0], "--set", pair[1]]);
        assert_eq!(ran.exit, Some(2), "{pair:?}: {}", ran.stderr);
        assert!(
            ran.stderr.contains(pair[0]) && ran.stderr.contains("contradicts"),
            "{}",
            ran.stderr
        );
    }
}

#[test]
fn a_place_that_cannot_be_written_is_told_before_training() {
    let place = Place::new();
    place.write("small.hpm", SMALL);
    let ran = place.run(&["train", "small.hpm", "--save", "."]);
    assert_eq!(ran.exit, Some(2));
    assert_eq!(ran.stdout, "", "no epoch was trained");
}

#[test]
fn a_network_beyond_all_memory_is_refused_in_words() {
    let place = Place::new();
    place.write(
        "big.hpm",
        "data { source: digits }\nmodel { flatten; repeat 100 { dense(units: 100000) }; output: classes(10) }\n",
    );
    let ran = place.run(&["train", "big.hpm"]);
    assert_eq!(ran.exit, Some(2));
    assert!(ran.stderr.contains("more than"), "{}", ran.stderr);
    assert!(!ran.stderr.contains("backtrace"), "{}", ran.stderr);
}

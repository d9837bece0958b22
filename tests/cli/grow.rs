//! Weights carried over to a larger member, and predicting with them.

use crate::run::{Place, repository};

/// A small network on iris, saved as `small.safetensors`.
fn small(place: &Place, sets: &[&str]) {
    let iris = repository("examples/iris.hpm");
    let sets = sets.iter().flat_map(|set| ["--set", *set]);
    let args = ["train", &iris, "--set", "learning_rate=0.05", "--save", "small.safetensors", "-q"];
    place.ok(&args.into_iter().chain(sets).collect::<Vec<_>>());
}

/// The probabilities that the weights give, row by row.
fn probabilities(place: &Place, weights: &str) -> Vec<f64> {
    let data = repository("examples/data/iris.csv");
    let table = place.ok(&["predict", weights, &data, "--probabilities", "-q"]).stdout;
    let rows = table.lines().skip(1);
    rows.flat_map(|row| {
        row.split(',').skip(1).map(|share| share.parse().unwrap()).collect::<Vec<_>>()
    })
    .collect()
}

fn apart(one: &[f64], other: &[f64]) -> f64 {
    assert_eq!((one.len(), other.len()), (450, 450));
    one.iter().zip(other).map(|(one, other)| (one - other).abs()).fold(0.0, f64::max)
}

#[test]
fn a_wider_and_deeper_network_predicts_the_same() {
    let place = Place::new();
    small(&place, &["head=1", "units=6", "activation=relu"]);
    let before = probabilities(&place, "small.safetensors");
    let iris = repository("examples/iris.hpm");
    for widen in ["fresh", "duplicate", "pair"] {
        let args = ["grow", "small.safetensors", &iris, "--set", "head=2", "--set", "units=15"];
        let ran = place.ok(&[&args[..], &["--widen", widen, "-o", "large.safetensors"]].concat());
        assert!(ran.stdout.contains("exactly") && !ran.stdout.contains("nearly"), "{}", ran.stdout);
        assert!(ran.stdout.contains("new, identity"), "{}", ran.stdout);
        // 4·6 + 6 + 6·3 + 3 parameters; 4·15 + 15 + 15·15 + 15 + 15·3 + 3.
        let told =
            "51 parameters before, 363 now; the larger network computes what the smaller one does";
        assert!(ran.stderr.contains(told), "{}", ran.stderr);
        let error = apart(&before, &probabilities(&place, "large.safetensors"));
        assert!(error < 1e-5, "{widen}: {error}");
    }
}

#[test]
fn what_is_only_near_is_told() {
    let place = Place::new();
    small(&place, &["head=1", "units=6", "activation=tanh"]);
    let iris = repository("examples/iris.hpm");
    let ran = place.ok(&["grow", "small.safetensors", &iris, "--set", "head=2"]);
    assert!(ran.stdout.contains("nearly: the new `tanh` bends"), "{}", ran.stdout);
    assert!(place.path("small-grown.safetensors").is_file());
    let before = probabilities(&place, "small.safetensors");
    assert!(apart(&before, &probabilities(&place, "small-grown.safetensors")) > 1e-3);
    let shrunk = place.ok(&["grow", "small.safetensors", &iris, "--shrink", "0.5"]);
    assert!(shrunk.stdout.contains("nearly: weights are shrunk"), "{}", shrunk.stdout);
}

#[test]
fn what_cannot_be_carried_is_refused_in_words() {
    let place = Place::new();
    small(&place, &["head=1", "units=6", "activation=relu"]);
    let iris = repository("examples/iris.hpm");
    let refused = |set: &str, words: &str| {
        let ran =
            place.run(&["grow", "small.safetensors", &iris, "--set", set, "-o", "x.safetensors"]);
        assert_eq!(ran.exit, Some(2), "{}", ran.stderr);
        assert!(ran.stderr.contains(words) && ran.stderr.contains("help"), "{}", ran.stderr);
        assert!(!place.path("x.safetensors").exists());
    };
    refused("units=4", "weights go to a larger member only");
    refused("head=0", "the larger network has no layer for what");
    refused(
        "activation=tanh",
        "the smaller network has a `relu` where the larger one has a `tanh`",
    );
}

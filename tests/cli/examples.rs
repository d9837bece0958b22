//! Every example is sound, and the small ones learn.

use crate::run::{Place, repository};

/// The last accuracy of `hpm train`'s table, in percent.
fn accuracy(table: &str) -> f64 {
    let row = table.lines().rfind(|line| line.starts_with("test"));
    let share = row.unwrap().split_whitespace().last().unwrap();
    share.trim_end_matches('%').parse().unwrap()
}

fn learns(example: &str, set: &[&str], at_least: f64) {
    let place = Place::new();
    let file = repository(&format!("examples/{example}.hpm"));
    place.ok(&["check", "-D", &file]);
    let mut args = vec!["train", file.as_str(), "--save", "w.safetensors"];
    for value in set {
        args.extend(["--set", value]);
    }
    let table = place.ok(&args).stdout;
    assert!(accuracy(&table) >= at_least, "{example}: {table}");
}

#[test]
fn digits() {
    learns("digits", &["depth=1", "width=64", "learning_rate=0.05"], 95.0);
}

#[test]
fn digits_cnn() {
    learns("digits_cnn", &["stage=1", "filters=8", "learning_rate=0.03"], 95.0);
}

#[test]
fn iris() {
    learns("iris", &["learning_rate=0.05"], 90.0);
}

#[test]
fn reviews() {
    let set = ["reader=gru", "reader.gru1.units=16", "embedding1.units=16", "learning_rate=0.02"];
    learns("reviews", &set, 95.0);
}

#[test]
fn architectures() {
    learns("architectures", &["net=vgg", "vgg1.width=8", "vgg1.norm=present"], 93.0);
}

/// The test part's error of a regression.
fn errs(example: &str, set: &[&str], at_most: f64) {
    let place = Place::new();
    let file = repository(&format!("examples/{example}.hpm"));
    place.ok(&["check", "-D", &file]);
    let mut args = vec!["train", file.as_str(), "--save", "w.safetensors"];
    for value in set {
        args.extend(["--set", value]);
    }
    let table = place.ok(&args).stdout;
    let row = table.lines().rfind(|line| line.starts_with("test")).unwrap();
    let words: Vec<&str> = row.split_whitespace().collect();
    let at = words.iter().position(|word| *word == "mae").unwrap();
    let error: f64 = words[at + 1].parse().unwrap();
    assert!(error <= at_most, "{example}: {table}");
}

/// The noise alone has a mean absolute error of 0.8, a linear network one of about 2.
#[test]
fn friedman() {
    errs(
        "friedman",
        &["head=2", "head.units=24", "head.activation=silu", "learning_rate=0.02"],
        1.3,
    );
}

/// The next hour as the last one would err by 1.4 MW.
#[test]
fn power() {
    errs("power", &["head=1", "head.units=16", "learning_rate=0.02"], 1.1);
}

/// Files of MNIST's form: images that hold a bright bar at a place that tells the class.
fn bars(place: &Place, name: &str, samples: u32) {
    let mut images = vec![0, 0, 8, 3];
    for size in [samples, 28, 28] {
        images.extend(size.to_be_bytes());
    }
    let mut labels = vec![0, 0, 8, 1];
    labels.extend(samples.to_be_bytes());
    for sample in 0..samples {
        let class = (sample * 7 % 10) as u8;
        labels.push(class);
        let bright = |row: usize| usize::from(class) * 2 + 4 == row;
        images.extend((0..28 * 28).map(|at| if bright(at / 28) { 200 } else { (at % 13) as u8 }));
    }
    place.write_bytes(&format!("{name}-images-idx3-ubyte"), &images);
    place.write_bytes(&format!("{name}-labels-idx1-ubyte"), &labels);
}

#[test]
fn mnist_cnn_learns_files_of_that_form() {
    let place = Place::new();
    std::fs::create_dir_all(place.path("data/mnist")).unwrap();
    bars(&place, "data/mnist/train", 400);
    bars(&place, "data/mnist/t10k", 50);
    let text = std::fs::read_to_string(repository("examples/mnist_cnn.hpm")).unwrap();
    place.write("mnist.hpm", &text.replace("samples: 12k", "samples: 300"));
    place.ok(&["check", "mnist.hpm"]);
    let table =
        place.ok(&["train", "mnist.hpm", "--set", "learning_rate=0.01", "--epochs", "6"]).stdout;
    assert!(accuracy(&table) > 90.0, "{table}");
    // The same without the files: told, with the folder that is missing.
    place.write("elsewhere.hpm", &text.replace("data/mnist", "data/missing"));
    let ran = place.run(&["check", "elsewhere.hpm"]);
    assert_eq!(ran.exit, Some(1));
    assert!(ran.stdout.contains("E601") && ran.stdout.contains("data/missing"), "{}", ran.stdout);
}

/// The README shows what is in the repository, and its tour is sound but for the data it names.
#[test]
fn the_readme_is_true() {
    let readme = std::fs::read_to_string(repository("README.md")).unwrap();
    let specs: Vec<&str> =
        readme.split("```hpm\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    assert_eq!(specs.len(), 3);
    assert_eq!(specs[0], std::fs::read_to_string(repository("examples/digits.hpm")).unwrap());
    let place = Place::new();
    place.write("tour.hpm", specs[1]);
    let ran = place.run(&["check", "tour.hpm", "--message-format", "short"]);
    assert_eq!(ran.stdout.lines().count(), 1, "{}", ran.stdout);
    assert!(ran.stdout.contains("E601") && ran.stdout.contains("fashion-mnist"), "{}", ran.stdout);
    place.write("previous.hpm", specs[2]);
    place.ok(&["check", "-D", "previous.hpm"]);
    let help = place.ok(&["--help"]).stdout;
    let named =
        readme.lines().filter_map(|line| line.strip_prefix("| `hpm ")?.split([' ', '`']).next());
    let named: Vec<&str> = named.collect();
    assert_eq!(named.len(), 14);
    assert!(named.iter().all(|command| help.contains(command)), "{named:?}");
}

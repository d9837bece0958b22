//! The example that every item of the catalog gives is right.

use super::told;
use crate::catalog::{Item, Kind, all};

/// A whole specification around one line.
fn around(item: &Item) -> String {
    let line = item.example;
    let output = match item.name {
        "binary_cross_entropy" | "auc" => "output: binary",
        "exact_match" => "output: labels(2)",
        "digits" => "output: classes(10)",
        "mse" | "mae" | "huber" | "rmse" | "r2" => "output: values(1)",
        _ => "output: classes(3)",
    };
    let with = |input: &str, layer: &str, output: &str, rest: &str| {
        format!("model {{\n{input}\n{layer}\n{output}\n}}\n{rest}\n")
    };
    let table = line.contains("csv");
    let input = if table { "input: features(4)" } else { "input: image(8, 8, 1)" };
    match item.kind {
        Kind::Layer | Kind::Composite | Kind::Activation => {
            with(input, &format!("{line}\ndropout(10%)"), output, "")
        }
        Kind::Input => with(line, "flatten", output, ""),
        Kind::Output => with(input, "flatten", line, ""),
        Kind::Optimizer
        | Kind::Init
        | Kind::Schedule
        | Kind::Loss
        | Kind::Metric
        | Kind::Augmentation => with(input, "flatten", output, &format!("training {{ {line} }}")),
        Kind::Source => with(input, "flatten", output, &format!("data {{ {line} }}")),
        Kind::Form if item.name == "early_stop" => {
            with(input, "flatten", output, &format!("training {{ {line} }}"))
        }
        Kind::Form if item.name == "halving" => {
            with(input, "flatten", output, &format!("sweep {{ {line} }}"))
        }
        Kind::Form => {
            with(input, "flatten", output, &format!("data {{ source: csv(\"x\"); {line} }}"))
        }
        Kind::Section if item.name == "model" => format!("data {{ source: digits }}\n{line}"),
        Kind::Section if item.name == "growth" => with(
            input,
            "flatten\ndepth: repeat 1..2 { dense(width) }\nlet width = 8..16",
            output,
            line,
        ),
        Kind::Section => with("input: features(64)", "dense(8)", "output: classes(10)", line),
    }
}

#[test]
fn every_example_resolves() {
    for item in all() {
        // The data of some examples is not there; this room reads none.
        let text = around(item);
        assert_eq!(told(&text), Vec::<String>::new(), "{}:\n{text}", item.name);
    }
}

//! What the check tells of a whole family: how many members, both ends of their costs, and values
//! that no member has. Where families are small, against all members one by one.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)] // reason: tests

mod common;

use hpm::check::{cost_ends, figures};
use hpm::driver::analyse;
use hpm::instantiate::instantiate;
use hpm::space::Measure;
use hpm::template::Family;
use std::path::Path;

const EFFORT: usize = 1_000_000;

fn family(text: &str) -> Family {
    let analysis = analyse("spec.hpm", text, Path::new("."));
    let told: Vec<&str> = analysis.diagnostics.iter().map(|one| one.message.as_str()).collect();
    analysis.family.unwrap_or_else(|| panic!("{told:?}"))
}

/// The messages of warnings about values that no member has.
fn unused(text: &str) -> Vec<String> {
    let found = common::diagnose(text, Path::new("."));
    assert!(found.iter().all(|(code, ..)| code == "W418"), "{found:?}");
    found.into_iter().map(|(.., message)| message).collect()
}

fn model(lets: &str, body: &str) -> String {
    format!("{lets}\nmodel {{\n    input: features(8)\n    {body}\n    output: classes(4)\n}}\n")
}

/// The count and the ends of every cost, against the list of all members.
fn as_listed(text: &str) {
    let family = family(text);
    let members = family.space.members(20_000, |_| true).unwrap();
    let built: Vec<_> = members.iter().filter_map(|one| instantiate(&family, one).ok()).collect();
    let counted = figures(&family, EFFORT).kept;
    assert_eq!(counted.exact, Some(built.len() as u128), "{text}");
    let measured = family.space.constraints.iter().any(|one| !one.mentions().1.is_empty());
    for (measure, ends) in cost_ends(&family).into_iter().filter(|_| !measured) {
        let all = built.iter().map(|member| member.graph.measures().get(measure));
        assert!(ends.least.exact && ends.most.exact, "{measure:?} of {text}");
        assert_eq!(Some(ends.least.cost), all.clone().min(), "{measure:?} of {text}");
        assert_eq!(Some(ends.most.cost), all.max(), "{measure:?} of {text}");
        let reached = instantiate(&family, &ends.most.member).unwrap().graph.measures();
        assert_eq!(reached.get(measure), ends.most.cost);
    }
}

#[test]
fn counts_and_ends_are_those_of_the_list() {
    as_listed(&model("let w = 1..40", "repeat 0..3 { dense(w); norm: maybe batch_norm }"));
    // Costs fall with one use of the width and rise with the other.
    as_listed(&model("let w = 1..60", "dense(64 / w)\ndense(w * 3)\ndense(61 - w)"));
    // A residual is projected unless the width is that of its input, which is dearer than one more.
    as_listed(&model("", "residual { dense(4..12) }\nresidual { dense(6..9); relu }"));
    as_listed(&model("let w = 1..40\nlet v = 1..40", "dense(w)\ndense(v)\nrequire w + v <= 21"));
    as_listed(&model("let w = 1..40\nlet v = 1..40", "dense(w)\ndense(v)\nrequire params <= 700"));
    as_listed(&model(
        "",
        "either { repeat 1..3 { dense(each 2..4) } } or { maybe dense(3 | 9); prelu | relu }\n\
         require flops >= 200 and layers <= 3",
    ));
}

#[test]
fn real_ranges_count_as_one_value() {
    let counted = figures(&family(&model("", "dense(2 | 4)\ndropout(0..50%)")), EFFORT).kept;
    assert_eq!((counted.exact, counted.continuous), (Some(2), true));
}

#[test]
fn very_many_members_are_counted_exactly() {
    let body: String = (0..6).map(|_| "dense(1..100)\n").collect();
    let counted = figures(&family(&model("", &body)), EFFORT).kept;
    assert_eq!(counted.exact, Some(100_u128.pow(6)));
}

#[test]
fn what_is_not_counted_wholly_is_bounded() {
    let lets = "let a = 1..2000\nlet b = 1..2000\nlet c = 1..2000";
    let text = model(lets, "dense(a)\ndense(b)\ndense(c)\nrequire params <= 900k");
    let counted = figures(&family(&text), 2_000).kept;
    assert_eq!(counted.exact, None);
    assert!(0.0 < counted.least && counted.least < counted.most && counted.most < 8e9);
    let finer = figures(&family(&text), 40_000).kept;
    assert!(counted.least <= finer.least && finer.most <= counted.most);
}

#[test]
fn both_ends_of_a_cost_name_members() {
    let family = family(&model("let w = 8..512 log", "dense(w)\nrequire w >= 16"));
    let ends = cost_ends(&family);
    let (measure, params) = &ends[0];
    assert_eq!(*measure, Measure::Params);
    // 9 w + 4 (w + 1).
    assert_eq!((params.least.cost, params.most.cost), (16 * 13 + 4, 512 * 13 + 4));
}

#[test]
fn values_that_no_member_has() {
    let wide = model("let w = 1..400", "dense(w)\nrequire params <= 1_000");
    assert_eq!(unused(&wide), ["no network of the family has `w` above 76"]);
    let low = model("let w = 1..100", "dense(w)\nrequire w > 5 and w < 91");
    assert_eq!(unused(&low), ["no network of the family has `w` outside of 6..90"]);
    let choice = model("let w = 4 | 8 | 16 | 32", "dense(w)\nrequire w < 9");
    assert_eq!(unused(&choice), ["no network of the family has `16` or `32` for `w`"]);
    let maybe = model("", "extra: maybe dense(64)\nrequire params < 200");
    assert_eq!(unused(&maybe), ["no network of the family has `extra`"]);
    let always = model("", "extra: maybe dense(64)\nrequire params > 200");
    assert_eq!(unused(&always), ["no network of the family has no `extra`"]);
    let start = model("let w = 1..40 default 8", "dense(w)\nrequire w < 5 or w > 10");
    assert_eq!(unused(&start), ["no network has the default 8 of `w`"]);
}

#[test]
fn a_layer_that_is_never_there_takes_its_own_values_along() {
    let text = model("", "extra: maybe dense(64..90)\nrequire params < 200");
    assert_eq!(unused(&text), ["no network of the family has `extra`"]);
}

#[test]
fn one_of_each_of_many_turns_is_no_reason_to_give_up() {
    let text = "model {\n    input: image(100, 100, 1)\n    \
                repeat 1..20 { conv(4..8, kernel: each 1..5) }\n    flatten\n    \
                output: classes(2)\n}\n";
    assert!(common::diagnose(text, Path::new(".")).is_empty());
    let deeper = text.replace("1..20", "1..25");
    let found = common::diagnose(&deeper, Path::new("."));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].0, "E401");
}

#[test]
fn a_repeat_without_layers_forgets_no_values() {
    let text = "let k = 1..3\nmodel {\n    input: image(4, 4, 1)\n    max_pool(k, padding: same)\n    \
                repeat 1..2 {}\n    repeat 1..2 { either { depthwise_conv(k) } or {} }\n    flatten\n    \
                output: classes(2)\n}\n";
    let found = common::diagnose(text, Path::new("."));
    assert!(found.iter().any(|(code, ..)| code == "E401"), "{found:?}");
}

#[test]
fn the_largest_valid_part_of_a_wide_range_is_offered() {
    let text = |kernel: &str| {
        format!(
            "model {{\n    input: image(28, 28, 1)\n    conv(8, kernel: {kernel})\n    max_pool(2)\n    \
             flatten\n    output: classes(2)\n}}\n"
        )
    };
    let help = |text: &str| {
        let analysis = analyse("spec.hpm", text, Path::new("."));
        analysis.diagnostics[0].help.clone().unwrap_or_default()
    };
    // A kernel of 28 leaves 1×1 to the pool.
    assert_eq!(
        help(&text("1..400 log")),
        "keep `conv1.kernel` to `1..27`: then every network fits"
    );
    let padded = "model {\n    input: image(10, 10, 1)\n    max_pool(6, stride: 1, padding: 0..90)\n    \
                  flatten\n    output: classes(2)\n}\n";
    assert_eq!(help(padded), "keep `max_pool1.padding` to `0..3`: then every network fits");
}

/// Shapes and parameters of a layer by hand, over all members.
fn row_of(family: &Family, path: &str) -> (u64, u64, usize, usize, bool) {
    let members = family.space.members(20_000, |_| true).unwrap();
    let built: Vec<_> = members.iter().filter_map(|one| instantiate(family, one).ok()).collect();
    let mut found = Vec::new();
    for member in &built {
        let nodes = member.graph.nodes.iter();
        let own = |node: &&hpm::graph::Node| {
            let plain: String =
                node.path.split(']').map(|part| part.split('[').next().unwrap()).collect();
            plain == path
        };
        let nodes: Vec<_> = nodes.filter(own).collect();
        found.extend(
            nodes.iter().map(|node| (member.graph.node_params(node), node.shape.elements())),
        );
    }
    let with = |member: &hpm::instantiate::Member| {
        member.graph.nodes.iter().any(|node| {
            let plain: String =
                node.path.split(']').map(|part| part.split('[').next().unwrap()).collect();
            plain == path
        })
    };
    assert!(!found.is_empty(), "{path}");
    let params = || found.iter().map(|(params, _)| *params);
    let sizes = || found.iter().map(|(_, size)| *size);
    (
        params().min().unwrap(),
        params().max().unwrap(),
        sizes().min().unwrap(),
        sizes().max().unwrap(),
        !built.iter().all(with),
    )
}

#[test]
fn rows_of_large_families_are_those_of_the_list() {
    let text = "let w = 2..4\nmodel {\n    input: image(16, 16, 1)\n    \
                stage: repeat 1..3 as i {\n        conv(w * 2^i, kernel: 1 | 3, padding: same)\n        \
                norm: maybe batch_norm\n        activation(relu | prelu)\n        \
                max_pool(2) | avg_pool(2)\n    }\n    residual { conv(4..6, 1) }\n    \
                residual { relu }\n    flatten\n    \
                head: repeat 0..1 { dense(3..7, activation: relu | tanh) }\n    output: classes(2)\n}\n";
    let family = family(text);
    let ranges = hpm::check::layer_ranges(&family);
    assert!(!ranges.listed);
    let paths: Vec<&str> = ranges.rows.iter().map(|row| row.path.as_str()).collect();
    let expected = [
        "stage.conv1",
        "stage.norm",
        "stage.activation1",
        "stage.choice1.max_pool1",
        "stage.choice1.avg_pool1",
        "residual1.conv1",
        "residual1.projection",
        "residual2.relu1",
        "flatten1",
        "head.dense1",
        "output",
    ];
    assert_eq!(paths, expected);
    for row in &ranges.rows {
        let (fewest, most, least, largest, sometimes) = row_of(&family, &row.path);
        assert_eq!((row.fewest_params, row.most_params), (fewest, most), "{}", row.path);
        let sizes = (row.smallest.elements(), row.largest.elements());
        assert_eq!(sizes, (least, largest), "{}", row.path);
        assert_eq!(row.sometimes, sometimes, "{}", row.path);
    }
    assert_eq!(ranges.rows[2].kind, "relu | prelu");
}

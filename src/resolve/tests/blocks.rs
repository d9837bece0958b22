//! Blocks: what their calls make of hyperparameters and paths.

use super::{faults_are, run, space, spaces_are};
use crate::template::Node;

#[test]
fn arguments_and_defaults_become_hyperparameters_of_the_call() {
    spaces_are(&[
        (
            ("block b(width, depth = 1..3) { repeat depth { dense(width) } }", "b(8..16)", ""),
            &[
                "b1.depth = 1..3 Linear [capacity shapes] Whole(1)",
                "b1.width = 8..16 Linear [capacity] Whole(8)",
            ],
        ),
        (
            (
                "block b(width, act = relu | gelu) { dense(width, activation: act) }",
                "one: b(8)\ntwo: b(8..16, act: tanh | elu default elu)",
                "",
            ),
            &[
                "one.act = relu | gelu [form] Choice(0)",
                "two.width = 8..16 Linear [capacity] Whole(8)",
                "two.act = tanh | elu [form] Choice(1)",
            ],
        ),
    ]);
}

#[test]
fn one_domain_written_is_one_hyperparameter_however_it_is_used() {
    spaces_are(&[
        // The caller's domain, used three times within the block.
        (
            ("block b(w) { dense(w); dense(w * 2); dense(w) }", "b(4..8)", ""),
            &["b1.w = 4..8 Linear [capacity] Whole(4)"],
        ),
        // A let that two calls share.
        (
            ("let w = 4..8\nblock b(units) { dense(units) }", "b(w)\nb(w)", ""),
            &["w = 4..8 Linear [capacity] Whole(4)"],
        ),
        // A domain in the block itself: one for each call.
        (
            ("block b() { dense(4..8) }", "b()\nb()", ""),
            &[
                "b1.dense1.units = 4..8 Linear [capacity] Whole(4)",
                "b2.dense1.units = 4..8 Linear [capacity] Whole(4)",
            ],
        ),
        // A choice of layers that a let names is one choice.
        (
            ("let norm = batch_norm | layer_norm", "dense(8)\nnorm\ndense(8)\nnorm", ""),
            &["norm = batch_norm | layer_norm [form] Choice(0)"],
        ),
    ]);
}

#[test]
fn names_are_those_of_the_place_where_they_are_written() {
    let text = "\
let width = 32
block inner(width) { dense(width) }
block outer(size) { inner(width: size + width) }
data { source: digits }
model { flatten; outer(8); output: classes(10) }
";
    let family = run(text).family.unwrap();
    let member = crate::instantiate::instantiate(&family, &family.space.defaults()).unwrap();
    assert_eq!(member.graph.params(), 64 * 40 + 40 + 40 * 10 + 10);
    assert!(member.graph.nodes.iter().any(|node| node.path == "outer1.inner1.dense1"));
}

#[test]
fn layers_are_arguments_too_and_none_is_one() {
    let text = "\
block b(norm = none, end = { dense(4); relu }) { dense(8); norm; end }
data { source: digits }
model { flatten; b(); b(norm: batch_norm); output: classes(10) }
";
    let family = run(text).family.unwrap();
    let member = crate::instantiate::instantiate(&family, &family.space.defaults()).unwrap();
    let names: Vec<&str> = member.graph.nodes.iter().map(|node| node.op.name()).collect();
    let expected = [
        "input",
        "flatten",
        "dense",
        "dense",
        "relu",
        "dense",
        "batch_norm",
        "dense",
        "relu",
        "dense",
    ];
    assert_eq!(names, expected);
    assert!(matches!(family.model.body[1], Node::Call { .. }));
}

#[test]
fn hyperparameters_stand_in_the_order_of_the_calls() {
    let text = "\
block late() { dense(4..8) }
data { source: digits }
model { flatten; a: dense(2..3); late(); z: dense(5..6); output: classes(10) }
";
    let paths: Vec<String> = space(text);
    let names: Vec<&str> = paths.iter().filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(names, ["a.units", "late1.dense1.units", "z.units"]);
}

#[test]
fn what_cannot_be() {
    faults_are(&[
        (
            ("block b(n) { c(n) }\nblock c(n) { b(n) }", "b(8)", ""),
            &["E219 «b» the block `b` calls itself"],
        ),
        (
            ("block b(n) { dense(n) }\nblock b(n) { dense(n) }", "b(8)", ""),
            &["E209 «b» the block `b` is given twice"],
        ),
        (
            ("block b(n) { dense(n) }", "b(relu)", ""),
            &["E301 «relu» `units` of `dense` takes a whole number, not the word `relu`"],
        ),
        (("block b(n) { dense(m) }", "b(8)", ""), &["E206 «m» `m` stands for nothing here"]),
    ]);
}

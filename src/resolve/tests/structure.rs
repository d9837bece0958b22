//! Layers, repeats, choices and what may be absent: paths, conditions, roles.

use super::spaces_are;

#[test]
fn paths_come_from_labels_and_numbers() {
    spaces_are(&[
        (
            (
                "",
                "stem: conv(4..8, 3)\nconv(4..8, 3)\nconv(4..8, 3)\nflatten\nhead: repeat 0..2 { dense(8..16); out: dense(8..16) }",
                "",
            ),
            &[
                "stem.filters = 4..8 Linear [capacity] Whole(4)",
                "conv1.filters = 4..8 Linear [capacity] Whole(4)",
                "conv2.filters = 4..8 Linear [capacity] Whole(4)",
                "head = 0..2 Linear [capacity shapes] Whole(0)",
                "head.dense1.units = 8..16 Linear [capacity] Whole(8) if head>0",
                "head.out.units = 8..16 Linear [capacity] Whole(8) if head>0",
            ],
        ),
        (
            ("", "conv1: conv(4..8, 1)\nconv(4..8, 1)\nflatten", ""),
            &[
                "conv1.filters = 4..8 Linear [capacity] Whole(4)",
                "conv2.filters = 4..8 Linear [capacity] Whole(4)",
            ],
        ),
    ]);
}

#[test]
fn labelled_and_unlabelled_compositions() {
    spaces_are(&[(
        (
            "",
            "maybe dropout(10%..20%)\nrepeat 1..2 { dense(8..16) }\nresidual { dense(8..16); relu }\nr: residual { dense(8..16); relu }\nnorm: maybe batch_norm(momentum: 0.1..0.2)\nstem: { dense(8..16) }",
            "",
        ),
        &[
            "maybe1 = maybe [regularisation] Choice(0)",
            "maybe1.dropout1.rate = 0.1..0.2 Linear [regularisation] Real(0.15) if maybe1=1",
            "repeat1 = 1..2 Linear [capacity shapes] Whole(1)",
            "repeat1.dense1.units = 8..16 Linear [capacity] Whole(8)",
            "residual1.dense1.units = 8..16 Linear [capacity] Whole(8)",
            "r.dense1.units = 8..16 Linear [capacity] Whole(8)",
            "norm = maybe [capacity] Choice(0)",
            "norm.momentum = 0.1..0.2 Linear [optimisation] Real(0.15) if norm=1",
            "stem.dense1.units = 8..16 Linear [capacity] Whole(8)",
        ],
    )]);
}

#[test]
fn layer_choices() {
    spaces_are(&[
        (
            (
                "",
                "conv(8, 3)\np: max_pool(2) | avg_pool(2)\nmax_pool(1) | avg_pool(2)\nflatten\nrelu | gelu",
                "",
            ),
            &[
                "p = max_pool | avg_pool [form] Choice(0)",
                "choice1 = max_pool | avg_pool [capacity shapes] Choice(0)",
                "choice2 = relu | gelu [form] Choice(0)",
            ],
        ),
        (
            ("", "a: dense(8..16) | dense(32..64)", ""),
            &[
                "a = dense(8..16) | dense(32..64) [capacity shapes] Choice(0)",
                "a.dense1.units = 8..16 Linear [capacity] Whole(8) if a=0",
                "a.dense2.units = 32..64 Linear [capacity] Whole(32) if a=1",
            ],
        ),
        (
            ("", "x: either { dense(8..16); relu } or { dense(16); gelu }", ""),
            &[
                "x = dense + relu | dense + gelu [capacity shapes] Choice(0)",
                "x.dense1.units = 8..16 Linear [capacity] Whole(8) if x=0",
            ],
        ),
        (
            ("", "either { dense(16); relu } or { dense(16); gelu }", ""),
            &["either1 = dense + relu | dense + gelu [form] Choice(0)"],
        ),
    ]);
}

#[test]
fn roles_of_what_may_be_absent() {
    spaces_are(&[
        (
            (
                "",
                "dense(8)\nmaybe relu\ndense(8)\nmaybe dropout(10%)\nmaybe batch_norm\nmaybe { dense(8) }",
                "",
            ),
            &[
                "maybe1 = maybe [form] Choice(0)",
                "maybe2 = maybe [regularisation] Choice(0)",
                "maybe3 = maybe [capacity] Choice(0)",
                "maybe4 = maybe [capacity shapes] Choice(0)",
            ],
        ),
        (
            ("", "dense(8)\ndropout(10%) | dropout(20%)", ""),
            &["choice1 = dropout(10%) | dropout(20%) [regularisation] Choice(0)"],
        ),
        (
            ("", "dense(8)\nbatch_norm | layer_norm", ""),
            &["choice1 = batch_norm | layer_norm [form] Choice(0)"],
        ),
    ]);
}

#[test]
fn nested_conditions() {
    spaces_are(&[(
        ("", "a: maybe { b: repeat 0..2 { c: maybe { dense(8..16) } } }", ""),
        &[
            "a = maybe [capacity shapes] Choice(0)",
            "a.b = 0..2 Linear [capacity shapes] Whole(0) if a=1",
            "a.b.c = maybe [capacity shapes] Choice(0) if a=1 and a.b>0",
            "a.b.c.dense1.units = 8..16 Linear [capacity] Whole(8) if a=1 and a.b>0 and a.b.c=1",
        ],
    )]);
}

#[test]
fn a_repeat_that_always_runs_asks_nothing() {
    spaces_are(&[(
        ("", "repeat 1..2 { dense(8..16) }\nrepeat 0 | 2 { dense(8..16) }", ""),
        &[
            "repeat1 = 1..2 Linear [capacity shapes] Whole(1)",
            "repeat1.dense1.units = 8..16 Linear [capacity] Whole(8)",
            "repeat2 = 0 | 2 [capacity shapes] Choice(0)",
            "repeat2.dense1.units = 8..16 Linear [capacity] Whole(8) if repeat2=1",
        ],
    )]);
}

#[test]
fn what_cannot_change_shapes_does_not_count_for_them() {
    spaces_are(&[(
        ("", "repeat 0..2 { relu; dropout(10%) }\ndense(8)", ""),
        &["repeat1 = 0..2 Linear [capacity] Whole(0)"],
    )]);
}

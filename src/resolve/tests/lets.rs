//! Lets: order, sharing, roles, types and conditions.

use super::spaces_are;

#[test]
fn lets_may_stand_in_any_order() {
    spaces_are(&[(
        ("let w = base * 2\nlet base = 8..64 log", "dense(w)\ndense(w / 2)", ""),
        &["base = 8..64 Log [capacity] Whole(8)"],
    )]);
}

#[test]
fn one_domain_is_one_hyperparameter_however_often_it_is_used() {
    spaces_are(&[(
        ("let w = 8..64 log", "dense(w)\ndense(w * 2)\nrepeat 1..2 as i { dense(w * 2^i) }", ""),
        &["w = 8..64 Log [capacity] Whole(8)", "repeat1 = 1..2 Linear [capacity shapes] Whole(1)"],
    )]);
}

#[test]
fn a_let_exists_where_any_of_its_uses_does() {
    spaces_are(&[
        (
            ("let w = 8..64", "maybe { dense(w) }\nrepeat 0..2 { dense(w) }", ""),
            &[
                "maybe1 = maybe [capacity shapes] Choice(0)",
                "repeat1 = 0..2 Linear [capacity shapes] Whole(0)",
                "w = 8..64 Linear [capacity] Whole(8) if maybe1=1 or repeat1>0",
            ],
        ),
        (
            ("let w = 8..64", "maybe { dense(w) }\ndense(w)", ""),
            &["w = 8..64 Linear [capacity] Whole(8)", "maybe1 = maybe [capacity shapes] Choice(0)"],
        ),
        (
            ("let w = 8..64", "either { dense(w) } or { residual { dense(w); relu } }", ""),
            &[
                "w = 8..64 Linear [capacity] Whole(8)",
                "either1 = dense | residual [capacity shapes] Choice(0)",
            ],
        ),
        (
            ("let w = 8..64", "dense(w | 128)", ""),
            &[
                "dense1.units = w | 128 [capacity] Choice(0)",
                "w = 8..64 Linear [capacity] Whole(8) if dense1.units=0",
            ],
        ),
        (
            (
                "let w = 8..64",
                "either { dense(w) } or { dense(8) } or { dense(w, activation: relu) }",
                "",
            ),
            &[
                "either1 = dense (1) | dense (2) | dense (3) [capacity shapes] Choice(0)",
                "w = 8..64 Linear [capacity] Whole(8) if either1=0 or either1=2",
            ],
        ),
    ]);
}

#[test]
fn capacity_wins_among_roles() {
    spaces_are(&[
        (
            ("let n = 1..9", "dense(n)\ndense(8)", "training { epochs: n }"),
            &["n = 1..9 Linear [capacity] Whole(1)"],
        ),
        (
            ("let p = 0..0.5", "dense(8)\ndropout(p)", "training { weight_decay: p }"),
            &["p = 0.0..0.5 Linear [regularisation] Real(0.25)"],
        ),
    ]);
}

#[test]
fn the_use_decides_between_whole_and_real() {
    spaces_are(&[
        (
            ("let p = 0..1", "dense(8)", "training { weight_decay: p }"),
            &["p = 0.0..1.0 Linear [regularisation] Real(0.5)"],
        ),
        (("let f = 0.5..2", "dense(64 * f)", ""), &["f = 0.5..2.0 Linear [capacity] Real(0.5)"]),
        (
            ("let p = 1..4", "dense(p)\ndense(8)", "training { weight_decay: p }"),
            &["p = 1..4 Linear [capacity] Whole(1)"],
        ),
    ]);
}

#[test]
fn lets_hold_words_and_items_too() {
    spaces_are(&[
        (
            ("let act = relu | gelu", "dense(8, activation: act)\ndense(8, activation: act)", ""),
            &["act = relu | gelu [form] Choice(0)"],
        ),
        (
            (
                "let o = sgd(momentum: q) | adam\nlet q = 50%..90%",
                "dense(8)",
                "training { optimizer: o }",
            ),
            &[
                "o = sgd | adam [optimisation] Choice(0)",
                "q = 0.5..0.9 Linear [optimisation] Real(0.7) if o=0",
            ],
        ),
    ]);
}

#[test]
fn a_let_within_a_body_belongs_to_it() {
    spaces_are(&[
        (
            (
                "let base = 8..16",
                "s: repeat 1..2 as i { let w = base * 2^i; dense(w); dense(w) }",
                "",
            ),
            &[
                "base = 8..16 Linear [capacity] Whole(8)",
                "s = 1..2 Linear [capacity shapes] Whole(1)",
            ],
        ),
        (
            ("", "s: repeat 1..2 { let w = 8..16; dense(w); dense(w) }", ""),
            &[
                "s = 1..2 Linear [capacity shapes] Whole(1)",
                "s.w = 8..16 Linear [capacity] Whole(8)",
            ],
        ),
    ]);
}

#[test]
fn a_let_used_as_kernel_decides_about_shapes() {
    spaces_are(&[(
        ("let k = 1..3", "conv(8, k)\nflatten", ""),
        &["k = 1..3 Linear [capacity shapes] Whole(1)"],
    )]);
}

//! Numbers and domains that are wrong.

use super::faults_are;

#[test]
fn bounds() {
    faults_are(&[
        (
            (
                "",
                "dense(-16)\ndense(0)\ndense(0..8)\ndense(8 | 0)\ndense(2M)\nconv(8, 0..3)\ndropout(100%)",
                "training { learning_rate: 0; learning_rate: -1e-3..1; momentum: 3 }",
            ),
            &[
                "E312 «-16» `units` of `dense` must be at least 1, and this is -16",
                "E312 «0» `units` of `dense` must be at least 1, and this is 0",
                "E312 «0» `units` of `dense` must be at least 1, and this is 0",
                "E312 «0» `units` of `dense` must be at least 1, and this is 0",
                "E312 «2M» `units` of `dense` must be at most 1000000, and this is 2000000",
                "E312 «0» `kernel` of `conv` must be at least 1, and this is 0",
                "E312 «100%» `rate` of `dropout` must be below 1, and this is 1",
                "E312 «0» `learning_rate` must be above 0, and this is 0",
                "E209 «learning_rate» the setting `learning_rate` is given twice",
                "E204 «momentum» `training` has no setting `momentum`",
            ],
        ),
        (
            ("let w = 8..64", "dense(w - 10)\ndense(w / 4)\ndense(w / 100)\ndense(w - w + 1)", ""),
            &[
                "E312 «w - 10» `units` of `dense` must be at least 1, and this reaches -2",
                "E312 «w / 100» `units` of `dense` must be at least 1, and this reaches 0",
            ],
        ),
        (
            (
                "",
                "repeat 1..100000 { dense(8) }\nrepeat 1..100 { repeat 1..100 { dense(each 8..16) } }",
                "",
            ),
            &[
                "E312 «100000» `count` of `repeat` must be at most 1000, and this is 100000",
                "E312 «each 8..16» `each` must be at most 1000 values, and this is more",
            ],
        ),
    ]);
}

#[test]
fn ranges() {
    faults_are(&[(
        (
            "",
            "dense(64..8)\ndense(8..8)\ndense(0..64 log)\ndense(8..60 step 16)\ndense(8..100 by x2)\ndense(8..60 step 0)\ndense(8..60 step 100)\ndense(8..60 by x1)\ndense(1..9 by x1.5)\ndense(1..1M step 1)",
            "training { learning_rate: 1e-1..1e-4 log; weight_decay: -1..1 log }",
        ),
        &[
            "E302 «64..8» the range runs backwards",
            "E303 «8..8» the range holds only 8",
            "E304 «0» a logarithmic range starts at 0",
            "W305 «60» the steps miss 60",
            "W305 «100» the steps miss 100",
            "E317 «0» the grid steps by nothing",
            "E317 «100» the grid steps beyond the range at once",
            "E317 «1» the grid needs a factor above 1",
            "E317 «1.5» the grid leaves the whole numbers",
            "E317 «1» the grid has more than 10,000 values",
            "E302 «1e-1..1e-4 log» the range runs backwards",
            "E304 «-1» a logarithmic range starts below 0",
        ],
    )]);
}

#[test]
fn fractions() {
    faults_are(&[(
        (
            "",
            "dropout(20)\ndropout(150%)\ndropout(-10%)\ndropout(2k)\ndropout(10..50)\ndropout(95%)",
            "training { optimizer: sgd(momentum: 9) }",
        ),
        &[
            "E306 «20» `rate` of `dropout` is a fraction, and 20 is not",
            "E306 «150%» `rate` of `dropout` is a fraction, and 150% is not",
            "E306 «-10%» `rate` of `dropout` is a fraction, and -10% is not",
            "E308 «2k» `rate` of `dropout` is a fraction, and this is a count",
            "E306 «10..50» `rate` of `dropout` is a fraction, and 50 is not",
            "W313 «95%» `rate` of `dropout` is 0.95, which is unusual",
            "E306 «9» `momentum` of `sgd` is a fraction, and 9 is not",
        ],
    )]);
}

#[test]
fn whole_numbers() {
    faults_are(&[(
        (
            "",
            "dense(16.0)\ndense(16.5)\ndense(1e3)\ndense(1.5e3)\ndense(8.0..16)\ndense((7 / 2)..9)\ndense(100 / 3)",
            "training { epochs: 2.5 }",
        ),
        &[
            "E307 «16.0» `units` of `dense` takes a whole number, not 16.0",
            "E307 «16.5» `units` of `dense` takes a whole number, not 16.5",
            "E307 «1.5e3» `units` of `dense` takes a whole number, not 1.5e3",
            "E307 «8.0» `units` of `dense` takes a whole number, not 8.0",
            "E307 «7 / 2» `units` of `dense` takes a whole number, not 3.5",
            "E307 «2.5» `epochs` takes a whole number, not 2.5",
        ],
    )]);
}

#[test]
fn dimensions() {
    faults_are(&[(
        (
            "",
            "dense(30min)\nconv(2MiB, 50%)",
            "training { epochs: 30min; learning_rate: 1%; batch_size: 2GiB }",
        ),
        &[
            "E308 «30min» `units` of `dense` is a whole number, and this is a time",
            "E308 «2MiB» `filters` of `conv` is a whole number, and this is a size",
            "E308 «50%» `kernel` of `conv` is a whole number, or two as `(height, width)`, and this is a fraction",
            "E308 «30min» `epochs` is a whole number, and this is a time",
            "E308 «1%» `learning_rate` is a number, and this is a fraction",
            "E308 «2GiB» `batch_size` is a whole number, and this is a size",
        ],
    )]);
}

#[test]
fn choices() {
    faults_are(&[(
        (
            "",
            "dense(8 | 16 | 8)\ndense(8 | 4..16)\ndense(4..16 | 8)\nmax_pool(2) | max_pool(2)\ndense(2^3 | 8)\neither { relu } or { relu }",
            "training { optimizer: adam | sgd | adam }",
        ),
        &[
            "E309 «8» the choice repeats `8`",
            "E310 «8» 4..16 already holds 8",
            "E310 «8» 4..16 already holds 8",
            "E309 «max_pool(2)» the choice repeats `max_pool(2)`",
            "E309 «8» the choice repeats `8`",
            "E309 «{ relu }» the choice repeats `{ … }`",
            "E309 «adam» the choice repeats `adam`",
        ],
    )]);
}

#[test]
fn defaults() {
    faults_are(&[(
        (
            "let w = 8..9",
            "dense(8..16 default 32)\ndense(8 default 4)\ndense(8 | 16 default 12, activation: relu | gelu default tanh)\ndense(8..64 step 8 default 12)\ndense(8..16 default w)",
            "training { optimizer: sgd | adam default adamw }",
        ),
        &[
            "E311 «32» the default 32 is not in its domain",
            "E319 «8 default 4» a default goes with a domain, and this is one value",
            "E311 «12» the default 12 is not in its domain",
            "E311 «tanh» the default tanh is not in its domain",
            "E311 «12» the default 12 is not in its domain",
            "E316 «w» a default must be a fixed number",
            "E311 «adamw» the default adamw is not in its domain",
        ],
    )]);
}

#[test]
fn quotes() {
    faults_are(&[(
        (
            "let w = 8..64",
            r#"dense(units: "8")
dense(8, activation: "relu")
dense(8, bias: "true")
"relu"
conv(8, 3, padding: "same")
dense("many")
dense("w")"#,
            r#"training { optimizer: "adma"; init: "he"; early_stop: "none"; seed: "x" }
sweep { sampler: "random"; objective: "accuracy" }"#,
        ),
        &[
            r#"E314 «"8"» the number 8 needs no quotes"#,
            r#"E314 «"relu"» `relu` is a word and needs no quotes"#,
            r#"E314 «"true"» `true` is a word and needs no quotes"#,
            r#"E314 «"relu"» `relu` is a word and needs no quotes"#,
            r#"E314 «"same"» `same` is a word and needs no quotes"#,
            r#"E301 «"many"» `units` of `dense` takes a whole number, not a text in quotes"#,
            r#"E314 «"w"» `w` is a word and needs no quotes"#,
            r#"E301 «"adma"» `optimizer` takes an optimizer, not a text in quotes"#,
            r#"E314 «"he"» `he` is a word and needs no quotes"#,
            r#"E314 «"none"» `none` is a word and needs no quotes"#,
            r#"E301 «"x"» `seed` takes a whole number, not a text in quotes"#,
            r#"E314 «"random"» `random` is a word and needs no quotes"#,
        ],
    )]);
}

#[test]
fn types() {
    faults_are(&[
        (
            (
                "",
                r#"dense(relu)
dense("16")
dense(units: 8, activation: 3)
dense((3, 5))
conv(8, 3, padding: big)
dense(8, bias: 3)
3"#,
                "training { optimizer: 3; learning_rate: fast; metrics: 3; early_stop: 5 }",
            ),
            &[
                "E301 «relu» `units` of `dense` takes a whole number, not the word `relu`",
                r#"E314 «"16"» the number 16 needs no quotes"#,
                "E301 «3» `activation` of `dense` takes an activation, not a number",
                "E301 «(3, 5)» `units` of `dense` takes a whole number, not several values",
                "E205 «big» `big` is no value of `padding` of `conv`",
                "E301 «3» `bias` of `dense` takes `true` or `false`, not a number",
                "E301 «3» a line of `model` takes a layer, not a number",
                "E301 «3» `optimizer` takes an optimizer, not a number",
                "E301 «fast» `learning_rate` takes a number, not the word `fast`",
                "E301 «3» `metrics` takes a metric, not a number",
                "E301 «5» `early_stop` takes `early_stop(…)`, not a number",
            ],
        ),
        (
            ("", "dense(8)", r#"data { source: csv(3); target: y; scale: "standard" }"#),
            &[
                "E301 «3» `path` of `csv` takes a path in quotes, not a number",
                "E314 «y» a column name stands in quotes",
                r#"E314 «"standard"» `standard` is a word and needs no quotes"#,
            ],
        ),
    ]);
}

#[test]
fn no_domain_here() {
    faults_are(&[
        (
            (
                "",
                "dense(8)\noutput: classes(2..10)",
                "data { source: digits; validation: 10%..20%; seed: 1 | 2 }\ntraining { seed: 1..3; loss: mse | mae }",
            ),
            &[
                "E315 «2..10» `count` of `classes` cannot be searched",
                "E315 «10%..20%» `validation` cannot be searched",
                "E315 «1 | 2» `seed` cannot be searched",
                "E315 «1..3» `seed` cannot be searched",
                "E315 «mse | mae» `loss` cannot be searched",
            ],
        ),
        (
            ("let w = 8..64", "dense(8..w)\ndense(8..64 step w)", "training { seed: w }"),
            &[
                "E316 «w» an end of a range must be a fixed number",
                "E316 «w» a step must be a fixed number",
                "E315 «w» `seed` cannot be searched",
            ],
        ),
    ]);
}

#[test]
fn arithmetic() {
    faults_are(&[(
        ("", "dense(8 / 0)\ndense(10^400)\ndense(8 < 9)\ndense(not 8)", ""),
        &[
            "E320 «8 / 0» this arithmetic has no finite value",
            "E320 «10^400» this arithmetic has no finite value",
            "E321 «8 < 9» a number is needed here, and this is a condition",
            "E321 «not 8» a number is needed here, and this is a condition",
        ],
    )]);
}

#[test]
fn lets_of_lets_of_lets() {
    faults_are(&[(
        (
            "let a0 = 1..2\nlet a1 = a0 + a0\nlet a2 = a1 + a1\nlet a3 = a2 + a2\nlet a4 = a3 + a3\nlet a5 = a4 + a4\nlet a6 = a5 + a5\nlet a7 = a6 + a6\nlet a8 = a7 + a7\nlet a9 = a8 + a8\nlet a10 = a9 + a9\nlet a11 = a10 + a10\nlet a12 = a11 + a11\nlet a13 = a12 + a12\nlet a14 = a13 + a13\nlet a15 = a14 + a14\nlet a16 = a15 + a15\nlet a17 = a16 + a16\nlet a18 = a17 + a17\nlet a19 = a18 + a18\nlet a20 = a19 + a19\nlet a21 = a20 + a20\nlet a22 = a21 + a21\nlet a23 = a22 + a22\nlet a24 = a23 + a23\nlet a25 = a24 + a24\nlet a26 = a25 + a25\nlet a27 = a26 + a26\nlet a28 = a27 + a27\nlet a29 = a28 + a28\nlet a30 = a29 + a29",
            "dense(a30)",
            "",
        ),
        &["E213 «a0» lets are nested too often to follow"],
    )]);
}

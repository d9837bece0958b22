//! What is right in each part and wrong as a whole.

use super::faults_are;

#[test]
fn ends_of_the_model() {
    faults_are(&[
        (
            ("", "dense(8)\ndropout(20%)\nsoftmax\noutput: classes(10)\ndropout(20%)\nrelu", ""),
            &[
                "W507 «softmax» `softmax` right before the output",
                "E504 «dropout(20%)» `dropout` comes after the output",
            ],
        ),
        (
            ("", "dense(8)\noutput: classes(5)", ""),
            &["E618 «digits» the data has 10 classes, and the model's output is classes(5)"],
        ),
        (
            ("", "dense(8)\noutput: classes(12)", ""),
            &["W619 «digits» the data has 10 classes, and the model's output is classes(12)"],
        ),
        (
            ("", "dense(8)\noutput: binary", ""),
            &["E618 «digits» the data has 10 classes, and the model's output is binary"],
        ),
        (
            ("", "dense(8)\noutput: values(1)", ""),
            &["E620 «digits» the target holds 10 classes, and the model's output is values(1)"],
        ),
        (
            ("", "input: features(60)\ndense(8)", ""),
            &["E622 «digits» the data gives image(8, 8, 1), and the model's input is features(60)"],
        ),
        (("", "input: features(64)\ndense(8)", ""), &[]),
        (("", "input: series(8, 8)\nflatten\ndense(8)", ""), &[]),
        (
            ("", "input: image(4, 16, 1)\nflatten\ndense(8)", ""),
            &[
                "E622 «digits» the data gives image(8, 8, 1), and the model's input is image(4, 16, 1)",
            ],
        ),
    ]);
}

#[test]
fn losses_and_metrics() {
    faults_are(&[
        (
            (
                "",
                "dense(8)",
                "training { loss: mse; metrics: r2, accuracy }\nsweep { objective: maximize mae }",
            ),
            &[
                "E505 «mse» the loss `mse` does not fit the output `classes(10)`",
                "E506 «r2» the metric `r2` does not fit the output `classes(10)`",
                "E701 «mae» `mae` is no objective for the output `classes(10)`",
            ],
        ),
        (
            (
                "",
                "dense(8)",
                r#"data { source: csv("friedman.csv"); target: "y" }
training { loss: huber; metrics: r2, mae; label_smoothing: 10% }"#,
            ),
            &["E516 «10%» `label_smoothing` needs classes or labels, and the loss is `huber`"],
        ),
    ]);
}

#[test]
fn sequences() {
    faults_are(&[
        (
            ("", "dense(10, activation: softmax)", ""),
            &["W507 «softmax» `softmax` right before the output"],
        ),
        (("", "dense(10)\nsoftmax", ""), &["W507 «softmax» `softmax` right before the output"]),
        (
            (
                "",
                "dense(8, activation: relu)\nrelu\ntanh\ndense(8)\nactivation(relu | gelu)\nelu | selu",
                "",
            ),
            &[
                "W518 «relu» `relu` right after `relu`",
                "W518 «tanh» `tanh` right after `relu`",
                "W518 «elu» `elu` right after `relu`",
            ],
        ),
        (
            ("", "dense(8)\ndropout(10%)\nmaybe batch_norm", ""),
            &["W509 «batch_norm» `batch_norm` comes right after `dropout`"],
        ),
        (
            ("", "repeat 2 { dropout(10%); batch_norm; dense(8) }", ""),
            &["W509 «batch_norm» `batch_norm` comes right after `dropout`"],
        ),
        (("", "dense(8, activation: none | relu)\nrelu", ""), &[]),
    ]);
}

#[test]
fn optimizers() {
    faults_are(&[
        (
            ("", "dense(8)", "training { optimizer: adam(momentum: 0.9) | adamw(momentum: 0.8) }"),
            &[
                "E508 «momentum» `adam` has no `momentum`",
                "E508 «momentum» `adamw` has no `momentum`",
            ],
        ),
        (
            ("", "dense(8)", "training { optimizer: sgd(nesterov: true) | adam }"),
            &["E517 «sgd(nesterov: true)» `nesterov` without momentum"],
        ),
        (
            ("", "dense(8)", "training { optimizer: adam; learning_rate: 1e-3..10 log }"),
            &[
                "W514 «1e-3..10 log» a learning rate of 10 with `adam`: training most likely diverges",
            ],
        ),
        (("", "dense(8)", "training { optimizer: sgd | adam; learning_rate: 1e-3..10 log }"), &[]),
        (
            ("", "dense(8)", "training { optimizer: sgd; learning_rate: 1e-9 }"),
            &["W514 «1e-9» a learning rate of 1e-9 with `sgd`: training hardly moves"],
        ),
    ]);
}

#[test]
fn inits() {
    faults_are(&[
        (
            ("", "dense(8, activation: tanh)\ndense(8)\nsigmoid", "training { init: kaiming }"),
            &["W510 «kaiming» `kaiming` is made for relu, and the layers use `tanh`"],
        ),
        (("", "dense(8, activation: tanh | relu)", "training { init: kaiming }"), &[]),
        (("", "dense(8, activation: tanh)", "training { init: kaiming(gain: 1.5) }"), &[]),
        (("", "dense(8)", "training { init: zeros }"), &["W528 «zeros» all weights start at 0"]),
        (("", "relu", "training { init: zeros }"), &[]),
    ]);
}

#[test]
fn data() {
    faults_are(&[
        (
            ("", "dense(8)", "training { batch_size: 32..2048 log }"),
            &["W511 «32..2048 log» a batch of 2048 is larger than the training data"],
        ),
        (
            ("", "dense(8)", "data { source: digits; samples: 100 }\ntraining { batch_size: 64 }"),
            &["W511 «64» a batch of 64 is larger than the training data"],
        ),
        (
            ("", "dense(8)", "data { source: digits; validation: 90% }"),
            &["E522 «90%» validation 90% and test 20% leave nothing to train on"],
        ),
        (
            (
                "",
                "dense(8)",
                "data { source: digits; split: split(train: 50%, validation: 10%, test: 10%) }",
            ),
            &[
                "E522 «split(train: 50%, validation: 10%, test: 10%)» the parts of the split add up to 70%",
            ],
        ),
        (
            (
                "",
                "dense(8)",
                r#"data { source: digits; split: split(60%, 20%, 20%); test: 10%; target: "x" }"#,
            ),
            &["E523 «10%» `test` beside `split`", r#"E524 «"x"» `digits` has no columns"#],
        ),
        (
            (
                "",
                "dense(8)",
                r#"data { source: csv("friedman.csv"); target: "y"; stratify: true }"#,
            ),
            &["E529 «true» `stratify` needs classes"],
        ),
    ]);
}

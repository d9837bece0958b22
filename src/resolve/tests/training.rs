//! The `training` section from text to settings, and what is told before.

use super::{faults_are, run, spaces_are, told, whole};
use crate::instantiate::{
    Augmentation, ClassWeights, EarlyStop, Fan, Init, InitGain, Metric, Optimizer, Plateau,
    Precision, Schedule, Settings, instantiate,
};

/// The settings of the default member; the specification must be faultless.
#[track_caller]
fn settings(model: &str, training: &str) -> Settings {
    let text = whole(("", model, &format!("training {{ {training} }}")));
    assert_eq!(told(&text), Vec::<String>::new(), "{text}");
    let family = run(&text).family.unwrap();
    instantiate(&family, &family.space.defaults()).unwrap().settings
}

#[test]
fn what_is_left_out_is_the_default() {
    assert_eq!(settings("dense(8)", ""), Settings::default());
}

#[test]
fn optimizers_and_inits_arrive_with_their_numbers() {
    let optimizer = |text: &str| settings("dense(8)", &format!("optimizer: {text}")).optimizer;
    let (beta1, beta2, epsilon) = (0.9, 0.999, 1e-8);
    for (text, expected) in [
        (
            "sgd(momentum: 0.8, dampening: 10%)",
            Optimizer::Sgd { momentum: 0.8, dampening: 0.1, nesterov: false },
        ),
        ("adamw(amsgrad: true)", Optimizer::AdamW { beta1, beta2, epsilon, amsgrad: true }),
        ("nadam", Optimizer::NAdam { beta1, beta2, epsilon, momentum_decay: 4e-3 }),
        (
            "rmsprop(centered: true)",
            Optimizer::RmsProp { decay: 0.99, epsilon, momentum: 0.0, centered: true },
        ),
        (
            "adagrad(initial_accumulator: 0.1)",
            Optimizer::AdaGrad {
                initial_accumulator: 0.1,
                learning_rate_decay: 0.0,
                epsilon: 1e-10,
            },
        ),
        ("lion", Optimizer::Lion { beta1, beta2: 0.99 }),
    ] {
        assert_eq!(optimizer(text), expected, "{text}");
    }
    let init = |text: &str| settings("dense(8)", &format!("init: {text}")).init;
    assert_eq!(init("orthogonal(1.4)"), Init::Orthogonal { gain: 1.4 });
    assert_eq!(init("truncated_normal(0.1)"), Init::TruncatedNormal { std: 0.1 });
    assert_eq!(init("xavier(normal, gain: 2)"), Init::Xavier { normal: true, gain: 2.0 });
    let kaiming = Init::Kaiming { normal: false, fan: Fan::Out, gain: InitGain::Auto };
    assert_eq!(init("kaiming(mode: fan_out)"), kaiming);
}

#[test]
fn schedules_arrive_with_their_numbers() {
    let schedule = |text: &str| settings("dense(8)", &format!("schedule: {text}"));
    assert_eq!(schedule("exponential(0.9)").schedule, Schedule::Exponential { factor: 0.9 });
    let cycle = Schedule::OneCycle { peak: 0.3, start_divisor: 25.0, end_divisor: 1e4 };
    assert_eq!(schedule("one_cycle").schedule, cycle);
    let plateau = schedule("plateau(factor: 0.5, patience: 2, warmup: 10%)");
    let (factor, patience, min_delta) = (0.5, 2, 1e-4);
    let expected = Plateau { factor, patience, min_delta, cooldown: 0, floor: 0.0 };
    assert_eq!((plateau.schedule, plateau.warmup.share), (Schedule::Plateau(expected), 0.1));
}

#[test]
fn the_rest_arrives() {
    let found = settings(
        "dense(8)",
        "steps: 500; accumulate: 4; clip_value: 0.5; shuffle: false; precision: f32
        class_weights: (1, 1, 2, 1, 1, 1, 1, 1, 5, 0.5); metrics: top5, precision
        early_stop: early_stop(3, restore: false)
        augment: mixup, crop(padding: 2), flip",
    );
    assert_eq!((found.steps, found.accumulate, found.clip_value), (Some(500), 4, Some(0.5)));
    assert_eq!((found.shuffle, found.precision), (false, Precision::F32));
    let weights = vec![1.0, 1.0, 2.0, 1.0, 1.0, 1.0, 1.0, 1.0, 5.0, 0.5];
    assert_eq!(found.class_weights, ClassWeights::Given(weights));
    assert_eq!(found.metrics, [Metric::Top5, Metric::Precision]);
    let rule = EarlyStop { patience: 3, min_delta: 0.0, restore: false };
    assert_eq!(found.early_stop, Some(rule));
    let expected = [
        Augmentation::Flip { probability: 0.5 },
        Augmentation::Crop { padding: 2 },
        Augmentation::Mixup { alpha: 0.2 },
    ];
    assert_eq!(found.augment, expected);
    let balanced = settings("dense(8)", "class_weights: balanced").class_weights;
    assert_eq!(balanced, ClassWeights::Balanced);
}

#[test]
fn augmentation_is_searched_as_regularisation() {
    spaces_are(&[
        (
            ("", "dense(8)", "training { augment: none | flip | mixup(alpha: 0.1..0.4) }"),
            &[
                "training.augment = none | flip | mixup [regularisation] Choice(0)",
                "training.augment.mixup.alpha = 0.1..0.4 Linear [regularisation] Real(0.25) if training.augment=2",
            ],
        ),
        (
            (
                "",
                "dense(8)",
                "training { augment: maybe flip, noise(std: 0.01..0.1 log default 0.05) }",
            ),
            &[
                "training.augment.flip = maybe [regularisation] Choice(0)",
                "training.augment.noise.std = 0.01..0.1 Log [regularisation] Real(0.05)",
            ],
        ),
        (
            ("", "dense(8)", "training { class_weights: none | balanced; steps: 100..400 }"),
            &[
                "training.class_weights = none | balanced [optimisation] Choice(0)",
                "training.steps = 100..400 Linear [optimisation] Whole(250)",
            ],
        ),
    ]);
}

#[test]
fn what_is_absent_from_a_list_is_not_done() {
    let found = settings("dense(8)", "augment: maybe flip, noise(0.1)").augment;
    assert_eq!(found, [Augmentation::Noise { std: 0.1 }]);
}

#[test]
fn wrong_combinations_are_told() {
    let training = |text: &str| format!("training {{ {text} }}");
    let cases: [(&str, &str, &[&str]); 11] = [
        (
            "dense(8)",
            "epochs: 3; steps: 9",
            &["E540 «9» `steps` and `epochs` both say how long to train"],
        ),
        ("dense(8)", "epochs: 3; steps: none", &[]),
        ("dense(8)", "precision: f32 | bf16", &["E541 «bf16» the CPU has no `bf16`"]),
        (
            "input: features(64)\ndense(8)",
            "augment: none | flip, noise",
            &["E542 «flip» `flip` cannot change `features(64)`"],
        ),
        (
            "dense(8)",
            "augment: flip, flip(0.2)",
            &["E209 «flip(0.2)» the augmentation `flip` is given twice"],
        ),
        (
            "dense(8)",
            "class_weights: none | (1, 2)",
            &["E545 «(1, 2)» 2 class weights, and the output is `classes(10)`"],
        ),
        (
            "dense(8)",
            "schedule: one_cycle(warmup: 5%)",
            &["E547 «warmup» `one_cycle` has no `warmup`"],
        ),
        (
            "dense(8)",
            "epochs: 5; schedule: plateau",
            &["W549 «plateau» `plateau` with a patience of 3 in 5 epochs"],
        ),
        (
            "dense(8)",
            "optimizer: lion; learning_rate: 0.1",
            &["W514 «0.1» a learning rate of 0.1 with `lion`: training most likely diverges"],
        ),
        (
            "dense(8)",
            "metrics: auc",
            &["E506 «auc» the metric `auc` does not fit the output `classes(10)`"],
        ),
        ("dense(8)", "label_smoothing: 10%; optimizer: nadam", &[]),
    ];
    for (model, text, expected) in cases {
        faults_are(&[(("", model, &training(text)), expected)]);
    }
}

#[test]
fn augment_in_data_is_sent_to_training() {
    let text = "data { source: digits; augment: flip }";
    let found = told(&whole(("", "dense(8)", text)));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("E208 «augment»"), "{found:?}");
}

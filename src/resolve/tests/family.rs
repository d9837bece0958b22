//! Families as a whole: presets, sections as written, growth, fixes.

use super::{run, told};
use crate::diagnostic::Applicability;
use crate::space::{HyperId, Measure, Predicate, Term, Value};
use crate::template::{
    Aim, Argument, Family, GrowthBy, Inherit, InputSpec, Limits, Node, OutputSpec, Pruner, Sampler,
    Scaling, Source, Stop, SweepSpec, Trials,
};

fn family(text: &str) -> Family {
    let resolved = run(text);
    assert!(resolved.diagnostics.is_empty(), "{:#?}", told(text));
    resolved.family.unwrap()
}

fn digits(model: &str, rest: &str) -> Family {
    family(&format!(
        "data {{ source: digits() }}\nmodel {{\nflatten\n{model}\noutput: classes(10)\n}}\n{rest}"
    ))
}

fn groups(sweep: &SweepSpec) -> Vec<(String, Vec<usize>)> {
    let ids = |hypers: &[HyperId]| hypers.iter().map(|id| id.0).collect();
    sweep.growth.order.iter().map(|group| (group.name.clone(), ids(&group.hypers))).collect()
}

fn named(name: &str, ids: &[usize]) -> (String, Vec<usize>) {
    (name.to_string(), ids.to_vec())
}

#[test]
fn what_is_left_out_holds_its_preset() {
    let family = digits("dense(8)", "");
    assert_eq!(family.model.input, InputSpec::Image { height: 8, width: 8, channels: 1 });
    assert_eq!(family.model.output, OutputSpec::Classes(10));
    assert_eq!(family.data.source, Source::Digits);
    assert_eq!((family.data.splits.validation, family.data.splits.test), (0.2, 0.2));
    assert_eq!((family.data.stratify, family.data.scale), (true, Scaling::None));
    let names: Vec<&str> = family.training.args.iter().map(|(name, _)| *name).collect();
    let expected = "optimizer learning_rate batch_size accumulate epochs weight_decay \
                    label_smoothing class_weights init schedule loss target_scale metrics shuffle \
                    precision seed";
    assert_eq!(names.join(" "), expected);
    let item = |name: &str| match family.training.arg(name) {
        Some(Argument::Item(item)) => item.item.name,
        other => panic!("{name}: {other:?}"),
    };
    let items = ["optimizer", "init", "schedule", "loss"].map(item);
    assert_eq!(items, ["adam", "kaiming", "constant", "cross_entropy"]);
}

#[test]
fn a_sweep_that_nobody_wrote_has_good_defaults() {
    let sweep = digits("dense(8..16)", "").sweep;
    let objective = sweep.objectives.first().unwrap();
    assert_eq!((objective.aim, objective.metric), (Aim::Maximize, "accuracy"));
    assert_eq!(sweep.growth.stop, Stop { gain: 0.002, rungs: 2 });
    assert_eq!((sweep.growth.by, sweep.growth.factor), (GrowthBy::Params, 4.0));
    assert_eq!((sweep.trials, sweep.sampler), (Trials::PerRung(12), Sampler::Sobol));
    assert_eq!((sweep.pruner, sweep.repeats), (Pruner::Halving { eta: 3 }, 5));
    assert_eq!((sweep.limits, sweep.parallel, sweep.seed), (Limits::default(), None, 0));
    // Of a block that is there, the fields that it leaves out are listed too.
    let all = "objective growth trials sampler pruner repeats limit parallel seed";
    assert_eq!(sweep.defaulted.join(" "), all);
}

#[test]
fn a_sweep_as_written() {
    let sweep = digits(
        "d: repeat 1..3 { dense(8..64) }\nn: maybe batch_norm",
        "sweep { objective: maximize accuracy, minimize params
            growth { order: n, d; by: flops; factor: 3; start { d: 2; n: present }
                inherit: nothing; transfer: none; stop: gain < 1% for 3 rungs }
            trials: 200; sampler: random; pruner: none; repeats: 3
            limit: 30min, 500 trials, 9000 epochs, 1e15 flops; parallel: 2; seed: 7 }",
    )
    .sweep;
    let objectives: Vec<_> = sweep.objectives.iter().map(|one| (one.aim, one.metric)).collect();
    assert_eq!(objectives, [(Aim::Maximize, "accuracy"), (Aim::Minimize, "params")]);
    assert_eq!(groups(&sweep), [named("n", &[2]), named("d", &[0, 1])]);
    let start: Vec<_> = sweep.growth.start.iter().map(|(id, value)| (id.0, *value)).collect();
    assert_eq!(start, [(0, Value::Whole(2)), (2, Value::Choice(1))]);
    assert_eq!((sweep.growth.by, sweep.growth.factor), (GrowthBy::Flops, 3.0));
    assert_eq!(sweep.growth.inherit, Inherit::Nothing);
    assert_eq!(sweep.growth.stop, Stop { gain: 0.01, rungs: 3 });
    assert_eq!((sweep.trials, sweep.sampler), (Trials::Total(200), Sampler::Random));
    assert_eq!((sweep.pruner, sweep.repeats, sweep.seed), (Pruner::None, 3, 7));
    let limits = Limits {
        seconds: Some(1800.0),
        trials: Some(500),
        epochs: Some(9000.0),
        flops: Some(1e15),
    };
    assert_eq!((sweep.limits, sweep.parallel), (limits, Some(2)));
    assert!(sweep.defaulted.is_empty());
}

#[test]
fn groups_that_nobody_named_follow_in_order_and_each_grows_as_one() {
    let model = "let w = 8..64
        stem: dense(w | 128)
        head: repeat 1..2 { dense(each 8..16); maybe batch_norm }
        dropout(1%..2%)
        dense(w)";
    let plain = [
        named("w", &[0]),
        named("stem.units", &[1]),
        named("head", &[2]),
        named("head.units", &[3, 4]),
        named("head.maybe1", &[5]),
    ];
    assert_eq!(groups(&digits(model, "").sweep), plain);
    let ordered = [
        named("maybe1", &[5]),
        named("head", &[2, 3, 4]),
        named("w", &[0]),
        named("stem.units", &[1]),
    ];
    let sweep = digits(model, "sweep { growth { order: maybe1, head } }").sweep;
    assert_eq!(groups(&sweep), ordered);
}

#[test]
fn the_ids_in_the_model_are_those_of_the_space() {
    let family = digits("repeat 0..2 { dense(w, activation: relu | gelu) }\nlet w = 8..64", "");
    let paths: Vec<&str> = family.space.hypers.iter().map(|hyper| hyper.path.as_str()).collect();
    assert_eq!(paths, ["repeat1", "repeat1.dense1.activation", "w"]);
    let Some(Node::Repeat { count, body, path, .. }) = family.model.body.get(1) else { panic!() };
    assert_eq!((count, path.as_str()), (&Term::Hyper(HyperId(0)), "repeat1"));
    let Some(Node::Layer { path, item }) = body.first() else { panic!() };
    assert_eq!(path, "repeat1.dense1");
    let Some(Argument::Number { term, .. }) = item.arg("units") else { panic!() };
    assert_eq!(*term, Term::Hyper(HyperId(2)));
    let Some(Argument::Pick { hyper, .. }) = item.arg("activation") else { panic!() };
    assert_eq!(hyper.0, 1);
}

#[test]
fn requirements_are_kept_with_their_text() {
    let family = digits("a: dense(8..64)\nrequire params <= 50k and a.units > 9", "");
    let constraint = family.space.constraints.first().unwrap();
    assert_eq!(constraint.text, "params <= 50k and a.units > 9");
    let Predicate::And(left, right) = &constraint.predicate else { panic!() };
    let side = |predicate: &Predicate| match predicate {
        Predicate::Compare(_, term, _) => term.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(
        [side(left), side(right)],
        [Term::Measure(Measure::Params), Term::Hyper(HyperId(0))]
    );
}

#[test]
fn documentation_reaches_what_it_stands_in_front_of() {
    let family = family(
        "data { source: digits }\n## how wide\nlet w = 8..64\nmodel {\nflatten\n\
         ## how deep\ndepth: repeat 1..3 { dense(w); dropout(1%..2%) }\noutput: classes(10)\n}\n\
         training {\n## step size\nlearning_rate: 1e-3..1e-2\n}\n",
    );
    let docs: Vec<Option<&str>> =
        family.space.hypers.iter().map(|hyper| hyper.doc.as_deref()).collect();
    assert_eq!(docs, [Some("how wide"), Some("how deep"), None, Some("step size")]);
}

#[test]
fn a_missing_output_is_added_where_it_fits() {
    for model in ["model {\nflatten\n}", "model { flatten }", "model {\n    flatten\n    }"] {
        let text = format!("data {{ source: digits }}\n{model}\n");
        let resolved = run(&text);
        let fix = &resolved.diagnostics[0].fixes[0];
        assert_eq!(fix.applicability, Applicability::Unsafe);
        let edit = &fix.edits[0];
        assert!(edit.replacement.contains("output: classes(10)"));
        let mut mended = text.clone();
        mended.replace_range(edit.span.range(), &edit.replacement);
        assert_eq!(told(&mended), Vec::<String>::new(), "{mended}");
    }
}

#[test]
fn the_bare_word_and_the_call_are_one() {
    for source in ["digits", "digits()"] {
        let text = format!("data {{ source: {source} }}\nmodel {{ flatten; output: classes(10) }}");
        assert_eq!(family(&text).data.source, Source::Digits);
    }
}

#[test]
fn tables_as_written() {
    let text = "data { source: csv(\"a/b.csv\", delimiter: semicolon, header: false)
        target: \"y\", \"z\"; features: \"a\"; scale: minmax; samples: 50; seed: 3
        split: split(60%, 30%, 10%); stratify: false }
        model { input: series(10, 2); flatten; output: values(2) }
        training { loss: huber(2); metrics: mae, r2; early_stop: early_stop(4) }";
    let data = family(text).data;
    let path = "a/b.csv".to_string();
    assert_eq!(data.source, Source::Csv { path, delimiter: ';', header: false });
    let names: Vec<&str> = data.target.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!((names, data.features.len()), (vec!["y", "z"], 1));
    assert_eq!((data.scale, data.samples, data.seed), (Scaling::MinMax, Some(50), 3));
    let splits = (data.splits.validation, data.splits.test);
    assert_eq!((splits, data.stratify), ((0.3, 0.1), false));
}

#[test]
fn images_with_a_test_part_of_their_own() {
    let text =
        "data { source: idx(\"i.gz\", labels: \"l.gz\", test_images: \"ti\", test_labels: \"tl\") }
        model { input: image(28, 28, 1); flatten; output: classes(10) }";
    let of = |text: &str| text.to_string();
    assert_eq!(
        family(text).data.source,
        Source::Idx {
            path: of("i.gz"),
            labels: Some(of("l.gz")),
            test_images: Some(of("ti")),
            test_labels: Some(of("tl"))
        }
    );
}

//! Members of small families by hand.

use super::testing::*;
use super::*;
use crate::graph::{Misfit, Op};
use crate::space::testing::{choice, optional as maybe, real, whole};
use crate::space::{
    Arithmetic, Comparison, Constraint, HyperId, IndexId, Measure, Predicate, Term, Value,
};

fn paths(member: &Member) -> Vec<&str> {
    member.graph.nodes.iter().map(|node| node.path.as_str()).collect()
}

fn width_by_stage() -> Term {
    let power = binary(Arithmetic::Power, Term::Number(2.0), Term::Index(IndexId(0)));
    binary(Arithmetic::Multiply, Term::Hyper(HyperId(1)), power)
}

/// The example of the language's page, without its training.
fn stages() -> Family {
    let norm = plain("depth.norm", "batch_norm");
    let relu = item("relu", vec![]);
    let gelu = item("gelu", vec![]);
    let function = either(4, vec![Argument::Item(relu.clone()), Argument::Item(gelu)]);
    let body = vec![
        conv("depth.conv1", term(width_by_stage()), pick(2, &[3.0, 5.0]), "same"),
        optional(3, vec![norm]),
        layer("depth.activation1", "activation", vec![("function", function)]),
        max_pool("depth.max_pool1", num(2.0)),
    ];
    let head = layer(
        "head.dense1",
        "dense",
        vec![("units", hyper(6)), ("activation", Argument::Item(relu))],
    );
    let hypers = vec![
        whole("depth", 1, 3),
        whole("width", 8, 64),
        choice("depth.conv1.kernel", &["3", "5"]),
        maybe("depth.norm"),
        choice("depth.activation1", &["relu", "gelu"]),
        whole("head", 0, 2),
        whole("head.dense1.units", 32, 256).when(5, crate::space::Test::MoreThan(0)),
    ];
    let nodes = vec![
        repeat("depth", Term::Hyper(HyperId(0)), 0, body),
        plain("flatten1", "flatten"),
        repeat("head", Term::Hyper(HyperId(5)), 1, vec![head]),
        layer("dropout1", "dropout", vec![("rate", num(0.25))]),
    ];
    family(image(28, 1), hypers, nodes)
}

use crate::template::{Argument, Family};

fn with(family: &Family, texts: &[&str]) -> Assignment {
    let mut assignment = family.space.defaults();
    for text in texts {
        family.space.assign(&mut assignment, text).unwrap();
    }
    assignment
}

#[test]
fn a_member_has_indexed_paths_and_exact_figures() {
    let family = stages();
    let assignment = with(&family, &["depth=2", "depth.norm=present", "head=1"]);
    let member = instantiate(&family, &assignment).unwrap();
    assert_eq!(
        paths(&member),
        [
            "input",
            "depth[0].conv1",
            "depth[0].norm",
            "depth[0].activation1",
            "depth[0].max_pool1",
            "depth[1].conv1",
            "depth[1].norm",
            "depth[1].activation1",
            "depth[1].max_pool1",
            "flatten1",
            "head[0].dense1",
            "head[0].dense1.activation",
            "dropout1",
            "output",
        ]
    );
    let convs = (9 * 8 + 8) + 16 + (8 * 16 * 9 + 16) + 32;
    let denses = 7 * 7 * 16 * 32 + 32 + 32 * 10 + 10;
    assert_eq!(member.graph.params(), convs + denses);
    assert_eq!(member.graph.output(), Some(Shape::Features(10)));
}

#[test]
fn settings_have_the_defaults_of_the_output() {
    let member = instantiate(&stages(), &stages().space.defaults()).unwrap();
    let settings = member.settings;
    assert_eq!(settings.loss, Loss::CrossEntropy);
    assert_eq!(settings.metrics, [Metric::Accuracy]);
    assert_eq!(settings.optimizer, Optimizer::ADAM);
    assert_eq!((settings.batch_size, settings.epochs, settings.learning_rate), (32, 10, 1e-3));
    assert_eq!(settings.init, Init::KAIMING);
}

#[test]
fn settings_follow_the_assignment() {
    let mut family = family(
        InputSpec::Features(4),
        vec![
            choice("training.optimizer", &["sgd", "rmsprop"]),
            real("training.optimizer.sgd.momentum", 0.8, 0.99).when(0, crate::space::Test::Is(0)),
            choice("training.schedule", &["constant", "cosine"]),
        ],
        vec![],
    );
    let sgd = item("sgd", vec![("momentum", hyper(1)), ("nesterov", word("true"))]);
    let rmsprop = item("rmsprop", vec![]);
    let cosine = item("cosine", vec![("warmup", num(0.05)), ("floor", num(0.1))]);
    family.training = item(
        "training",
        vec![
            ("optimizer", either(0, vec![Argument::Item(sgd), Argument::Item(rmsprop)])),
            (
                "schedule",
                either(2, vec![Argument::Item(item("constant", vec![])), Argument::Item(cosine)]),
            ),
            ("early_stop", Argument::Item(item("early_stop", vec![("patience", num(5.0))]))),
            ("clip_norm", num(1.0)),
        ],
    );
    let settings = |texts: &[&str]| instantiate(&family, &with(&family, texts)).unwrap().settings;
    let first = settings(&["momentum=0.9", "schedule=cosine"]);
    assert_eq!(first.optimizer, Optimizer::Sgd { momentum: 0.9, dampening: 0.0, nesterov: true });
    assert_eq!(first.schedule, Schedule::Cosine { floor: 0.1 });
    assert_eq!(first.warmup, Warmup { share: 0.05 });
    assert_eq!(first.early_stop, Some(EarlyStop { patience: 5, min_delta: 0.0, restore: true }));
    assert_eq!(first.clip_norm, Some(1.0));
    let second = settings(&["optimizer=rmsprop"]);
    assert_eq!(
        second.optimizer,
        Optimizer::RmsProp { decay: 0.99, epsilon: 1e-8, momentum: 0.0, centered: false }
    );
    assert_eq!(second.schedule, Schedule::Constant);
}

#[test]
fn a_residual_projects_where_shapes_differ() {
    let body = |filters| vec![conv("residual1.conv1", num(filters), num(3.0), "same")];
    let nodes =
        |filters| vec![residual("residual1", body(filters)), plain("gap", "global_avg_pool")];
    let same = family(image(8, 4), vec![], nodes(4.0));
    let member = instantiate(&same, &Assignment::default()).unwrap();
    assert_eq!(paths(&member)[1..3], ["residual1.conv1", "residual1.add"]);
    let wider = family(image(8, 4), vec![], nodes(6.0));
    let member = instantiate(&wider, &Assignment::default()).unwrap();
    assert_eq!(paths(&member)[1..4], ["residual1.conv1", "residual1.projection", "residual1.add"]);
    assert_eq!(member.graph.node_params(&member.graph.nodes[2]), 4 * 6);
}

#[test]
fn faults_name_the_layer_and_what_made_the_shape() {
    let nodes = vec![
        conv("a", num(4.0), num(8.0), "valid"),
        plain("relu1", "relu"),
        max_pool("b", num(2.0)),
    ];
    let fault =
        instantiate(&family(image(8, 1), vec![], nodes), &Assignment::default()).unwrap_err();
    assert_eq!(fault.path, "b");
    assert_eq!(fault.span, span("b"));
    assert_eq!(fault.maker.as_ref().map(|maker| maker.path.as_str()), Some("a"));
    assert!(matches!(fault.kind, FaultKind::Shape(Misfit::Window { .. })));
    let flat = family(image(8, 1), vec![], vec![]);
    let fault = instantiate(&flat, &Assignment::default()).unwrap_err();
    assert_eq!((fault.path.as_str(), fault.span), ("output", span("output")));
    assert_eq!(fault.message(), "the output needs flat features, and here comes an image of 8×8×1");
}

#[test]
fn derived_numbers_are_rounded_and_never_below_one() {
    let half = |width: f64| {
        let term_ = binary(Arithmetic::Divide, Term::Number(width), Term::Number(2.0));
        let family = family(InputSpec::Features(4), vec![], vec![dense("d", term(term_))]);
        let member = instantiate(&family, &Assignment::default()).unwrap();
        match member.graph.nodes[1].op {
            Op::Dense { units, .. } => units,
            _ => panic!(),
        }
    };
    assert_eq!([half(5.0), half(8.0), half(0.4)], [3, 4, 1]);
}

#[test]
fn numbers_that_cannot_be() {
    let zero = binary(Arithmetic::Divide, Term::Number(8.0), Term::Index(IndexId(0)));
    let body = vec![dense("r.dense1", term(zero))];
    let family1 =
        family(InputSpec::Features(4), vec![], vec![repeat("r", Term::Number(2.0), 0, body)]);
    let fault = instantiate(&family1, &Assignment::default()).unwrap_err();
    assert_eq!(fault.message(), "`units` cannot be computed: it divides by zero");
    assert_eq!(fault.path, "r[0].dense1");
    let rate = vec![layer("drop", "dropout", vec![("rate", num(1.5))])];
    let fault = instantiate(&family(InputSpec::Features(4), vec![], rate), &Assignment::default());
    assert_eq!(fault.unwrap_err().message(), "`rate` of `dropout` cannot be 1.5");
    let deep = vec![repeat("r", Term::Number(1e9), 0, vec![plain("r.relu1", "relu")])];
    let fault = instantiate(&family(InputSpec::Features(4), vec![], deep), &Assignment::default());
    assert!(matches!(fault.unwrap_err().kind, FaultKind::Shape(Misfit::TooDeep { .. })));
}

#[test]
fn require_excludes_by_measures() {
    let mut family = stages();
    let limit = Term::Number(20_000.0);
    family.space.constraints.push(Constraint {
        predicate: Predicate::Compare(Comparison::LessEqual, Term::Measure(Measure::Params), limit),
        text: "params <= 20k".into(),
        span: span("require"),
    });
    let mut large = family.space.defaults();
    assert!(instantiate(&family, &large).is_ok());
    large.set(HyperId(1), Some(Value::Whole(64)));
    let fault = instantiate(&family, &large).unwrap_err();
    assert_eq!(fault.message(), "`require params <= 20k` excludes it");
    assert_eq!(fault.span, span("require"));
}

#[test]
fn the_simplest_and_the_largest() {
    let family = stages();
    let told = |assignment: &Assignment| family.space.describe(assignment);
    let text = |assignment: &Assignment, name: &str| {
        told(assignment).into_iter().find(|(known, _)| known == name).map(|(_, value)| value)
    };
    let small = simplest(&family);
    assert_eq!(text(&small, "width").as_deref(), Some("8"));
    assert_eq!(text(&small, "depth.norm").as_deref(), Some("absent"));
    assert_eq!(text(&small, "depth.conv1.kernel").as_deref(), Some("3"));
    let large = largest(&family);
    for (name, value) in [("width", "64"), ("depth.norm", "present"), ("head.dense1.units", "256")]
    {
        assert_eq!(text(&large, name).as_deref(), Some(value), "{name}");
    }
    // No single change makes either more extreme: checked over every value.
    let params = |one: &Assignment| instantiate(&family, one).map(|m| m.graph.params()).ok();
    for hyper in &family.space.hypers {
        for value in hyper.domain.values().unwrap() {
            let moved = |base: &Assignment| {
                let mut other = base.clone();
                other.set(hyper.id, Some(value));
                params(&family.space.complete(other)).unwrap()
            };
            if hyper.role == crate::catalog::Role::Capacity {
                assert!(moved(&small) >= params(&small).unwrap());
                assert!(moved(&large) <= params(&large).unwrap());
            }
        }
    }
}

#[test]
fn the_largest_under_a_limit_is_close_to_it() {
    let mut family = family(
        InputSpec::Features(10),
        vec![whole("d.units", 1, 1_000_000)],
        vec![dense("d", hyper(0))],
    );
    family.space.constraints.push(Constraint {
        predicate: Predicate::Compare(
            Comparison::LessEqual,
            Term::Measure(Measure::Params),
            Term::Number(50_000.0),
        ),
        text: "params <= 50k".into(),
        span: span("require"),
    });
    // 10·n + n + 10·n + 10 ≤ 50,000 up to n = 2380.
    let large = instantiate(&family, &largest(&family)).unwrap();
    assert_eq!(large.graph.nodes[1].shape, Shape::Features(2_380));
    let small = instantiate(&family, &simplest(&family)).unwrap();
    assert_eq!(small.graph.nodes[1].shape, Shape::Features(1));
}

#[test]
fn rows_are_listed_where_members_are_few() {
    assert!(listed_ranges(&stages()).is_none());
    let small = family(
        image(8, 1),
        vec![whole("c.filters", 1, 4)],
        vec![conv("c", hyper(0), num(3.0), "same"), plain("f", "flatten")],
    );
    let ranges = listed_ranges(&small).unwrap();
    assert_eq!(ranges.rows[0].smallest, Shape::Image { height: 8, width: 8, channels: 1 });
    assert_eq!(ranges.rows[1].largest, Shape::Features(256));
    assert_eq!((ranges.rows[2].fewest_params, ranges.rows[2].most_params), (650, 2_570));
}

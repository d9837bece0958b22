//! Small families with known mistakes: what is told, where, and with which repair.

use super::*;
use crate::instantiate::testing::*;
use crate::space::testing::{choice, optional as maybe, real, whole};
use crate::space::{
    Arithmetic, Comparison, Constraint, HyperId, IndexId, Measure, Predicate, Term, Test,
};
use crate::template::{InputSpec, Node};

/// `depth: repeat 1..most { conv(8, kernel: 3 | 5, padding: PADDING); max_pool(2) }`, flatten.
fn stages(side: usize, most: i64, padding: &'static str) -> Family {
    let body = vec![
        conv("depth.conv1", num(8.0), pick(1, &[3.0, 5.0]), padding),
        max_pool("depth.max_pool1", num(2.0)),
    ];
    let hypers = vec![whole("depth", 1, most), choice("depth.conv1.kernel", &["3", "5"])];
    let hypers = hypers.into_iter().map(|mut hyper| {
        hyper.span = span(&format!("domain of {}", hyper.path));
        hyper
    });
    let nodes = vec![repeat("depth", Term::Hyper(HyperId(0)), 0, body), plain("f", "flatten")];
    family(image(side, 1), hypers.collect(), nodes)
}

fn only(family: &Family) -> Diagnostic {
    let checked = check(family);
    assert_eq!(checked.coverage, Coverage::Whole);
    let [one] = checked.diagnostics.as_slice() else { panic!("{:#?}", checked.diagnostics) };
    one.clone()
}

fn require(family: &mut Family, comparison: Comparison, left: Term, right: f64, text: &str) {
    family.space.constraints.push(Constraint {
        predicate: Predicate::Compare(comparison, left, Term::Number(right)),
        text: text.into(),
        span: span(text),
    });
}

#[test]
fn a_valid_family_yields_nothing() {
    let checked = check(&stages(8, 3, "same"));
    assert!(checked.diagnostics.is_empty(), "{:#?}", checked.diagnostics);
    assert_eq!(checked.coverage, Coverage::Whole);
}

#[test]
fn too_deep_a_stage_is_told_with_the_depth_alone() {
    let one = only(&stages(8, 4, "same"));
    assert_eq!(one.code.id, "E401");
    assert_eq!(
        one.message,
        "not every network fits: for example with depth = 4, the image is 1×1 before `max_pool`, \
         smaller than its window of 2×2"
    );
    assert_eq!(one.primary.span, span("depth.max_pool1"));
    assert_eq!(one.secondary[0].span, span("domain of depth"));
    assert_eq!(one.secondary[0].message, "depth = 4 here");
    assert_eq!(one.help.as_deref(), Some("write `depth: repeat 1..3`: then every network fits"));
    let [fix] = one.fixes.as_slice() else { panic!() };
    assert_eq!(fix.edits[0].replacement, "1..3");
    assert_eq!(fix.edits[0].span, span("domain of depth"));
}

#[test]
fn two_values_that_fail_only_together() {
    // valid, kernel 3: 14 → 12 → 6 → 4 → 2; kernel 5: 14 → 10 → 5 → 1, too small to pool.
    let one = only(&stages(14, 2, "valid"));
    assert!(
        one.message.contains("with depth = 2 and kernel = 5 the image is 1×1")
            || one.message.contains("with depth = 2 and depth.conv1.kernel = 5, the image is 1×1"),
        "{}",
        one.message
    );
    assert_eq!(one.help.as_deref(), Some("write `depth: repeat 1`: then every network fits"));
}

#[test]
fn two_places_with_one_repair_are_one_mistake() {
    // kernel 3: 10 → 8 → 4 → 2 → 1 → conv fails; kernel 5: 10 → 6 → 3 → conv fails.
    let checked = check(&stages(10, 4, "valid"));
    let told: Vec<_> = checked.diagnostics.iter().map(|one| &one.message).collect();
    assert_eq!(told.len(), 1, "{told:#?}");
}

#[test]
fn what_every_member_does_is_no_example() {
    let one = only(&family(image(8, 1), vec![whole("x", 1, 3)], vec![]));
    assert_eq!(one.message, "the output needs flat features, and here comes an image of 8×8×1");
    assert_eq!(one.code.id, "E402");
    assert_eq!(one.primary.span, span("output"));
    assert_eq!(one.secondary[0].span, span("input"));
    assert!(one.help.unwrap().contains("`flatten`"));
}

#[test]
fn a_layer_that_may_be_absent() {
    let nodes = vec![optional(0, vec![plain("f", "flatten")])];
    let one = only(&family(image(8, 1), vec![maybe("f")], nodes));
    assert!(one.message.starts_with("not every network fits: for example with `f` absent"));
    assert_eq!(one.help.as_deref(), Some("`f`: write it without `maybe`: then every network fits"));
}

#[test]
fn independent_mistakes_are_all_told() {
    let flat_conv = |path: &str| vec![conv(path, num(4.0), num(3.0), "same")];
    let nodes = vec![
        max_pool("p", pick(0, &[2.0, 9.0])),
        plain("f", "flatten"),
        optional(1, flat_conv("c")),
    ];
    let hypers = vec![choice("p.size", &["2", "9"]), maybe("c")];
    let checked = check(&family(image(8, 1), hypers, nodes));
    let codes: Vec<&str> = checked.diagnostics.iter().map(|one| one.code.id).collect();
    assert_eq!(codes.len(), 2, "{:#?}", checked.diagnostics);
    assert!(codes.contains(&"E401") && codes.contains(&"E403"));
}

#[test]
fn a_require_can_exclude_the_mistake() {
    let mut deep = stages(8, 4, "same");
    require(&mut deep, Comparison::LessEqual, Term::Hyper(HyperId(0)), 3.0, "depth <= 3");
    // The mistake is gone; the last depth is then in no network.
    let one = only(&deep);
    assert_eq!(one.code.id, "W418");
    assert_eq!(one.message, "no network of the family has `depth` above 3");
    // kernel 5 at depth 2 fails; with kernel * depth < 10 it is no member.
    let mut both = stages(14, 2, "valid");
    let kernel =
        Term::Pick { hyper: HyperId(1), alternatives: vec![Term::Number(3.0), Term::Number(5.0)] };
    let product = binary(Arithmetic::Multiply, Term::Hyper(HyperId(0)), kernel);
    require(&mut both, Comparison::Less, product, 10.0, "depth * kernel < 10");
    assert!(check(&both).diagnostics.is_empty());
}

#[test]
fn numbers_that_cannot_be_computed() {
    let quotient = binary(Arithmetic::Divide, Term::Number(64.0), Term::Index(IndexId(0)));
    let body = vec![dense("r.d", term(quotient))];
    let nodes = vec![repeat("r", Term::Hyper(HyperId(0)), 0, body)];
    let one = only(&family(InputSpec::Features(4), vec![whole("r", 0, 2)], nodes));
    assert_eq!(one.code.id, "E407");
    assert!(one.message.contains("with r = 1, `units` cannot be computed: it divides by zero"));
    // A width that divides by something that is never zero needs no splitting, and is fine.
    let half = binary(Arithmetic::Divide, Term::Hyper(HyperId(0)), Term::Number(2.0));
    let wide = family(
        InputSpec::Features(4),
        vec![whole("w", 1, 1_000_000)],
        vec![dense("d", term(half))],
    );
    let checked = check(&wide);
    assert!(checked.diagnostics.is_empty());
    assert_eq!(checked.coverage, Coverage::Whole);
}

#[test]
fn sizes_beyond_the_limit_are_found_exactly() {
    let nodes = |hyper_: usize| vec![dense("a", num(1_048_576.0)), dense("b", hyper(hyper_))];
    // 2^20 · units ≤ 2^40 − units: up to 2^20 − 1.
    let fine =
        family(InputSpec::Features(4), vec![whole("b.units", 1_048_570, 1_048_575)], nodes(0));
    assert!(check(&fine).diagnostics.is_empty());
    let one = only(&family(
        InputSpec::Features(4),
        vec![whole("b.units", 1_048_570, 1_048_576)],
        nodes(0),
    ));
    assert_eq!(one.code.id, "E406");
    assert!(one.message.contains("1048576"), "{}", one.message);
    assert!(one.help.unwrap().contains("`1048570..1048575`"));
}

#[test]
fn require_that_excludes_all_or_none() {
    let base =
        || family(InputSpec::Features(4), vec![whole("d.units", 1, 4)], vec![dense("d", hyper(0))]);
    let codes = |limits: &[f64]| -> Vec<&str> {
        let mut family = base();
        for limit in limits {
            let params = Term::Measure(Measure::Params);
            require(&mut family, Comparison::LessEqual, params, *limit, "params <= limit");
        }
        check(&family).diagnostics.iter().map(|one| one.code.id).collect()
    };
    // 5·units + 10·units + 10: 25, 40, 55, 70.
    assert_eq!(codes(&[24.0]), ["E408"]);
    assert_eq!(codes(&[25.0]), ["W418"]);
    assert_eq!(codes(&[69.0]), ["W418"]);
    assert_eq!(codes(&[70.0]), ["W409"]);
    let mut split = base();
    require(&mut split, Comparison::Less, Term::Hyper(HyperId(0)), 3.0, "units < 3");
    require(&mut split, Comparison::Greater, Term::Hyper(HyperId(0)), 2.0, "units > 2");
    let told = check(&split).diagnostics;
    assert_eq!(told.len(), 1);
    assert!(told[0].message.contains("together"));
    let mut rate = base();
    rate.space = crate::space::testing::space(vec![whole("d.units", 1, 4), real("lr", 0.1, 0.5)]);
    require(&mut rate, Comparison::Less, Term::Hyper(HyperId(1)), 0.6, "lr < 0.6");
    assert_eq!(check(&rate).diagnostics[0].code.id, "W409");
}

#[test]
fn conditions_on_costs_of_families_too_large_to_list() {
    let codes = |limit: f64| -> Vec<&str> {
        let nodes = vec![dense("a", hyper(0)), dense("b", hyper(1))];
        let hypers = vec![whole("a.units", 10, 1_000), whole("b.units", 10, 1_000)];
        let mut family = family(InputSpec::Features(4), hypers, nodes);
        require(
            &mut family,
            Comparison::LessEqual,
            Term::Measure(Measure::Params),
            limit,
            "params <= limit",
        );
        check(&family).diagnostics.iter().map(|one| one.code.id).collect()
    };
    // From 5·10 + 11·10 + 11·10 = 270 to 5·1000 + 1001·1000 + 1001·10 = 1,016,010.
    assert_eq!(codes(269.0), ["E408"]);
    assert_eq!(codes(270.0), ["W418"; 2]);
    assert_eq!(codes(1_016_009.0), [""; 0]);
    assert_eq!(codes(1_016_010.0), ["W409"]);
}

#[test]
fn families_too_large_say_so() {
    let nodes: Vec<Node> =
        (0..3).map(|at| conv(&format!("c{at}"), num(4.0), hyper(at), "same")).collect();
    let hypers = (0..3).map(|at| whole(&format!("k{at}"), 1, 50)).collect();
    let mut large = family(image(8, 1), hypers, [nodes, vec![plain("f", "flatten")]].concat());
    assert!(check(&large).diagnostics.is_empty(), "exact without a require");
    let sum = binary(Arithmetic::Add, Term::Hyper(HyperId(0)), Term::Hyper(HyperId(1)));
    let sum = binary(Arithmetic::Add, sum, Term::Hyper(HyperId(2)));
    require(&mut large, Comparison::LessEqual, sum, 80.0, "k0 + k1 + k2 <= 80");
    let checked = check(&large);
    let Coverage::Part(share) = checked.coverage else { panic!() };
    assert!(share > 0.0 && share < 1.0);
    assert_eq!(checked.diagnostics.len(), 1, "{:#?}", checked.diagnostics);
    assert_eq!(checked.diagnostics[0].code.id, "W410");
}

/// Ten layers, a hundred thousand members and more: the walk stays short because it merges.
#[test]
fn large_families_are_exact_and_fast() {
    let body = vec![
        conv("s.c1", hyper(1), pick(2, &[3.0, 5.0, 7.0]), "same"),
        optional(3, vec![plain("s.norm", "batch_norm")]),
        conv("s.c2", hyper(4), pick(5, &[3.0, 5.0, 7.0]), "same"),
        optional(6, vec![max_pool("s.pool", pick(7, &[2.0, 3.0]))]),
    ];
    let nodes = vec![
        repeat("s", Term::Hyper(HyperId(0)), 0, body),
        plain("f", "flatten"),
        repeat("h", Term::Hyper(HyperId(8)), 1, vec![dense("h.d", hyper(9))]),
    ];
    let hypers = vec![
        whole("s", 1, 3),
        whole("s.c1.filters", 8, 64),
        choice("s.c1.kernel", &["3", "5", "7"]),
        maybe("s.norm"),
        whole("s.c2.filters", 8, 64),
        choice("s.c2.kernel", &["3", "5", "7"]),
        maybe("s.pool"),
        choice("s.pool.size", &["2", "3"]).when(6, Test::Is(1)),
        whole("h", 0, 3),
        whole("h.d.units", 16, 256).when(8, Test::MoreThan(0)),
    ];
    let plan_of = family(image(32, 3), hypers, nodes);
    let outcome = explore(&Plan::new(&plan_of), &Way::default());
    assert!(outcome.failures.is_empty());
    assert_eq!(outcome.coverage(), Coverage::Whole);
    assert!(outcome.steps < 2_000, "{}", outcome.steps);
}

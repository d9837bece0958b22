//! The shape check through the whole pipeline: examples of its codes, and what it tells.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::path::Path;

use hpm::diagnostic::{Applicability, Diagnostic, codes::shape};
use hpm::driver::{Analysis, analyse};

fn told(text: &str) -> Analysis {
    analyse("spec.hpm", text, Path::new("."))
}

fn only(text: &str) -> (Analysis, Diagnostic) {
    let analysis = told(text);
    assert_eq!(analysis.diagnostics.len(), 1, "{:#?}", analysis.diagnostics);
    let one = analysis.diagnostics.clone().remove(0);
    (analysis, one)
}

#[test]
fn every_failing_example_has_its_code_and_help() {
    for code in shape::ALL {
        let found = told(code.failing).diagnostics;
        let ids: Vec<&str> = found.iter().map(|one| one.code.id).collect();
        assert_eq!(ids, [code.id], "{}\n{found:#?}", code.failing);
        assert!(found[0].help.is_some(), "{} gives no help", code.id);
    }
}

#[test]
fn every_mended_example_is_clean() {
    for code in shape::ALL {
        let found = told(code.mended).diagnostics;
        assert!(found.is_empty(), "{}\n{found:#?}", code.id);
    }
}

const STAGES: &str = "\
data { source: digits }
model {
    depth: repeat 1..4 default 2 as i {
        conv(filters: 8 * 2^i, kernel: 3 | 5, padding: same, activation: relu | gelu)
        norm: maybe batch_norm
        max_pool(2) | avg_pool(2)
    }
    flatten
    output: classes(10)
}
";

#[test]
fn both_ends_are_marked_and_the_fix_mends_it() {
    let (analysis, one) = only(STAGES);
    let slice = |span| analysis.sources.slice(span).to_string();
    assert_eq!(
        one.message,
        "not every network fits: for example with depth = 4, the image is 1×1 before `max_pool`, \
         smaller than its window of 2×2"
    );
    assert_eq!(slice(one.primary.span), "max_pool(2)");
    assert_eq!(slice(one.secondary[0].span), "1..4");
    let fix = &one.fixes[0];
    assert_eq!(fix.applicability, Applicability::Unsafe);
    let edit = &fix.edits[0];
    let mut text = STAGES.to_string();
    text.replace_range(edit.span.range(), &edit.replacement);
    assert!(text.contains("depth: repeat 1..3 default 2 as i"));
    assert!(told(&text).diagnostics.is_empty());
}

#[test]
fn layers_are_listed_in_the_order_of_the_text() {
    let text = STAGES.replace("1..4", "1..3");
    let family = told(&text).family.expect("a valid family");
    let ranges = hpm::check::layer_ranges(&family);
    let rows: Vec<&str> = ranges.rows.iter().map(|row| row.path.as_str()).collect();
    assert_eq!(
        rows,
        [
            "depth.conv1",
            "depth.norm",
            "depth.choice1.max_pool1",
            "depth.choice1.avg_pool1",
            "flatten1",
            "output"
        ]
    );
    assert!(ranges.listed);
}

#[test]
fn a_repair_of_one_fault_among_several_promises_no_more_than_that() {
    let text = "data { source: digits }\n\
        model { either { a: repeat 1..4 { max_pool(2) } } or { b: repeat 1..4 { avg_pool(2) } }; flatten; output: classes(10) }\n";
    let analysis = told(text);
    assert_eq!(analysis.diagnostics.len(), 2, "{:#?}", analysis.diagnostics);
    for one in &analysis.diagnostics {
        let help = one.help.as_deref().unwrap();
        assert!(help.contains("then this fault is gone"), "{help}");
    }
}

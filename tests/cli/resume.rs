//! What is computed is kept: Ctrl-C, SIGKILL, a changed specification.

use crate::run::{Place, SMALL};
use hpm::study::Study;
use hpm::sweep::Outcome;
use std::path::Path;
use std::process::Stdio;

fn outcome(study: &Path) -> Outcome {
    Study::read(study).unwrap().outcome.expect("the sweep came to its end")
}

/// Starts a sweep and ends it with a signal once so many trials are in the study.
fn cut(place: &Place, trials: usize, signal: &str) -> Option<i32> {
    let mut command =
        place.command(&["sweep", "small.hpm", "-q", "--study", "cut.db", "--jobs", "2"]);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    loop {
        if let Some(ended) = child.try_wait().unwrap() {
            return ended.code();
        }
        let begun = Study::read(&place.path("cut.db")).map_or(0, |record| record.trials.len());
        if begun >= trials {
            let id = child.id().to_string();
            assert!(
                std::process::Command::new("kill").args([signal, &id]).status().unwrap().success()
            );
            return child.wait().unwrap().code();
        }
        std::thread::yield_now();
    }
}

#[test]
fn a_killed_sweep_goes_on_to_the_same_recommendation() {
    let place = Place::new();
    place.write("small.hpm", SMALL);
    place.ok(&["sweep", "small.hpm", "-q", "--study", "whole.db", "--jobs", "1"]);
    let whole = outcome(&place.path("whole.db"));
    for trials in [3, 25] {
        cut(&place, trials, "-KILL");
        let half = Study::read(&place.path("cut.db")).unwrap();
        assert!(half.outcome.is_none(), "it was cut before its end");
    }
    place.ok(&["sweep", "small.hpm", "-q", "--study", "cut.db", "--jobs", "2"]);
    assert_eq!(outcome(&place.path("cut.db")), whole);
    // Run once more, it trains nothing and says the same.
    place.ok(&["sweep", "small.hpm", "-q", "--study", "cut.db"]);
    assert_eq!(outcome(&place.path("cut.db")), whole);
}

#[test]
fn ctrl_c_ends_with_130_and_says_how_to_go_on() {
    let place = Place::new();
    place.write("small.hpm", SMALL);
    assert_eq!(cut(&place, 5, "-INT"), Some(130));
    let report = place.ok(&["report", "cut.db"]).stdout;
    assert!(report.contains("hpm sweep"), "{report}");
    let ran = place.run(&["best", "cut.db"]);
    assert_eq!(ran.exit, Some(2));
    assert!(ran.stderr.contains("has not come to a recommendation yet"), "{}", ran.stderr);
}

#[test]
fn a_changed_specification_is_told_and_never_mixed() {
    let place = Place::new();
    place.write("small.hpm", SMALL);
    cut(&place, 5, "-KILL");
    place.write("small.hpm", &SMALL.replace("epochs: 6", "epochs: 7"));
    let ran = place.run(&["sweep", "small.hpm", "-q", "--study", "cut.db"]);
    assert_eq!(ran.exit, Some(2));
    assert!(ran.stderr.contains("epochs: 7") && ran.stderr.contains("--fresh"), "{}", ran.stderr);
    // A comment changes nothing.
    place.write("small.hpm", &format!("{SMALL}# the end\n"));
    assert_eq!(cut(&place, 8, "-KILL"), None);
}

#[test]
fn other_flags_are_told_by_name() {
    let place = Place::new();
    place.write("small.hpm", SMALL);
    place.ok(&["sweep", "small.hpm", "-q", "--trials", "1"]);
    let again = place.ok(&["sweep", "small.hpm", "--trials", "1"]);
    assert!(again.stderr.contains("finished already"), "{}", again.stderr);
    let ran = place.run(&["sweep", "small.hpm"]);
    assert_eq!(ran.exit, Some(2));
    assert!(ran.stderr.contains("--trials 1"), "{}", ran.stderr);
}

#[test]
fn an_objective_is_measured_without_being_a_metric() {
    let place = Place::new();
    let text = SMALL.replace("maximize accuracy", "maximize f1, minimize params");
    place.write("f1.hpm", &text);
    place.ok(&["sweep", "f1.hpm", "-q", "--trials", "2"]);
    let best = outcome(&place.path("runs/f1/study.db")).finalists.remove(0);
    assert!(
        best.validation.iter().all(|value| (0.0..=1.0).contains(value)),
        "{:?}",
        best.validation
    );
    assert_eq!(best.test[0].objectives[1], best.complexity.params as f64);
}

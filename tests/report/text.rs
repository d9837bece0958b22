//! The story, the table of the best trials, and the JSON.

use super::sample::{empty, failing, finished, stopped};
use hpm::report::{Style, best_trials, json, story};
use hpm::study::Record;
use insta::assert_snapshot;

const RECORDS: [fn() -> Record; 4] = [finished, stopped, failing, empty];

#[test]
fn the_story_of_a_finished_sweep() {
    assert_snapshot!(story(&finished(), &Style::default()));
}

#[test]
fn the_story_of_a_stopped_sweep() {
    assert_snapshot!(story(&stopped(), &Style::default()));
}

#[test]
fn the_story_of_a_failing_sweep() {
    assert_snapshot!(story(&failing(), &Style::default()));
}

#[test]
fn the_story_of_nothing_yet() {
    assert_snapshot!(story(&empty(), &Style::default()));
}

#[test]
fn the_best_trials() {
    assert_snapshot!(best_trials(&finished(), 5, &Style::default()));
    assert_snapshot!(best_trials(&empty(), 5, &Style::default()), @"  no trial has come to its end yet");
}

#[test]
fn a_narrow_story_stays_narrow() {
    for record in RECORDS {
        let text = story(&record(), &Style { color: false, width: 60 });
        for line in text.lines() {
            assert!(line.chars().count() <= 60, "{}: {line}", line.chars().count());
        }
    }
}

#[test]
fn colour_changes_no_letter() {
    for record in RECORDS {
        let plain = story(&record(), &Style::default());
        let coloured = story(&record(), &Style { color: true, ..Style::default() });
        assert!(coloured.contains('\u{1b}'));
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(words(&anstream::adapter::strip_str(&coloured).to_string()), words(&plain));
    }
}

#[test]
fn the_json_reads_back() {
    for record in RECORDS {
        let record = record();
        let value: serde_json::Value = serde_json::from_str(&json(&record)).unwrap();
        assert_eq!(value["trials"].as_array().unwrap().len(), record.trials.len());
        assert_eq!(value["name"], "digits");
    }
    let value: serde_json::Value = serde_json::from_str(&json(&finished())).unwrap();
    assert_eq!(value["state"], "finished");
    assert_eq!(value["recommended"]["hyperparameters"]["depth.dense1.units"], 48);
    assert_eq!(value["recommended"]["hyperparameters"]["training.optimizer"], "adam");
    assert_eq!(value["recommended"]["hyperparameters"]["training.batch_size"], 32);
    assert_eq!(value["trials"][0]["fate"], "complete");
    assert_snapshot!(json(&empty()));
}

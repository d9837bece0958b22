//! A large study: run by hand, for its figures and for the check with Optuna.

use super::sample::{head, info, score, space, stage};
use hpm::study::Study;
use hpm::sweep::{Fate, Journal};
use std::path::PathBuf;
use std::time::Instant;

/// `HPM_STUDY=PATH HPM_TRIALS=10000 cargo test --test study -- --ignored --nocapture`
#[test]
#[ignore = "writes a study for other tools, and prints how long a trial took"]
fn writes_a_study() {
    let path = PathBuf::from(std::env::var_os("HPM_STUDY").expect("HPM_STUDY names the file"));
    let trials = std::env::var("HPM_TRIALS").map_or(200, |text| text.parse().unwrap());
    let space = space();
    let mut study = Study::create(&path, &head(&space)).unwrap();
    let began = Instant::now();
    for number in 0..trials {
        study.begin(&info(number)).unwrap();
        study.stage(number, &stage(number, 1)).unwrap();
        study.stage(number, &stage(number, 3)).unwrap();
        let fate = [Fate::Complete, Fate::Pruned, Fate::Complete, Fate::Failed, Fate::Complete];
        if fate[(number % 5) as usize] == Fate::Complete {
            study.stage(number, &stage(number, 9)).unwrap();
        }
        study.finish(number, fate[(number % 5) as usize], Some(&score())).unwrap();
    }
    study.begin(&info(trials)).unwrap();
    let each = began.elapsed().as_secs_f64() * 1e3 / trials as f64;
    let read = Instant::now();
    let record = Study::read(&path).unwrap();
    assert_eq!(record.trials.len() as u64, trials + 1);
    println!("{each:.3} ms a trial; read back in {:.3} s", read.elapsed().as_secs_f64());
}

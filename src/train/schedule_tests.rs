//! Schedules, by hand and against PyTorch's (`tools/golden-schedules`).

use serde_json::Value;

use super::super::plateau::Fall;
use super::{Length, factor};
use crate::instantiate::{Plateau, Schedule, Warmup};

const LENGTH: Length = Length { steps_per_epoch: 10, steps: 40 };
const NONE: Warmup = Warmup { share: 0.0 };

#[test]
fn warm_up_rises_to_one() {
    let warmup = Warmup { share: 0.1 };
    let at = |step| factor(Schedule::Constant, warmup, LENGTH, step);
    assert_eq!([0, 1, 2, 3, 4, 39].map(at), [0.25, 0.5, 0.75, 1.0, 1.0, 1.0]);
}

#[test]
fn steps_fall_by_epochs() {
    let at = |step| factor(Schedule::Step { every: 2, factor: 0.5 }, NONE, LENGTH, step);
    assert_eq!([0, 19, 20, 39, 40].map(at), [1.0, 1.0, 0.5, 0.5, 0.25]);
    let at = |step| factor(Schedule::Exponential { factor: 0.5 }, NONE, LENGTH, step);
    assert_eq!([0, 9, 10, 29, 30].map(at), [1.0, 1.0, 0.5, 0.25, 0.125]);
}

#[test]
fn past_its_length_a_schedule_keeps_its_last_value() {
    let cosine = Schedule::Cosine { floor: 0.1 };
    assert_eq!(factor(cosine, NONE, LENGTH, 400), factor(cosine, NONE, LENGTH, 40));
    let cycle = Schedule::OneCycle { peak: 0.3, start_divisor: 25.0, end_divisor: 1e4 };
    assert_eq!(factor(cycle, NONE, LENGTH, 400), factor(cycle, NONE, LENGTH, 39));
}

#[test]
fn the_shortest_cycles_stay_between_their_ends() {
    let cycle = Schedule::OneCycle { peak: 0.3, start_divisor: 25.0, end_divisor: 1e4 };
    for steps in 1..6 {
        let length = Length { steps_per_epoch: 1, steps };
        for step in 0..steps + 2 {
            let factor = factor(cycle, NONE, length, step);
            assert!((4e-6..=1.0).contains(&factor), "{step} of {steps}: {factor}");
        }
    }
}

fn schedule(case: &Value) -> Schedule {
    let number = |key: &str| case[key].as_f64().unwrap();
    let whole = |key: &str| case[key].as_u64().unwrap() as usize;
    match case["schedule"].as_str().unwrap() {
        "step" => Schedule::Step { every: whole("every"), factor: number("factor") },
        "exponential" => Schedule::Exponential { factor: number("factor") },
        "cosine" => Schedule::Cosine { floor: number("floor") },
        "one_cycle" => Schedule::OneCycle {
            peak: number("peak"),
            start_divisor: number("start_divisor"),
            end_divisor: number("end_divisor"),
        },
        "plateau" => Schedule::Plateau(Plateau {
            factor: number("factor"),
            patience: whole("patience"),
            min_delta: number("min_delta"),
            cooldown: whole("cooldown"),
            floor: number("floor"),
        }),
        _ => Schedule::Constant,
    }
}

#[test]
fn every_schedule_is_pytorchs() {
    let golden: Value =
        serde_json::from_str(include_str!("../../tests/golden/schedules.json")).unwrap();
    let whole = |key: &str| golden[key].as_u64().unwrap() as usize;
    let length = Length { steps_per_epoch: whole("steps_per_epoch"), steps: whole("steps") };
    let numbers = |value: &Value| -> Vec<f64> {
        value.as_array().unwrap().iter().map(|x| x.as_f64().unwrap()).collect()
    };
    let mut worst = 0.0_f64;
    let cases = golden["cases"].as_object().unwrap();
    assert_eq!(cases.len(), 12);
    for (name, case) in cases {
        let schedule = schedule(case);
        let expected = numbers(&case["factors"]);
        let found: Vec<f64> = match schedule {
            Schedule::Plateau(rule) => {
                let mut fall = Fall::new(rule);
                let mut see = |loss| {
                    fall.see(loss);
                    fall.factor()
                };
                numbers(&golden["losses"]).into_iter().map(&mut see).collect()
            }
            _ => {
                let warmup = Warmup { share: case["warmup"].as_f64().unwrap() };
                (0..length.steps).map(|step| factor(schedule, warmup, length, step)).collect()
            }
        };
        assert_eq!(found.len(), expected.len());
        for (step, (found, expected)) in found.iter().zip(&expected).enumerate() {
            let error = (found - expected).abs();
            assert!(error < 1e-12, "{name}, {step}: {found} for {expected}");
            worst = worst.max(error);
        }
    }
    println!("worst deviation of a schedule: {worst:.1e}");
}

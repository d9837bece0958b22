//! Tests of teams.
#![allow(clippy::indexing_slicing)] // Reason: a test may panic.

use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;

use super::{each, lead, threads};

#[test]
fn every_part_is_done_once() {
    for team in [1, 2, 3, 7] {
        lead(team, || {
            assert_eq!(threads(), team);
            for count in [0, 1, 2, 3, 5, 64, 1000] {
                let done: Vec<AtomicUsize> = (0..count).map(|_| AtomicUsize::new(0)).collect();
                each(count, |index| {
                    done[index].fetch_add(1, Relaxed);
                });
                assert!(done.iter().all(|done| done.load(Relaxed) == 1), "{team} {count}");
            }
        })
        .unwrap();
        assert_eq!(threads(), 1);
    }
}

#[test]
fn helpers_take_parts_and_wake_up() {
    lead(2, || {
        for _ in 0..3 {
            // Two parts that can only end together.
            let met = AtomicUsize::new(0);
            each(2, |_| {
                met.fetch_add(1, Relaxed);
                while met.load(Relaxed) < 2 {
                    std::thread::yield_now();
                }
            });
            // Long enough to fall asleep.
            (0..20_000).for_each(|_| std::thread::yield_now());
        }
    })
    .unwrap();
}

#[test]
fn within_a_part_there_is_no_team() {
    lead(3, || {
        let counted = AtomicUsize::new(0);
        each(8, |_| {
            assert_eq!(threads(), 1);
            each(5, |_| {
                counted.fetch_add(1, Relaxed);
            });
        });
        assert_eq!((counted.load(Relaxed), threads()), (40, 3));
        lead(2, || assert_eq!(threads(), 2)).unwrap();
        lead(1, || assert_eq!(threads(), 1)).unwrap();
        assert_eq!(threads(), 3);
    })
    .unwrap();
}

#[test]
fn a_fault_in_a_part_comes_out_and_the_team_lives_on() {
    lead(2, || {
        for bad in [0, 9] {
            let told = std::panic::catch_unwind(|| each(10, |index| assert_ne!(index, bad)));
            assert!(told.is_err());
            let counted = AtomicUsize::new(0);
            each(10, |_| {
                counted.fetch_add(1, Relaxed);
            });
            assert_eq!(counted.load(Relaxed), 10);
        }
    })
    .unwrap();
}

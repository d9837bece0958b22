//! How a thread waits for another that is about to be done.

use std::hint::spin_loop;
use std::thread::yield_now;
use std::time::{Duration, Instant};

/// So many looks in a row at first; then others that wait for this core get their turn.
const LOOKS: u32 = 1000;

/// How long it is worth to stay awake.
const AWAKE: Duration = Duration::from_micros(500);

#[derive(Default)]
pub struct Idle {
    looks: u32,
    since: Option<Instant>,
}

impl Idle {
    pub fn wait(&mut self) {
        if self.looks < LOOKS {
            self.looks += 1;
            spin_loop();
        } else {
            yield_now();
        }
    }

    /// The same, and whether it has been too long.
    pub fn wait_long(&mut self) -> bool {
        self.wait();
        self.looks == LOOKS && self.since.get_or_insert_with(Instant::now).elapsed() > AWAKE
    }
}

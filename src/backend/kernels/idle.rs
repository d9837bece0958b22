//! How a thread waits for another that is about to be done.

use std::hint::spin_loop;
use std::thread::yield_now;

/// So many looks in a row at first, some tens of microseconds; then others that wait for this core
/// get their turn between the looks.
const LOOKS: u32 = 1000;

/// So many looks, about half a millisecond, are worth staying awake for.
const AWAKE: u32 = LOOKS + 1000;

#[derive(Default)]
pub struct Idle {
    looks: u32,
}

impl Idle {
    pub fn wait(&mut self) {
        if self.looks < LOOKS {
            spin_loop();
        } else {
            yield_now();
        }
        self.looks = self.looks.saturating_add(1);
    }

    /// The same, and whether it has been too long.
    pub fn wait_long(&mut self) -> bool {
        self.wait();
        self.looks > AWAKE
    }
}

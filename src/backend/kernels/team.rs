//! Threads that share the parts of a kernel.
//!
//! A training step is a hundred kernels of some microseconds each, with a wait for all threads after
//! every one: helpers that went to sleep in between (as those of a general pool do) cost more than
//! they bring. These spin for a while before they sleep, and a kernel never waits for one that has
//! not come: it does the parts itself. Each thread begins with the same share of the parts every
//! time, so that what it wrote last is in its own cache.
#![allow(unsafe_code)] // Reason: helpers call a closure that borrows from the leader's stack.

use std::any::Any;
use std::cell::{Cell, UnsafeCell};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::ptr::null;
use std::sync::atomic::Ordering::{AcqRel, Acquire, Relaxed, SeqCst};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread::{self, Thread};

use super::idle::Idle;

/// The state of a team is one word: whether work is open, how many helpers are at it, how many
/// threads it wants, and its number.
const OPEN: u64 = 1;
const HELPER: u64 = 1 << 1;
const HELPERS: u64 = 0x7fff << 1;
const WANTED: u32 = 16;
const NUMBER: u32 = 32;

/// The most threads that a team has.
pub const MOST: usize = 0x7fff;

/// A thread claims its share of the parts in so many steps, so that others can take what is left.
const CLAIMS: usize = 4;

thread_local! {
    /// The team that this thread leads; none within a part.
    static LED: Cell<*const Team> = const { Cell::new(null()) };
}

struct Team {
    state: AtomicU64,
    work: UnsafeCell<Work>,
    /// How far the share of each thread is claimed.
    claimed: Vec<Claimed>,
    /// Of the helpers: thread 1 and following.
    sleeping: Vec<Sleeper>,
    ended: AtomicBool,
    fault: Mutex<Option<Box<dyn Any + Send>>>,
}

/// On a cache line of its own.
#[derive(Default)]
#[repr(align(128))]
struct Claimed(AtomicUsize);

#[derive(Default)]
struct Sleeper {
    sleeps: AtomicBool,
    thread: OnceLock<Thread>,
}

#[derive(Clone, Copy)]
struct Work {
    run: unsafe fn(*const (), usize),
    closure: *const (),
    count: usize,
}

// SAFETY: `work` is written by the leader while nobody is at it, and read by those who came to it.
unsafe impl Sync for Team {}

/// How many threads a kernel of this thread may use.
pub fn threads() -> usize {
    let team = LED.get();
    // SAFETY: a team outlives what it is led through, see `lead`.
    if team.is_null() { 1 } else { unsafe { (*team).claimed.len() } }
}

/// Runs `work` with a team of `threads` (at least 1, this one among them) for its kernels.
///
/// # Errors
/// The machine refuses the threads.
pub fn lead<R>(threads: usize, work: impl FnOnce() -> R) -> io::Result<R> {
    if threads <= 1 {
        let _before = Led::put(null());
        return Ok(work());
    }
    let team = Team::new(threads.min(MOST));
    thread::scope(|scope| {
        // Ends the helpers however this ends.
        let _end = End(&team);
        #[cfg(test)]
        let set = super::simd::testing::chosen();
        for index in 1..team.claimed.len() {
            let team = &team;
            thread::Builder::new().name(format!("kernels-{index}")).spawn_scoped(
                scope,
                move || {
                    #[cfg(test)]
                    super::simd::testing::choose(set);
                    team.help(index);
                },
            )?;
        }
        let _before = Led::put(&raw const team);
        Ok(work())
    })
}

/// Calls `part(index)` for each index below `count`, on the threads of the team that this thread
/// leads. Within a part there is no team.
///
/// # Panics
/// As the parts do.
pub fn each<F: Fn(usize) + Sync>(count: usize, part: F) {
    let team = LED.get();
    if team.is_null() || count <= 1 {
        return (0..count).for_each(part);
    }
    /// # Safety
    /// `closure` is an `F`.
    unsafe fn run<F: Fn(usize)>(closure: *const (), index: usize) {
        // SAFETY: as promised.
        unsafe { (*closure.cast::<F>())(index) }
    }
    let work = Work { run: run::<F>, closure: (&raw const part).cast(), count };
    // SAFETY: a team outlives what it is led through.
    unsafe { (*team).share(work) }
}

/// Puts back what was led before.
struct Led(*const Team);

impl Led {
    fn put(team: *const Team) -> Led {
        Led(LED.replace(team))
    }
}

impl Drop for Led {
    fn drop(&mut self) {
        LED.set(self.0);
    }
}

struct End<'a>(&'a Team);

impl Drop for End<'_> {
    fn drop(&mut self) {
        self.0.ended.store(true, SeqCst);
        self.0.sleeping.iter().for_each(Sleeper::wake);
    }
}

impl Sleeper {
    fn wake(&self) {
        if self.sleeps.load(SeqCst)
            && let Some(thread) = self.thread.get()
        {
            thread.unpark();
        }
    }
}

/// Closes the work and waits for those who are at it, however the leader's own parts end.
struct Close<'a>(&'a Team);

impl Drop for Close<'_> {
    fn drop(&mut self) {
        self.0.state.fetch_and(!OPEN, AcqRel);
        let mut idle = Idle::default();
        while self.0.state.load(Acquire) & HELPERS != 0 {
            idle.wait();
        }
    }
}

impl Team {
    fn new(threads: usize) -> Team {
        unsafe fn nothing(_: *const (), _: usize) {}
        Team {
            state: AtomicU64::new(0),
            work: UnsafeCell::new(Work { run: nothing, closure: null(), count: 0 }),
            claimed: (0..threads).map(|_| Claimed::default()).collect(),
            sleeping: (1..threads).map(|_| Sleeper::default()).collect(),
            ended: AtomicBool::new(false),
            fault: Mutex::new(None),
        }
    }

    /// The leader's side of a piece of work.
    fn share(&self, work: Work) {
        let wanted = self.claimed.len().min(work.count);
        let number = (self.state.load(Relaxed) >> NUMBER).wrapping_add(1);
        for (index, claimed) in self.claimed.iter().enumerate().take(wanted) {
            claimed.0.store(index * work.count / wanted, Relaxed);
        }
        // SAFETY: the last work was closed and left by all, so nobody reads.
        unsafe { *self.work.get() = work };
        // Before the look at who sleeps, as a helper says that it sleeps before it looks for work.
        self.state.store(number << NUMBER | (wanted as u64) << WANTED | OPEN, SeqCst);
        self.sleeping.iter().take(wanted - 1).for_each(Sleeper::wake);
        {
            let _close = Close(self);
            let _within = Led::put(null());
            self.parts(work, 0, wanted);
        }
        let fault = self.fault.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(fault) = fault {
            resume_unwind(fault);
        }
    }

    /// The parts of this thread's share, and then what is left of the others'.
    fn parts(&self, work: Work, thread: usize, wanted: usize) {
        let step = (work.count / wanted / CLAIMS).max(1);
        for owner in (thread..wanted).chain(0..thread) {
            let end = (owner + 1) * work.count / wanted;
            let Some(claimed) = self.claimed.get(owner) else { continue };
            loop {
                let from = claimed.0.fetch_add(step, Relaxed);
                if from >= end {
                    break;
                }
                for index in from..end.min(from + step) {
                    // SAFETY: the closure lives until the work is closed and all have left it.
                    unsafe { (work.run)(work.closure, index) };
                }
            }
        }
    }

    /// A helper's life.
    fn help(&self, thread: usize) {
        let Some(sleeper) = self.sleeping.get(thread - 1) else { return };
        let _ = sleeper.thread.set(thread::current());
        let (mut seen, mut idle) = (0, Idle::default());
        while !self.ended.load(SeqCst) {
            let state = self.state.load(SeqCst);
            let news = state & OPEN != 0 && state >> NUMBER != seen;
            if news && self.come(state, thread) {
                seen = state >> NUMBER;
                idle = Idle::default();
            } else if !news && idle.wait_long() {
                sleeper.sleeps.store(true, SeqCst);
                if self.state.load(SeqCst) == state && !self.ended.load(SeqCst) {
                    thread::park();
                }
                sleeper.sleeps.store(false, SeqCst);
                idle = Idle::default();
            }
        }
    }

    /// Takes part in the work of this state. Whether it is done with: if not, the state has changed.
    fn come(&self, state: u64, thread: usize) -> bool {
        let wanted = (state >> WANTED & 0xffff) as usize;
        if thread >= wanted {
            return true;
        }
        if self.state.compare_exchange(state, state + HELPER, AcqRel, Relaxed).is_err() {
            return false;
        }
        // SAFETY: the leader changes nothing before this helper has left.
        let work = unsafe { *self.work.get() };
        let parts = AssertUnwindSafe(|| self.parts(work, thread, wanted));
        if let Err(fault) = catch_unwind(parts) {
            *self.fault.lock().unwrap_or_else(PoisonError::into_inner) = Some(fault);
        }
        self.state.fetch_sub(HELPER, AcqRel);
        true
    }
}

#[cfg(test)]
#[path = "team_tests.rs"]
mod tests;

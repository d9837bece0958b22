//! `hpm check --watch`: again after every change.
//!
//! Times of files are asked for five times a second. That needs no service of the operating system,
//! sees files on network drives and in containers, and follows a name whatever an editor does to
//! save: write in place, or write beside and rename.

use super::levels::Levels;
use super::stamps::{self, Stamps};
use super::{CheckArgs, once};
use crate::cli::fault::{Exit, Fault};
use crate::cli::output::Output;
use crate::cli::{files, interrupt};
use crate::report::format;
use std::collections::BTreeSet;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::sleep;
use std::time::Duration;

const PAUSE: Duration = Duration::from_millis(200);

/// A file that is gone is waited for so many pauses: it may be about to be saved.
const PATIENCE: usize = 10;

/// Clears the screen and what was scrolled off it.
const CLEAR: &str = "\u{1b}[2J\u{1b}[3J\u{1b}[H";

/// Ends on Ctrl-C only.
///
/// # Errors
/// The system lets nobody listen for Ctrl-C.
pub fn run(args: &CheckArgs, levels: &Levels, output: &Output) -> Result<Exit, Fault> {
    let stop = interrupt::install("no longer watching")?;
    let mut besides: BTreeSet<PathBuf> = BTreeSet::new();
    while !stop.load(Ordering::Relaxed) {
        if std::io::stdout().is_terminal() {
            output.print(CLEAR);
        }
        // Seen before the check: what changes while it runs is checked again.
        let before = look(args, &besides);
        besides = once(args, levels, output).looked_at.into_iter().collect();
        let mut known = look(args, &besides);
        for (path, stamp) in before {
            known.entry(path).and_modify(|now| *now = stamp);
        }
        let count = format::plural(known.len() as u64, "file");
        output.note(&format!("watching {count}; Ctrl-C ends"));
        wait(&|| look(args, &besides), &known, &stop);
    }
    Ok(Exit::Interrupted)
}

/// The files named, those in folders that are named, and what they lead to.
fn look(args: &CheckArgs, besides: &BTreeSet<PathBuf>) -> Stamps {
    let named = files::expand(&args.files).into_iter().flatten();
    stamps::of(named.chain(besides.iter().cloned()))
}

/// Until something is other than `known` and has come to rest.
fn wait(look: &dyn Fn() -> Stamps, known: &Stamps, stop: &AtomicBool) {
    let mut last = look();
    while last == *known {
        sleep(PAUSE);
        if stop.load(Ordering::Relaxed) {
            return;
        }
        last = look();
    }
    for _ in 0..PATIENCE {
        sleep(PAUSE);
        let now = look();
        if now == last && !stamps::vanished(known, &now) {
            return;
        }
        last = now;
    }
}

//! The threads that understand and check texts: the newest version of each wins.

use super::disk::{Facts, Open, OpenShelf};
use super::session::Shapes;
use crate::check::layer_ranges;
use crate::diagnostic::Diagnostic;
use crate::driver::{Understood, understand};
use crossbeam_channel::{Receiver, Sender};
use lsp_types::Uri;
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// A text to be understood.
#[derive(Clone)]
pub struct Task {
    pub uri: Uri,
    pub name: String,
    pub base: PathBuf,
    pub text: Arc<str>,
    pub revision: u64,
    pub open: Open,
}

/// What came of it.
pub enum Outcome {
    /// Parsed and resolved.
    Understood { uri: Uri, revision: u64, understood: Arc<Understood> },
    /// Checked over the whole family.
    Checked { uri: Uri, revision: u64, found: Vec<Diagnostic> },
    /// The shapes of its layers over the family.
    Shaped { uri: Uri, shapes: Shapes },
    /// A fault of hpm's own.
    Broken { uri: Uri, revision: u64 },
}

struct Check {
    uri: Uri,
    revision: u64,
    understood: Arc<Understood>,
}

trait Of {
    fn uri(&self) -> &Uri;
}

impl Of for Task {
    fn uri(&self) -> &Uri {
        &self.uri
    }
}

impl Of for Check {
    fn uri(&self) -> &Uri {
        &self.uri
    }
}

/// What waits, one piece of work for each document, and since when.
struct Queue<T> {
    waiting: Mutex<VecDeque<(Instant, T)>>,
    news: Condvar,
    /// Work is taken up once nothing newer has come for so long.
    rest: Duration,
}

impl<T: Of> Queue<T> {
    fn new(rest: Duration) -> Arc<Queue<T>> {
        let waiting = Mutex::new(VecDeque::new());
        Arc::new(Queue { waiting, news: Condvar::new(), rest })
    }

    /// In place of older work on the same document.
    fn put(&self, work: T) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.retain(|(_, one)| one.uri() != work.uri());
        waiting.push_back((Instant::now(), work));
        self.news.notify_one();
    }

    fn take(&self) -> T {
        const LONG: Duration = Duration::from_secs(3600);
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let left = waiting.front().map(|(since, _)| self.rest.saturating_sub(since.elapsed()));
            if left == Some(Duration::ZERO)
                && let Some((_, work)) = waiting.pop_front()
            {
                return work;
            }
            let (lock, wait) = (waiting, left.unwrap_or(LONG));
            let woken = self.news.wait_timeout(lock, wait);
            waiting = woken.unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

/// Hands work to the threads.
pub struct Workers {
    tasks: Arc<Queue<Task>>,
}

/// While someone types, proofs of texts that change at once would only take the time that the
/// newest text needs.
const REST: Duration = Duration::from_millis(50);
/// Threads that check: a proof that takes long does not hold up the next text.
const CHECKERS: usize = 2;

impl Workers {
    pub fn start(facts: Facts) -> (Workers, Receiver<Outcome>) {
        let (send, receive) = crossbeam_channel::unbounded();
        let (tasks, checks) = (Queue::new(Duration::ZERO), Queue::new(REST));
        let (from, to, results) = (tasks.clone(), checks.clone(), send.clone());
        spawn(move || understanding(&from, &to, &facts, &results));
        for _ in 0..CHECKERS {
            let (from, results) = (checks.clone(), send.clone());
            spawn(move || checking(&from, &results));
        }
        (Workers { tasks }, receive)
    }

    pub fn put(&self, task: Task) {
        self.tasks.put(task);
    }
}

/// Trees nest: as much room as the main thread has.
const STACK: usize = 16 << 20;

fn spawn(work: impl FnOnce() + Send + 'static) {
    let _ = thread::Builder::new().stack_size(STACK).spawn(work);
}

fn understanding(from: &Queue<Task>, to: &Queue<Check>, facts: &Facts, results: &Sender<Outcome>) {
    loop {
        let task = from.take();
        let (uri, revision) = (task.uri.clone(), task.revision);
        let done = catch_unwind(AssertUnwindSafe(|| understood(&task, facts)));
        let Ok(understood) = done.map(Arc::new) else {
            if results.send(Outcome::Broken { uri, revision }).is_err() {
                return;
            }
            continue;
        };
        // Told first: what the check finds is read together with it.
        let check = Check { uri: uri.clone(), revision, understood: understood.clone() };
        if results.send(Outcome::Understood { uri, revision, understood }).is_err() {
            return;
        }
        to.put(check);
    }
}

pub fn understood(task: &Task, facts: &Facts) -> Understood {
    let shelf = OpenShelf { base: &task.base, open: &task.open };
    understand(&task.name, &task.text, &facts.probe(&task.base), &shelf)
}

fn checking(from: &Queue<Check>, results: &Sender<Outcome>) {
    loop {
        let Check { uri, revision, understood } = from.take();
        let checked = || Outcome::Checked { uri: uri.clone(), revision, found: understood.check() };
        let shaped = || Outcome::Shaped {
            uri: uri.clone(),
            shapes: Shapes {
                revision,
                understood: understood.clone(),
                ranges: understood.family.as_ref().map(layer_ranges).map(Arc::new),
            },
        };
        let broken = || Outcome::Broken { uri: uri.clone(), revision };
        let first = catch_unwind(AssertUnwindSafe(checked)).unwrap_or_else(|_| broken());
        if results.send(first).is_err() {
            return;
        }
        let second = catch_unwind(AssertUnwindSafe(shaped)).unwrap_or_else(|_| broken());
        if results.send(second).is_err() {
            return;
        }
    }
}

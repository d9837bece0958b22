//! The record of a sweep: a SQLite file in the schema of Optuna, with tables of our own.
//!
//! Optuna's tables show each trial to Optuna and its tools; the tables `hpm_…` hold all that the sweep
//! needs to go on and the report needs to tell. Both are written in the same transactions.

mod changes;
mod connection;
mod distribution;
mod error;
mod head;
mod journal;
mod lock;
mod meta;
mod record;
mod rows;
mod store;
mod trials;
mod wire;

pub use changes::Change;
pub use distribution::{Dimension, Distribution};
pub use error::{ResumeError, StudyError};
pub use head::{Goal, Head, StudyHead};
pub use record::Record;
pub use store::Study;
pub use trials::words as failure_in_words;

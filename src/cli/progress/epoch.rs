//! The batches of one epoch.

use super::style;
use crate::cli::output::Output;
use indicatif::{ProgressBar, ProgressDrawTarget};

pub struct EpochBar {
    bar: Option<ProgressBar>,
}

impl EpochBar {
    pub fn new(output: &Output, epoch: usize, epochs: usize) -> EpochBar {
        let bar = output.interactive.then(|| {
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
            bar.set_style(style("{prefix} {bar:30} {pos}/{len} batches, {eta} left"));
            bar.set_prefix(format!("epoch {epoch}/{epochs}"));
            bar
        });
        EpochBar { bar }
    }

    pub fn step(&self, done: usize, total: usize) {
        if let Some(bar) = &self.bar {
            bar.set_length(total as u64);
            bar.set_position(done as u64);
        }
    }

    pub fn clear(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

//! Progress of long work, on standard error: bars where there is a terminal, plain lines where not.

mod epoch;
mod sweep;

pub use epoch::EpochBar;
pub use sweep::SweepProgress;

use indicatif::ProgressStyle;

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}

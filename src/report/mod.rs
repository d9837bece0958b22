//! Tables and stories for people. Reads a study, nothing else.

mod best;
mod chart;
pub mod format;
mod html;
mod json;
mod story;
mod style;
mod table;
mod view;

pub use best::best_trials;
pub use html::html;
pub use json::json;
pub use story::story;
pub use style::{Style, Tone};
pub use table::Table;
pub use view::{deviation, mean};

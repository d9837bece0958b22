//! Carrying the weights of a trained network over to a larger member of its family.
//!
//! ```text
//! two graphs ──matching──▶ which large node carries which small value
//!            ──flow──────▶ a term for the channels of each, variables where a layer may choose
//!            ──units─────▶ for each large channel: an old one, a new one, …
//!            ──rules─────▶ every tensor, and a row of the report
//! ```
//! Dropout is off in all that is said to be exact: evaluation is.

mod fill;
mod flow;
mod matching;
mod matrix;
mod options;
mod refusal;
mod report;
mod rules;
mod shrink;
mod site;
mod table;
mod tensor;
mod term;
#[cfg(test)]
mod tests;
mod units;

pub use fill::grow;
pub use options::{Options, Shrink, Statistics, Widen};
pub use refusal::Refusal;
pub use report::{Grown, Row, Rule};
pub use tensor::{Tensor, Values};

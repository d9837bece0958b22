//! Reading data sources, dividing and scaling them.

mod prepared;

pub use prepared::{Inputs, Part, Prepared, Targets};

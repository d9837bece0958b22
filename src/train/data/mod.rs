//! Reading data sources, dividing and scaling them.

mod prepared;
mod shape;
mod transform;

pub use prepared::{Inputs, Part, Prepared, Targets};
pub use transform::{InputForm, NewData, OutputForm, Scale, SourceForm, Transform};

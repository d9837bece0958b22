//! Reading data sources, dividing and scaling them.
//!
//! ```text
//! file ──csv, idx, digits──▶ Read ──split, parts──▶ three parts ──scale──▶ Prepared (with its Transform)
//! ```

mod agree;
mod checks;
mod classes;
mod csv;
mod digits;
mod fingerprint;
mod idx;
mod load;
mod locate;
mod new_data;
mod parts;
mod prepared;
mod scale;
mod shape;
mod source;
mod split;
mod stream;
mod transform;

pub use fingerprint::fingerprint;
pub use load::{load, probe};
pub use new_data::read_inputs;
pub use prepared::{Inputs, Part, Prepared, Targets};
pub use transform::{InputForm, NewData, OutputForm, Scale, SourceForm, Transform};

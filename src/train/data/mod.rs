//! Reading data sources, dividing and scaling them.
//!
//! ```text
//! file ──table, arrays, idx, images, text, series, generated──▶ Read ──split, parts, order──▶
//! three parts ──gaps, categories, vocabulary, scale──▶ Prepared (with its Transform)
//! ```

mod agree;
mod arrays;
mod checks;
mod classes;
mod csv;
pub(in crate::train) mod digits;
mod fingerprint;
mod folders;
mod generated;
mod idx;
mod images;
mod load;
mod locate;
mod new_data;
mod order;
mod parquet;
mod parts;
mod prepared;
mod scale;
mod series;
mod shape;
mod source;
mod split;
mod stream;
mod table;
mod text;
mod transform;

pub use fingerprint::fingerprint;
pub use load::{load, probe};
pub use new_data::read_inputs;
pub use prepared::{Inputs, Part, Prepared, Targets};
pub use table::ColumnForm;
pub use text::TextForm;
pub use transform::{InputForm, NewData, OutputForm, Scale, SourceForm, Transform};

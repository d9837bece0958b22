//! Tables, whatever their format: columns, rows, categories, missing values, and all that can be
//! wrong with them.

mod cell;
mod columns;
mod dates;
mod encode;
mod faults;
mod kinds;
mod load;
mod new_rows;
mod open;
mod probe;
mod rows;
mod scan;
mod target;
mod whole_targets;

pub use cell::number;
pub use columns::{Column, Columns, choose, choose_with};
pub use encode::{ColumnForm, Encoding};
pub use kinds::{Kind, survey};
pub use load::{load, read_all};
pub use new_rows::{Notes, Wanted, read_new, read_text};
pub use open::Opener;
pub use probe::{probe, target_facts};
pub use rows::{Field, Head, Rows};
pub use scan::{Depth, Scan};
pub use target::{TargetReader, facts as class_facts};
pub use whole_targets::WholeTargets;

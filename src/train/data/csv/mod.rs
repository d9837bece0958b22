//! Tables as csv files: header, columns, rows, and all that can be wrong with them.

mod cell;
mod columns;
mod faults;
mod load;
mod new_rows;
mod probe;
mod scan;
mod table;
mod target;
mod text;

pub use load::load;
pub use new_rows::{Wanted, read_new};
pub use probe::probe;
pub use table::Layout;

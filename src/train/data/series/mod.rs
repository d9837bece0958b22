//! Windows over the rows of a table in time order.

mod load;
mod new_windows;
mod probe;
mod settings;

pub use load::load;
pub use new_windows::read_new;
pub use probe::probe;

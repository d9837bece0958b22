//! The idx format of MNIST (LeCun, Cortes, Burges): a header with type and dimensions, then numbers.

mod body;
mod files;
mod header;
mod labels;
mod load;

pub use files::paths;
pub use load::{load, probe, read_new};

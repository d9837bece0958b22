//! Pictures in folders: png and jpeg files, one sub-folder for each class.

mod decode;
mod load;
mod new_images;

pub use load::{load, probe};
pub use new_images::read_new;

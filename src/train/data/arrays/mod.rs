//! Arrays of numbers with the samples along their first axis: npy, npz and safetensors.

mod checked;
mod facts;
mod kind;
mod load;
mod names;
mod new_arrays;
mod npy;
mod npz;
mod probe;
mod safetensors;
mod stored;
mod targets;

pub use facts::{arrangement, sample_facts};
pub use kind::half;
pub use load::load;
pub use new_arrays::{is, read_new};
pub use probe::probe;

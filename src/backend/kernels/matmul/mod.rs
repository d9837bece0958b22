//! Matrix products on slices, with register tiles of our own (Goto & van de Geijn 2008 describe
//! the way): the right side is packed into panels that stay in the nearest caches, the left side
//! is read where it lies.

mod ladder;
mod left;
mod matrix;
mod pack;
mod product;
#[cfg(test)]
mod tests;
pub mod tile;

pub use ladder::{Tiled, cover};
pub use matrix::Matrix;
pub use pack::{Panel, Panels, pack as pack_panel};
pub use product::{
    MOST_LANES, Packed, matmul, matmul_biased, matmul_packed, pack, packed_length, widest,
};

/// Where a product goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Into {
    /// What was there is overwritten.
    Replace,
    /// The product is added.
    Add,
}

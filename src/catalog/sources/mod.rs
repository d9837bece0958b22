//! Where samples come from.

use super::Item;

mod blobs;
mod csv;
mod digits;
mod idx;
mod image_folder;
mod moons;
mod npy;
mod npz;
mod parquet;
mod safetensors;
mod sequences;
mod series;
mod spirals;
mod text;

/// In the order in which people meet them.
pub(super) static ALL: &[&Item] = &[
    &digits::ITEM,
    &csv::ITEM,
    &parquet::ITEM,
    &idx::ITEM,
    &image_folder::ITEM,
    &npy::ITEM,
    &npz::ITEM,
    &safetensors::ITEM,
    &text::ITEM,
    &series::ITEM,
    &blobs::ITEM,
    &moons::ITEM,
    &spirals::ITEM,
    &sequences::ITEM,
];

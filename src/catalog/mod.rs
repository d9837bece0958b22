//! What hpm knows: every layer, optimizer, schedule, loss, data source and setting, as data.
//!
//! Resolving, bounds, roles, synonyms, did-you-mean, `hpm explain` and the reference all read this one table.

mod activations;
mod augmentations;
mod composites;
mod forms;
mod inits;
mod inputs;
mod item;
pub mod language;
mod later;
mod layers;
mod losses;
pub mod markdown;
mod metrics;
pub mod optimizers;
mod outputs;
mod registry;
mod render;
mod schedules;
mod sections;
mod sources;

pub use item::{Bounds, Direction, Item, Kind, Param, Preset, Role, Type};
pub use later::{LATER, Later, later};
pub use registry::{all, find, find_layer, find_synonym, layer_names, names, noun, of, section};
pub use render::render;
pub(crate) use render::role_text;

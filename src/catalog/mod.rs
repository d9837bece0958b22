//! What hpm knows: every layer, optimizer, schedule, loss, data source and setting, as data.
//!
//! Resolving, bounds, roles, synonyms, did-you-mean, `hpm explain` and the reference all read this one table.

mod item;

pub use item::{Bounds, Direction, Item, Kind, Param, Preset, Role, Type};

//! What an editor can ask about a specification: pure functions over texts, trees and families.
//!
//! Positions are byte offsets; what the editor's protocol makes of them is the business of `lsp`.

pub mod actions;
pub mod complete;
mod describe;
mod expect;
pub mod folding;
pub mod hover;
mod hyper;
pub mod index;
pub mod inlay;
pub mod lexer;
mod names;
mod numbers;
pub mod place;
pub mod rename;
mod shift;
pub mod symbols;
pub mod tokens;
mod view;

pub use shift::Shift;
pub use view::{Entry, Surroundings, View};

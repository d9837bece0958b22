//! Text as tokens: columns of tables, folders of files, and running texts.

mod corpus;
mod files;
mod load;
mod new_text;
mod running;
mod tokens;

pub use corpus::{Corpus, TextForm, class_names};
pub use load::{load, probe};
pub use new_text::read_new;

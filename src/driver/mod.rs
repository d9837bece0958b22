//! Puts the rooms together: from a text to a checked family, and from a family to trials.

mod analyse;
mod cascade;
mod fingerprint;
mod modules;
mod probe;
mod specialise;
mod trial;

pub use analyse::{Analysis, Understood, analyse, analyse_with, understand};
pub use fingerprint::spec_fingerprint;
pub use modules::{FolderShelf, KnownTexts, Loaded, Shelf, load};
pub use probe::{FolderProbe, KnownFacts};
pub use specialise::specialise;
pub use trial::MemberTrial;

//! Puts the rooms together: from a text to a checked family, and from a family to trials.

mod allow;
mod analyse;
mod cascade;
mod fingerprint;
mod mend;
mod modules;
mod probe;
mod removals;
mod specialise;
mod text;
mod trace;
mod trial;

pub use analyse::{Analysis, Understood, analyse, analyse_with, understand};
pub use fingerprint::spec_fingerprint;
pub use mend::{Dropped, Mended, mend};
pub use modules::{FolderShelf, KnownTexts, Loaded, Shelf, load};
pub use probe::{FolderProbe, KnownFacts};
pub use specialise::specialise;
pub use text::read_text;
pub use trace::Traced;
pub use trial::MemberTrial;

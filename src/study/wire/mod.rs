//! The JSON forms in which a study keeps the sweep's types. They are apart from the types themselves,
//! so that the format of the file changes only on purpose.

mod curve;
mod number;
mod story;
mod trial;

pub(super) use number::{one, optional};

use crate::sweep::{Cutoff, Decision, Outcome, Rung, Score, Stage, TrialInfo};
use serde::{Deserialize, Serialize};

/// A type that a study keeps as JSON.
pub(super) trait Stored: Sized {
    /// # Errors
    /// The reason; with these types it does not happen.
    fn to_json(&self) -> Result<String, serde_json::Error>;

    /// # Errors
    /// The text is not what `to_json` writes.
    fn from_json(text: &str) -> Result<Self, serde_json::Error>;
}

macro_rules! stored {
    ($($kind:ident as $form:literal;)*) => {$(
        impl Stored for $kind {
            fn to_json(&self) -> Result<String, serde_json::Error> {
                #[derive(Serialize)]
                struct Ref<'a>(#[serde(with = $form)] &'a $kind);
                serde_json::to_string(&Ref(self))
            }

            fn from_json(text: &str) -> Result<Self, serde_json::Error> {
                #[derive(Deserialize)]
                struct Owned(#[serde(with = $form)] $kind);
                Ok(serde_json::from_str::<Owned>(text)?.0)
            }
        }
    )*};
}

stored! {
    TrialInfo as "trial::InfoForm";
    Stage as "curve::StageForm";
    Score as "curve::ScoreForm";
    Rung as "story::RungForm";
    Decision as "story::DecisionForm";
    Outcome as "story::OutcomeForm";
    Cutoff as "story::CutoffForm";
}

//! A network on disk: one safetensors file that also tells how it was made, so that it can be used
//! without the specification at hand.

use super::fault::Fault;
use crate::driver::{KnownFacts, KnownTexts, analyse_with};
use crate::instantiate::{Member, instantiate};
use crate::space::Assignment;
use crate::template::{Family, OutputSpec};
use crate::train::data::Transform;
use crate::train::{self, Predictor};
use std::collections::BTreeMap;
use std::path::Path;

const SPEC: &str = "hpm.spec";
const ASSIGNMENT: &str = "hpm.assignment";
const TRANSFORM: &str = "hpm.transform";
const FACTS: &str = "hpm.facts";
const VERSION: &str = "hpm.version";

/// What goes into the file's header beside the tensors.
///
/// # Errors
/// The assignment cannot be written as JSON.
pub fn metadata(
    spec: &str,
    (family, imported): (&Family, &KnownTexts),
    assignment: &Assignment,
    transform: &Transform,
) -> Result<BTreeMap<String, String>, Fault> {
    let assignment = serde_json::to_string(assignment)
        .map_err(|error| Fault::new(format!("cannot store the assignment: {error}")))?;
    Ok(BTreeMap::from([
        (VERSION.into(), env!("CARGO_PKG_VERSION").into()),
        (SPEC.into(), spec.into()),
        (FACTS.into(), KnownFacts::of(family, imported).to_json()),
        (ASSIGNMENT.into(), assignment),
        (TRANSFORM.into(), transform.to_json()),
    ]))
}

/// A network ready to predict.
pub struct Saved {
    pub predictor: Predictor,
    pub transform: Transform,
    pub output: OutputSpec,
}

impl Saved {
    /// The class's name in the training data, or its index.
    pub fn class_name(&self, at: usize) -> String {
        self.transform.class_names.get(at).cloned().unwrap_or_else(|| at.to_string())
    }
}

/// # Errors
/// The file cannot be read, or was not made by `hpm train`.
pub fn load(path: &Path) -> Result<Saved, Fault> {
    let metadata = train::metadata(path).map_err(|error| Fault::new(error.to_string()))?;
    let field = |name: &str| {
        metadata.get(name).ok_or_else(|| {
            Fault::new(format!(
                "{} was not saved by `hpm train`: `{name}` is missing",
                path.display()
            ))
        })
    };
    let transform = Transform::from_json(field(TRANSFORM)?).map_err(Fault::new)?;
    let assignment = serde_json::from_str(field(ASSIGNMENT)?)
        .map_err(|_| Fault::new(format!("{}: its assignment cannot be read", path.display())))?;
    let family = family(field(SPEC)?, &KnownFacts::from_json(field(FACTS)?), path)?;
    let member = member(&family, &assignment)?;
    let predictor = Predictor::load(path, &member.graph, member.output)
        .map_err(|error| Fault::new(error.to_string()))?;
    Ok(Saved { predictor, transform, output: member.output })
}

fn family(text: &str, facts: &KnownFacts, path: &Path) -> Result<Family, Fault> {
    let analysis = analyse_with("weights", text, facts, facts);
    analysis.family.ok_or_else(|| {
        Fault::new(format!(
            "{}: its specification is not understood by this version",
            path.display()
        ))
    })
}

fn member(family: &Family, assignment: &Assignment) -> Result<Member, Fault> {
    instantiate(family, assignment).map_err(|fault| Fault::new(fault.message()))
}

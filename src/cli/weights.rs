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
    let mut metadata = made_by(spec, (family, imported), assignment)?;
    metadata.insert(TRANSFORM.into(), transform.to_json());
    Ok(metadata)
}

/// The part of it that says which network it is.
///
/// # Errors
/// The assignment cannot be written as JSON.
pub fn made_by(
    spec: &str,
    (family, imported): (&Family, &KnownTexts),
    assignment: &Assignment,
) -> Result<BTreeMap<String, String>, Fault> {
    let assignment = serde_json::to_string(assignment)
        .map_err(|error| Fault::new(format!("cannot store the assignment: {error}")))?;
    Ok(BTreeMap::from([
        (VERSION.into(), env!("CARGO_PKG_VERSION").into()),
        (SPEC.into(), spec.into()),
        (FACTS.into(), KnownFacts::of(family, imported).to_json()),
        (ASSIGNMENT.into(), assignment),
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

/// How a saved network was made.
pub struct Origin {
    pub family: Family,
    pub assignment: Assignment,
    pub member: Member,
    /// The file's header.
    pub metadata: BTreeMap<String, String>,
}

/// # Errors
/// The file cannot be read, or was not made by `hpm train`.
pub fn origin(path: &Path) -> Result<Origin, Fault> {
    let metadata = train::metadata(path).map_err(|error| Fault::new(error.to_string()))?;
    let assignment = serde_json::from_str(field(&metadata, ASSIGNMENT, path)?)
        .map_err(|_| Fault::new(format!("{}: its assignment cannot be read", path.display())))?;
    let facts = KnownFacts::from_json(field(&metadata, FACTS, path)?);
    let family = family(field(&metadata, SPEC, path)?, &facts, path)?;
    let member = member(&family, &assignment)?;
    Ok(Origin { family, assignment, member, metadata })
}

/// # Errors
/// The file cannot be read, or was not made by `hpm train`.
pub fn load(path: &Path) -> Result<Saved, Fault> {
    let Origin { member, metadata, .. } = origin(path)?;
    let transform = Transform::from_json(field(&metadata, TRANSFORM, path)?).map_err(Fault::new)?;
    let predictor = Predictor::load(path, &member.graph, member.output)
        .map_err(|error| Fault::new(error.to_string()))?;
    Ok(Saved { predictor, transform, output: member.output })
}

fn field<'m>(
    metadata: &'m BTreeMap<String, String>,
    name: &str,
    path: &Path,
) -> Result<&'m str, Fault> {
    metadata.get(name).map(String::as_str).ok_or_else(|| {
        Fault::new(format!("{} was not saved by `hpm train`: `{name}` is missing", path.display()))
    })
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

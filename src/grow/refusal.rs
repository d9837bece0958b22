//! Why a network cannot be carried over.

/// The first place where no mapping exists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// A node, of the large network where both have it.
    pub path: String,
    pub why: String,
}

impl Refusal {
    pub fn new(path: &str, why: impl Into<String>) -> Refusal {
        Refusal { path: path.to_string(), why: why.into() }
    }

    /// A sentence for people.
    pub fn message(&self) -> String {
        format!("no weights are carried over: at `{}`, {}", self.path, self.why)
    }
}

//! A stable code, and the story that `hpm explain` tells about it.

use super::model::Severity;

/// One kind of fault. Each lives in a file of its own below `codes/`.
#[derive(Debug)]
pub struct Code {
    /// `E302`, `W511`: the letter is the severity, the first digit the group.
    pub id: &'static str,
    /// One line in the words of a user: "a range that runs backwards".
    pub title: &'static str,
    pub severity: Severity,
    /// Why it is a fault and what to do, a few sentences of plain text.
    pub explanation: &'static str,
    /// A whole small specification that yields this code (a test proves it).
    pub failing: &'static str,
    /// The same, mended: it yields no diagnostic at all (a test proves it).
    pub mended: &'static str,
}

impl PartialEq for Code {
    fn eq(&self, other: &Code) -> bool {
        self.id == other.id
    }
}

impl Eq for Code {}

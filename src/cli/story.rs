//! What `hpm explain` tells of a code, and the list of all codes.

use super::explain::indented;
use super::output::Output;
use crate::diagnostic::codes::GROUPS;
use crate::diagnostic::{Code, Severity};
use serde_json::json;

/// The page of all codes: what hpm says of each failing example stands there, and is tested. Its
/// examples may read files that lie only in hpm's own repository.
const PAGE: &str = include_str!("../../docs/diagnostics.md");

/// The whole story of a code.
pub fn of(code: &Code, output: &Output) -> String {
    let title = output.bold(&format!("{} ({}): {}", code.id, severity(code), code.title));
    let said = said(code.id).map_or_else(String::new, |said| {
        format!("{}\n\n{}\n\n", output.bold("hpm says:"), indented(said))
    });
    format!(
        "{title}\n\n{}\n\n{}\n\n{}\n\n{said}{}\n\n{}\n",
        code.explanation.trim(),
        output.bold("This fails:"),
        indented(code.failing),
        output.bold("This is right:"),
        indented(code.mended),
    )
}

/// What hpm says of the failing example of a code, without colour.
fn said(id: &str) -> Option<&'static str> {
    let (_, rest) = PAGE.split_once(&format!("### {id}: "))?;
    let story = rest.split_once("\n### ").map_or(rest, |(story, _)| story);
    let (_, rest) = story.split_once("```text\n")?;
    rest.split_once("\n```").map(|(said, _)| said)
}

/// All codes with their titles, in groups.
pub fn index(output: &Output) -> String {
    let mut text = String::new();
    for group in &GROUPS {
        let title = format!("{}xx  {}", group.digit, group.title);
        text.push_str(&format!("{} - {}\n", output.bold(&title), group.about));
        for code in group.codes {
            text.push_str(&format!("  {}  {}\n", code.id, code.title));
        }
        text.push('\n');
    }
    text.trim_end().to_string() + "\n"
}

/// One code as a line for tools.
pub fn json(code: &Code) -> String {
    let digit = code.id.get(1..2);
    let group = GROUPS.iter().find(|group| digit == Some(group.digit)).map(|group| group.title);
    json!({
        "code": code.id,
        "severity": severity(code),
        "group": group,
        "title": code.title,
        "explanation": code.explanation.trim(),
        "failing": code.failing,
        "said": said(code.id),
        "mended": code.mended,
    })
    .to_string()
}

fn severity(code: &Code) -> &'static str {
    match code.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

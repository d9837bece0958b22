//! A diagnostic code as a SARIF rule, with its whole story as help.

use super::severity_word;
use crate::diagnostic::Code;
use serde_json::{Value, json};

pub fn rule(code: &Code) -> Value {
    json!({
        "id": code.id,
        "name": name(code.title),
        "shortDescription": { "text": sentence(code.title) },
        "fullDescription": { "text": code.explanation.trim() },
        "help": { "text": story(code), "markdown": markdown(code) },
        "defaultConfiguration": { "level": severity_word(code.severity) },
    })
}

/// `a range that runs backwards` → `RangeThatRunsBackwards`: rules have names in Pascal case.
fn name(title: &str) -> String {
    let words = title.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let words = words.skip_while(|word| matches!(*word, "a" | "an" | "the"));
    words.map(capital).collect()
}

fn sentence(title: &str) -> String {
    format!("{}.", capital(title))
}

fn capital(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}

fn story(code: &Code) -> String {
    let (failing, mended) = (code.failing.trim_end(), code.mended.trim_end());
    let explanation = code.explanation.trim();
    format!("{explanation}\n\nThis fails:\n\n{failing}\n\nThis is right:\n\n{mended}\n")
}

fn markdown(code: &Code) -> String {
    let (failing, mended) = (code.failing.trim_end(), code.mended.trim_end());
    let explanation = code.explanation.trim();
    format!(
        "{explanation}\n\nThis fails:\n\n```\n{failing}\n```\n\nThis is right:\n\n```\n{mended}\n```\n"
    )
}

//! The names that are in sight where a cursor stands, in text that may be broken.

use super::lexer::Token;
use super::place::Place;
use super::view::View;

/// A name of the author's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub name: String,
    pub what: What,
    /// The value as written, and its documentation.
    pub value: String,
    pub doc: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Let,
    Parameter,
    Index,
}

/// Lets, block parameters and indices, the nearest first.
pub fn in_sight(view: &View, place: &Place) -> Vec<Named> {
    let mut found: Vec<Named> = Vec::new();
    for (at, frame) in place.frames.iter().enumerate().rev() {
        let header = &frame.statement;
        let opens = place.frames.get(at + 1).is_some_and(|inner| inner.opener == '{');
        if opens {
            found.extend(index(header, place.text));
        }
        if opens && header.first().is_some_and(|one| one.text(place.text) == "block") {
            found.extend(parameters(view, header, place.text));
        }
        if at > 0 {
            found.extend(frame.lets.iter().map(|name| Named {
                name: name.clone(),
                what: What::Let,
                value: String::new(),
                doc: None,
            }));
        }
    }
    found.extend(view.lets().map(|one| Named {
        name: one.name.text.clone(),
        what: What::Let,
        value: view.sources.slice(one.value.span).to_string(),
        doc: one.doc.as_ref().map(|doc| doc.text.clone()),
    }));
    let mut seen = std::collections::BTreeSet::new();
    found.retain(|one| !one.name.is_empty() && seen.insert(one.name.clone()));
    found
}

/// `repeat 1..3 as i`
fn index(header: &[Token], text: &str) -> Option<Named> {
    let at = header.iter().position(|one| one.text(text) == "as")?;
    let name = header.get(at + 1)?.text(text).to_string();
    let value = "counts the repetitions from 0".to_string();
    Some(Named { name, what: What::Index, value, doc: None })
}

fn parameters(view: &View, header: &[Token], text: &str) -> Vec<Named> {
    let Some(name) = header.get(1).map(|one| one.text(text)) else { return Vec::new() };
    let Some((block, _)) = view.block(name) else { return Vec::new() };
    let named = block.parameters.iter().map(|one| Named {
        name: one.name.text.clone(),
        what: What::Parameter,
        value: one.default.as_ref().map_or("", |value| view.sources.slice(value.span)).to_string(),
        doc: None,
    });
    named.collect()
}

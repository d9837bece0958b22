//! The report as one page that needs nothing else: no script, no network, no other file.

mod curves;
mod decisions;
mod growth;
mod mark;
mod plot;
mod settings;
mod tables;
mod top;
mod trials;

use super::story;
use super::style::Style;
use super::view::View;
use crate::study::Record;
use mark::{escape, section};

/// The whole page. Light or dark as the reader's system is.
pub fn html(record: &Record) -> String {
    let view = View::new(record);
    let pair = |left: Option<String>, right: Option<String>| match (left, right) {
        (Some(left), Some(right)) => Some(format!("<div class=\"pair\">\n{left}{right}</div>\n")),
        (left, right) => left.or(right),
    };
    let stack = |above: Option<String>, below: Option<String>| match (above, below) {
        (Some(above), Some(below)) => Some(format!("<div>\n{above}{below}</div>\n")),
        (above, below) => above.or(below),
    };
    let parts = [
        Some(top::html(view)),
        growth::html(view),
        pair(settings::html(view), stack(tables::finalists(view), tables::ladder(view))),
        pair(curves::learning(view), curves::history(view)),
        decisions::html(view),
        failures(view),
        Some(specification(view)),
    ];
    let body: String = parts.into_iter().flatten().collect();
    let (title, version) = (escape(&record.head.name), escape(&record.head.hpm_version));
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title} · hpm</title>\n<style>\n{}</style>\n</head>\n<body>\n<main>\n{body}<footer>Made by hpm {version}.</footer>\n</main>\n</body>\n</html>\n",
        include_str!("page.css")
    )
}

fn failures(view: View) -> Option<String> {
    let reasons = story::reasons(view);
    if reasons.is_empty() {
        return None;
    }
    let columns = [("trials", true), ("reason", false)];
    let rows: Vec<_> = reasons
        .into_iter()
        .map(|(reason, count)| ("", vec![count.to_string(), escape(&reason)]))
        .collect();
    let body = mark::table("Why trials failed", &columns, &rows);
    Some(section("failures", "What failed", "", &body))
}

fn specification(view: View) -> String {
    let (path, text) = (escape(&view.record.head.spec_path), escape(&view.record.head.spec_text));
    let story = escape(&story::story(view.record, &Style::default()));
    format!(
        "<section class=\"card\"><details><summary>The specification, {path}</summary><pre>{text}</pre></details></section>\n\
         <section class=\"card\"><details><summary>The story as plain text</summary><pre>{story}</pre></details></section>\n"
    )
}

//! `hpm explain`: the story of a code, a layer or a setting.

use super::fault::{Exit, Fault};
use super::output::Output;
use crate::catalog;
use crate::diagnostic::{Code, Severity, codes, nearest};
use clap::Args;

#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  hpm explain E301\n  hpm explain conv\n  hpm explain            lists everything"
)]
pub struct ExplainArgs {
    /// A code (E301) or a name of the language (conv, adam, cosine); without one, all of them
    subject: Option<String>,
}

/// # Errors
/// There is no such code or name.
pub fn run(args: &ExplainArgs, output: &Output) -> Result<Exit, Fault> {
    let Some(subject) = &args.subject else {
        output.print(&index(output));
        return Ok(Exit::Clean);
    };
    if let Some(code) = codes::find(subject) {
        output.print(&story(code, output));
        return Ok(Exit::Clean);
    }
    let settings = settings(subject);
    if !settings.is_empty() {
        output.print(&settings);
    }
    let items: Vec<_> = catalog::all().iter().filter(|item| answers(item, subject)).collect();
    if items.is_empty() && settings.is_empty() {
        return Err(unknown(subject));
    }
    for item in items {
        output.line(&catalog::render(item));
    }
    Ok(Exit::Clean)
}

/// Fields of sections by that name, one line each.
fn settings(subject: &str) -> String {
    let sections = catalog::all().iter().filter(|item| item.kind == catalog::Kind::Section);
    let found = sections.filter_map(|item| Some((item, item.param(subject)?)));
    let told = found.map(|(item, param)| {
        format!("{} - a setting of `{}`\n\n{}\n\n", param.name, item.name, param.doc)
    });
    told.collect()
}

fn answers(item: &catalog::Item, subject: &str) -> bool {
    item.name == subject || item.synonyms.contains(&subject)
}

fn unknown(subject: &str) -> Fault {
    let names = catalog::all().iter().map(|item| item.name);
    let sections = catalog::all().iter().filter(|item| item.kind == catalog::Kind::Section);
    let settings = sections.flat_map(|item| item.params).map(|param| param.name);
    let known = names.chain(settings).chain(codes::all().into_iter().map(|code| code.id));
    let fault = Fault::new(format!("there is no code and no name `{subject}`"));
    match nearest(subject, known) {
        Some(near) => fault.help(format!("did you mean `hpm explain {near}`?")),
        None => fault.help("`hpm explain` lists all codes and names"),
    }
}

fn story(code: &Code, output: &Output) -> String {
    let severity = match code.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let title = output.bold(&format!("{} ({severity}): {}", code.id, code.title));
    format!(
        "{title}\n\n{}\n\n{}\n\n{}\n\n{}\n\n{}\n",
        code.explanation.trim(),
        output.bold("This fails:"),
        indented(code.failing),
        output.bold("This is right:"),
        indented(code.mended),
    )
}

fn indented(text: &str) -> String {
    let lines: Vec<String> =
        text.trim_matches('\n').lines().map(|line| format!("    {line}")).collect();
    lines.join("\n")
}

fn index(output: &Output) -> String {
    let mut text = format!("{}\n", output.bold("Diagnostics"));
    for code in codes::all() {
        text.push_str(&format!("  {}  {}\n", code.id, code.title));
    }
    text.push_str(&format!("\n{}\n", output.bold("Names")));
    for item in catalog::all() {
        let first = item.doc.split(". ").next().unwrap_or(item.doc).trim_end_matches('.');
        text.push_str(&format!("  {:<18} {first}\n", item.name));
    }
    text
}

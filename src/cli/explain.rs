//! `hpm explain`: the story of a code, a layer or a setting.

use super::fault::{Exit, Fault};
use super::output::Output;
use super::story;
use crate::catalog::{self, language};
use crate::diagnostic::{codes, nearest};
use crate::library;
use clap::{Args, ValueEnum};

#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  hpm explain E301\n  hpm explain conv\n  hpm explain            lists everything\n  hpm explain --format json    all codes, for tools"
)]
pub struct ExplainArgs {
    /// A code (E301) or a name of the language (conv, adam, cosine); without one, all of them
    subject: Option<String>,
    /// How to print codes: for people, or one JSON object a line, for tools
    #[arg(long, value_enum, default_value_t = Format::Human, value_name = "FORMAT")]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Human,
    Json,
}

/// # Errors
/// There is no such code or name.
pub fn run(args: &ExplainArgs, output: &Output) -> Result<Exit, Fault> {
    if args.format == Format::Json {
        return as_json(args.subject.as_deref(), output);
    }
    let Some(subject) = &args.subject else {
        output.print(&index(output));
        return Ok(Exit::Clean);
    };
    if let Some(code) = codes::find(subject) {
        output.print(&story::of(code, output));
        return Ok(Exit::Clean);
    }
    let items: Vec<_> = catalog::all().iter().filter(|item| answers(item, subject)).collect();
    let told = [word(subject), settings(subject, items.is_empty()), block(subject)].concat();
    if !told.is_empty() {
        output.print(&told);
    }
    if items.is_empty() && told.is_empty() {
        return Err(unknown(subject));
    }
    for item in items {
        output.line(&catalog::render(item));
    }
    Ok(Exit::Clean)
}

/// One code, or all of them.
fn as_json(subject: Option<&str>, output: &Output) -> Result<Exit, Fault> {
    let found = match subject {
        Some(subject) => vec![codes::find(subject).ok_or_else(|| unknown(subject))?],
        None => codes::all(),
    };
    for code in found {
        output.line(&story::json(code));
    }
    Ok(Exit::Clean)
}

/// A word of the language itself.
fn word(subject: &str) -> String {
    language::find(subject).map_or_else(String::new, |word| {
        format!(
            "{} - a word of the language\n\n{}\n\n{}\n\n",
            word.word,
            word.text,
            indented(word.example)
        )
    })
}

/// A block of the standard library, with the head of its file.
fn block(subject: &str) -> String {
    let name = subject.strip_prefix("std/").unwrap_or(subject);
    library::find(name).map_or_else(String::new, |entry| {
        let doc = entry.text.lines().take_while(|line| line.starts_with("##"));
        let doc: Vec<&str> = doc.map(|line| line.trim_start_matches('#').trim()).collect();
        let file = entry.name;
        format!(
            "{name} - a block of the standard library\n\n{}\n\n`hpm show std/{file}` prints it\n",
            doc.join("\n")
        )
    })
}

/// Fields of sections by that name, or (`loose`) by another word for it, one line each.
fn settings(subject: &str, loose: bool) -> String {
    let sections = catalog::all().iter().filter(|item| item.kind == catalog::Kind::Section);
    let found = sections.filter_map(|item| {
        let other = || item.param_by_synonym(subject).filter(|_| loose);
        Some((item, item.param(subject).or_else(other)?))
    });
    let told = found.map(|(item, param)| {
        let called =
            if param.name == subject { "" } else { &format!("`{subject}` is called so here. ") };
        format!("{} - a setting of `{}`\n\n{called}{}\n\n", param.name, item.name, param.doc)
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
    let words = language::WORDS.iter().map(|one| one.word).chain(library::names());
    let known =
        names.chain(settings).chain(words).chain(codes::all().into_iter().map(|code| code.id));
    let fault = Fault::new(format!("there is no code and no name `{subject}`"));
    match nearest(subject, known) {
        Some(near) => fault.help(format!("did you mean `hpm explain {near}`?")),
        None => fault.help("`hpm explain` lists all codes and names"),
    }
}

pub(super) fn indented(text: &str) -> String {
    let lines: Vec<String> =
        text.trim_matches('\n').lines().map(|line| format!("    {line}")).collect();
    lines.join("\n")
}

fn index(output: &Output) -> String {
    let mut text = story::index(output);
    text.push_str(&format!("\n{}\n", output.bold("Words")));
    for one in language::WORDS {
        let first = one.text.split(['.', ':']).next().unwrap_or(one.text);
        text.push_str(&format!("  {:<18} {first}\n", one.word));
    }
    text.push_str(&format!("\n{}\n", output.bold("Names")));
    for item in catalog::all() {
        let first = item.doc.split(". ").next().unwrap_or(item.doc).trim_end_matches('.');
        text.push_str(&format!("  {:<18} {first}\n", item.name));
    }
    text
}

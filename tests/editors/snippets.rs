//! Every snippet, expanded with its defaults, is a specification without a finding.

use crate::common::{diagnose, folder};
use crate::json;
use serde_json::Value;

/// A snippet's text as the editor inserts it when every stop keeps its default.
fn expanded(body: &str) -> String {
    let mut out = String::new();
    let mut rest = body;
    while let Some((before, after)) = rest.split_once('$') {
        if let Some(escaped) = before.strip_suffix('\\') {
            out.push_str(escaped);
            out.push('$');
            rest = after;
            continue;
        }
        out.push_str(before);
        rest = stop(after, &mut out);
    }
    out.push_str(rest);
    out.replace("\\}", "}").replace('\t', "    ")
}

/// One stop, after its `$`: `1`, `{1:default}` or `{1|first,second|}`. What follows is given back.
fn stop<'t>(after: &'t str, out: &mut String) -> &'t str {
    let Some(braced) = after.strip_prefix('{') else {
        return after.trim_start_matches(|c: char| c.is_ascii_digit());
    };
    let inner = braced.trim_start_matches(|c: char| c.is_ascii_digit());
    if let Some(choice) = inner.strip_prefix('|') {
        let (words, rest) = choice.split_once("|}").expect("the end of a choice");
        out.push_str(words.split(',').next().unwrap_or(""));
        return rest;
    }
    let text = inner.strip_prefix(':').expect("a default");
    let end = closer(text);
    out.push_str(&expanded(&text[..end]));
    &text[end + 1..]
}

/// Where the brace that was opened before `text` closes: defaults may hold stops.
fn closer(text: &str) -> usize {
    let mut depth = 1;
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| bytes[at]);
        match (before, byte) {
            (Some(b'$'), b'{') => depth += 1,
            (Some(b'\\'), _) => {}
            (_, b'}') => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    panic!("a stop without its end: {text}")
}

/// The whole specification around a snippet; its name tells by its first word where it belongs.
fn whole(name: &str, text: &str) -> String {
    let data = "data { source: digits; validation: 20% }";
    let model = "model {\n    flatten\n    hidden: dense(8..32 log, activation: relu)\n    output: classes(10)\n}";
    let place = name.split(':').next().unwrap_or("");
    match place {
        "File" | "Data" | "Model" => text.to_owned(),
        "Let" => format!(
            "{text}\n{data}\nmodel {{\nflatten\ndense(width, activation: relu)\noutput: classes(10)\n}}\n"
        ),
        "Block" => format!("{text}\n{data}\nmodel {{\nflatten\nunit(8)\noutput: classes(10)\n}}\n"),
        "Section" => format!("{data}\n{model}\n{text}\n"),
        "Image" => in_model(data, text, "flatten"),
        "Require" => in_model(
            data,
            &format!("flatten\nrepeat 1..3 {{ dense(8..512 log, activation: relu) }}\n{text}"),
            "",
        ),
        "Flat" => in_model(data, &format!("flatten\n{text}"), ""),
        "Series" => {
            let data = "data { source: sequences(length: 16); validation: 20% }";
            in_model(data, &format!("embedding(8)\n{text}"), "global_avg_pool")
        }
        "Training" => format!("{data}\n{model}\ntraining {{\n{text}\n}}\n"),
        "Sweep" => format!("{data}\n{model}\nsweep {{\n{text}\n}}\n"),
        "Value" => format!(
            "{data}\nmodel {{\nflatten\nhidden: dense({text}, activation: relu)\noutput: classes(10)\n}}\n"
        ),
        other => panic!("{name}: `{other}` is no known place"),
    }
}

fn in_model(data: &str, text: &str, after: &str) -> String {
    let classes = if data.contains("sequences") { 2 } else { 10 };
    format!("{data}\nmodel {{\n{text}\n{after}\noutput: classes({classes})\n}}\n")
}

fn body(snippet: &Value) -> String {
    let lines = snippet["body"].as_array().expect("a list of lines");
    lines.iter().map(|line| line.as_str().expect("a line")).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_snippet_is_sound() {
    let all = json("editors/vscode/snippets/hpm.json");
    let all = all.as_object().unwrap();
    let mut prefixes = std::collections::BTreeSet::new();
    let mut wrong = Vec::new();
    for (name, snippet) in all {
        let text = whole(name, &expanded(&body(snippet)));
        let found = diagnose(&text, &folder("examples"));
        if !found.is_empty() {
            wrong.push(format!("{name}: {found:#?}\n{text}"));
        }
        let prefix = snippet["prefix"].as_str().unwrap();
        // Another character would part it into words, of which an editor completes only the last.
        assert!(prefix.chars().all(|c| c.is_ascii_lowercase() || c == '_'), "{name}: {prefix}");
        assert!(prefixes.insert(prefix), "{name}: prefix twice");
        assert!(snippet["description"].as_str().unwrap().ends_with('.'), "{name}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(all.len() >= 20, "{}", all.len());
}

#[test]
fn stops_expand_to_their_defaults() {
    assert_eq!(expanded("a ${1:b ${2:c}} $0d ${3|e,f|} \\$ ${4:{ g \\}}"), "a b c d e $ { g }");
}

//! Rust source with its comments, strings and characters blanked, and the paths that it names.

use std::path::Path;

/// One file below `src/`.
pub struct File {
    /// `syntax/lower/mod.rs`
    pub path: String,
    pub text: String,
    /// The text without comments and literals, of the same lines.
    pub code: String,
}

impl File {
    pub fn new(path: String, text: String) -> File {
        let code = blank_literals(&text);
        File { path, text, code }
    }

    pub fn lines(&self) -> usize {
        self.text.lines().count()
    }

    /// Every path in the code from the crate's root or another crate's: `pest::Parser`,
    /// `crate::graph::Shape`. The trees of `use` are spread out, `super` is resolved.
    pub fn paths(&self) -> Vec<String> {
        let mut found = Vec::new();
        for statement in self.code.split(';') {
            if let Some(tree) = use_tree(statement) {
                spread("", tree, &mut found);
            }
        }
        found.extend(inline_paths(&self.code));
        found.into_iter().map(|path| self.absolute(&path)).collect()
    }

    /// Resolves `super::` and `self::` at the head of a path.
    fn absolute(&self, path: &str) -> String {
        if !path.starts_with("super::") && !path.starts_with("self::") {
            return path.to_owned();
        }
        let mut module: Vec<&str> =
            Path::new(&self.path).iter().filter_map(|part| part.to_str()).collect();
        let last = module.pop().unwrap_or("").trim_end_matches(".rs");
        if !matches!(last, "mod" | "lib" | "main") {
            module.push(last);
        }
        let mut rest = path;
        while let Some(next) = rest.strip_prefix("super::") {
            module.pop();
            rest = next;
        }
        let rest = rest.strip_prefix("self::").unwrap_or(rest);
        let head: String = module.iter().map(|part| format!("{part}::")).collect();
        format!("crate::{head}{rest}")
    }
}

/// What stands behind `use` in a statement, if it is one.
fn use_tree(statement: &str) -> Option<&str> {
    let at = statement.rfind("use ")?;
    let before = statement[..at].trim_end();
    let starts =
        before.is_empty() || before.ends_with(['}', '{', ']', ')']) || before.ends_with("pub");
    starts.then(|| statement[at + 4..].trim())
}

/// `a::{b, c::{d}}` to `a::b`, `a::c::d`.
fn spread(head: &str, tree: &str, found: &mut Vec<String>) {
    let Some(open) = tree.find('{') else {
        let path = tree.split(" as ").next().unwrap_or("").trim();
        return found.push(format!("{head}{path}"));
    };
    let inner = tree[open + 1..].trim_end().strip_suffix('}').unwrap_or(&tree[open + 1..]);
    let head = format!("{head}{}", tree[..open].trim());
    let mut depth = 0;
    let mut start = 0;
    for (at, c) in inner.char_indices().chain([(inner.len(), ',')]) {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                let part = inner[start..at].trim();
                if !part.is_empty() {
                    spread(&head, part, found);
                }
                start = at + 1;
            }
            _ => {}
        }
    }
}

/// Words joined by `::` anywhere in the code.
fn inline_paths(code: &str) -> Vec<String> {
    let is_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    let words = code.split(|c| !is_path(c));
    words.filter(|word| word.contains("::")).map(|word| word.trim_matches(':').to_owned()).collect()
}

/// Functions: the line on which each begins, its name, and its number of lines.
pub fn functions(code: &str) -> Vec<(usize, String, usize)> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("fn ") {
        let before = code[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let rest = &code[at + 3..];
        let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        let Some(length) = body_length(rest) else { continue };
        if !name.is_empty() {
            let lines = code[at..at + 3 + length].lines().count();
            found.push((code[..at].matches('\n').count() + 1, name, lines));
        }
    }
    found
}

/// Bytes up to the brace that closes a function; `None` for one without a body.
fn body_length(rest: &str) -> Option<usize> {
    let mut depth = 0;
    let mut brackets = 0;
    for (at, c) in rest.char_indices() {
        match c {
            '(' | '[' => brackets += 1,
            ')' | ']' => brackets -= 1,
            '{' => depth += 1,
            '}' if depth == 1 => return Some(at + 1),
            '}' => depth -= 1,
            ';' if depth == 0 && brackets == 0 => return None,
            _ => {}
        }
    }
    None
}

/// Blanks comments, strings and character literals; line ends stay.
fn blank_literals(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = literal(rest, code.chars().next_back());
        let taken = length.unwrap_or(c.len_utf8());
        match length {
            Some(_) => code.extend(rest[..taken].chars().filter(|c| *c == '\n')),
            None => code.push(c),
        }
        rest = &rest[taken..];
    }
    code
}

/// The length of the comment or literal that begins here.
fn literal(rest: &str, before: Option<char>) -> Option<usize> {
    let until = |from: usize, end: &str| {
        rest.get(from..)
            .and_then(|text| text.find(end))
            .map_or(rest.len(), |at| from + at + end.len())
    };
    if rest.starts_with("//") {
        return Some(rest.find('\n').unwrap_or(rest.len()));
    }
    if rest.starts_with("/*") {
        return Some(until(2, "*/"));
    }
    let in_word = before.is_some_and(|c| c.is_alphanumeric() || c == '_');
    if !in_word && rest.starts_with('r') {
        let hashes = rest[1..].chars().take_while(|c| *c == '#').count();
        if rest[1 + hashes..].starts_with('"') {
            return Some(until(2 + hashes, &format!("\"{}", "#".repeat(hashes))));
        }
    }
    if rest.starts_with('"') {
        return Some(quoted(rest, '"'));
    }
    let mut chars = rest.chars();
    match (chars.next(), chars.next(), chars.next()) {
        (Some('\''), Some('\\'), _) | (Some('\''), Some(_), Some('\'')) => Some(quoted(rest, '\'')),
        _ => None,
    }
}

fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return at + c.len_utf8(),
            _ => {}
        }
    }
    rest.len()
}

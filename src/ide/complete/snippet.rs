//! What is inserted: names with places to fill in.

use crate::catalog::{Item, Kind, Param, Preset, Type, names};
use crate::syntax::ast::BlockDef;

/// Text that is meant as it stands.
pub fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('$', "\\$").replace('}', "\\}")
}

/// A snippet for editors that have none: what stands in the places stays, the places go.
pub fn plain(snippet: &str) -> String {
    let mut out = String::new();
    let mut rest = snippet;
    let mut open = 0_usize;
    while let Some(c) = rest.chars().next() {
        let mut length = c.len_utf8();
        match c {
            '\\' => {
                let next = rest.get(1..).and_then(|rest| rest.chars().next());
                out.extend(next);
                length += next.map_or(0, char::len_utf8);
            }
            '$' => {
                let digits = |text: &str| text.find(|c: char| !c.is_ascii_digit());
                let inner = rest.get(1..).unwrap_or("");
                if let Some(inner) = inner.strip_prefix('{') {
                    let number = digits(inner).unwrap_or(inner.len());
                    length = 2 + number;
                    match inner.get(number..number + 1) {
                        Some("|") => {
                            let words = inner.get(number + 1..).unwrap_or("");
                            let end = words.find("|}").unwrap_or(words.len());
                            let first = words.get(..end).and_then(|all| all.split(',').next());
                            out.push_str(first.unwrap_or(""));
                            length += 1 + end + 2;
                        }
                        Some(":") => {
                            open += 1;
                            length += 1;
                        }
                        _ => length += 1,
                    }
                } else {
                    length = 1 + digits(inner).unwrap_or(inner.len());
                }
            }
            '}' if open > 0 => open -= 1,
            _ => out.push(c),
        }
        rest = rest.get(length..).unwrap_or("");
    }
    out
}

/// `dense(units: ${1:16..256 log})`: an item with the arguments that it needs.
pub fn call(item: &Item) -> String {
    let needed: Vec<&Param> =
        item.params.iter().filter(|param| param.preset == Preset::Required).collect();
    let parts: Vec<String> =
        needed.iter().enumerate().map(|(at, param)| argument(item, param, at + 1)).collect();
    match (item.name, parts.is_empty()) {
        ("residual" | "branch", _) => format!("{} {{\n\t$0\n}}", item.name),
        ("parallel", _) => {
            "parallel(join: ${1|concat,add|}) {\n\tbranch { $2 }\n\tbranch { $3 }\n}".to_string()
        }
        ("split", _) => "split(train: ${1:80%}, validation: ${2:10%}, test: ${3:10%})".to_string(),
        (name, true) => name.to_string(),
        (name, false) => format!("{name}({})", parts.join(", ")),
    }
}

fn argument(item: &Item, param: &Param, at: usize) -> String {
    let value = value(param, at);
    let bare = matches!(item.kind, Kind::Input | Kind::Output | Kind::Source);
    let short = matches!(param.name, "size" | "rate" | "function" | "path");
    if param.positional && (bare || short) { value } else { format!("{}: {value}", param.name) }
}

/// A place to fill in, with something that can stand there.
pub fn value(param: &Param, at: usize) -> String {
    let sample = match (param.ty, param.name) {
        (Type::Path, _) => return format!("\"${{{at}}}\""),
        (Type::Word(words), _) => return format!("${{{at}|{}|}}", words.join(",")),
        (Type::Flag, _) => return format!("${{{at}|true,false|}}"),
        (Type::Item(kind), _) => return format!("${{{at}|{}|}}", first_names(kind)),
        (_, "units" | "filters") => "16..64 log",
        (_, "kernel") => "3 | 5",
        (_, "size" | "factor") => "2",
        (_, "height" | "width") => "28",
        (_, "channels") => "1",
        (Type::Fraction, _) => "0..50%",
        (Type::Whole, _) => "8",
        (Type::Real, _) => "0.1",
        (Type::Columns, _) => return format!("\"${{{at}}}\""),
        _ => "",
    };
    format!("${{{at}:{sample}}}")
}

fn first_names(kind: Kind) -> String {
    names(kind).join(",")
}

/// `cell(width: ${1})`: a block with the parameters that have no default.
pub fn block(def: &BlockDef) -> String {
    let needed = def.parameters.iter().filter(|one| one.default.is_none());
    let parts: Vec<String> =
        needed.enumerate().map(|(at, one)| format!("{}: ${{{}}}", one.name.text, at + 1)).collect();
    let call = if parts.is_empty() && def.parameters.is_empty() { "" } else { "()" };
    match parts.is_empty() {
        true => format!("{}{call}", def.name.text),
        false => format!("{}({})", def.name.text, parts.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::{call, plain};
    use crate::catalog::{Kind, all, find};

    #[test]
    fn what_an_item_needs() {
        let dense = find(Kind::Layer, "dense").unwrap();
        assert_eq!(call(dense), "dense(units: ${1:16..64 log})");
        assert_eq!(plain(&call(dense)), "dense(units: 16..64 log)");
        assert_eq!(plain("a ${1|same,valid|} $0\\}b{${2}}"), "a same }b{}");
        assert_eq!(plain("residual {\n\t$0\n}"), "residual {\n\t\n}");
    }

    #[test]
    fn every_snippet_holds_its_name_and_no_marks_without_snippets() {
        for item in all() {
            let text = plain(&call(item));
            assert!(text.starts_with(item.name) && !text.contains('$'), "{text}");
        }
    }
}

//! How several lines stand where one stood.

/// Statements that take over one label need braces around them.
pub fn one_statement(text: &str) -> String {
    let text = aligned(text);
    let begins = |line: &&str| !line.starts_with([' ', '}']) && !line.is_empty();
    if text.lines().filter(begins).count() < 2 && !parted(&text) {
        return text;
    }
    let inner: Vec<String> = text.lines().map(|line| format!("    {line}")).collect();
    format!("{{\n{}\n}}", inner.join("\n"))
}

/// Whether a `;` stands outside of all brackets.
fn parted(text: &str) -> bool {
    let mut depth = 0_i32;
    text.chars().any(|c| {
        depth += i32::from("({".contains(c)) - i32::from(")}".contains(c));
        c == ';' && depth == 0
    })
}

/// All lines but the first moved to that column.
pub fn indented(text: &str, column: usize) -> String {
    let text = aligned(text);
    let mut lines = text.lines();
    let first = lines.next().unwrap_or("").to_string();
    let pad = " ".repeat(column);
    let rest =
        lines.map(|line| if line.is_empty() { String::new() } else { format!("{pad}{line}") });
    std::iter::once(first).chain(rest).collect::<Vec<_>>().join("\n")
}

/// Without the blanks that all lines but the first begin with: they stood deeper before.
fn aligned(text: &str) -> String {
    let blanks = |line: &str| line.len() - line.trim_start().len();
    let rest = text.lines().skip(1).filter(|line| !line.trim().is_empty());
    let common = rest.map(blanks).min().unwrap_or(0);
    let cut = |(at, line): (usize, &str)| {
        if at == 0 { line.to_string() } else { line.get(common..).unwrap_or("").to_string() }
    };
    text.lines().enumerate().map(cut).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::{indented, one_statement};

    #[test]
    fn lines_stand_below_each_other() {
        assert_eq!(indented("a\n        b\n          c", 4), "a\n    b\n      c");
        assert_eq!(indented("repeat 2 {\n    a\n}", 4), "repeat 2 {\n        a\n    }");
        assert_eq!(indented("a", 4), "a");
    }

    #[test]
    fn several_statements_stand_in_braces() {
        assert_eq!(one_statement("a\nb"), "{\n    a\n    b\n}");
        assert_eq!(one_statement("repeat 2 {\n    a\n}"), "repeat 2 {\n    a\n}");
        assert_eq!(one_statement("a"), "a");
        assert_eq!(one_statement("a; b"), "{\n    a; b\n}");
        assert_eq!(one_statement("branch { a; b }"), "branch { a; b }");
    }
}

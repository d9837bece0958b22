//! What can be folded: braces, brackets over several lines, and runs of comments.

use super::lexer::{Kind, tokens};
use std::ops::Range;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fold {
    pub span: Range<usize>,
    pub comment: bool,
}

/// Brackets are folded between their signs, comments of neighbouring lines as one.
pub fn folds(text: &str) -> Vec<Fold> {
    let mut found: Vec<Fold> = Vec::new();
    let mut open: Vec<(char, usize)> = Vec::new();
    let mut comment: Option<Range<usize>> = None;
    let mut fresh = true;
    let mut lines = 0;
    for token in tokens(text) {
        match token.kind {
            Kind::LineEnd => {
                lines += 1;
                fresh = true;
                continue;
            }
            Kind::Comment if fresh => {
                comment = Some(match comment.filter(|_| lines == 1) {
                    Some(before) => before.start..token.span.end,
                    None => token.span.clone(),
                });
                lines = 0;
                fresh = false;
                if let Some(span) = &comment {
                    found.retain(|one| !(one.comment && one.span.start == span.start));
                    found.push(Fold { span: span.clone(), comment: true });
                }
                continue;
            }
            Kind::Sign(c @ ('{' | '(' | '[')) => open.push((c, token.span.end)),
            Kind::Sign(c @ ('}' | ')' | ']')) => {
                let opener = match c {
                    '}' => '{',
                    ')' => '(',
                    _ => '[',
                };
                if let Some(at) = open.iter().rposition(|(one, _)| *one == opener) {
                    let start = open.get(at).map_or(0, |(_, start)| *start);
                    open.truncate(at);
                    found.push(Fold { span: start..token.span.start, comment: false });
                }
            }
            _ => {}
        }
        fresh = false;
        comment = None;
        lines = 0;
    }
    found.retain(|one| text.get(one.span.clone()).is_some_and(|inner| inner.contains('\n')));
    found.sort_by_key(|one| (one.span.start, one.span.end));
    found
}

#[cfg(test)]
mod tests {
    use super::folds;

    #[test]
    fn braces_and_comments() {
        let text = "# a\n# b\n\n# c\nmodel {\n  x {\n  }\n  y { }\n}\n";
        let found: Vec<(&str, bool)> =
            folds(text).into_iter().map(|one| (&text[one.span.clone()], one.comment)).collect();
        assert_eq!(
            found,
            [("# a\n# b", true), ("\n  x {\n  }\n  y { }\n", false), ("\n  ", false)]
        );
    }
}

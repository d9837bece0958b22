//! The text as it is written, line by line; comments behind code are put in columns at the end.

use super::COMMENT_COLUMN;
use super::measure::columns;

/// Blanks between code and the comment behind it, at the least.
const GAP: usize = 2;
/// No column of comments begins farther to the right.
const LAST_COLUMN: usize = 63;

#[derive(Default)]
struct Line<'t> {
    indent: usize,
    code: String,
    /// Behind the code.
    comment: Option<&'t str>,
}

impl Line<'_> {
    fn width(&self) -> usize {
        self.indent + columns(&self.code)
    }
}

#[derive(Default)]
pub struct Lines<'t> {
    done: Vec<Line<'t>>,
    line: Line<'t>,
    /// Columns of the line so far.
    width: usize,
}

impl<'t> Lines<'t> {
    pub fn push(&mut self, text: &str) {
        self.line.code.push_str(text);
        self.width += columns(text);
    }

    /// Columns written on this line.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Columns before the first word of this line.
    pub fn indent(&self) -> usize {
        self.line.indent
    }

    /// Ends the line and begins one so far to the right.
    pub fn next(&mut self, indent: usize) {
        let line = Line { indent, ..Line::default() };
        self.done.push(std::mem::replace(&mut self.line, line));
        self.width = indent;
    }

    /// Ends the line, leaves one empty, and begins another.
    pub fn next_but_one(&mut self, indent: usize) {
        self.next(0);
        self.next(indent);
    }

    /// Puts a comment behind the code of this line; `false` where there is none, or a comment.
    pub fn comment(&mut self, text: &'t str) -> bool {
        if self.line.code.is_empty()
            || self.line.code.starts_with('#')
            || self.line.comment.is_some()
        {
            return false;
        }
        self.line.comment = Some(text);
        true
    }

    /// The whole text, with a line end behind the last line.
    pub fn finish(mut self) -> String {
        self.done.push(self.line);
        let mut out = String::new();
        let mut column = 0;
        for (at, line) in self.done.iter().enumerate() {
            let first = at.checked_sub(1).and_then(|at| self.done.get(at));
            if first.is_none_or(|first| first.comment.is_none()) {
                column = comment_column(self.done.get(at..).unwrap_or_default());
            }
            if !line.code.is_empty() {
                out.extend(std::iter::repeat_n(' ', line.indent));
                out.push_str(&line.code);
            }
            if let Some(comment) = line.comment {
                let gap = column.saturating_sub(line.width()).max(GAP);
                out.extend(std::iter::repeat_n(' ', gap));
                out.push_str(comment);
            }
            out.push('\n');
        }
        out
    }
}

/// Where the comments of the first of these lines and of those that follow without a gap begin. A
/// line that reaches far does not draw those of its neighbours along.
fn comment_column(lines: &[Line<'_>]) -> usize {
    let run = lines.iter().take_while(|line| line.comment.is_some());
    let ends = run.map(|line| line.width() + GAP).filter(|end| *end <= LAST_COLUMN);
    ends.max().unwrap_or(0).max(COMMENT_COLUMN)
}

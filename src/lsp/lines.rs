//! Lines of a text, and positions as editors count them.

use lsp_types::{Position, Range};
use std::ops::Range as Bytes;

/// What the characters of a position count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    #[default]
    Utf16,
    Utf32,
}

/// Where each line of a text begins. Lines end in `\n`, `\r\n` or `\r`.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    starts: Vec<usize>,
}

impl Lines {
    pub fn of(text: &str) -> Lines {
        let bytes = text.as_bytes();
        let ends = bytes.iter().enumerate().filter(|(at, byte)| match byte {
            b'\n' => true,
            b'\r' => bytes.get(at + 1) != Some(&b'\n'),
            _ => false,
        });
        Lines { starts: std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect() }
    }

    /// The byte of a position. What lies beyond a line is its end, what lies beyond the text the
    /// end of the text; what lies within a character is its beginning.
    pub fn offset(&self, text: &str, position: Position, encoding: Encoding) -> usize {
        let Some(start) = self.starts.get(position.line as usize).copied() else {
            return text.len();
        };
        let line = self.line(text, position.line as usize);
        let wanted = position.character as usize;
        let mut units = 0;
        for (at, c) in line.char_indices() {
            let next = units + width(c, encoding);
            if next > wanted {
                return start + at;
            }
            units = next;
        }
        start + line.len()
    }

    pub fn position(&self, text: &str, offset: usize, encoding: Encoding) -> Position {
        let offset = floor(text, offset);
        let line = self.starts.partition_point(|start| *start <= offset).saturating_sub(1);
        let start = self.starts.get(line).copied().unwrap_or(0);
        let before = text.get(start..offset).unwrap_or("");
        let units: usize = before.chars().map(|c| width(c, encoding)).sum();
        Position::new(small(line), small(units))
    }

    pub fn range(&self, text: &str, bytes: Bytes<usize>, encoding: Encoding) -> Range {
        let start = self.position(text, bytes.start, encoding);
        Range::new(start, self.position(text, bytes.end.max(bytes.start), encoding))
    }

    /// A line without its end.
    fn line<'t>(&self, text: &'t str, number: usize) -> &'t str {
        let start = self.starts.get(number).copied().unwrap_or(text.len());
        let end = self.starts.get(number + 1).copied().unwrap_or(text.len());
        text.get(start..end).unwrap_or("").trim_end_matches(['\n', '\r'])
    }
}

fn floor(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn width(c: char, encoding: Encoding) -> usize {
    match encoding {
        Encoding::Utf8 => c.len_utf8(),
        Encoding::Utf16 => c.len_utf16(),
        Encoding::Utf32 => 1,
    }
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{Encoding, Lines};
    use lsp_types::Position;

    #[test]
    fn positions_in_every_encoding() {
        let text = "a\r\n𝄞ö b\rc";
        let lines = Lines::of(text);
        let at = |line, character, encoding| {
            lines.offset(text, Position::new(line, character), encoding)
        };
        assert_eq!(at(1, 2, Encoding::Utf16), 7);
        assert_eq!(at(1, 1, Encoding::Utf16), 3, "within a surrogate pair");
        assert_eq!(at(1, 4, Encoding::Utf8), 7);
        assert_eq!(at(1, 1, Encoding::Utf32), 7);
        assert_eq!(at(0, 99, Encoding::Utf16), 1);
        assert_eq!(at(2, 1, Encoding::Utf16), text.len());
        assert_eq!(at(9, 0, Encoding::Utf16), text.len());
        assert_eq!(lines.position(text, 9, Encoding::Utf16), Position::new(1, 3));
        assert_eq!(lines.position(text, 4, Encoding::Utf16), Position::new(1, 0));
    }
}

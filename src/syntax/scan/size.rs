//! How much is read: more than any network needs, and little enough for every walk over it.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::syntax::too_long;
use crate::source::{FileId, Span};

/// The largest file, in bytes.
pub const MAX_BYTES: usize = 8 << 20;
const MAX_STATEMENTS: usize = 20_000;
const MAX_COMMAS: usize = 200_000;
/// Words and signs: each becomes some hundred bytes of a tree.
const MAX_WORDS: usize = 1_000_000;

/// # Errors
/// The text is larger than [`MAX_BYTES`].
pub fn of_file(file: FileId, text: &str) -> Result<(), Box<Diagnostic>> {
    if text.len() <= MAX_BYTES {
        return Ok(());
    }
    let end = text.chars().next().map_or(0, char::len_utf8);
    Err(Box::new(too_long::file(Span::new(file, 0, end), "8 MiB")))
}

/// # Errors
/// The code, ready for the grammar, holds too many statements or values.
pub fn of_code(file: FileId, clean: &[u8]) -> Result<(), Box<Diagnostic>> {
    let mut count = Count { between: true, ..Count::default() };
    for (at, byte) in clean.iter().enumerate() {
        count.take(*byte);
        if let Some(what) = count.too_many() {
            return Err(Box::new(too_long::file(Span::new(file, at, at + 1), what)));
        }
    }
    Ok(())
}

#[derive(Default)]
struct Count {
    statements: usize,
    commas: usize,
    words: usize,
    /// Nothing of a statement, nothing of a word was read last.
    between: bool,
    apart: bool,
}

impl Count {
    fn take(&mut self, byte: u8) {
        match byte {
            b'\n' | b';' => {
                self.statements += usize::from(!self.between);
                self.between = true;
            }
            b'{' => self.statements += 1,
            b',' => self.commas += 1,
            b' ' => {}
            _ => self.between = false,
        }
        let in_word = byte == b'_' || byte >= 0x80 || byte.is_ascii_alphanumeric();
        self.words += usize::from(!matches!(byte, b' ' | b'\n') && (self.apart || !in_word));
        self.apart = !in_word;
    }

    fn too_many(&self) -> Option<&'static str> {
        if self.statements > MAX_STATEMENTS {
            return Some("20,000 statements");
        }
        if self.commas > MAX_COMMAS {
            return Some("200,000 commas");
        }
        (self.words > MAX_WORDS).then_some("1,000,000 words and signs")
    }
}

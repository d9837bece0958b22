//! The bytes of a table: byte order mark dropped, every line end turned into one `\n`.
//!
//! With equal line ends the line numbers of the csv reader can be trusted.

use super::super::stream::{NotUtf8, peek};
use super::utf8::Utf8;
use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::rc::Rc;

const CHUNK: usize = 1 << 16;

/// What the first bytes look like.
pub enum Encoding {
    /// The text, and its length once its end has been read.
    Text(Box<dyn Read>, Rc<Cell<Option<u64>>>),
    /// In words: "UTF-16 text".
    Other(&'static str),
}

/// # Errors
/// Whatever the system says.
pub fn text(bytes: Box<dyn Read>) -> io::Result<Encoding> {
    let (mut head, rest) = peek(bytes, 512)?;
    if head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]) {
        return Ok(Encoding::Other("UTF-16 text"));
    }
    if head.starts_with(b"PK\x03\x04") {
        return Ok(Encoding::Other("a zip archive or a spreadsheet"));
    }
    if head.contains(&0) {
        return Ok(Encoding::Other("binary data"));
    }
    if head.starts_with(&[0xef, 0xbb, 0xbf]) {
        head.drain(..3);
    }
    let inner = BufReader::with_capacity(CHUNK, Cursor::new(head).chain(rest));
    let length = Rc::new(Cell::new(None));
    let lines =
        Lines { inner, last: b'\n', given: 0, length: Rc::clone(&length), utf8: Utf8::default() };
    Ok(Encoding::Text(Box::new(lines), length))
}

/// `\r\n` and lone `\r` become `\n`, and the last line ends with one, too.
struct Lines<R> {
    inner: R,
    /// The last byte taken from `inner`.
    last: u8,
    given: u64,
    /// `given` at the end.
    length: Rc<Cell<Option<u64>>>,
    utf8: Utf8,
}

impl<R: BufRead> Read for Lines<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if out.is_empty() || self.length.get().is_some() {
            return Ok(0);
        }
        loop {
            let chunk = self.inner.fill_buf()?;
            if chunk.is_empty() {
                self.utf8.end().map_err(not_utf8)?;
                return Ok(self.end(out));
            }
            let newline_of_pair = self.last == b'\r' && chunk.first() == Some(&b'\n');
            if newline_of_pair {
                self.last = b'\n';
                self.inner.consume(1);
                continue;
            }
            let room = chunk.len().min(out.len());
            let chunk = chunk.get(..room).unwrap_or_default();
            let line = chunk.iter().position(|byte| *byte == b'\r').map_or(room, |at| at + 1);
            for (to, from) in out.iter_mut().zip(chunk.get(..line).unwrap_or_default()) {
                *to = if *from == b'\r' { b'\n' } else { *from };
            }
            self.utf8.see(out.get(..line).unwrap_or_default()).map_err(not_utf8)?;
            self.last = chunk.get(line - 1).copied().unwrap_or(b'\n');
            self.inner.consume(line);
            self.given += line as u64;
            return Ok(line);
        }
    }
}

fn not_utf8(line: u64) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, NotUtf8 { line })
}

impl<R> Lines<R> {
    fn end(&mut self, out: &mut [u8]) -> usize {
        let missing = match (self.last, out.first_mut()) {
            (b'\n' | b'\r', _) | (_, None) => 0,
            (_, Some(first)) => {
                *first = b'\n';
                1
            }
        };
        self.length.set(Some(self.given + missing as u64));
        missing
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        match text(Box::new(Cursor::new(bytes.to_vec()))).unwrap() {
            Encoding::Text(mut lines, _) => lines.read_to_end(&mut out).unwrap(),
            Encoding::Other(_) => 0,
        };
        out
    }

    #[test]
    fn every_line_end_is_one_newline() {
        assert_eq!(read(b"a\r\nb\rc\n\r\nd"), b"a\nb\nc\n\nd\n");
        assert_eq!(read(b"\xef\xbb\xbfa,b\r"), b"a,b\n");
        assert_eq!(read(b""), b"");
    }

    #[test]
    fn pairs_across_chunks_stay_one() {
        let mut bytes = vec![b'x'; CHUNK + 511];
        bytes.extend(b"\r\ny");
        let mut wanted = vec![b'x'; CHUNK + 511];
        wanted.extend(b"\ny\n");
        assert_eq!(read(&bytes), wanted);
        for length in 0..4 {
            let mut bytes = vec![b'x'; CHUNK + 512 - length];
            bytes.extend(b"\r\n\r\n");
            assert_eq!(read(&bytes).iter().filter(|byte| **byte == b'\n').count(), 2);
        }
    }

    #[test]
    fn other_encodings_are_named() {
        let is = |bytes: &[u8]| match text(Box::new(Cursor::new(bytes.to_vec()))).unwrap() {
            Encoding::Text(..) => "text",
            Encoding::Other(name) => name,
        };
        assert_eq!(is(b"\xff\xfea\0"), "UTF-16 text");
        assert_eq!(is(b"PK\x03\x04..."), "a zip archive or a spreadsheet");
        assert_eq!(is(b"\x89PNG\0\0"), "binary data");
    }
}

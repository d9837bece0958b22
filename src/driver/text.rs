//! Reading a specification from anywhere, never more of it than one may be long.

use crate::syntax::MAX_BYTES;
use std::io::{Error, ErrorKind, Read, Result};

/// The text that a reader gives. An endless one is left as soon as it is too long.
///
/// # Errors
/// The reader's; `FileTooLarge` beyond [`MAX_BYTES`]; `InvalidData` with the reason where it is not
/// UTF-8.
pub fn read_text(reader: impl Read) -> Result<String> {
    let mut bytes = Vec::new();
    reader.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > MAX_BYTES {
        return Err(ErrorKind::FileTooLarge.into());
    }
    let wide = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    String::from_utf8(bytes).map_err(|error| {
        let line = error.as_bytes().iter().take(error.utf8_error().valid_up_to());
        let line = line.filter(|byte| **byte == b'\n').count() + 1;
        let reason = if wide {
            "it is UTF-16: save it as UTF-8".to_owned()
        } else {
            format!("it is not UTF-8 text (line {line}): save it as UTF-8")
        };
        Error::new(ErrorKind::InvalidData, reason)
    })
}

#[cfg(test)]
mod tests {
    use super::read_text;
    use std::io::{ErrorKind, repeat};

    #[test]
    fn an_endless_reader_is_left() {
        let error = read_text(repeat(b'\n')).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::FileTooLarge);
    }

    #[test]
    fn what_is_no_text_is_told_with_its_line() {
        let error = read_text(b"a\nb \xff\n".as_slice()).unwrap_err();
        assert_eq!(error.to_string(), "it is not UTF-8 text (line 2): save it as UTF-8");
        let error = read_text(b"\xff\xfea\0".as_slice()).unwrap_err();
        assert_eq!(error.to_string(), "it is UTF-16: save it as UTF-8");
        assert_eq!(read_text("é".as_bytes()).unwrap(), "é");
    }
}

//! Whether bytes that come in pieces are UTF-8 text.

/// What was seen so far.
#[derive(Debug, Default)]
pub struct Utf8 {
    /// Line ends.
    lines: u64,
    /// The first bytes of a character whose rest comes with the next piece.
    begun: Vec<u8>,
}

impl Utf8 {
    /// The next piece, its line ends written `\n`.
    ///
    /// # Errors
    /// The line, from 1, of the first bytes that are no text.
    pub fn see(&mut self, piece: &[u8]) -> Result<(), u64> {
        if self.begun.is_empty() {
            return self.judge(piece);
        }
        let mut whole = std::mem::take(&mut self.begun);
        whole.extend_from_slice(piece);
        self.judge(&whole)
    }

    /// Nothing follows.
    ///
    /// # Errors
    /// The line of a character that breaks off.
    pub fn end(&self) -> Result<(), u64> {
        if self.begun.is_empty() { Ok(()) } else { Err(self.lines + 1) }
    }

    fn judge(&mut self, bytes: &[u8]) -> Result<(), u64> {
        let (sound, rest) = match std::str::from_utf8(bytes) {
            Ok(_) => (bytes, None),
            Err(error) => {
                let (sound, rest) =
                    bytes.split_at_checked(error.valid_up_to()).unwrap_or((bytes, &[]));
                (sound, Some((rest, error.error_len().is_some())))
            }
        };
        self.lines += sound.iter().filter(|byte| **byte == b'\n').count() as u64;
        match rest {
            None => Ok(()),
            Some((_, true)) => Err(self.lines + 1),
            Some((begun, false)) => {
                self.begun = begun.to_vec();
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(bytes: &[u8], piece: usize) -> Result<(), u64> {
        let mut seen = Utf8::default();
        bytes.chunks(piece).try_for_each(|piece| seen.see(piece))?;
        seen.end()
    }

    #[test]
    fn pieces_of_every_length_agree() {
        for piece in 1..9 {
            assert_eq!(all("a,größe\n1,日本\n2,😀".as_bytes(), piece), Ok(()));
            assert_eq!(all(b"a,b\n1,\xfc\n", piece), Err(2));
            assert_eq!(all(b"a\nb\nc\xe4\n", piece), Err(3));
            assert_eq!(all(b"a\nb\xe6\x97", piece), Err(2));
        }
    }
}

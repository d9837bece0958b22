//! One cell as a number.

/// Why a cell is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellFault {
    /// Empty, or a mark such as `NA`.
    Missing,
    NotFinite,
    Text,
}

const MARKS: [&str; 10] = ["na", "n/a", "#n/a", "null", "none", "nil", "?", "-", "--", "missing"];

/// # Errors
/// Which kind of no number it is.
pub fn number(cell: &[u8]) -> Result<f32, CellFault> {
    let trimmed = cell.trim_ascii();
    if trimmed.is_empty() {
        return Err(CellFault::Missing);
    }
    let text = std::str::from_utf8(trimmed).map_err(|_| CellFault::Text)?;
    match text.parse::<f32>() {
        Ok(value) if value.is_finite() => Ok(value),
        Ok(_) => Err(CellFault::NotFinite),
        Err(_) if MARKS.iter().any(|mark| text.eq_ignore_ascii_case(mark)) => {
            Err(CellFault::Missing)
        }
        Err(_) => Err(CellFault::Text),
    }
}

/// A cell for people: trimmed, on one line, not too long.
pub fn shown(cell: &[u8]) -> String {
    const LONGEST: usize = 30;
    let text = String::from_utf8_lossy(cell.trim_ascii());
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if line.chars().count() <= LONGEST {
        return line;
    }
    line.chars().take(LONGEST - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_their_usual_forms() {
        for (text, value) in
            [("1", 1.0), (" -2.5 ", -2.5), ("+3", 3.0), ("1e-3", 1e-3), (".5", 0.5), ("5.", 5.0)]
        {
            assert_eq!(number(text.as_bytes()), Ok(value), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_says_why() {
        let fault = |text: &str| number(text.as_bytes()).unwrap_err();
        assert_eq!(["", "  ", "NA", "?", "null"].map(fault), [CellFault::Missing; 5]);
        assert_eq!(["nan", "-inf", "1e39", "NaN"].map(fault), [CellFault::NotFinite; 4]);
        assert_eq!(["red", "1,5", "0x10", "1_000"].map(fault), [CellFault::Text; 4]);
        assert_eq!(number(b"\xff"), Err(CellFault::Text));
    }

    #[test]
    fn shown_cells_are_short_and_on_one_line() {
        assert_eq!(shown(b" a\nb "), "a b");
        assert_eq!(shown(&[b'x'; 99]).chars().count(), 30);
    }
}

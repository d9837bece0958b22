//! One cell as a number.

use super::rows::Field;

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
pub fn number(field: Field<'_>) -> Result<f32, CellFault> {
    match field {
        Field::Text(cell) => parse(cell),
        Field::Number(value) => {
            let value = value as f32;
            if value.is_finite() { Ok(value) } else { Err(CellFault::NotFinite) }
        }
        Field::Missing => Err(CellFault::Missing),
    }
}

/// The number in double precision.
pub fn wide(field: Field<'_>) -> Option<f64> {
    let value = match field {
        Field::Text(cell) => std::str::from_utf8(cell).ok()?.trim().parse().ok()?,
        Field::Number(value) => value,
        Field::Missing => return None,
    };
    value.is_finite().then_some(value)
}

/// Whether a cell of a feature is empty, where empty cells are provided for: a written NaN, too.
pub fn is_gap(field: Field<'_>) -> bool {
    match field {
        Field::Missing => true,
        Field::Number(value) => value.is_nan(),
        Field::Text(cell) => {
            let cell = cell.trim_ascii();
            let mark = |mark: &&str| cell.eq_ignore_ascii_case(mark.as_bytes());
            cell.is_empty() || cell.eq_ignore_ascii_case(b"nan") || MARKS.iter().any(mark)
        }
    }
}

/// The bytes of a category or a class; numbers as people write them.
pub fn bytes<'a>(field: Field<'a>, room: &'a mut String) -> &'a [u8] {
    use std::fmt::Write as _;
    match field {
        Field::Text(cell) => cell.trim_ascii(),
        Field::Number(value) => {
            room.clear();
            // Writing into a string cannot fail.
            let _ = write!(room, "{value}");
            room.as_bytes()
        }
        Field::Missing => b"",
    }
}

/// A cell for people.
pub fn shown_cell(field: Field<'_>) -> String {
    match field {
        Field::Text(cell) => shown(cell),
        Field::Number(value) => value.to_string(),
        Field::Missing => String::new(),
    }
}

fn parse(cell: &[u8]) -> Result<f32, CellFault> {
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
            assert_eq!(parse(text.as_bytes()), Ok(value), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_says_why() {
        let fault = |text: &str| parse(text.as_bytes()).unwrap_err();
        assert_eq!(["", "  ", "NA", "?", "null"].map(fault), [CellFault::Missing; 5]);
        assert_eq!(["nan", "-inf", "1e39", "NaN"].map(fault), [CellFault::NotFinite; 4]);
        assert_eq!(["red", "1,5", "0x10", "1_000"].map(fault), [CellFault::Text; 4]);
        assert_eq!(parse(b"\xff"), Err(CellFault::Text));
    }

    #[test]
    fn shown_cells_are_short_and_on_one_line() {
        assert_eq!(shown(b" a\nb "), "a b");
        assert_eq!(shown(&[b'x'; 99]).chars().count(), 30);
    }
}

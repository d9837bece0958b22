//! Cells that look like dates.

/// `2024-03-01`, `1.3.2024`, `03/01/24`, each perhaps with a time behind it.
pub fn is_date(cell: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(cell.trim_ascii()) else { return false };
    let day = text.split([' ', 'T']).next().unwrap_or_default();
    let parts: Vec<&str> = day.split(['-', '/', '.']).collect();
    let digits = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    match parts.as_slice() {
        [year, month, day] if parts.iter().all(digits) => {
            let lengths = (year.len(), month.len(), day.len());
            matches!(lengths, (4, 1..=2, 1..=2) | (1..=2, 1..=2, 2 | 4))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_their_usual_forms() {
        for text in ["2024-03-01", "2024-03-01 12:30:00", "2024/3/1T00:00Z", "1.3.2024", "03/01/24"]
        {
            assert!(is_date(text.as_bytes()), "{text}");
        }
        for text in ["", "red", "192.168.1.10", "1.5", "2024", "1-2", "a-b-c", "555-1234-000"] {
            assert!(!is_date(text.as_bytes()), "{text}");
        }
    }
}

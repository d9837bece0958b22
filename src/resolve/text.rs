//! Numbers as people write them.

/// The shortest text: `0.001` as `1e-3`, whole numbers without a point.
pub(super) fn number(value: f64) -> String {
    if value == 0.0 {
        return "0".to_string();
    }
    let size = value.abs();
    if size.is_finite() && !(1e-2..1e15).contains(&size) {
        format!("{value:e}")
    } else {
        format!("{value}")
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn reads_like_a_person_would_write_it() {
        let texts: Vec<String> = [0.001, 0.2, 16.0, -3.0, 0.0, 2.5e-7].map(super::number).into();
        assert_eq!(texts, ["1e-3", "0.2", "16", "-3", "0", "2.5e-7"]);
    }
}

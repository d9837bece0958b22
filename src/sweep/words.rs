//! Figures and lists as people read them.

/// Three significant digits: `0.314`, `12.5`, `1.2e-5`.
pub fn figure(x: f64) -> String {
    let size = x.abs();
    if !x.is_finite() {
        return "unknown".to_owned();
    }
    if x == 0.0 {
        return "0".to_owned();
    }
    if !(1e-3..1e6).contains(&size) {
        return format!("{x:.1e}");
    }
    let digits = (2 - size.log10().floor() as i32).clamp(0, 5) as usize;
    let text = format!("{x:.digits$}");
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text,
    }
}

/// `+1.8% ± 0.3`
pub fn gain(fraction: f64, error: f64) -> String {
    match error.is_finite() {
        true => format!("{:+.1}% ± {:.1}", fraction * 100.0, error * 100.0),
        false => format!("{:+.1}%", fraction * 100.0),
    }
}

/// `650`, `12.4k`, `3.1M`, `2G`
pub fn count(n: f64) -> String {
    for (size, unit) in [(1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")] {
        if n >= size {
            let scaled = n / size;
            let text = if scaled < 100.0 { format!("{scaled:.1}") } else { format!("{scaled:.0}") };
            return format!("{}{unit}", text.trim_end_matches(".0"));
        }
    }
    format!("{n:.0}")
}

/// `3 trials`, `1 trial`
pub fn plural(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::{count, figure, gain};

    #[test]
    fn figures_are_short() {
        let texts: Vec<String> =
            [0.0, 0.314_159, 12.0, 12.56, 1234.6, 1.2e-5, f64::NAN].map(figure).into();
        assert_eq!(texts, ["0", "0.314", "12", "12.6", "1235", "1.2e-5", "unknown"]);
        assert_eq!([650.0, 12_400.0, 2e9].map(count), ["650", "12.4k", "2G"]);
        assert_eq!(gain(0.018, 0.003), "+1.8% ± 0.3");
    }
}

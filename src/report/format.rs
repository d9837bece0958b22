//! Figures as people read them. Shared by the reports and the command line.

/// `650`, `12.4k`, `3.1M`, `2G`: three digits at most.
pub fn count(n: f64) -> String {
    let (scaled, unit) = scaled(n);
    // 999.95k is 1M to a reader.
    match (scaled >= 999.5, unit) {
        (true, "") if n >= 999.5 => "1k".to_owned(),
        (true, "k") => "1M".to_owned(),
        (true, "M") => "1G".to_owned(),
        (true, "G") => "1T".to_owned(),
        _ => format!("{}{unit}", digits(scaled, unit)),
    }
}

/// `3.1 MFLOPs`
pub fn flops(n: f64) -> String {
    let text = count(n);
    let unit = text.chars().last().filter(char::is_ascii_alphabetic);
    let number = text.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    match unit {
        Some('k') => format!("{number} kFLOPs"),
        Some(unit) => format!("{number} {unit}FLOPs"),
        None => format!("{number} FLOPs"),
    }
}

fn scaled(n: f64) -> (f64, &'static str) {
    let units = [(1e15, "P"), (1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")];
    let unit = units.into_iter().find(|(size, _)| n >= *size);
    unit.map_or((n, ""), |(size, unit)| (n / size, unit))
}

fn digits(scaled: f64, unit: &str) -> String {
    let text = match unit {
        "" => format!("{scaled:.0}"),
        _ if scaled < 99.95 => format!("{scaled:.1}"),
        _ => format!("{scaled:.0}"),
    };
    if text.contains('.') { text.trim_end_matches(".0").to_owned() } else { text }
}

/// All digits, in groups: `1,797`.
pub fn whole(n: u64) -> String {
    let plain = n.to_string();
    let mut text = String::new();
    for (at, digit) in plain.chars().enumerate() {
        if at > 0 && (plain.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A fraction: `97.3%`.
pub fn percent(fraction: f64) -> String {
    match fraction.is_finite() {
        true => format!("{:.1}%", fraction * 100.0),
        false => "unknown".to_owned(),
    }
}

/// `0.35 s`, `42 s`, `3 min 12 s`, `1 h 5 min`
pub fn seconds(seconds: f64) -> String {
    if !seconds.is_finite() || seconds < 0.0 {
        return "unknown".to_owned();
    }
    let whole = seconds.round() as u64;
    match whole {
        0..=9 => {
            let text = format!("{seconds:.2}");
            format!("{} s", text.trim_end_matches('0').trim_end_matches('.'))
        }
        10..=59 => format!("{whole} s"),
        60..=3599 => two(whole / 60, "min", whole % 60, "s"),
        3600..=86_399 => two(whole / 3600, "h", whole % 3600 / 60, "min"),
        _ => two(whole / 86_400, "d", whole % 86_400 / 3600, "h"),
    }
}

fn two(large: u64, unit: &str, small: u64, part: &str) -> String {
    match small {
        0 => format!("{large} {unit}"),
        _ => format!("{large} {unit} {small} {part}"),
    }
}

/// Three significant digits: `0.314`, `12.5`, `1.2e-5`.
pub fn figure(x: f64) -> String {
    if !x.is_finite() {
        return "unknown".to_owned();
    }
    if x == 0.0 {
        return "0".to_owned();
    }
    if !(1e-3..1e6).contains(&x.abs()) {
        return format!("{x:.1e}");
    }
    let places = (2 - x.abs().log10().floor() as i32).clamp(0, 5) as usize;
    let text = format!("{x:.places$}");
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text,
    }
}

/// Whether a metric is a share of something, told in percent.
pub fn is_share(metric: &str) -> bool {
    metric.ends_with("accuracy")
        || ["f1", "r2", "precision", "recall", "top5", "auc", "exact_match"].contains(&metric)
}

/// A value of a metric: `97.3%`, `0.314`, `12.4k`.
pub fn value(metric: &str, value: f64) -> String {
    match metric {
        _ if !value.is_finite() => "unknown".to_owned(),
        _ if is_share(metric) => percent(value),
        "params" | "layers" => count(value),
        "flops" => flops(value),
        _ => figure(value),
    }
}

/// A value on an axis whose marks are `step` apart, with no more digits than that needs.
pub fn tick(metric: &str, value: f64, step: f64) -> String {
    let places = |step: f64| (-step.log10() - 1e-9).ceil().clamp(0.0, 6.0) as usize;
    // -0.0 would read "-0".
    let value = if value.abs() < step * 1e-6 { 0.0 } else { value };
    match metric {
        _ if is_share(metric) => format!("{:.*}%", places(step * 100.0), value * 100.0),
        "params" | "layers" | "flops" => count(value),
        _ if value.abs().max(step) >= 1e5 => figure(value),
        _ => format!("{value:.*}", places(step)),
    }
}

/// A value with its spread: `97.3% ± 0.2`, `0.314 ± 0.012`. Without a finite spread, the value.
pub fn spread(metric: &str, mean: f64, spread: f64) -> String {
    if !spread.is_finite() || !mean.is_finite() {
        return value(metric, mean);
    }
    if is_share(metric) {
        let (mean, spread) = (mean * 100.0, spread * 100.0);
        let places = if spread > 0.0 && spread < 0.095 { 2 } else { 1 };
        return format!("{mean:.places$}% ± {spread:.places$}");
    }
    if matches!(metric, "params" | "layers" | "flops") {
        return value(metric, mean);
    }
    if spread <= 0.0 || !(1e-3..1e6).contains(&mean.abs().max(spread)) {
        return format!("{} ± {}", figure(mean), figure(spread));
    }
    let places = (1 - spread.log10().floor() as i32).clamp(0, 6) as usize;
    format!("{mean:.places$} ± {spread:.places$}")
}

/// A difference of a metric: `+1.8%`, `-0.012`.
pub fn gain(metric: &str, gain: f64) -> String {
    let sign = if gain < 0.0 { "-" } else { "+" };
    format!("{sign}{}", value(metric, gain.abs()))
}

/// `1 trial`, `12 trials`
pub fn plural(n: u64, noun: &str) -> String {
    format!("{} {noun}{}", whole(n), if n == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_short() {
        let cases = [
            (0.0, "0"),
            (650.0, "650"),
            (999.0, "999"),
            (999.6, "1k"),
            (1000.0, "1k"),
            (12_400.0, "12.4k"),
            (99_960.0, "100k"),
            (123_456.0, "123k"),
            (999_600.0, "1M"),
            (3.1e6, "3.1M"),
            (2e9, "2G"),
            (1.25e13, "12.5T"),
        ];
        for (n, text) in cases {
            assert_eq!(count(n), text, "{n}");
        }
        assert_eq!([flops(3.1e6), flops(12.0), flops(4e3)], ["3.1 MFLOPs", "12 FLOPs", "4 kFLOPs"]);
        assert_eq!([whole(7), whole(1797), whole(1_234_567)], ["7", "1,797", "1,234,567"]);
    }

    #[test]
    fn times_have_two_units() {
        let cases = [
            (0.0, "0 s"),
            (0.354, "0.35 s"),
            (9.4, "9.4 s"),
            (42.2, "42 s"),
            (59.6, "1 min"),
            (192.0, "3 min 12 s"),
            (3900.0, "1 h 5 min"),
            (90_000.0, "1 d 1 h"),
            (f64::NAN, "unknown"),
        ];
        for (seconds_used, text) in cases {
            assert_eq!(seconds(seconds_used), text);
        }
    }

    #[test]
    fn values_follow_their_metric() {
        assert_eq!(value("accuracy", 0.9734), "97.3%");
        assert_eq!(value("loss", 0.31416), "0.314");
        assert_eq!(value("params", 12_400.0), "12.4k");
        assert_eq!(value("loss", f64::NAN), "unknown");
        assert_eq!([figure(1.2e-5), figure(12.56), figure(1234.6)], ["1.2e-5", "12.6", "1235"]);
    }

    #[test]
    fn spreads_set_the_digits() {
        assert_eq!(spread("accuracy", 0.9734, 0.002), "97.3% ± 0.2");
        assert_eq!(spread("accuracy", 0.9734, 0.0002), "97.34% ± 0.02");
        assert_eq!(spread("accuracy", 0.9734, 0.0), "97.3% ± 0.0");
        assert_eq!(spread("loss", 0.31416, 0.0123), "0.314 ± 0.012");
        assert_eq!(spread("mse", 12.345, 1.5), "12.3 ± 1.5");
        assert_eq!(spread("loss", 0.5, f64::NAN), "0.5");
        assert_eq!([gain("accuracy", 0.018), gain("loss", -0.02)], ["+1.8%", "-0.02"]);
    }

    #[test]
    fn ticks_have_the_digits_of_their_step() {
        assert_eq!(
            [tick("accuracy", 0.98, 0.02), tick("accuracy", 0.975, 0.005)],
            ["98%", "97.5%"]
        );
        assert_eq!([tick("loss", 0.5, 0.1), tick("loss", 0.25, 0.05)], ["0.5", "0.25"]);
        assert_eq!([tick("mse", 120.0, 20.0), tick("loss", -1e-17, 0.1)], ["120", "0.0"]);
    }

    #[test]
    fn one_is_singular() {
        assert_eq!([plural(1, "trial"), plural(1200, "trial")], ["1 trial", "1,200 trials"]);
    }
}

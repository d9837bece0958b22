//! Small figures in words, shared by commands.

use crate::report::format;
use crate::space::Size;
use crate::template::Source;
use crate::train::data::Prepared;

/// `1,234 members`, `about 10^12 members`, `members without number (some values are real)`.
pub fn size(size: Size) -> String {
    match size {
        Size::Exact(1) => "1 member".to_owned(),
        Size::Exact(n) => match u64::try_from(n) {
            Ok(n) if n < 1_000_000_000 => format!("{} members", format::whole(n)),
            _ => format!("about 10^{:.0} members", (n as f64).log10()),
        },
        Size::About(n) => format!("about 10^{:.0} members", n.max(1.0).log10()),
        Size::Infinite => "infinitely many members (some hyperparameters are real)".to_owned(),
    }
}

/// `97.3% ± 0.2`: the mean and the standard deviation.
pub fn mean_and_deviation(metric: &str, values: &[f64]) -> String {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count.max(1.0);
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    format::spread(metric, mean, (squares / (count - 1.0)).sqrt())
}

/// `digits: 1,077 training, 360 validation, 360 test samples`
pub fn data(source: &Source, data: &Prepared) -> String {
    let name = match source {
        Source::Digits => "digits",
        Source::Csv { path, .. } | Source::Idx { path, .. } => path,
        Source::Missing => "no data",
    };
    let samples = |part: &crate::train::data::Part| format::whole(part.samples as u64);
    format!(
        "{name}: {} training, {} validation, {} test samples",
        samples(&data.train),
        samples(&data.validation),
        samples(&data.test)
    )
}

//! Those that were trained afresh at the end.

use super::heading;
use crate::report::format;
use crate::report::style::{Style, Tone};
use crate::report::table::Table;
use crate::report::view::{self, View};
use crate::sweep::Finalist;

pub fn text(view: View, style: Style) -> Option<String> {
    let finalists = view.finalists();
    if finalists.is_empty() {
        return None;
    }
    let metric = format!(">{}", view.metric());
    let columns = ["", ">params", ">FLOPs/epoch", metric.as_str(), ">seeds", "what sets it apart"];
    let mut table = Table::new(style, &columns);
    for finalist in &finalists {
        let tone = if finalist.recommended { Tone::Good } else { Tone::Plain };
        let values = &finalist.validation;
        let shown = view.show_spread(view::mean(values), view::standard_error(values));
        table.toned([
            (tone, if finalist.recommended { "★" } else { "" }.to_owned()),
            (tone, format::count(finalist.complexity.params as f64)),
            (tone, format::count(finalist.complexity.flops as f64)),
            (tone, shown),
            (Tone::Faint, values.len().to_string()),
            (Tone::Plain, apart(&finalists, finalist)),
        ]);
    }
    let mut text = heading(style, "The finalists, trained afresh");
    text.push_str(&table.text());
    let note = format!(
        "  {} on the validation part, mean ± standard error; ★ is the smallest within one standard error (pooled over the finalists) of the best",
        view.metric()
    );
    text.push_str(&style.paint(Tone::Faint, &style.wrap(&note, 2)).replacen("", "  ", 1));
    text.push('\n');
    Some(text)
}

/// The values that not all finalists share.
pub fn apart(finalists: &[&Finalist], finalist: &Finalist) -> String {
    let own = finalist
        .values
        .iter()
        .filter(|value| finalists.iter().any(|other| !other.values.contains(value)));
    let texts: Vec<String> = own.map(|(name, value)| format!("{name} {value}")).collect();
    texts.join(", ")
}

//! The rungs and the finalists as tables.

use super::mark::{escape, section, table};
use crate::report::format;
use crate::report::view::{self, View};

pub fn ladder(view: View) -> Option<String> {
    if view.record.rungs.is_empty() {
        return None;
    }
    let columns = [
        ("rung", false),
        ("what changed", false),
        ("parameters", true),
        (view.metric(), true),
        ("trials", true),
    ];
    let rows = view.record.rungs.iter().map(|rung| {
        let value = rung.objectives.first().copied().unwrap_or(f64::NAN);
        let cells = vec![
            rung.index.to_string(),
            escape(&view.step_to(rung)),
            format::count(rung.complexity.params as f64),
            format!("<b>{}</b>", escape(&view.show_spread(value, rung.noise))),
            format::whole(rung.trials),
        ];
        ("", cells)
    });
    let rows: Vec<_> = rows.collect();
    let note = "On the validation part, mean ± standard deviation over the paired seeds; trials are counted from the start.";
    Some(section("ladder", "The ladder", note, &table("The rungs of the ladder", &columns, &rows)))
}

pub fn finalists(view: View) -> Option<String> {
    let finalists = view.finalists();
    if finalists.is_empty() {
        return None;
    }
    let columns = [("parameters", true), (view.metric(), true), ("what sets it apart", false)];
    let rows = finalists.iter().map(|finalist| {
        let values = &finalist.validation;
        let shown = view.show_spread(view::mean(values), view::standard_error(values));
        let star = if finalist.recommended { "<span class=\"star\">★</span> " } else { "" };
        let cells = vec![
            format!("{star}{}", format::count(finalist.complexity.params as f64)),
            format!("<b>{}</b>", escape(&shown)),
            escape(&crate::report::story::apart(&finalists, finalist)),
        ];
        (if finalist.recommended { "chosen" } else { "" }, cells)
    });
    let rows: Vec<_> = rows.collect();
    let seeds = finalists.iter().map(|finalist| finalist.validation.len()).max().unwrap_or(0);
    let seeds = format::plural(seeds as u64, "seed");
    let note = format!(
        "Trained afresh, from scratch, with {seeds}. On the validation part, mean ± standard error. ★ is the smallest within one standard error (pooled over the finalists) of the best."
    );
    let table = table("The finalists", &columns, &rows);
    Some(section("finalists", "The finalists", &note, &table))
}

//! What was decided, and why, as a list in time.

use super::mark::{escape, section};
use crate::report::format;
use crate::report::story::{part_of, sign};
use crate::report::view::View;
use crate::sweep::{Decision, DecisionKind};

pub fn html(view: View) -> Option<String> {
    if view.record.decisions.is_empty() {
        return None;
    }
    let mut parts: Vec<(String, String)> = Vec::new();
    for decision in &view.record.decisions {
        let current = parts.last().map_or("", |(name, _)| name.as_str());
        let part = part_of(decision, current);
        match parts.last_mut() {
            Some((known, text)) if *known == part => text.push_str(&entry(decision)),
            _ => parts.push((part, entry(decision))),
        }
    }
    let parts = parts.iter().map(|(name, entries)| {
        format!("<li><h3>{}</h3>\n<ol>\n{entries}</ol></li>\n", escape(name))
    });
    let body = format!("<ol class=\"story\">\n{}</ol>\n", parts.collect::<String>());
    Some(section("decisions", "What was decided, and why", "", &body))
}

fn entry(decision: &Decision) -> String {
    let (class, name) = kind(decision.kind);
    let (sign, _) = sign(decision.kind);
    let figures = decision.figures.iter().map(|(name, value)| {
        format!("<span class=\"chip\">{} {}</span>", escape(name), escape(&format::figure(*value)))
    });
    let figures: String = figures.collect();
    let figures =
        if figures.is_empty() { figures } else { format!("<div class=\"chips\">{figures}</div>") };
    format!(
        "<li class=\"entry {class}\"><span class=\"sign\" aria-hidden=\"true\">{sign}</span><div><b>{}</b><span class=\"kind\">{name}</span><p>{}</p>{figures}</div></li>\n",
        escape(&decision.title),
        escape(&decision.reason)
    )
}

/// Class and word of a kind.
fn kind(kind: DecisionKind) -> (&'static str, &'static str) {
    match kind {
        DecisionKind::Start => ("start", ""),
        DecisionKind::Diagnosis => ("diagnosis", "diagnosis"),
        DecisionKind::Accepted => ("accepted", "accepted"),
        DecisionKind::Rejected => ("rejected", "rejected"),
        DecisionKind::Frozen => ("frozen", "frozen"),
        DecisionKind::StopLadder => ("stop", ""),
        DecisionKind::Polished => ("polished", "polished"),
        DecisionKind::Recommended => ("recommended", "recommended"),
        DecisionKind::Remark => ("remark", "remark"),
        DecisionKind::Importance => ("importance", ""),
    }
}

//! Each decision with its reason, rung by rung.

use super::heading;
use crate::report::style::{Style, Tone};
use crate::report::view::View;
use crate::sweep::{Decision, DecisionKind};

pub fn text(view: View, style: Style) -> Option<String> {
    if view.record.decisions.is_empty() {
        return None;
    }
    let mut text = heading(style, "How it decided");
    let mut part = String::new();
    for decision in &view.record.decisions {
        let now = part_of(decision, &part);
        if now != part {
            text.push_str(&format!("  {}\n", style.paint(Tone::Strong, &now)));
            part = now;
        }
        text.push_str(&entry(decision, style));
    }
    Some(text)
}

/// The rungs in turn, then what comes after the ladder. A remark belongs to where it is made.
pub fn part_of(decision: &Decision, current: &str) -> String {
    match decision.kind {
        DecisionKind::Remark | DecisionKind::Importance if !current.is_empty() => {
            current.to_owned()
        }
        DecisionKind::Polished => "Polish".to_owned(),
        DecisionKind::Recommended => "Confirmation".to_owned(),
        _ => format!("Rung {}", decision.rung),
    }
}

fn entry(decision: &Decision, style: Style) -> String {
    let (sign, tone) = sign(decision.kind);
    let sign = style.paint(tone, sign);
    let title = style.paint(tone, &decision.title);
    if decision.reason.is_empty() {
        return format!("    {sign} {title}\n");
    }
    let reason = style.wrap(&decision.reason, 6);
    format!("    {sign} {title}\n      {reason}\n")
}

/// The sign of a kind of decision, and its tone.
pub fn sign(kind: DecisionKind) -> (&'static str, Tone) {
    match kind {
        DecisionKind::Start => ("●", Tone::Plain),
        DecisionKind::Diagnosis => ("→", Tone::Plain),
        DecisionKind::Accepted => ("✓", Tone::Good),
        DecisionKind::Rejected => ("✗", Tone::Bad),
        DecisionKind::Frozen => ("■", Tone::Faint),
        DecisionKind::StopLadder => ("▲", Tone::Plain),
        DecisionKind::Polished => ("✦", Tone::Good),
        DecisionKind::Recommended => ("★", Tone::Good),
        DecisionKind::Remark => ("!", Tone::Warning),
        DecisionKind::Importance => ("≈", Tone::Plain),
    }
}

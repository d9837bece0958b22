//! The order of hyperparameters: as in the text, but nothing before what it hangs on.

use super::draft::Draft;
use crate::space::HyperId;
use std::collections::VecDeque;

/// The old ids in their new order.
pub(super) fn order(drafts: &[Draft]) -> Vec<HyperId> {
    let mut waiting: Vec<HyperId> = (0..drafts.len()).map(HyperId).collect();
    waiting.sort_by_key(|id| (drafts.get(id.0).map_or(0, |draft| draft.anchor), *id));
    let mut waiting = VecDeque::from(waiting);
    let mut placed = vec![false; drafts.len()];
    let mut order = Vec::with_capacity(drafts.len());
    while !waiting.is_empty() {
        let ready = |id: &HyperId| {
            let mut parents = drafts.get(id.0).into_iter().flat_map(|draft| draft.cases.hypers());
            parents.all(|parent| placed.get(parent.0).copied().unwrap_or(true))
        };
        // Structure is a tree, so that someone is always ready; were it not, the text's order holds.
        let at = waiting.iter().position(ready).unwrap_or(0);
        let Some(id) = waiting.remove(at) else { break };
        if let Some(slot) = placed.get_mut(id.0) {
            *slot = true;
        }
        order.push(id);
    }
    order
}

/// Old id to new id.
pub(super) fn numbering(order: &[HyperId]) -> impl Fn(HyperId) -> HyperId + 'static {
    let mut new = vec![HyperId(0); order.len()];
    for (at, old) in order.iter().enumerate() {
        if let Some(slot) = new.get_mut(old.0) {
            *slot = HyperId(at);
        }
    }
    move |id| new.get(id.0).copied().unwrap_or(id)
}

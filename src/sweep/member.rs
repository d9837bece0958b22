//! Members made from other members, value by value.

use crate::catalog::Role;
use crate::space::{Assignment, Hyper, Space, Value};

/// Walks the hyperparameters, parents first, and keeps what `value` gives for each active one;
/// where it gives nothing, the default.
pub fn rebuild(space: &Space, mut value: impl FnMut(&Hyper) -> Option<Value>) -> Assignment {
    let mut whole = Assignment::new(space.hypers.len());
    for hyper in &space.hypers {
        if space.is_active(hyper.id, &whole) {
            let given = value(hyper).filter(|value| hyper.domain.contains(*value));
            whole.set(hyper.id, Some(given.unwrap_or(hyper.default)));
        }
    }
    whole
}

/// Whether it is part of the architecture's size, which rungs fix.
pub fn is_capacity(hyper: &Hyper) -> bool {
    hyper.role == Role::Capacity
}

/// The capacity of one member with everything else from another.
pub fn transplant(space: &Space, capacity: &Assignment, training: &Assignment) -> Assignment {
    rebuild(space, |hyper| match is_capacity(hyper) {
        true => capacity.get(hyper.id),
        false => training.get(hyper.id),
    })
}

/// What changed, for people: `depth 1 → 2, width 8 → 16`; capacity that came with another value is
/// told with the value it has: `depth 0 → 1 (width 16)`. What went is not told.
pub fn changes(space: &Space, from: &Assignment, to: &Assignment) -> String {
    let changed = space.hypers.iter().filter_map(|hyper| {
        let (old, new) = (from.get(hyper.id)?, to.get(hyper.id)?);
        (old != new).then(|| {
            let (old, new) = (hyper.domain.brief(old), hyper.domain.brief(new));
            format!("{} {old} → {new}", hyper.short)
        })
    });
    let came = space.hypers.iter().filter(|hyper| is_capacity(hyper)).filter_map(|hyper| {
        let new = to.get(hyper.id).filter(|_| from.get(hyper.id).is_none())?;
        Some(format!("{} {}", hyper.short, hyper.domain.brief(new)))
    });
    let (changed, came): (Vec<String>, Vec<String>) = (changed.collect(), came.collect());
    match came.is_empty() {
        true => changed.join(", "),
        false => format!("{} ({})", changed.join(", "), came.join(", ")),
    }
}

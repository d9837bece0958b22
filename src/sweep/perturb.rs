//! Small random changes of a configuration.

use super::member::rebuild;
use crate::random::Stream;
use crate::space::{Assignment, Domain, Hyper, Space, Value};

/// How far and how often values move.
#[derive(Clone, Copy, Debug)]
pub struct Width {
    /// Standard deviation on the unit interval of a range.
    pub spread: f64,
    /// The chance that a choice is drawn anew.
    pub switch: f64,
}

/// Moves the free values a little: ranges by a normal step on their scale, reflected at the ends,
/// choices now and then to another alternative. At least one value is asked to move.
pub fn perturbed(
    space: &Space,
    from: &Assignment,
    free: &dyn Fn(&Hyper) -> bool,
    width: Width,
    stream: &mut Stream,
) -> Assignment {
    let movable: Vec<_> = from
        .iter()
        .filter_map(|(id, _)| space.get(id))
        .filter(|hyper| free(hyper))
        .map(|hyper| hyper.id)
        .collect();
    let must = movable.get(stream.below(movable.len() as u64) as usize).copied();
    rebuild(space, |hyper| {
        let old = from.get(hyper.id);
        if !free(hyper) {
            return old;
        }
        match old {
            Some(old) => Some(moved(&hyper.domain, old, must == Some(hyper.id), width, stream)),
            None => Some(hyper.domain.from_unit(stream.uniform())),
        }
    })
}

fn moved(domain: &Domain, old: Value, must: bool, width: Width, stream: &mut Stream) -> Value {
    match domain {
        Domain::Choice { .. } | Domain::Optional => {
            let others = domain.count().unwrap_or(1).saturating_sub(1);
            let switch = stream.uniform() < width.switch || must;
            let pick = stream.below(others) as usize;
            match (old, switch && others > 0) {
                (Value::Choice(at), true) => Value::Choice(pick + usize::from(pick >= at)),
                _ => old,
            }
        }
        _ => {
            // Half of the ranges move, so that good values of a configuration stay together.
            let step = stream.normal() * width.spread;
            if !must && stream.uniform() < 0.5 {
                return old;
            }
            let new = domain.from_unit(reflected(domain.to_unit(old) + step));
            match (must && new == old, domain) {
                (true, Domain::Whole { .. } | Domain::Grid { .. }) => neighbour(domain, old, step),
                _ => new,
            }
        }
    }
}

fn neighbour(domain: &Domain, old: Value, step: f64) -> Value {
    let beside = domain.neighbours(old);
    let wanted = if step < 0.0 { beside.first() } else { beside.last() };
    wanted.copied().unwrap_or(old)
}

fn reflected(u: f64) -> f64 {
    let wrapped = u.rem_euclid(2.0);
    if wrapped > 1.0 { 2.0 - wrapped } else { wrapped }
}

#[cfg(test)]
mod tests {
    use super::{Width, moved, reflected};
    use crate::random::Stream;
    use crate::space::{Domain, Scale, Value};

    #[test]
    fn reflection_stays_inside() {
        let cases = [(-0.2, 0.2), (1.3, 0.7), (0.4, 0.4), (2.4, 0.4), (-1.1, 0.9)];
        for (from, to) in cases {
            assert!((reflected(from) - to).abs() < 1e-12, "{from}");
        }
    }

    #[test]
    fn what_must_move_moves_and_stays_in_its_domain() {
        let domains = [
            (Domain::Whole { low: 1, high: 3, scale: Scale::Linear }, Value::Whole(1)),
            (Domain::Optional, Value::Choice(1)),
            (Domain::Real { low: 1e-4, high: 1e-1, scale: Scale::Log }, Value::Real(1e-1)),
        ];
        let mut stream = Stream::new(1, "moves");
        let width = Width { spread: 0.1, switch: 0.2 };
        for (domain, old) in domains {
            for _ in 0..200 {
                let new = moved(&domain, old, true, width, &mut stream);
                assert!(domain.contains(new), "{new:?}");
                assert_ne!(new, old);
            }
        }
    }
}

//! Groups of capacity hyperparameters that grow as one.

use super::short::is_value;
use crate::catalog::Role;
use crate::space::{Hyper, Space};
use crate::template::Group;

/// How far below the thing called `name` a path lies: 0 for the thing itself; nothing where the
/// path does not lead through it.
pub(super) fn depth(path: &str, name: &str) -> Option<usize> {
    let mut wanted = name.split('.').peekable();
    let mut below = 0;
    for segment in path.split('.') {
        match wanted.peek() {
            Some(next) if *next == plain(segment) || *next == segment => {
                wanted.next();
            }
            Some(_) => {}
            None => below += 1,
        }
    }
    wanted.peek().is_none().then_some(below)
}

fn plain(segment: &str) -> &str {
    segment.split('[').next().unwrap_or(segment)
}

/// A path without the numbers of repetitions, and without the ranges of a choice: they grow as one.
fn together(path: &str) -> String {
    let segments = path.split('.').map(plain);
    segments.filter(|segment| !is_value(segment)).collect::<Vec<_>>().join(".")
}

/// The names that a growth order may list: one per group that would form by itself.
pub(super) fn names(space: &Space) -> Vec<String> {
    all(Vec::new(), space).into_iter().map(|group| group.name).collect()
}

/// The named groups in their order, then every other capacity hyperparameter as it appears. One
/// that several names cover belongs to the nearest.
pub(super) fn all(order: Vec<String>, space: &Space) -> Vec<Group> {
    let mut groups: Vec<Group> =
        order.into_iter().map(|name| Group { name, hypers: Vec::new() }).collect();
    let named = groups.len();
    let mut keys: Vec<String> = Vec::new();
    for hyper in space.hypers.iter().filter(|hyper| hyper.role == Role::Capacity) {
        let nearest = nearest(&groups, named, hyper);
        if let Some(group) = nearest.and_then(|at| groups.get_mut(at)) {
            group.hypers.push(hyper.id);
            continue;
        }
        let key = together(&hyper.path);
        match keys.iter().position(|known| *known == key) {
            Some(at) => {
                if let Some(group) = groups.get_mut(named + at) {
                    group.hypers.push(hyper.id);
                }
            }
            None => {
                groups.push(Group { name: together(&hyper.short), hypers: vec![hyper.id] });
                keys.push(key);
            }
        }
    }
    groups.retain(|group| !group.hypers.is_empty());
    groups
}

fn nearest(groups: &[Group], named: usize, hyper: &Hyper) -> Option<usize> {
    let depths = groups.iter().take(named).enumerate();
    let covering = depths.filter_map(|(at, group)| Some((depth(&hyper.path, &group.name)?, at)));
    covering.min().map(|(_, at)| at)
}

#[cfg(test)]
mod tests {
    use super::depth;

    #[test]
    fn a_name_covers_itself_and_all_below() {
        assert_eq!(depth("depth", "depth"), Some(0));
        assert_eq!(depth("depth.conv1.kernel", "depth"), Some(2));
        assert_eq!(depth("depth.norm", "norm"), Some(0));
        assert_eq!(depth("head[1].dense1.units", "head"), Some(2));
        assert_eq!(depth("head.units", "tail"), None);
    }
}

//! The shortest unambiguous form of each path.

use std::collections::BTreeSet;

/// Every path's short form: the fewest segments (keeping the last) that name only this path;
/// among equals the one with most labels of the author, then the one nearest to the end.
pub(super) fn shorts(paths: &[String], labels: &BTreeSet<String>) -> Vec<String> {
    paths.iter().map(|path| short(path, paths, labels)).collect()
}

fn short(path: &str, paths: &[String], labels: &BTreeSet<String>) -> String {
    let segments: Vec<&str> = path.split('.').collect();
    let Some((last, front)) = ending(&segments) else { return path.to_string() };
    // Beyond that many segments the whole path reads better than a search for its best part.
    if front.len() > 10 {
        return path.to_string();
    }
    for count in least(front, &last, labels)..front.len() {
        let mut best: Option<(usize, String)> = None;
        for mask in 0_u32..(1 << front.len()) {
            if mask.count_ones() as usize != count {
                continue;
            }
            let kept: Vec<&str> = chosen(front, mask);
            let own = kept.iter().filter(|one| labels.contains(plain(one))).count();
            let mut text = kept.join(".");
            if !text.is_empty() {
                text.push('.');
            }
            text.push_str(&last);
            let better = best.as_ref().is_none_or(|(most, _)| own >= *most);
            if better && names_only(&text, path, paths) {
                best = Some((own, text));
            }
        }
        if let Some((_, text)) = best {
            return text;
        }
    }
    path.to_string()
}

/// What every short form ends in. `value`, the range of a choice, says nothing without its parent.
fn ending<'s>(segments: &'s [&'s str]) -> Option<(String, &'s [&'s str])> {
    let (last, front) = segments.split_last()?;
    match front.split_last() {
        Some((parent, rest)) if is_value(last) => Some((format!("{parent}.{last}"), rest)),
        _ => Some(((*last).to_string(), front)),
    }
}

/// Whether a segment is the generated name of a range within a choice.
pub(super) fn is_value(segment: &str) -> bool {
    segment.strip_prefix("value").is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit()))
}

/// A layer's parameter says too little without its layer (`rate`, `kernel`); of a setting the name
/// is enough (`learning_rate`).
fn least(front: &[&str], last: &str, labels: &BTreeSet<String>) -> usize {
    let setting = front.first().is_some_and(|section| ["training", "sweep"].contains(section));
    usize::from(!(setting || labels.contains(plain(last)) || front.is_empty()))
}

fn chosen<'s>(front: &[&'s str], mask: u32) -> Vec<&'s str> {
    let kept = |(at, segment): (usize, &&'s str)| (mask >> at & 1 == 1).then_some(*segment);
    front.iter().enumerate().filter_map(kept).collect()
}

/// A segment without the number of its repetition.
fn plain(segment: &str) -> &str {
    segment.split('[').next().unwrap_or(segment)
}

fn names_only(text: &str, path: &str, paths: &[String]) -> bool {
    paths.iter().all(|other| (other == path) || (other != text && !fits(other, text)))
}

/// Whether the segments of `name` occur in the path, in order, the last one last.
pub(super) fn fits(path: &str, name: &str) -> bool {
    let mut wanted = name.rsplit('.');
    let mut segments = path.rsplit('.');
    if wanted.next() != segments.next() {
        return false;
    }
    let mut next = wanted.next();
    for segment in segments {
        if next == Some(segment) {
            next = wanted.next();
        }
    }
    next.is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(paths: &[&str], labels: &[&str]) -> Vec<String> {
        let paths: Vec<String> = paths.iter().map(|path| (*path).to_string()).collect();
        shorts(&paths, &labels.iter().map(|label| (*label).to_string()).collect())
    }

    #[test]
    fn labels_are_preferred_and_twins_told_apart() {
        let paths = ["head.dense1.units", "tail.dense1.units", "training.learning_rate", "depth"];
        let shorts = of(&paths, &["head", "tail", "depth"]);
        assert_eq!(shorts, ["head.units", "tail.units", "learning_rate", "depth"]);
    }

    #[test]
    fn a_whole_path_wins_over_an_ending() {
        assert_eq!(of(&["width", "a.width"], &["width", "a"]), ["width", "a.width"]);
    }

    #[test]
    fn the_range_of_a_choice_keeps_its_parent() {
        let paths = ["training.weight_decay", "training.weight_decay.value", "dense1.units.value2"];
        assert_eq!(of(&paths, &[]), ["weight_decay", "weight_decay.value", "dense1.units.value2"]);
    }

    #[test]
    fn a_parameter_of_a_layer_keeps_its_layer() {
        let paths = ["depth.conv1.kernel", "training.optimizer.sgd.momentum"];
        assert_eq!(of(&paths, &["depth"]), ["depth.kernel", "momentum"]);
    }

    #[test]
    fn repetitions_keep_their_numbers() {
        let shorts = of(&["head[0].dense1.units", "head[1].dense1.units"], &["head"]);
        assert_eq!(shorts, ["head[0].units", "head[1].units"]);
    }
}

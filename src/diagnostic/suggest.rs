//! Did you mean: the nearest known name.

/// The candidate that `word` most likely means: equal but for case first, then the smallest
/// edit distance (optimal string alignment), at most a third of the word's length (at least 1).
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = word.to_lowercase();
    let length = lower.chars().count();
    let limit = (word.chars().count() / 3).max(1);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        if candidate.to_lowercase() == lower {
            return Some(candidate);
        }
        // Never nearer than their lengths: a word of a megabyte is like none.
        if candidate.chars().count().abs_diff(length) > limit {
            continue;
        }
        let distance = strsim::osa_distance(&lower, &candidate.to_lowercase());
        if distance <= limit && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_swaps_and_case_but_not_strangers() {
        let names = ["adam", "adamw", "sgd", "rmsprop"];
        assert_eq!(nearest("adma", names), Some("adam"));
        assert_eq!(nearest("RMSProp", names), Some("rmsprop"));
        assert_eq!(nearest("newton", names), None);
    }
}

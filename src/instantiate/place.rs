//! Paths of nodes: the template's path with the index of each repetition.

use crate::space::IndexId;

/// One repetition of an enclosing `repeat`.
#[derive(Clone, Copy, Debug)]
pub struct Turn<'f> {
    pub path: &'f str,
    pub index: IndexId,
    pub at: i64,
}

/// `stage.conv1` in the third repetition of `stage` is `stage[2].conv1`. An index whose repeat is
/// no part of the path stands at the end, so that paths stay unique.
pub fn indexed(path: &str, turns: &[Turn]) -> String {
    let mut text = String::with_capacity(path.len() + 4 * turns.len());
    let mut done = 0;
    let mut last = String::new();
    for turn in turns {
        let rest = path.strip_prefix(turn.path);
        let inside = rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        let index = format!("[{}]", turn.at);
        if inside && turn.path.len() >= done {
            text.push_str(path.get(done..turn.path.len()).unwrap_or(""));
            text.push_str(&index);
            done = turn.path.len();
        } else {
            last.push_str(&index);
        }
    }
    text.push_str(path.get(done..).unwrap_or(""));
    text + &last
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indices_stand_at_their_repeat() {
        let turn = |path, at| Turn { path, index: IndexId(0), at };
        assert_eq!(indexed("conv1", &[]), "conv1");
        assert_eq!(indexed("stage.conv1", &[turn("stage", 2)]), "stage[2].conv1");
        let turns = [turn("a", 0), turn("a.b.c", 1)];
        assert_eq!(indexed("a.b.c.conv1", &turns), "a[0].b.c[1].conv1");
        assert_eq!(indexed("other.conv1", &turns), "other.conv1[0][1]");
    }
}

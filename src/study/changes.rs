//! What changed between two versions of a specification, in words.

use std::fmt;

/// One difference. Lines are counted from 1; comments and blanks do not count as differences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    Line {
        line: usize,
        was: String,
        now: String,
    },
    New {
        line: usize,
        now: String,
    },
    /// `line` counts in the old text.
    Gone {
        line: usize,
        was: String,
    },
    /// A setting that does not stand in the text, such as an option of the command line.
    Setting {
        name: String,
        was: String,
        now: String,
    },
    /// No difference of text or settings: a file that it imports, or hpm itself, is another.
    Hidden,
}

impl fmt::Display for Change {
    fn fmt(&self, to: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Change::Line { line, was, now } => write!(to, "line {line}: was `{was}`, is `{now}`"),
            Change::New { line, now } => write!(to, "line {line} is new: `{now}`"),
            Change::Gone { line, was } => write!(to, "line {line} is gone: `{was}`"),
            Change::Setting { name, was, now } => write!(to, "{name}: was {was}, is {now}"),
            Change::Hidden => write!(
                to,
                "its text is the same, but it means something else to this version of hpm"
            ),
        }
    }
}

/// The changed lines, in the order of the text.
pub(super) fn lines(was: &str, now: &str) -> Vec<Change> {
    let (was, now) = (meaningful(was), meaningful(now));
    let mut changes = Vec::new();
    let (mut i, mut j) = (0, 0);
    for (old, new) in common(&was, &now).into_iter().chain([(was.len(), now.len())]) {
        let gone = was.get(i..old).unwrap_or_default();
        pair(gone, now.get(j..new).unwrap_or_default(), &mut changes);
        (i, j) = (old + 1, new + 1);
    }
    changes
}

type Line<'a> = (usize, &'a str);

/// The n-th line that went with the n-th that came in the same place.
fn pair(gone: &[Line], fresh: &[Line], changes: &mut Vec<Change>) {
    for at in 0..gone.len().max(fresh.len()) {
        changes.push(match (gone.get(at), fresh.get(at)) {
            (Some((_, was)), Some((line, now))) => {
                Change::Line { line: *line, was: (*was).to_owned(), now: (*now).to_owned() }
            }
            (Some((line, was)), None) => Change::Gone { line: *line, was: (*was).to_owned() },
            (None, Some((line, now))) => Change::New { line: *line, now: (*now).to_owned() },
            (None, None) => continue,
        });
    }
}

fn meaningful(text: &str) -> Vec<Line<'_>> {
    let lines = text.lines().enumerate().map(|(at, line)| (at + 1, without_comment(line).trim()));
    lines.filter(|(_, line)| !line.is_empty()).collect()
}

fn without_comment(line: &str) -> &str {
    let mut quoted = false;
    for (at, letter) in line.char_indices() {
        match letter {
            '"' => quoted = !quoted,
            '#' if !quoted => return line.get(..at).unwrap_or(line),
            _ => {}
        }
    }
    line
}

/// Beyond so many comparisons all lines are told, changed or not.
const MOST: usize = 4_000_000;

/// The longest common subsequence, as pairs of places in both.
fn common(was: &[Line], now: &[Line]) -> Vec<(usize, usize)> {
    if was.len().saturating_mul(now.len()) > MOST {
        return Vec::new();
    }
    let width = now.len() + 1;
    // `best[i * width + j]`: how many lines `was[i..]` and `now[j..]` share.
    let mut best = vec![0_u32; (was.len() + 1) * width];
    let at = |best: &[u32], i: usize, j: usize| best.get(i * width + j).copied().unwrap_or(0);
    for (i, (_, old)) in was.iter().enumerate().rev() {
        for (j, (_, new)) in now.iter().enumerate().rev() {
            let value = if old == new {
                at(&best, i + 1, j + 1) + 1
            } else {
                at(&best, i + 1, j).max(at(&best, i, j + 1))
            };
            if let Some(slot) = best.get_mut(i * width + j) {
                *slot = value;
            }
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while let (Some((_, old)), Some((_, new))) = (was.get(i), now.get(j)) {
        if old == new {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if at(&best, i + 1, j) >= at(&best, i, j + 1) {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::lines;

    fn told(was: &str, now: &str) -> Vec<String> {
        lines(was, now).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_changed_line_shows_both_sides() {
        assert_eq!(
            told("model {\n  epochs: 5 # few\n}", "model {\n  # more\n  epochs: 9\n}"),
            ["line 3: was `epochs: 5`, is `epochs: 9`"]
        );
    }

    #[test]
    fn new_and_gone_lines_are_told_apart() {
        assert_eq!(told("a\nb\nc", "a\nc\nd"), ["line 2 is gone: `b`", "line 3 is new: `d`"]);
    }

    #[test]
    fn comments_and_blanks_are_no_change() {
        assert!(told("a # x\n\nb", "# y\na\nb\n").is_empty());
    }

    #[test]
    fn a_hash_within_quotes_is_no_comment() {
        assert_eq!(told("csv(\"a#1\")", "csv(\"a#2\")").len(), 1);
    }

    #[test]
    fn from_nothing_all_is_new() {
        assert_eq!(told("", "a\nb"), ["line 1 is new: `a`", "line 2 is new: `b`"]);
        assert_eq!(told("a", ""), ["line 1 is gone: `a`"]);
    }
}

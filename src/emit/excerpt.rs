//! Lines too long to be drawn whole, cut to what stands around their labels.

use super::places::Mark;
use crate::source::SourceFile;
use std::borrow::Cow;
use std::ops::Range;

/// Lines of more bytes than this are cut: nobody reads them, and miette cannot count their columns.
const LONG: usize = 600;
/// Bytes that are left of a cut line before its first label, and from there on.
const BEFORE: usize = 40;
const BEHIND: usize = 160;
const DOTS: &str = "…";
/// Characters of a message; only a name that fills lines makes it longer.
const MESSAGE: usize = 1200;

/// A stretch of a file in which no line is long.
#[derive(Debug, Default)]
pub struct Excerpt {
    pub text: String,
    /// Lines of the file before it.
    pub skipped: usize,
    /// Where each of its lines begins, and how many characters were cut there.
    cuts: Vec<(usize, usize)>,
}

impl Excerpt {
    /// What to draw instead of the file, with the labels moved there; `None` where the file will do.
    pub fn of(file: &SourceFile, marks: &mut [Mark]) -> Option<Excerpt> {
        let text = file.text.as_str();
        let stretch = stretch(text, marks)?;
        if text.get(stretch.clone())?.split('\n').all(|line| line.len() <= LONG) {
            return None;
        }
        let (skipped, _) = file.line_column(stretch.start);
        let mut excerpt = Excerpt { skipped: skipped.saturating_sub(1), ..Excerpt::default() };
        let mut moved: Vec<(usize, Mark)> = Vec::new();
        let mut at = stretch.start;
        for line in text.get(stretch)?.split('\n') {
            excerpt.line(text, at..at + line.len(), marks, &mut moved);
            at += line.len() + 1;
        }
        for (at, there) in moved {
            if let Some(mark) = marks.get_mut(at) {
                *mark = there;
            }
        }
        Some(excerpt)
    }

    /// Adds a line of the text, and where its labels are now.
    fn line(
        &mut self,
        text: &str,
        line: Range<usize>,
        marks: &[Mark],
        moved: &mut Vec<(usize, Mark)>,
    ) {
        if !self.cuts.is_empty() {
            self.text.push('\n');
        }
        let here = |mark: &Mark| line.start <= mark.start && mark.start <= line.end;
        let first = marks.iter().filter(|mark| here(mark)).map(|mark| mark.start).min();
        let kept = kept(text, &line, first.unwrap_or(line.start));
        let cut = text.get(line.start..kept.start).map_or(0, |it| it.chars().count());
        let begin = self.text.len();
        if kept.start > line.start {
            self.text.push_str(DOTS);
        }
        self.cuts.push((begin, cut.saturating_sub(1)));
        let origin = self.text.len();
        self.text.push_str(text.get(kept.clone()).unwrap_or(""));
        if kept.end < line.end {
            self.text.push_str(DOTS);
        }
        for (at, mark) in marks.iter().enumerate().filter(|(_, mark)| here(mark)) {
            let start = mark.start.clamp(kept.start, kept.end);
            let end = (mark.start + mark.length).clamp(start, kept.end);
            let message = mark.message.clone();
            let start = origin + start - kept.start;
            moved.push((at, Mark { start, length: end - kept.start + origin - start, message }));
        }
    }

    /// The characters of the file's line before a place.
    pub fn column(&self, offset: usize) -> usize {
        let line = self.cuts.partition_point(|(start, _)| *start <= offset);
        let (start, cut) =
            line.checked_sub(1).and_then(|line| self.cuts.get(line)).copied().unwrap_or((0, 0));
        cut + self.text.get(start..offset).map_or(0, |it| it.chars().count())
    }
}

/// The lines that are drawn: those of the labels, those between them, and one on each side.
fn stretch(text: &str, marks: &[Mark]) -> Option<Range<usize>> {
    let from = marks.iter().map(|mark| mark.start).min()?;
    let to = marks.iter().map(|mark| mark.start).max()?;
    let begin = |at: usize| text.get(..at).and_then(|it| it.rfind('\n')).map(|at| at + 1);
    let end = |at: usize| text.get(at..).and_then(|it| it.find('\n')).map(|end| at + end);
    let start = begin(from).map_or(0, |start| begin(start - 1).unwrap_or(0));
    let stop = end(to).and_then(|stop| end(stop + 1));
    Some(start..stop.unwrap_or(text.len()))
}

/// What stays of a line whose first label begins there.
fn kept(text: &str, line: &Range<usize>, label: usize) -> Range<usize> {
    if line.len() <= LONG {
        return line.clone();
    }
    let boundary = |at: usize| (at..=text.len()).find(|at| text.is_char_boundary(*at));
    let start = boundary(label.saturating_sub(BEFORE).max(line.start)).unwrap_or(line.end);
    let end = boundary((label + BEHIND).min(line.end)).unwrap_or(line.end);
    start..end
}

/// A message without the middle of what would fill lines.
pub fn clipped(message: &str) -> Cow<'_, str> {
    // A character has a byte at least, so that most are known to be short without counting.
    if message.len() <= MESSAGE || message.chars().count() <= MESSAGE {
        return Cow::Borrowed(message);
    }
    let start: String = message.chars().take(MESSAGE / 2).collect();
    let count = message.chars().count();
    let end: String = message.chars().skip(count - MESSAGE / 4).collect();
    Cow::Owned(format!("{start}{DOTS}{end}"))
}

#[cfg(test)]
mod tests {
    use super::{Excerpt, clipped};
    use crate::emit::places::Mark;
    use crate::source::{FileId, Sources};

    fn mark(start: usize, length: usize, message: &str) -> Mark {
        Mark { start, length, message: message.to_owned() }
    }

    fn sources(text: &str) -> Sources {
        let mut sources = Sources::new();
        assert_eq!(sources.add("a.hpm", text), FileId(0));
        sources
    }

    #[test]
    fn short_lines_stay() {
        let sources = sources("model {\n    dense(3)\n}\n");
        assert!(Excerpt::of(&sources.files()[0], &mut [mark(12, 5, "")]).is_none());
        assert!(Excerpt::of(&sources.files()[0], &mut []).is_none());
    }

    #[test]
    fn long_lines_are_cut_around_their_labels() {
        let text = format!("a\nb\n{}é here {}\nc\nd\n", "x".repeat(1000), "y".repeat(1000));
        let at = text.find("here").unwrap();
        let mut marks = [mark(at, 4, "this"), mark(at + 5, 1000, "that")];
        let excerpt = Excerpt::of(&sources(&text).files()[0], &mut marks).unwrap();
        let lines: Vec<&str> = excerpt.text.split('\n').collect();
        assert_eq!((lines.len(), lines[0], lines[2]), (3, "b", "c"));
        assert!(lines[1].starts_with("…xxx") && lines[1].ends_with("yyy…"));
        assert!(lines[1].chars().count() < 250);
        let under = |mark: &Mark| excerpt.text[mark.start..mark.start + mark.length].to_owned();
        assert_eq!(under(&marks[0]), "here");
        assert!(under(&marks[1]).starts_with('y'));
        assert_eq!(excerpt.skipped, 1);
        // The column of `here` is that of the file.
        assert_eq!(excerpt.column(marks[0].start), 1002);
    }

    #[test]
    fn a_label_far_behind_the_first_is_clipped() {
        let text = "x".repeat(5000);
        let mut marks = [mark(10, 5000, "long"), mark(4000, 3, "far")];
        let excerpt = Excerpt::of(&sources(&text).files()[0], &mut marks).unwrap();
        for mark in marks {
            assert!(mark.start + mark.length <= excerpt.text.len());
        }
    }

    #[test]
    fn messages_keep_their_ends() {
        assert_eq!(clipped("short"), "short");
        let long = format!("`{}` is not known", "n".repeat(1_000_000));
        assert!(clipped(&long).ends_with("` is not known") && clipped(&long).len() < 1500);
    }
}

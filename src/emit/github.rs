//! Workflow commands of GitHub: `::error file=…,line=…::message`, shown beside the lines of a pull
//! request.

use super::summary::severity_word;
use crate::diagnostic::Diagnostic;
use crate::source::Sources;
use std::io::{self, Write};

/// # Errors
/// The writer's.
pub fn github(found: &[Diagnostic], sources: &Sources, out: &mut dyn Write) -> io::Result<()> {
    for one in found {
        let (word, title) = (severity_word(one.severity), property(one.code.id));
        let span = one.primary.span;
        write!(out, "::{word} ")?;
        if let Some(file) = sources.file(span.file) {
            let (line, column) = file.line_column(span.start as usize);
            let (end_line, end) = file.line_column(span.end as usize);
            let name = property(&file.name);
            write!(out, "file={name},line={line},endLine={end_line},")?;
            // Columns are read only where both ends are on one line.
            if line == end_line {
                write!(out, "col={column},endColumn={end},")?;
            }
        }
        writeln!(out, "title={title}::{}", data(&message(one)))?;
    }
    Ok(())
}

fn message(one: &Diagnostic) -> String {
    let notes = one.notes.iter().map(|note| format!("\nnote: {note}"));
    let help = one.help.iter().map(|help| format!("\nhelp: {help}"));
    std::iter::once(one.message.clone()).chain(notes).chain(help).collect()
}

/// The escapes of a message.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The escapes of a property, which `,` would end and `:` would end all of them.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::github;
    use crate::diagnostic::codes::value::reversed_range;
    use crate::source::{Sources, Span};

    #[test]
    fn marks_of_the_format_are_escaped() {
        let mut sources = Sources::new();
        let file = sources.add("a,b:50%.hpm", "é: 9..1\n");
        let (low, high) = (Span::new(file, 4, 5), Span::new(file, 7, 8));
        let one = reversed_range::diagnostic(low.to(high), (low, "9"), (high, "1"))
            .note("100%: one\nand two");
        let mut out = Vec::new();
        github(&[one], &sources, &mut out).expect("written");
        let text = String::from_utf8(out).expect("text");
        let head = "::error file=a%2Cb%3A50%25.hpm,line=1,endLine=1,col=4,endColumn=8,title=E302::";
        assert!(text.starts_with(head), "{text}");
        assert!(text.contains("%0Anote: 100%25: one%0Aand two") && text.lines().count() == 1);
    }
}

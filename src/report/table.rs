//! Tables: a header, a line, rows. They read the same on a terminal and through a pipe.

use super::style::{Style, Tone};
use comfy_table::{
    Attribute, Cell, CellAlignment, Color, ContentArrangement, LineStyle, TableStyle,
};

/// A table in the making.
#[derive(Debug)]
pub struct Table {
    table: comfy_table::Table,
    style: Style,
    indent: usize,
}

/// A cell with its tone.
pub type Toned = (Tone, String);

impl Table {
    /// A table with these columns; those that begin with `>` are aligned to the right.
    pub fn new(style: Style, columns: &[&str]) -> Table {
        const RULED: TableStyle =
            TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));
        let mut table = comfy_table::Table::new();
        table.load_style(RULED).set_content_arrangement(ContentArrangement::Dynamic);
        let indent = 2;
        let width = style.width.saturating_sub(indent).max(30);
        table.set_width(u16::try_from(width).unwrap_or(u16::MAX));
        if style.color {
            table.enforce_styling();
        } else {
            table.force_no_tty();
        }
        let title = |column: &&str| cell(Tone::Faint, column.trim_start_matches('>'));
        table.set_header(columns.iter().map(title));
        for (at, column) in columns.iter().enumerate() {
            if let Some(formed) = table.column_mut(at) {
                formed.set_padding((u16::from(at > 0), 1));
                if column.starts_with('>') {
                    formed.set_cell_alignment(CellAlignment::Right);
                }
            }
        }
        Table { table, style, indent }
    }

    pub fn row<T: Into<String>>(&mut self, cells: impl IntoIterator<Item = T>) {
        self.toned(cells.into_iter().map(|text| (Tone::Plain, text.into())));
    }

    pub fn toned(&mut self, cells: impl IntoIterator<Item = Toned>) {
        self.table.add_row(cells.into_iter().map(|(tone, text)| cell(tone, &text)));
    }

    pub fn is_empty(&self) -> bool {
        self.table.is_empty()
    }

    /// The table with a newline after each line.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for line in self.table.lines() {
            let line = if self.style.color { line.as_str() } else { line.trim_end() };
            text.push_str(&" ".repeat(self.indent));
            text.push_str(line);
            text.push('\n');
        }
        text
    }
}

fn cell(tone: Tone, text: &str) -> Cell {
    let cell = Cell::new(text);
    match tone {
        Tone::Plain => cell,
        Tone::Heading => cell.fg(Color::DarkCyan).add_attribute(Attribute::Bold),
        Tone::Strong => cell.add_attribute(Attribute::Bold),
        Tone::Good => cell.fg(Color::DarkGreen),
        Tone::Bad => cell.fg(Color::DarkRed),
        Tone::Warning => cell.fg(Color::DarkYellow),
        Tone::Faint => cell.add_attribute(Attribute::Dim),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_plain_without_colour() {
        let mut table = Table::new(Style::default(), &["rung", ">params"]);
        table.row(["0", "650"]);
        table.row(["1", "12.4k"]);
        assert_eq!(
            table.text(),
            "  rung   params\n  ──────────────\n  0         650\n  1       12.4k\n"
        );
    }

    #[test]
    fn a_narrow_table_wraps() {
        let style = Style { width: 40, ..Style::default() };
        let mut table = Table::new(style, &["name", "why"]);
        table.row(["depth", "because the training loss was far from its floor"]);
        assert!(table.text().lines().all(|line| line.chars().count() <= 40), "{}", table.text());
        assert!(table.text().lines().count() > 3);
    }
}

//! Small pieces of HTML.

/// Text that may stand anywhere in the page, also in attributes.
pub fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            // A control character is no character of HTML.
            letter if letter.is_control() && letter != '\n' && letter != '\t' => {
                safe.push('\u{fffd}')
            }
            letter => safe.push(letter),
        }
    }
    safe
}

/// A card with a heading. `note` is HTML.
pub fn section(id: &str, title: &str, note: &str, body: &str) -> String {
    let note =
        if note.is_empty() { String::new() } else { format!("<p class=\"note\">{note}</p>\n") };
    let title = escape(title);
    format!(
        "<section class=\"card\" aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{title}</h2>\n{note}{body}</section>\n"
    )
}

/// A column: its title, and whether it holds numbers.
pub type Column<'a> = (&'a str, bool);

/// A table whose cells are HTML already. Rows come with their class.
pub fn table(caption: &str, columns: &[Column], rows: &[(&str, Vec<String>)]) -> String {
    let class = |number: bool| if number { " class=\"n\"" } else { "" };
    let titles = columns.iter().map(|(title, number)| {
        format!("<th scope=\"col\"{}>{}</th>", class(*number), escape(title))
    });
    let titles: String = titles.collect();
    let mut body = String::new();
    for (kind, cells) in rows {
        let cells = cells.iter().zip(columns);
        let cells: String =
            cells.map(|(cell, (_, number))| format!("<td{}>{cell}</td>", class(*number))).collect();
        let kind = if kind.is_empty() { String::new() } else { format!(" class=\"{kind}\"") };
        body.push_str(&format!("<tr{kind}>{cells}</tr>\n"));
    }
    let caption = escape(caption);
    format!(
        "<div class=\"scroll\"><table>\n<caption>{caption}</caption>\n<thead><tr>{titles}</tr></thead>\n<tbody>\n{body}</tbody></table></div>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn nothing_escapes() {
        assert_eq!(escape("<b> & \"x\" 'y'"), "&lt;b&gt; &amp; &quot;x&quot; &#39;y&#39;");
        assert_eq!(escape("a\u{0}b\n"), "a\u{fffd}b\n");
    }
}

//! Signs that are not seen, of other alphabets, or no signs at all.

use super::{codes, model};

const NONE: [&str; 0] = [];

#[test]
fn line_ends_tabs_and_a_byte_order_mark_mean_nothing() {
    let text = model("dense(4)");
    for same in [
        text.replace('\n', "\r\n"),
        text.replace('\n', "\r"),
        text.replace("    ", "\t"),
        format!("\u{feff}{text}"),
        text.replace("    ", "\u{a0}\u{3000}"),
        format!("{}{text}", "\n".repeat(30_000)),
        text.replace("dense", &format!("{}dense", "\t".repeat(100_000))),
    ] {
        assert_eq!(codes(&same), NONE, "{:?}", same.chars().take(80).collect::<String>());
    }
}

/// What is shown must be what is read.
#[test]
fn what_turns_the_text_is_refused_everywhere() {
    for turn in ['\u{202a}', '\u{202b}', '\u{202d}', '\u{202e}', '\u{2066}', '\u{2067}', '\u{2069}']
    {
        assert_eq!(codes(&model(&format!("dense(4) # {turn} }}"))), ["E144"]);
        assert_eq!(codes(&model(&format!("## {turn}\n    dense(4)"))), ["E144"]);
        assert_eq!(codes(&model(&format!("dense({turn}4)"))), ["E144"]);
        let text = format!("data {{ source: csv(\"{turn}a.csv\") }}\n{}", model("dense(4)"));
        assert!(codes(&text).contains(&"E144".to_owned()));
    }
}

#[test]
fn what_has_no_width_is_told_where_it_parts_words() {
    for hidden in [
        '\u{200b}', '\u{200c}', '\u{200d}', '\u{200e}', '\u{200f}', '\u{2060}', '\u{ad}',
        '\u{feff}',
    ] {
        assert_eq!(codes(&model(&format!("dense({hidden}4)"))), ["E144"]);
        assert_eq!(codes(&model(&format!("den{hidden}se(4)"))), ["E144"]);
        // In a remark it does no harm: names of people and emoji need it.
        assert_eq!(codes(&model(&format!("dense(4) # a{hidden}b"))), NONE);
    }
}

#[test]
fn names_may_be_of_any_alphabet() {
    assert_eq!(codes(&model("שכבה: dense(4..8)")), NONE);
    assert_eq!(codes(&model(&format!("e{}: dense(4..8)", "\u{301}".repeat(10_000)))), NONE);
    // A Cyrillic е.
    assert_eq!(codes(&model("d\u{435}nse(4)")), ["E202"]);
}

#[test]
fn bytes_that_no_text_has_are_told() {
    assert_eq!(codes(&model("dense(\0)")), ["E142"]);
    assert_eq!(codes(&"\u{1}\u{2}\u{3}".repeat(10_000)), ["E142"]);
    assert!(!codes(&model("dense(\u{1b}[31m4\u{7})")).is_empty());
}

/// On one line, each once took a look at all of the line.
#[test]
fn lines_may_be_long() {
    for (piece, count) in [
        ("dense(8), ", 5_000),
        ("a / b // 1 ", 20_000),
        ("1//", 60_000),
        ("\"a,\"b", 20_000),
        ("\"\"", 60_000),
        ("'", 60_000),
        ("“", 20_000),
        ("/* */ ", 20_000),
        ("≤", 20_000),
        ("$) ]}(:|..", 6_000),
        ("a: ", 20_000),
        ("a.", 60_000),
        ("x1", 60_000),
        (" ", 200_000),
        ("..", 20_000),
        ("(,", 10_000),
    ] {
        codes(&piece.repeat(count));
        codes(&model(&piece.repeat(count)));
    }
}

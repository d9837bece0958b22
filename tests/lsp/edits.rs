//! Ten thousand edits: the server's text is the editor's, and its findings are those of a fresh one.

use crate::client::{Client, position};
use hpm::random::Stream;
use serde_json::{Value, json};

const URI: &str = "file:///nowhere/spec.hpm";
const EDITS: usize = 10_000;
const BETWEEN: usize = 500;

const SPEC: &str = "\
## Größen und Formen 𝄞
let width = 8..64 log
block cell(n, rate = 10%) {
    dense(n, activation: relu | gelu)
    dropout(rate)
}
model {
    input: features(20)
    depth: repeat 1..3 as i { cell(width * 2^i) }
    norm: maybe batch_norm
    output: classes(3)
    require params <= 500k
}
training {
    optimizer: sgd(momentum: 0.8..0.99) | adam
    learning_rate: 1e-4..1e-1 log default 1e-3
}
sweep {
    growth { order: depth, width }
}
";

/// What is typed: pieces of the language, and characters of every length.
const PIECES: [&str; 24] = [
    "a",
    "width",
    " ",
    "\n",
    "\r\n",
    "(",
    ")",
    "{",
    "}",
    "|",
    ":",
    "..",
    "ö",
    "𝄞",
    "\u{202e}",
    "\"",
    "#",
    "8",
    " log",
    "dense(4)\n",
    "let y = 3\n",
    "relu",
    ",",
    "\t",
];

/// The client's own text, changed as the protocol says.
struct Editor {
    text: Vec<char>,
    stream: Stream,
}

impl Editor {
    fn below(&mut self, count: usize) -> usize {
        (self.stream.uniform() * count as f64) as usize
    }

    /// A position of a place between characters, in UTF-16.
    fn position(&self, at: usize) -> Value {
        let mut line = 0;
        let mut start = 0;
        for (index, c) in self.text[..at].iter().enumerate() {
            let ends = match c {
                '\n' => true,
                '\r' => self.text.get(index + 1) != Some(&'\n'),
                _ => false,
            };
            if ends {
                (line, start) = (line + 1, index + 1);
            }
        }
        let units: usize = self.text[start..at].iter().map(|c| c.len_utf16()).sum();
        position(line, units)
    }

    /// Not between the two characters of a line end, where no position is.
    fn place(&mut self) -> usize {
        let at = self.below(self.text.len() + 1);
        let within = at > 0 && self.text.get(at) == Some(&'\n') && self.text[at - 1] == '\r';
        if within { at - 1 } else { at }
    }

    fn change(&mut self) -> Value {
        let from = self.place();
        let mut to = from;
        // As often taken away as put in, so that the text keeps its size.
        if self.below(2) == 0 {
            to = (from + self.below(5)).min(self.text.len());
            let within = to > from && self.text.get(to) == Some(&'\n') && self.text[to - 1] == '\r';
            to += usize::from(within);
        }
        let piece = if to > from { "" } else { PIECES[self.below(PIECES.len())] };
        let range = json!({ "start": self.position(from), "end": self.position(to) });
        self.text.splice(from..to, piece.chars());
        json!({ "range": range, "text": piece })
    }

    fn text(&self) -> String {
        self.text.iter().collect()
    }
}

#[test]
fn ten_thousand_edits_without_drift() {
    let mut client = Client::start();
    client.open(URI, SPEC);
    let stream = Stream::new(7, "tests/lsp/edits");
    let mut editor = Editor { text: SPEC.chars().collect(), stream };
    let (mut made, mut version, mut compared) = (0, 1, 0);
    while made < EDITS {
        let several = 1 + editor.below(4);
        let changes: Vec<Value> = (0..several).map(|_| editor.change()).collect();
        version += 1;
        made += several;
        client.change(URI, version, json!(changes));
        if made / BETWEEN > compared {
            compared = made / BETWEEN;
            same_as_fresh(&mut client, &editor.text());
            // Back to something sound: the worst texts are all alike.
            version += 1;
            editor.text = SPEC.chars().collect();
            client.change(URI, version, json!([{ "text": SPEC }]));
        }
    }
    assert_eq!(client.leave(), 0);
}

fn same_as_fresh(client: &mut Client, text: &str) {
    let mut fresh = Client::start();
    let wanted = fresh.open(URI, text);
    let found = client.settled(URI);
    assert_eq!(found, wanted, "{text}");
    let params = json!({ "textDocument": { "uri": URI } });
    for method in [
        "textDocument/documentSymbol",
        "textDocument/semanticTokens/full",
        "textDocument/foldingRange",
    ] {
        let (a, b) = (client.ask(method, params.clone()), fresh.ask(method, params.clone()));
        assert_eq!(a, b, "{method}\n{text}");
    }
}

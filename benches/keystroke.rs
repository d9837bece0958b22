//! How long an editor waits: keystrokes in a file of 1,000 lines, over the real `hpm lsp`.
//!
//! `cargo bench --bench keystroke` prints, in milliseconds, the time from a keystroke to the faults
//! that it leaves, from a request to its completions, and to the checked family with its shapes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)] // reason: a bench

#[allow(dead_code)] // reason: the tests need more of it
#[path = "../tests/lsp/client.rs"]
mod client;

use client::{Client, at, position};
use serde_json::{Value, json};
use std::fmt::Write;
use std::time::Instant;

const URI: &str = "file:///nowhere/large.hpm";
const LINES: usize = 1_000;
const KEYSTROKES: usize = 300;

/// Blocks, lets and layers as people write them, and a model that calls some of the blocks.
fn large() -> String {
    let mut text = String::from("## A large family.\n\nlet width = 16..64 log\n");
    let blocks = (LINES - 28) / 14;
    for n in 0..blocks {
        let _ = write!(
            text,
            "\n## Block {n}: what it is for, in a sentence.\nlet w{n} = width * {}\n\
             block unit{n}(filters = w{n}, kernel = 3, rate = 10%) {{\n    \
             residual {{\n        \
             conv(filters: filters, kernel: kernel, padding: same)   # keeps the size\n        \
             norm: maybe batch_norm\n        relu\n        \
             conv(filters: filters, kernel: kernel, padding: same)\n        batch_norm\n    }}\n    \
             activation: activation(relu | gelu)\n    dropout(rate)\n}}\n",
            1 + n % 4
        );
    }
    text.push_str("\ndata {\n    source: digits\n    validation: 20%\n}\n\nmodel {\n");
    text.push_str("    stem: conv(filters: width, kernel: 3, padding: same)\n");
    for n in 0..blocks {
        // Those that are called are a model; the others wait to be, as in a file of blocks.
        if n % 8 == 0 {
            let _ = writeln!(text, "    stage{n}: repeat 0..2 {{ unit{n}(kernel: 3) }}");
        }
    }
    text.push_str("    global_avg_pool\n    head: dense(units: 16..128 log, activation: relu)\n");
    text.push_str("    output: classes(10)\n    require params <= 50M\n}\n\ntraining {\n");
    text.push_str(
        "    optimizer: sgd(momentum: 0.8..0.99) | adam\n    learning_rate: 1e-4..1e-1 log\n",
    );
    text.push_str("    batch_size: 32 | 64 | 128\n    epochs: 5\n}\n\nsweep {\n    objective: maximize accuracy\n");
    text.push_str(
        "    growth { order: width, head }\n    trials: 12 per rung\n    limit: 30min\n}\n",
    );
    text
}

fn told(message: &Value, version: i64) -> bool {
    message["method"] == "textDocument/publishDiagnostics"
        && message["params"]["version"] == version
}

/// Types and takes back a character at a place; the times to the faults of each.
fn type_at(client: &mut Client, line: usize, character: usize, version: &mut i64) -> Vec<f64> {
    let mut times = Vec::new();
    for at in 0..KEYSTROKES {
        let insert = at % 2 == 0;
        let end = if insert { character } else { character + 1 };
        let range = json!({ "start": position(line, character), "end": position(line, end) });
        *version += 1;
        let (start, wanted) = (Instant::now(), *version);
        client.change(
            URI,
            wanted,
            json!([{ "range": range, "text": if insert { "1" } else { "" } }]),
        );
        client.wait(|message| told(message, wanted));
        times.push(start.elapsed().as_secs_f64() * 1e3);
    }
    times
}

fn report(what: &str, mut times: Vec<f64>) {
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    println!("{what:<44} median {:6.1}  95% {:6.1}  most {:6.1} ms", at(0.5), at(0.95), at(1.0));
}

fn main() {
    let text = large();
    if std::env::args().any(|arg| arg == "--print") {
        return print!("{text}");
    }
    println!("{} lines, {} bytes", text.lines().count(), text.len());
    let mut client = Client::start();
    let start = Instant::now();
    let found = client.open(URI, &text);
    println!(
        "opened and checked in {:.0} ms, {} findings",
        start.elapsed().as_secs_f64() * 1e3,
        found.len()
    );
    let mut version = 1;
    let find = |wanted: &str| {
        let line = text.lines().position(|line| line.contains(wanted)).unwrap();
        (line, text.lines().nth(line).unwrap().find(wanted).unwrap() + wanted.len())
    };
    for (what, wanted) in [
        ("a number in a let at the top", "let width = 16"),
        ("a name in a block", "block unit3"),
        ("a setting of the training", "epochs: 5"),
    ] {
        let (line, character) = find(wanted);
        let times = type_at(&mut client, line, character, &mut version);
        report(&format!("keystroke to faults, {what}"), times);
    }
    // Hints are answered once the text is wholly checked.
    let range = json!({ "start": position(0, 0), "end": position(1, 0) });
    let document = json!({ "uri": URI });
    client.ask("textDocument/inlayHint", json!({ "textDocument": document, "range": range }));
    let (line, character) = find("        conv(");
    let mut times = Vec::new();
    for _ in 0..KEYSTROKES {
        let start = Instant::now();
        client.ask("textDocument/completion", at(URI, &position(line, character)));
        times.push(start.elapsed().as_secs_f64() * 1e3);
    }
    report("completion", times);
    let mut times = Vec::new();
    for _ in 0..10 {
        version += 1;
        let start = Instant::now();
        client.change(URI, version, json!([{ "text": format!("{text}# {version}\n") }]));
        client.settled(URI);
        times.push(start.elapsed().as_secs_f64() * 1e3);
    }
    report("keystroke to checked family and shapes", times);
    assert_eq!(client.leave(), 0);
}

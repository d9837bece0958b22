//! How long the check takes on large families: members, what was said, milliseconds.
//!
//! `cargo bench --bench check_families`. The text is parsed, resolved and checked each time, nothing
//! is kept between rounds; a figure is the median of eleven.
#![allow(clippy::unwrap_used)] // Reason: a bench that fails should stop at once.

use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use hpm::check::figures;
use hpm::driver::{Analysis, analyse};

const ROUNDS: usize = 11;

fn model(input: &str, lets: &str, body: &str, required: &str) -> String {
    format!("{lets}model {{\n    input: {input}\n{body}    output: classes(10)\n{required}}}\n")
}

fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(|at| format!("    {}\n", line(at))).collect()
}

/// A name, and the text of a specification.
fn families() -> Vec<(&'static str, String)> {
    let conv = |_| "conv(8..64 log, kernel: 1 | 3 | 5, padding: 0 | 1 | 2)".to_string();
    let strided =
        |_| "conv(8..64 log, kernel: 1 | 3 | 5, stride: 1 | 2, padding: same)".to_string();
    let pooled = "    global_avg_pool\n";
    let lets: String = (0..4).map(|at| format!("let k{at} = 1 | 3 | 5\n")).collect();
    let shared = |at: usize| {
        let kernel = at % 4;
        format!(
            "maybe conv(8..64, kernel: k{kernel}, padding: same)\n    \
             maybe residual {{ conv(8..64 log, kernel: k{kernel}, padding: same); relu }}"
        )
    };
    let each = "    depth: repeat 1..20 { conv(each 8..64 log, kernel: each 1..5) }\n";
    let dense = lines(12, |_| "dense(8..512 log, activation: relu)".to_string());
    vec![
        ("20 convs, 40 that decide shapes", model("image(128, 128, 3)", "", &(lines(20, conv) + pooled), "")),
        ("one of each in 20 turns", model("image(128, 128, 3)", "", &(each.to_string() + pooled), "")),
        ("the same, too deep", model("image(64, 64, 3)", "", &(each.to_string() + pooled), "")),
        ("20 strides, too many", model("image(128, 128, 3)", "", &(lines(20, strided) + "    max_pool(2)\n    flatten\n"), "")),
        ("24 maybes, shared kernels", model("image(64, 64, 3)", &lets, &(lines(12, shared) + "    max_pool(2)\n    flatten\n"), "")),
        ("12 widths, a limit on params", model("features(64)", "", &dense, "    require params <= 200k\n")),
        ("resnet, vgg or inception", "data { source: digits }\nmodel {\n    either { resnet(depth: 8 | 14 | 20, width: 4..64 log) } or { vgg(width: 4..64 log, stages: 1..3, hidden: 0..2) } or { inception(width: 4..64 log, stages: 1..2, modules: 1..3) }\n    output: classes(10)\n}\n".to_string()),
    ]
}

fn main() {
    println!(
        "{:<34} {:>9}  {:<14} {:>9} {:>9}",
        "family", "members", "said", "check ms", "count ms"
    );
    for (name, text) in families() {
        let once = || analyse("bench.hpm", &text, Path::new("."));
        let check = median(&|| {
            black_box(once());
        });
        let analysis = once();
        let said = said(&analysis);
        let Some(family) = &analysis.family else {
            println!("{name:<34} {:>9}  {said:<14} {check:>9.1}", "");
            continue;
        };
        let members = figures(family, 200_000).kept.most.log10();
        let count = median(&|| {
            black_box(figures(family, 200_000));
        });
        println!(
            "{name:<34} {:>9}  {said:<14} {check:>9.1} {count:>9.1}",
            format!("10^{members:.1}")
        );
    }
}

fn said(analysis: &Analysis) -> String {
    let codes: Vec<&str> = analysis.diagnostics.iter().map(|one| one.code.id).collect();
    match codes.as_slice() {
        [] => "sound".to_string(),
        [one] => (*one).to_string(),
        [one, rest @ ..] => format!("{one} and {}", rest.len()),
    }
}

/// The median time of a call, in milliseconds.
fn median(call: &dyn Fn()) -> f64 {
    let mut times: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            call();
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times.get(ROUNDS / 2).copied().unwrap_or(f64::NAN)
}

//! E629: a file of another format.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

pub static CODE: Code = Code {
    id: "E629",
    title: "a file of another format",
    severity: Severity::Error,
    explanation: "By its first bytes the file is not of the format that its source reads, or it is damaged within its head. Use the source that reads this format (csv, parquet, idx, npy, npz, safetensors, image_folder, text), or write the file anew.",
    failing: r#"data {
    source: npy("tests/data/good.csv", labels: "tests/data/arrays/y.npy")
}
model {
    input: features(3)
    output: classes(3)
}
"#,
    mended: r#"data {
    source: npy("tests/data/arrays/x.npy", labels: "tests/data/arrays/y.npy")
}
model {
    input: features(3)
    output: classes(3)
}
"#,
};

/// `wanted`: "a parquet file"; `found`: the first bytes.
pub fn diagnostic(span: Span, shown: &str, wanted: &str, found: &[u8]) -> Diagnostic {
    let hex = found.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(" ");
    let begins = if hex.is_empty() {
        "it is empty".to_owned()
    } else {
        format!("it begins with the bytes {hex}")
    };
    let told =
        Diagnostic::new(&CODE, span, format!("{shown} is not {wanted}"), "this file").note(begins);
    match source(found) {
        Some(source) => told.help(format!("it looks like a file for {source}(…)")),
        None => told.help("check that the path and the source belong together"),
    }
}

/// The first bytes are right, and what follows is not.
pub fn damaged(span: Span, shown: &str, format: &str, reason: &str) -> Diagnostic {
    Diagnostic::new(&CODE, span, format!("{shown} is a damaged {format} file"), "this file")
        .note(reason)
        .help("write or fetch the file anew")
}

/// The source that reads files with this beginning.
fn source(found: &[u8]) -> Option<&'static str> {
    let known: [(&[u8], &str); 6] = [
        (b"\x93NUMPY", "npy"),
        (b"PK", "npz"),
        (b"PAR1", "parquet"),
        (b"\0\0\x08", "idx"),
        (b"\x89PNG", "image_folder"),
        (b"\xff\xd8\xff", "image_folder"),
    ];
    known.into_iter().find(|(magic, _)| found.starts_with(magic)).map(|(_, source)| source)
}

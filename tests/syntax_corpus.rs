//! Specifications in every form of the language: not one of them has a fault of syntax.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)] // reason: tests

mod common;

use common::{files, folder, read};
use hpm::source::FileId;

#[test]
fn right_specifications_get_no_diagnostic() {
    let mut all = files(&folder("tests/corpus"), ".hpm");
    assert!(all.len() >= 5);
    all.extend(files(&folder("examples"), ".hpm"));
    for path in all {
        let text = read(&path);
        let found = hpm::syntax::parse(FileId(0), &text).diagnostics;
        let messages: Vec<String> = found
            .iter()
            .map(|one| {
                let line = text[..one.primary.span.start as usize].matches('\n').count() + 1;
                format!("{line}: {} {}", one.code.id, one.message)
            })
            .collect();
        assert!(found.is_empty(), "{}\n{}", path.display(), messages.join("\n"));
    }
}

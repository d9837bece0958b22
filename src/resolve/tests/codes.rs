//! The example of every code of the rooms that resolving fills.

use super::{run, told};
use crate::diagnostic::Code;
use crate::diagnostic::codes::{meaning, name, sweep, value};
use crate::resolve::nothing_to_sweep;

/// Told where other files are read, which `tests/codes.rs` does.
const OF_FILES: [&str; 3] = ["E221", "E222", "W225"];

fn codes() -> Vec<&'static Code> {
    let all = [name::ALL, value::ALL, meaning::ALL, sweep::ALL].concat();
    all.into_iter().filter(|code| !OF_FILES.contains(&code.id)).collect()
}

#[test]
fn failing_examples_get_their_code_alone() {
    let mut wrong = Vec::new();
    for code in codes() {
        let resolved = run(code.failing);
        let mut ids: Vec<&str> = resolved.diagnostics.iter().map(|one| one.code.id).collect();
        // Only the sweep itself minds that there is nothing to search.
        let idle = resolved.family.as_ref().and_then(nothing_to_sweep);
        if code.id == "W709" {
            ids.extend(idle.map(|one| one.code.id));
        }
        if ids != [code.id] {
            wrong.push(format!("{}: {:#?}\n{}", code.id, told(code.failing), code.failing));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn mended_examples_get_nothing() {
    let mut wrong = Vec::new();
    for code in codes() {
        let resolved = run(code.mended);
        if !resolved.diagnostics.is_empty() || resolved.family.is_none() {
            wrong.push(format!("{}: {:#?}\n{}", code.id, told(code.mended), code.mended));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_error_says_where_and_what_to_do() {
    for code in codes() {
        for one in run(code.failing).diagnostics {
            assert!(!one.primary.message.is_empty(), "{}: no label", code.id);
            assert!(!one.message.ends_with('.'), "{}: a full stop", code.id);
            assert!(!one.message.is_empty() && !one.message.contains("  "), "{}", code.id);
        }
    }
}

/// Applying the first fix of a failing example leaves nothing of that code.
#[test]
fn fixes_mend() {
    for code in codes() {
        for one in run(code.failing).diagnostics {
            let Some(fix) = one.fixes.first() else { continue };
            let mut text = code.failing.to_string();
            let mut edits = fix.edits.clone();
            edits.sort_by_key(|edit| std::cmp::Reverse(edit.span.start));
            for edit in edits {
                text.replace_range(edit.span.range(), &edit.replacement);
            }
            let after: Vec<&str> = run(&text).diagnostics.iter().map(|one| one.code.id).collect();
            assert!(!after.contains(&code.id), "{}: {after:?}\n{text}", code.id);
        }
    }
}

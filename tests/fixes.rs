//! Fixes do what they promise: they take their fault away, and the safe ones change no meaning.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)] // reason: tests

mod common;

use common::{files, folder, read};
use hpm::diagnostic::codes::all;
use hpm::diagnostic::{Applicability, Code, apply, best_fix};
use hpm::driver::{Analysis, analyse, mend};
use hpm::source::FileId;
use std::collections::BTreeMap;
use std::path::Path;

const HOME: FileId = FileId(0);

fn check(text: &str, base: &Path) -> Analysis {
    analyse("spec.hpm", text, base)
}

fn counts(analysis: &Analysis) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for one in &analysis.diagnostics {
        *counts.entry(one.code.id).or_default() += 1;
    }
    counts
}

/// All annotated and broken specifications, with their folders.
fn material() -> Vec<(String, String, std::path::PathBuf)> {
    let mut all_texts: Vec<_> = all()
        .into_iter()
        .map(|code| (code.id.to_owned(), code.failing.to_owned(), folder("")))
        .collect();
    for place in ["tests/ui", "tests/broken", "examples"] {
        for path in files(&folder(place), ".hpm") {
            let base = path.parent().unwrap().to_owned();
            all_texts.push((path.display().to_string(), read(&path), base));
        }
    }
    all_texts
}

fn mended(text: &str, base: &Path, trust: Applicability) -> (String, Analysis, usize) {
    let out = mend(text, trust, &|text| check(text, base));
    (out.text, out.analysis, out.fixed)
}

fn offers(code: &Code, analysis: &Analysis, trust: Applicability) -> bool {
    let own = analysis.diagnostics.iter().filter(|one| one.code == code);
    own.into_iter().any(|one| best_fix(one, HOME, trust).is_some())
}

#[test]
fn what_offers_a_fix_is_fixed_by_it() {
    let mut wrong = Vec::new();
    for code in all() {
        let before = check(code.failing, &folder(""));
        for trust in [Applicability::Safe, Applicability::Unsafe] {
            if !offers(code, &before, trust) {
                continue;
            }
            let (text, after, _) = mended(code.failing, &folder(""), trust);
            let (had, has) = (counts(&before)[code.id], counts(&after).get(code.id).copied());
            if has.unwrap_or(0) >= had {
                wrong.push(format!("{} {trust:?}: {has:?} of {had} are left\n{text}", code.id));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn safe_fixes_add_no_fault() {
    let mut wrong = Vec::new();
    for code in all() {
        let before = counts(&check(code.failing, &folder("")));
        let (text, after, fixed) = mended(code.failing, &folder(""), Applicability::Safe);
        let after = counts(&after);
        let more = after.iter().filter(|(id, count)| before.get(*id).unwrap_or(&0) < count);
        let more: Vec<_> = more.collect();
        if fixed > 0 && !more.is_empty() {
            wrong.push(format!("{}: {more:?}\n{text}", code.id));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Every fix alone: it never leaves more errors, whatever else is wrong there.
#[test]
fn no_safe_fix_makes_a_file_worse() {
    let mut wrong = Vec::new();
    let mut tried = 0;
    for (name, text, base) in material() {
        let before = check(&text, &base);
        for one in &before.diagnostics {
            let Some(fix) = best_fix(one, HOME, Applicability::Safe) else { continue };
            tried += 1;
            let after = check(&apply(&text, &[fix]), &base);
            let syntax = one.code.id.get(1..2) == Some("1");
            let errors =
                |it: &Analysis| it.diagnostics.iter().filter(|one| one.code.id < "W").count();
            if !syntax && errors(&after) > errors(&before) {
                wrong.push(format!("{name}: {}: {}", one.code.id, fix.message));
            }
        }
    }
    assert!(tried > 50, "{tried} safe fixes in all the material");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Where both texts are sound, a safe fix of a warning leaves the family as it was, to the member.
#[test]
fn safe_fixes_keep_the_family() {
    let mut kept = 0;
    for (name, text, base) in material() {
        let (after_text, after, _) = mended(&text, &base, Applicability::Safe);
        let Some(before) = check(&text, &base).family.filter(|_| after_text != text) else {
            continue;
        };
        let after = after.family.unwrap_or_else(|| panic!("{name}: sound before, not after"));
        let hypers = |family: &hpm::template::Family| {
            let all = family.space.hypers.iter();
            all.map(|one| format!("{} {:?} {:?}", one.path, one.domain, one.default))
                .collect::<Vec<_>>()
        };
        assert_eq!(hypers(&before), hypers(&after), "{name}");
        kept += 1;
    }
    assert!(kept > 0, "some sound file has a safe fix");
}

/// Fixes come to an end, and what they leave has nothing more to fix.
#[test]
fn fixes_converge_on_all_test_material() {
    for (name, text, base) in material() {
        for trust in [Applicability::Safe, Applicability::Unsafe] {
            let (once, _, _) = mended(&text, &base, trust);
            let (twice, _, fixed) = mended(&once, &base, trust);
            assert_eq!((once, 0), (twice, fixed), "{name}: {trust:?}");
        }
    }
}

/// What a help calls "remove it" is offered as a fix, which takes whole lines.
#[test]
fn what_is_better_left_out_can_be_removed() {
    for id in ["W214", "W225", "W409", "W507", "E516", "W518", "E540", "E544", "E546"] {
        let code = hpm::diagnostic::codes::find(id).unwrap();
        let before = check(code.failing, &folder(""));
        assert!(offers(code, &before, Applicability::Unsafe), "{id}");
        assert!(!offers(code, &before, Applicability::Safe), "{id}");
        let (text, _, _) = mended(code.failing, &folder(""), Applicability::Unsafe);
        assert!(text.lines().count() < code.failing.lines().count(), "{id}:\n{text}");
        assert!(text.lines().all(|line| line.trim_end() == line), "{id}:\n{text}");
    }
}

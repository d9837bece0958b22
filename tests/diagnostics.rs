//! `docs/diagnostics.md` cannot go stale: it is what the codes say of themselves, and what hpm says
//! of their examples.
//!
//! `HPM_UPDATE=1 cargo test --test diagnostics` writes it anew.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // reason: tests

mod common;

use common::{folder, read};
use hpm::diagnostic::codes::GROUPS;
use hpm::diagnostic::{Code, Severity};
use hpm::driver::analyse;
use hpm::emit::{HumanOptions, human};
use hpm::resolve::nothing_to_sweep;
use std::fmt::Write;
use std::path::Path;

const HEAD: &str = "\
# Diagnostics

Everything that `hpm check` can say, before anything is trained: what it means, a specification that
gets it, what hpm says of that, and the specification mended. `hpm explain E401` prints the same.
Codes are stable: a code is never given to another fault. The letter says whether it is an error (`E`) or
a warning (`W`), the first digit the group.

This page is made from the codes by `HPM_UPDATE=1 cargo test --test diagnostics`.
";

/// What hpm says of a specification, without colour.
fn said(code: &Code) -> String {
    let analysis = analyse("spec.hpm", code.failing, Path::new(""));
    let mut found = analysis.diagnostics;
    found.extend(analysis.family.as_ref().and_then(nothing_to_sweep).filter(|_| code.id == "W709"));
    let mut out = Vec::new();
    let options = HumanOptions { color: false, width: 100 };
    human(&found, &analysis.sources, &options, &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    // An absolute path would be that of the machine on which the page was made.
    let text = text.replace(&format!("{}/", folder("").display()), "");
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n").trim_matches('\n').to_string()
}

fn severity(code: &Code) -> &'static str {
    match code.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn story(code: &Code) -> String {
    let id = code.id;
    let anchor = id.to_lowercase();
    let printable = |c: char| if c.is_control() && c != '\n' { '\u{fffd}' } else { c };
    let failing: String = code.failing.trim_matches('\n').chars().map(printable).collect();
    let mended = code.mended.trim_matches('\n');
    let said = match said(code) {
        said if said.is_empty() => {
            "It is told once the data is read whole: when a training or a sweep begins.".to_string()
        }
        said => format!("hpm says:\n\n```text\n{said}\n```"),
    };
    format!(
        "<a id=\"{anchor}\"></a>\n\n### {id}: {}\n\n*{}.* {}\n\n```hpm\n{failing}\n```\n\n{said}\n\n\
         Mended:\n\n```hpm\n{mended}\n```\n\n",
        code.title,
        severity(code),
        code.explanation.trim(),
    )
}

fn page() -> String {
    let mut out = HEAD.to_string();
    for group in &GROUPS {
        let _ = write!(out, "\n**{}xx: {}.** {}\n\n", group.digit, group.title, group.about);
        out.push_str("| code | | |\n|---|---|---|\n");
        for code in group.codes {
            let (id, anchor) = (code.id, code.id.to_lowercase());
            let title = code.title.replace('|', "\\|");
            let _ = writeln!(out, "| [{id}](#{anchor}) | {} | {title} |", severity(code));
        }
    }
    for group in &GROUPS {
        let _ = write!(out, "\n## {}xx: {}\n\n", group.digit, group.title);
        group.codes.iter().for_each(|code| out.push_str(&story(code)));
    }
    out.trim_end().to_string() + "\n"
}

#[test]
fn the_page_is_what_the_codes_say() {
    let path = folder("docs/diagnostics.md");
    let page = page();
    if std::env::var_os("HPM_UPDATE").is_some() {
        std::fs::write(&path, &page).unwrap();
        return;
    }
    let kept = read(&path);
    let differs = kept.lines().zip(page.lines()).find(|(old, new)| old != new);
    let same = kept == page;
    assert!(same, "stale: {differs:?}\nrun `HPM_UPDATE=1 cargo test --test diagnostics`");
}

#[test]
fn every_code_is_in_the_group_of_its_digit() {
    for group in &GROUPS {
        for code in group.codes {
            assert_eq!(code.id.get(1..2), Some(group.digit), "{}", code.id);
        }
    }
}

/// What a person sees first must say something: a label at the place, and a reason or a repair.
#[test]
fn every_message_has_a_label_and_says_what_to_do() {
    let mut wrong = Vec::new();
    for code in GROUPS.iter().flat_map(|group| group.codes) {
        for one in analyse("spec.hpm", code.failing, &folder("")).diagnostics {
            if one.primary.message.is_empty() {
                wrong.push(format!("{}: no label", code.id));
            }
            if one.help.is_none() && one.fixes.is_empty() {
                wrong.push(format!("{}: says nothing of what to write instead", code.id));
            }
            for word in ["invalid", "illegal", "malformed", "unexpected"] {
                if one.message.contains(word) {
                    wrong.push(format!("{}: `{word}`", code.id));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What the language's page promises under "Diagnostics", each with a specification (its layers, and
/// sections besides `model`) and the code that it gets.
const PROMISED: &[(&str, &str, &str, &str)] = &[
    ("shapes over the whole family", "repeat 1..4 { max_pool(2) }; flatten", "", "E401"),
    ("a reversed range", "flatten; dense(64..8)", "", "E302"),
    ("an empty range", "flatten; dense(8..8)", "", "E303"),
    ("a log range reaching 0", "flatten; dense(0..8 log)", "", "E304"),
    ("a step that misses the end", "flatten; dense(8..16 step 3)", "", "W305"),
    ("a fraction outside 0 to 1", "flatten; dropout(20)", "", "E306"),
    ("integers given as reals", "flatten; dense(16.0)", "", "E307"),
    ("a choice that repeats a value", "flatten; dense(8 | 16 | 8)", "", "E309"),
    ("an alternative inside a range", "flatten; dense(8..64 | 16)", "", "E310"),
    ("a let that nothing uses", "let width = 8..16; flatten", "", "W214"),
    ("a block that nothing uses", "flatten", "block small(n) { dense(n) }", "W223"),
    ("a repeat that never happens", "flatten; repeat 0 { dense(8) }", "", "W553"),
    ("a composition of nothing", "flatten; maybe { }", "", "W551"),
    ("a require that excludes everything", "flatten; dense(8..16); require params < 1", "", "E408"),
    ("a require that excludes nothing", "flatten; dense(8..16); require params < 1G", "", "W409"),
    ("an unknown layer", "flatten; dens(8)", "", "E202"),
    ("an unknown argument", "flatten; dense(8, momentum: 1)", "", "E203"),
    ("an unknown setting", "flatten", "training { epoches: 5 }", "E204"),
    ("an unknown section", "flatten", "trainning { epochs: 5 }", "E201"),
    ("an unknown value", "flatten", "training { optimizer: adma }", "E205"),
    ("an unknown metric", "flatten", "training { metrics: accuray }", "E205"),
    ("an unknown name", "flatten; dense(widht * 2)", "", "E206"),
    ("a synonym", "flatten", "training { lr: 1e-3 }", "E207"),
    ("convolution of flat features", "flatten; conv(8, 3)", "", "E403"),
    ("a recurrent layer on an image", "lstm(8)", "", "E413"),
    ("a loss that does not fit the output", "flatten", "training { loss: mse }", "E505"),
    ("softmax before cross-entropy", "flatten; dense(8); softmax", "", "W507"),
    ("momentum on adam", "flatten", "training { optimizer: adam(momentum: 0.9) }", "E508"),
    ("batch_norm after dropout", "flatten; dense(8); dropout(10%); batch_norm", "", "W509"),
    (
        "sigmoid with kaiming",
        "flatten; dense(8, activation: sigmoid); dense(8)",
        "training { init: kaiming }",
        "W510",
    ),
    ("a batch larger than the data", "flatten", "training { batch_size: 4096 }", "W511"),
    ("a learning rate far outside", "flatten", "training { learning_rate: 1..10 }", "W514"),
];

#[test]
fn what_the_language_promises_is_told() {
    let mut wrong = Vec::new();
    let mut expect = |what: &str, text: &str, code: &str| {
        let found = analyse("spec.hpm", text, &folder("")).diagnostics;
        let ids: Vec<&str> = found.iter().map(|one| one.code.id).collect();
        if ids != [code] {
            wrong.push(format!("{what}: {ids:?} instead of {code}\n{text}"));
        }
    };
    for (what, layers, sections, code) in PROMISED {
        let text = format!(
            "data {{ source: digits }}\nmodel {{ {layers}; output: classes(10) }}\n{sections}\n"
        );
        expect(what, &text, code);
    }
    let end = |output: &str, after: &str| {
        format!("data {{ source: digits }}\nmodel {{ flatten; output: {output}; {after} }}\n")
    };
    expect("dropout after the output", &end("classes(10)", "dropout(10%)"), "E504");
    expect("more classes in the data than in the model", &end("classes(9)", ""), "E618");
    expect("fewer classes in the data than in the model", &end("classes(11)", ""), "W619");
    let table = "data { source: csv(\"examples/data/iris.csv\"); target: \"specie\" }\n\
                 model { output: classes(3) }\n";
    expect("an unknown column", table, "E607");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// `tools/gallery/make` writes the page, with PyTorch beside it; hpm's side of it cannot go stale.
#[test]
fn the_gallery_shows_what_hpm_says() {
    let page = read(&folder("docs/gallery.md"));
    let specs = common::files(&folder("tools/gallery/after"), ".hpm");
    assert_eq!(specs.len(), 10);
    for path in specs {
        let text = read(&path);
        assert!(page.contains(text.trim()), "{}: another text", path.display());
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let found = analyse(&name, &text, path.parent().unwrap());
        assert!(!found.diagnostics.is_empty(), "{name}");
        let mut out = Vec::new();
        let options = HumanOptions { color: false, width: 100 };
        human(&found.diagnostics, &found.sources, &options, &mut out).unwrap();
        let told = String::from_utf8(out).unwrap();
        let told: Vec<&str> = told.lines().map(str::trim_end).collect();
        let told = told.join("\n");
        assert!(page.contains(told.trim_matches('\n')), "{name}: run tools/gallery/make\n{told}");
    }
}

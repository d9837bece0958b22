//! A member written out as a file of its own is the same network.

use crate::driver::{FolderProbe, FolderShelf, analyse_with, load, specialise};
use crate::instantiate::instantiate;
use crate::random::Stream;
use std::path::Path;

/// Of several members, drawn at random: the text has no range left, and gives the same graph.
#[track_caller]
fn same_members(text: &str) {
    let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let (probe, shelf) = (FolderProbe { base: &base }, FolderShelf { base: &base });
    let analysis = analyse_with("spec.hpm", text, &probe, &shelf);
    let told = |found: &[crate::diagnostic::Diagnostic]| -> Vec<String> {
        found.iter().map(|one| format!("{} {}", one.code.id, one.message)).collect()
    };
    let family = analysis.family.unwrap_or_else(|| panic!("{:?}", told(&analysis.diagnostics)));
    let loaded = load("spec.hpm", text, &shelf);
    let spec = &loaded.modules[0].spec;
    let mut stream = Stream::new(7, "specialise");
    let mut tried = 0;
    while tried < 12 {
        let assignment = family.space.draw(&mut stream);
        let Ok(member) = instantiate(&family, &assignment) else { continue };
        tried += 1;
        let alone = specialise(spec, &loaded.sources.files()[0], &family, &assignment);
        let again = analyse_with("alone.hpm", &alone, &probe, &shelf);
        assert!(again.family.is_some(), "{:?}\n{alone}", told(&again.diagnostics));
        let one = again.family.unwrap();
        assert_eq!(one.space.hypers.len(), 0, "{alone}");
        let same = instantiate(&one, &one.space.defaults()).unwrap();
        let ops = |member: &crate::instantiate::Member| {
            let nodes = member.graph.nodes.iter();
            nodes.map(|node| (node.op, node.inputs.clone(), node.shape)).collect::<Vec<_>>()
        };
        assert_eq!(ops(&member), ops(&same), "{alone}");
        assert_eq!(member.settings, same.settings, "{alone}");
    }
}

fn model(top: &str, body: &str) -> String {
    format!("{top}\ndata {{ source: digits }}\nmodel {{\n{body}\noutput: classes(10)\n}}\n")
}

#[test]
fn calls_stay_where_their_values_are_written_there() {
    same_members(&model(
        "block tower(width, depth = 2, act = relu) { repeat depth as i { dense(width * 2^i, activation: act) } }",
        "flatten\ntower(4..8)\nb: tower(width: 8 | 16, depth: 1..3, act: gelu | tanh)",
    ));
}

#[test]
fn what_a_block_leaves_open_is_written_out() {
    same_members(&model(
        "block tower(width = 4..16 log, depth = 1..3) { repeat depth as i { dense(width * 2^i, activation: relu | gelu) } }",
        "flatten\ntower()\nb: tower(8)\nstack: repeat 0..2 as k { tower(width: 4 + k) }",
    ));
    same_members(&model(
        "import \"blocks.hpm\"",
        "residual_stage(4..8, pool: max_pool(2) | avg_pool(2))\nflatten\ndense_norm(16, dropout: 0..30%, norm: maybe batch_norm)",
    ));
}

#[test]
fn the_library_is_written_out() {
    for call in ["mlp()", "vgg()", "resnet()", "inception(width: 4..8)", "mobilenet()", "vit()"] {
        same_members(&model("", call));
    }
    same_members(&model("", "either { resnet(depth: 8 | 14) } or { vgg(width: 4..8) }"));
}

#[test]
fn what_is_absent_leaves_nothing_behind() {
    same_members(&model(
        "let w = 4..16 log",
        "flatten\nnet: either { dense(8) } or { dense(w); relu; dense(w) }\nparallel { one: branch { dense(3) }; maybe branch { dense(4); relu }; branch {} }",
    ));
}

#[test]
fn layers_as_values_and_branches() {
    same_members(&model(
        "let norm = maybe batch_norm",
        "conv(4, 3, padding: same)\nnorm\nparallel {\n  a: branch { conv(2..4, 1) }\n  maybe branch { conv(4, (1, 3), padding: same) }\n  branch {}\n}\nnorm\nflatten",
    ));
}

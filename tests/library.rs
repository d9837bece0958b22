//! The standard library: every published member has the published number of parameters, every
//! block can start small, and the library knows its own names.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::path::Path;

use hpm::driver::analyse;
use hpm::instantiate::{Member, instantiate, largest, simplest};
use hpm::library;
use hpm::template::Family;

fn family(model: &str) -> Family {
    let text = format!("model {{\n{model}\n}}\n");
    let analysis = analyse("spec.hpm", &text, Path::new("."));
    let told: Vec<String> = analysis
        .diagnostics
        .iter()
        .map(|one| format!("{} {} {:?}", one.code.id, one.message, one.primary.span))
        .collect();
    assert!(told.is_empty(), "{model}: {told:#?}");
    analysis.family.unwrap()
}

fn only_member(model: &str) -> Member {
    let family = family(model);
    assert_eq!(family.space.hypers.len(), 0, "{model}: a published member has no range left");
    instantiate(&family, &family.space.defaults()).unwrap()
}

/// The call, the input and output, and the parameters with their origin.
const PUBLISHED: &[(&str, &str, &str, u64)] = &[
    // 784·300 + 300 + 300·100 + 100 + 1010: the two-hidden-layer network of LeCun et al. 1998, 300+100.
    ("mlp(depth: 2, width: 300, narrowing: 1 / 3)", "image(28, 28, 1)", "classes(10)", 266_610),
    // LeCun et al. 1998 has 60 k with sparse connections; 61,706 with full ones (PyTorch, Keras).
    ("lenet(filters: 6, kernel: 5, activation: tanh)", "image(28, 28, 1)", "classes(10)", 61_706),
    // Simonyan & Zisserman 2015, table 2: 133, 133, 138, 144 million; exactly as torchvision counts.
    (
        "vgg(width: 64, stages: 5, early: 1, late: 2, norm: none, hidden: 2, units: 4096, dropout: 50%)",
        "image(224, 224, 3)",
        "classes(1000)",
        132_863_336,
    ),
    (
        "vgg(width: 64, stages: 5, early: 2, late: 2, norm: none, hidden: 2, units: 4096, dropout: 50%)",
        "image(224, 224, 3)",
        "classes(1000)",
        133_047_848,
    ),
    (
        "vgg(width: 64, stages: 5, early: 2, late: 3, norm: none, hidden: 2, units: 4096, dropout: 50%)",
        "image(224, 224, 3)",
        "classes(1000)",
        138_357_544,
    ),
    (
        "vgg(width: 64, stages: 5, early: 2, late: 4, norm: none, hidden: 2, units: 4096, dropout: 50%)",
        "image(224, 224, 3)",
        "classes(1000)",
        143_667_240,
    ),
    // He et al. 2016, table 6: 0.27, 0.46, 0.66, 0.85 million.
    ("resnet(depth: 20, width: 16, stages: 3)", "image(32, 32, 3)", "classes(10)", 269_722),
    ("resnet(depth: 32, width: 16, stages: 3)", "image(32, 32, 3)", "classes(10)", 464_154),
    ("resnet(depth: 44, width: 16, stages: 3)", "image(32, 32, 3)", "classes(10)", 658_586),
    ("resnet(depth: 56, width: 16, stages: 3)", "image(32, 32, 3)", "classes(10)", 853_018),
    // torchvision: resnet18, resnet34, resnet50.
    (
        "resnet_basic(one: 2, two: 2, three: 2, four: 2, width: 64)",
        "image(224, 224, 3)",
        "classes(1000)",
        11_689_512,
    ),
    (
        "resnet_basic(one: 3, two: 4, three: 6, four: 3, width: 64)",
        "image(224, 224, 3)",
        "classes(1000)",
        21_797_672,
    ),
    (
        "resnet_bottleneck(one: 3, two: 4, three: 6, four: 3, width: 64)",
        "image(224, 224, 3)",
        "classes(1000)",
        25_557_032,
    ),
    // The authors' Caffe model bvlc_googlenet without its auxiliary classifiers.
    ("googlenet(width: 64)", "image(224, 224, 3)", "classes(1000)", 6_998_552),
    // Huang et al. 2017, table 2: 0.8 million for L = 100, k = 12.
    ("densenet(growth: 12, layers: 16, blocks: 3)", "image(32, 32, 3)", "classes(10)", 769_162),
    // Howard et al. 2017, table 8: 4.2 million; trainable ones in Keras.
    (
        "mobilenet(width: 32, middle: 5, stride: 2, stages: 4)",
        "image(224, 224, 3)",
        "classes(1000)",
        4_231_976,
    ),
    // 20,000·300 words, 100·300·(3 + 4 + 5) + 300, 2·300 + 2.
    (
        "text_cnn(embedding: 300, filters: 100, dropout: 50%)",
        "tokens(59, 20_000)",
        "classes(2)",
        6_360_902,
    ),
    // Bai et al. 2018, table 1: 70 k.
    ("tcn(filters: 25, kernel: 7, levels: 8, dropout: 0)", "series(784, 1)", "classes(10)", 66_485),
    // Dosovitskiy et al. 2021, table 1: 86 million; torchvision has 86,567,656 with its class token
    // (768) and that token's position (768).
    (
        "vit(patch: 16, depth: 12, heads: 12, head: 64, expansion: 4, dropout: 0)",
        "image(224, 224, 3)",
        "classes(1000)",
        86_567_656 - 2 * 768,
    ),
];

#[test]
fn published_members_have_their_published_parameters() {
    for (call, input, output, params) in PUBLISHED {
        let member = only_member(&format!("input: {input}\n{call}\noutput: {output}"));
        assert_eq!(member.graph.params(), *params, "{call}");
    }
}

/// What each block is called with where it needs something.
const ALONE: &[(&str, &str)] = &[
    ("mlp()", "image(8, 8, 1)"),
    ("lenet()", "image(28, 28, 1)"),
    ("vgg()", "image(8, 8, 1)"),
    ("resnet()", "image(8, 8, 1)"),
    ("resnet_basic()", "image(8, 8, 1)"),
    ("resnet_bottleneck()", "image(8, 8, 1)"),
    ("inception()", "image(8, 8, 1)"),
    ("googlenet()", "image(28, 28, 1)"),
    ("densenet()", "image(8, 8, 1)"),
    ("mobilenet()", "image(8, 8, 1)"),
    ("text_cnn()", "tokens(20, 100)"),
    ("tcn()", "series(30, 2)"),
    ("vit()", "image(8, 8, 1)"),
    ("inception_v1(4, 4, 8, 2, 4, 4)", "image(8, 8, 1)"),
    ("inception_factorised(4, 4, 8, 2, 4, 4)", "image(8, 8, 1)"),
    ("inception_asymmetric(4, 4, 8, 4, n: 3)", "image(8, 8, 1)"),
];

#[test]
fn every_block_starts_small_and_grows() {
    for (call, input) in ALONE {
        let end = if call.starts_with("inception_") { "flatten\n" } else { "" };
        let family = family(&format!("input: {input}\n{call}\n{end}output: classes(10)"));
        let small = instantiate(&family, &simplest(&family)).unwrap().graph.params();
        let large = instantiate(&family, &largest(&family)).unwrap().graph.params();
        println!("{call:<45} {small:>10} to {large:>12}");
        if !family.space.hypers.is_empty() {
            assert!(small < 25_000 && large > 4 * small, "{call}: {small} to {large}");
        }
    }
}

#[test]
fn every_block_is_listed_and_tried() {
    for entry in library::ALL {
        let declared: Vec<&str> = entry
            .text
            .lines()
            .filter_map(|line| line.strip_prefix("block "))
            .filter_map(|line| line.split('(').next())
            .collect();
        for block in entry.blocks {
            assert!(declared.contains(block), "std/{} does not declare {block}", entry.name);
            let name = format!("{block}(");
            assert!(ALONE.iter().any(|(call, _)| call.starts_with(&name)), "{block}");
        }
        assert!(entry.text.starts_with("## "), "std/{} is documented", entry.name);
        let cited = (1980..2030).any(|year| entry.text.contains(&format!(" {year}, ")));
        assert!(cited, "std/{} cites its paper", entry.name);
    }
}

//! The families that people copy: each network, and the same with one hyperparameter changed.

use std::collections::BTreeMap;
use std::path::Path;

use super::evaluate::{apart, by, grown};
use crate::graph::Graph;
use crate::grow::Widen;
use crate::instantiate::{instantiate, simplest};
use crate::space::{Assignment, Space};
use crate::template::Family;

/// Networks that a test of seconds can afford.
const LARGEST: u64 = 60_000_000;

macro_rules! examples {
    ($($name:literal),+) => {
        [$(($name, include_str!(concat!("../../../examples/", $name, ".hpm")))),+]
    };
}

const EXAMPLES: [(&str, &str); 7] =
    examples!["digits", "digits_cnn", "iris", "friedman", "power", "reviews", "architectures"];

fn family(name: &str, text: &str) -> Option<Family> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    crate::driver::analyse(name, text, &folder).family
}

/// The same member with one hyperparameter changed, to at most nine values of each.
fn neighbours(space: &Space, from: &Assignment) -> Vec<(String, Assignment)> {
    let mut found = Vec::new();
    for hyper in &space.hypers {
        let Some(values) = hyper.domain.values() else { continue };
        let step = (hyper.domain.values().map_or(0, Iterator::count) / 8).max(1);
        for value in values.step_by(step) {
            let text = format!("{}={}", hyper.path, space.value_text(hyper.id, value));
            let mut changed = from.clone();
            if space.assign(&mut changed, &text).is_ok() && changed != *from {
                found.push((hyper.path.clone(), changed));
            }
        }
    }
    found
}

/// How the pair grows; what is exact is held against the small network.
fn outcome(graphs: &[Graph; 2], name: &str) -> &'static str {
    match grown(graphs, &by(Widen::Fresh)) {
        Err(_) => "refused",
        Ok(grown) if grown.exact() => {
            let error = apart(graphs, &grown);
            assert!(error < 1e-10, "{name}: {error:e}");
            "exact"
        }
        Ok(_) => "near",
    }
}

#[test]
fn neighbours_in_the_examples() {
    let mut told = BTreeMap::<String, usize>::new();
    for (name, text) in EXAMPLES {
        let family = family(name, text).unwrap();
        for start in [family.space.defaults(), simplest(&family)] {
            let Ok(small) = instantiate(&family, &start) else { continue };
            for (path, changed) in neighbours(&family.space, &start) {
                let large = instantiate(&family, &changed).ok();
                let Some(large) = large.filter(|large| large.graph.flops() <= LARGEST) else {
                    continue;
                };
                let key = format!("{name} {path}");
                let outcome = outcome(&[small.graph.clone(), large.graph], &key);
                *told.entry(format!("{key} {outcome}")).or_default() += 1;
            }
        }
    }
    for (path, outcome) in [
        ("architectures net.resnet1.depth", "exact"),
        ("architectures net.resnet1.width", "exact"),
        ("architectures net.resnet1.stages", "refused"),
        ("architectures training.optimizer", "exact"),
        ("reviews embedding1.units", "exact"),
        ("reviews reader.gru1.units", "exact"),
        ("reviews reader.gru1.bidirectional", "exact"),
        ("power reader.gru1.units", "exact"),
        ("friedman head", "refused"),
    ] {
        assert!(told.contains_key(&format!("{path} {outcome}")), "{path}: {told:#?}");
    }
}

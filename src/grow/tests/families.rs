//! The families that people copy: each network, and the same with one hyperparameter changed.

use std::collections::BTreeMap;
use std::path::Path;

use super::evaluate::{apart, by, grown};
use crate::grow::Widen;
use crate::instantiate::{instantiate, simplest};
use crate::space::{Assignment, Space};
use crate::template::Family;

/// Networks that a test of seconds can afford.
const LARGEST: u64 = 60_000_000;

fn family(name: &str) -> Option<Family> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let text = std::fs::read_to_string(folder.join(name)).unwrap();
    crate::driver::analyse(name, &text, &folder).family
}

/// The same member with one hyperparameter changed.
fn neighbours(space: &Space, from: &Assignment) -> Vec<(String, Assignment)> {
    let mut found = Vec::new();
    for hyper in &space.hypers {
        let Some(values) = hyper.domain.values() else { continue };
        for value in values.take(64) {
            let text = format!("{}={}", hyper.path, space.value_text(hyper.id, value));
            let mut changed = from.clone();
            if space.assign(&mut changed, &text).is_ok() && changed != *from {
                found.push((text, changed));
            }
        }
    }
    found
}

#[test]
fn neighbours_in_the_examples() {
    let names = ["digits", "digits_cnn", "iris", "friedman", "power", "reviews", "architectures"];
    let (mut told, mut exact) = (BTreeMap::<String, usize>::new(), 0);
    for name in names {
        let Some(family) = family(&format!("{name}.hpm")) else { panic!("{name}") };
        let (defaults, simple) = (family.space.defaults(), simplest(&family));
        for start in [defaults, simple] {
            let Ok(small) = instantiate(&family, &start) else { continue };
            for (text, changed) in neighbours(&family.space, &start) {
                let Ok(large) = instantiate(&family, &changed) else { continue };
                if large.graph.flops() > LARGEST {
                    continue;
                }
                let graphs = [small.graph.clone(), large.graph];
                let outcome = match grown(&graphs, &by(Widen::Fresh)) {
                    Err(refusal) => format!("refused: {}", refusal.why),
                    Ok(grown) if grown.exact() => {
                        let error = apart(&graphs, &grown);
                        assert!(error < 1e-10, "{name} {text}: {error:e}");
                        exact += 1;
                        "exact".into()
                    }
                    Ok(_) => "near".into(),
                };
                *told.entry(format!("{name} {} {outcome}", text.split('=').next().unwrap())).or_default() += 1;
            }
        }
    }
    println!("{told:#?}");
    assert!(exact > 100, "{told:#?}");
}

//! What is said to be exact is exact, on many random pairs, by every way to widen.

use std::collections::BTreeMap;

use super::evaluate::{WAYS, apart, by, grown};
use super::pieces::build;
use super::random::pair;
use crate::grow::Rule;

/// How often a layer of that name was filled by a rule in an exact network.
type Seen = BTreeMap<String, usize>;

#[test]
fn exact_pairs_compute_the_same() {
    let (mut seen, mut refusals) = (Seen::new(), BTreeMap::<String, usize>::new());
    let (mut exact, mut all) = (0, 0);
    for seed in 0..1500 {
        let pair = pair(seed);
        let graphs = build(pair.input, &pair.pieces, 3).unwrap();
        for widen in WAYS {
            all += 1;
            let grown = match grown(&graphs, &by(widen)) {
                Ok(grown) => grown,
                Err(refusal) => {
                    *refusals.entry(refusal.why).or_default() += 1;
                    continue;
                }
            };
            if !grown.exact() {
                continue;
            }
            exact += 1;
            let error = apart(&graphs, &grown);
            assert!(error < 1e-10, "{seed} {widen:?}: {error:e}\n{:#?}", pair.pieces);
            for row in &grown.rows {
                let node = graphs[1].nodes.iter().find(|node| node.path == row.path).unwrap();
                let kind = format!("{} {:?}", node.op.name(), row.rule);
                *seen.entry(kind).or_default() += 1;
            }
        }
    }
    println!("{exact} exact of {all}\n{seen:#?}\n{refusals:#?}");
    assert!(exact * 2 > all, "{exact} of {all}");
    assert!(refusals.values().sum::<usize>() * 10 < all, "{refusals:#?}");
    for (layer, rules) in expected() {
        for rule in rules {
            let kind = format!("{layer} {rule:?}");
            assert!(seen.get(&kind).is_some_and(|count| *count >= 5), "{kind}: {seen:#?}");
        }
    }
}

/// Layers with the rules that must have come up.
fn expected() -> Vec<(&'static str, Vec<Rule>)> {
    use Rule::{Copied, Free, Identity, Kernel, Silent, Wider};
    vec![
        ("dense", vec![Copied, Wider, Identity, Free, Silent]),
        ("conv", vec![Copied, Wider, Kernel, Identity, Free, Silent]),
        ("depthwise_conv", vec![Copied, Wider, Kernel, Free]),
        ("batch_norm", vec![Copied, Wider, Identity, Silent]),
        ("layer_norm", vec![Copied, Wider]),
        ("group_norm", vec![Copied, Wider]),
        ("embedding", vec![Copied, Wider]),
        ("positions", vec![Wider]),
        ("rnn", vec![Copied, Wider]),
        ("lstm", vec![Copied, Wider]),
        ("gru", vec![Copied, Wider]),
        ("attention", vec![Copied, Wider]),
    ]
}

//! Looking things up in the catalog.

use super::item::{Item, Kind, known_as};
use super::{
    activations, augmentations, composites, forms, inits, inputs, layers, losses, metrics,
    optimizers, outputs, schedules, sections, sources,
};
use std::sync::LazyLock;

static EVERYTHING: LazyLock<Vec<&'static Item>> = LazyLock::new(|| {
    let groups = [
        layers::ALL,
        composites::ALL,
        activations::ALL,
        inputs::ALL,
        outputs::ALL,
        optimizers::ALL,
        inits::ALL,
        schedules::ALL,
        losses::ALL,
        metrics::ALL,
        augmentations::ALL,
        sources::ALL,
        forms::ALL,
        sections::ALL,
    ];
    groups.into_iter().flatten().copied().collect()
});

/// Every item, kind by kind.
pub fn all() -> &'static [&'static Item] {
    &EVERYTHING
}

/// The items of one kind.
pub fn of(kind: Kind) -> impl Iterator<Item = &'static Item> {
    all().iter().copied().filter(move |item| item.kind == kind)
}

/// The names of one kind, in order.
pub fn names(kind: Kind) -> Vec<&'static str> {
    of(kind).map(|item| item.name).collect()
}

pub fn find(kind: Kind, name: &str) -> Option<&'static Item> {
    of(kind).find(|item| item.name == name)
}

/// The item of that kind that people mean by another name of it.
pub fn find_synonym(kind: Kind, name: &str) -> Option<&'static Item> {
    of(kind).find(|item| known_as(item.synonyms, name))
}

/// Whatever may stand as a layer: layers, activations, and layers with a body.
pub fn find_layer(name: &str) -> Option<&'static Item> {
    LAYER_KINDS.iter().find_map(|kind| find(*kind, name))
}

/// The names of whatever may stand as a layer.
pub fn layer_names() -> Vec<&'static str> {
    LAYER_KINDS.iter().flat_map(|kind| names(*kind)).collect()
}

const LAYER_KINDS: [Kind; 3] = [Kind::Layer, Kind::Composite, Kind::Activation];

/// The fields of a section (`data`, `model`, `training`, `sweep`, `growth`).
pub fn section(name: &str) -> Option<&'static Item> {
    find(Kind::Section, name)
}

/// What people call a thing of that kind.
pub fn noun(kind: Kind) -> &'static str {
    match kind {
        Kind::Layer | Kind::Composite => "layer",
        Kind::Activation => "activation",
        Kind::Input => "input",
        Kind::Output => "output",
        Kind::Optimizer => "optimizer",
        Kind::Init => "init",
        Kind::Schedule => "schedule",
        Kind::Loss => "loss",
        Kind::Metric => "metric",
        Kind::Augmentation => "augmentation",
        Kind::Source => "data source",
        Kind::Form => "form",
        Kind::Section => "section",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{Preset, Type};
    use std::collections::BTreeSet;

    #[test]
    fn names_and_synonyms_are_unique_within_a_kind() {
        let mut seen = BTreeSet::new();
        for item in all() {
            let own = std::iter::once(&item.name).chain(item.synonyms);
            for name in own {
                assert!(
                    seen.insert((noun(item.kind), *name)),
                    "{name} twice among {}s",
                    noun(item.kind)
                );
            }
        }
    }

    #[test]
    fn layers_activations_and_composites_share_one_namespace() {
        let names = layer_names();
        let unique: BTreeSet<_> = names.iter().collect();
        assert_eq!(unique.len(), names.len());
    }

    #[test]
    fn parameters_are_unique_documented_and_their_synonyms_lead_to_one() {
        for item in all() {
            let mut seen = BTreeSet::new();
            for param in item.params {
                assert!(seen.insert(param.name), "{}.{} twice", item.name, param.name);
                assert!(param.doc.ends_with('.'), "{}.{} needs a sentence", item.name, param.name);
            }
            for param in item.params {
                for synonym in param.synonyms {
                    assert!(seen.insert(synonym), "{}: {synonym} twice", item.name);
                }
            }
        }
    }

    #[test]
    fn items_are_documented_with_an_example() {
        for item in all() {
            assert!(item.doc.ends_with('.'), "{} needs a sentence", item.name);
            assert!(item.example.contains(item.name), "{} needs an example of itself", item.name);
        }
    }

    #[test]
    fn presets_lie_inside_bounds_and_name_known_things() {
        for item in all() {
            for param in item.params {
                let place = format!("{}.{}", item.name, param.name);
                match (param.preset, param.ty) {
                    (Preset::Number(n), Type::Whole | Type::Sides) => {
                        assert!(n.fract() == 0.0 && param.bounds.contain(n), "{place}");
                    }
                    (Preset::Number(n), Type::Real | Type::Fraction) => {
                        assert!(param.bounds.contain(n), "{place}");
                    }
                    (Preset::Word(word), Type::Word(words)) => {
                        assert!(words.contains(&word), "{place}")
                    }
                    (Preset::Word(word), Type::Item(kind)) => {
                        assert!(find(kind, word).is_some(), "{place}");
                    }
                    (Preset::Word("none"), Type::MaybeItem(_) | Type::Numbers(_))
                    | (Preset::Word("valid"), Type::Padding) => {}
                    (Preset::Flag(_), Type::Flag) | (Preset::Required | Preset::Absent, _) => {}
                    (preset, ty) => panic!("{place}: {preset:?} does not suit {ty:?}"),
                }
            }
        }
    }

    #[test]
    fn what_a_preset_names_needs_no_arguments() {
        for param in all().iter().flat_map(|item| item.params) {
            if let (Preset::Word(word), Type::Item(kind)) = (param.preset, param.ty) {
                let item = find(kind, word).unwrap();
                assert!(item.params.iter().all(|inner| inner.preset != Preset::Required));
            }
        }
    }

    #[test]
    fn synonyms_are_found_whatever_their_case() {
        assert_eq!(find_synonym(Kind::Layer, "Conv2d").map(|item| item.name), Some("conv"));
        assert_eq!(find_synonym(Kind::Layer, "MaxPool2D").map(|item| item.name), Some("max_pool"));
        let dense = find(Kind::Layer, "dense").unwrap();
        assert_eq!(dense.param_by_synonym("neurons").map(|param| param.name), Some("units"));
        assert_eq!(dense.param("units").map(|param| param.positional), Some(true));
    }
}

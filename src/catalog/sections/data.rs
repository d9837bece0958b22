//! The fields of `data`.

use crate::catalog::{Bounds, Item, Kind, Param, Preset, Role, Type};

/// The fields of `data`.
pub static ITEM: Item = Item {
    kind: Kind::Section,
    name: "data",
    synonyms: &["dataset", "datasets"],
    doc: "Where the samples come from and how they are divided and scaled.",
    params: &[Param::new("source", Type::Item(Kind::Source), Preset::Required, Role::Form, "Where the samples come from.").synonyms(&["dataset", "from", "file", "path"]).fixed(), Param::new("target", Type::Columns, Preset::Absent, Role::Form, "The column or columns to predict.").synonyms(&["label", "labels", "y", "targets", "target_column"]).fixed(), Param::new("features", Type::Columns, Preset::Absent, Role::Form, "The columns to learn from; all but the target when left out.").synonyms(&["inputs", "x", "columns", "feature_columns"]).fixed(), Param::new("validation", Type::Fraction, Preset::Number(0.2), Role::Form, "The share of all samples that the search compares on.").bounds(Bounds::FRACTION).synonyms(&["val", "valid", "validation_split", "dev", "val_split"]).fixed(), Param::new("test", Type::Fraction, Preset::Number(0.2), Role::Form, "The share of all samples that is measured once, at the end; unused where the source has a test part of its own.").bounds(Bounds::FRACTION).synonyms(&["test_size", "test_split", "holdout"]).fixed(), Param::new("split", Type::Form("split"), Preset::Absent, Role::Form, "All shares at once, instead of `validation` and `test`.").synonyms(&["splits"]).fixed(), Param::new("stratify", Type::Flag, Preset::Flag(true), Role::Form, "Whether every part gets the classes in equal shares.").synonyms(&["stratified"]).fixed(), Param::new("scale", Type::Word(&["none", "standard", "minmax"]), Preset::Word("none"), Role::Form, "How inputs are scaled, fitted on the training part: to mean 0 and variance 1, or to 0..1.").synonyms(&["scaling", "normalize", "normalise", "standardize", "scaler"]).fixed(), Param::new("samples", Type::Whole, Preset::Absent, Role::Form, "Use only that many samples, drawn by the seed.").bounds(Bounds::between(1.0, 1e12)).synonyms(&["limit", "subset", "n_samples", "max_samples"]).fixed(), Param::new("seed", Type::Whole, Preset::Number(0.0), Role::Form, "Divides and draws; the same data for every trial.").bounds(Bounds::SEED).synonyms(&["random_state", "random_seed"]).fixed()],
    example: "data { source: digits; validation: 20% }",
    source: None,
};

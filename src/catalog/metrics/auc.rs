//! The metric auc.

use crate::catalog::{Item, Kind};

/// The metric auc.
pub static ITEM: Item = Item {
    kind: Kind::Metric,
    name: "auc",
    synonyms: &["roc_auc", "auroc", "roc_auc_score", "roc"],
    doc: "The area under the ROC curve: how often a positive sample is ranked above a negative one. With labels, the mean over them.",
    params: &[],
    example: "metrics: auc",
    source: None,
};

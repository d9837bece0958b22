//! Labels: one whole number a sample.

use super::body::whole;
use super::header::{Idx, Type};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::data::{idx_header, no_rows};
use crate::source::Span;
use std::collections::BTreeMap;
use std::path::Path;

/// # Errors
/// The file is damaged, or holds images.
pub fn read(path: &Path, span: Span) -> Result<(Vec<i64>, String), Diagnostic> {
    let mut idx = Idx::open(path, span)?;
    if idx.dims.len() != 1 || !idx.ty.is_whole() {
        let reason = format!("its header says {} dimensions; labels have 1", idx.dims.len());
        let problem = "holds no labels";
        return Err(idx_header::diagnostic(span, &idx.shown, problem, &reason)
            .help("are the files of images and labels exchanged?"));
    }
    if idx.samples() == 0 {
        return Err(no_rows::diagnostic(span, &idx.shown, "holds no labels"));
    }
    let ty = idx.ty;
    let mut labels = Vec::with_capacity(idx.samples().min(1 << 24));
    idx.each_sample(|_, bytes| {
        labels.push(match (ty, bytes) {
            (Type::U8, [byte]) => i64::from(*byte),
            _ => whole(bytes),
        });
        Ok(())
    })?;
    Ok((labels, idx.shown))
}

/// The labels that occur, in order, with their counts.
pub fn count<'a>(labels: impl Iterator<Item = &'a i64>) -> BTreeMap<i64, usize> {
    let mut counts = BTreeMap::new();
    for label in labels {
        *counts.entry(*label).or_insert(0) += 1;
    }
    counts
}

/// The class index of each label.
pub fn index(labels: &[i64], classes: &BTreeMap<i64, usize>) -> Vec<u32> {
    let ids: BTreeMap<i64, u32> = classes.keys().copied().zip(0..).collect();
    labels.iter().map(|label| ids.get(label).copied().unwrap_or(0)).collect()
}

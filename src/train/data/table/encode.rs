//! From the columns of a table to numbers: gaps filled, categories spread out to one column each.

use super::kinds::Kind;
use crate::template::Missing;
use crate::train::data::Part;
use serde::{Deserialize, Serialize};

/// How one feature column becomes numbers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ColumnForm {
    /// One number of 0 or 1 each; none for a column of numbers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<String>,
    /// What an empty cell becomes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fill: Option<f32>,
}

impl ColumnForm {
    /// Numbers that the column becomes.
    pub fn width(&self) -> usize {
        self.categories.len().max(1)
    }

    pub fn kind(&self) -> Kind {
        match self.categories.len() {
            0 => Kind::Number,
            many => Kind::Category(many),
        }
    }
}

/// All feature columns in order. Raw rows hold the index of a category, and NaN for what is missing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Encoding {
    pub columns: Vec<ColumnForm>,
    pub missing: Missing,
}

impl Encoding {
    /// Numbers of an encoded row.
    pub fn width(&self) -> usize {
        self.columns.iter().map(ColumnForm::width).sum()
    }

    /// Learns from the training rows what gaps are filled with.
    pub fn fit(&mut self, train: &[f32]) {
        let raw = self.columns.len().max(1);
        for (at, column) in self.columns.iter_mut().enumerate() {
            if column.categories.is_empty() {
                let cells = train.iter().skip(at).step_by(raw).copied();
                let known = || cells.clone().filter(|value| !value.is_nan());
                column.fill = match self.missing {
                    Missing::Error | Missing::Drop => None,
                    Missing::Zero => Some(0.0),
                    Missing::Mean => Some(mean(known())),
                    Missing::Median => Some(median(known().collect())),
                };
            }
        }
    }

    /// Fills the gaps and spreads the categories, in place.
    pub fn apply(&self, values: &mut Vec<f32>) {
        let raw = self.columns.len();
        if raw == 0 {
            return;
        }
        if self.columns.iter().any(|column| column.fill.is_some()) {
            for row in values.chunks_exact_mut(raw) {
                for (value, column) in row.iter_mut().zip(&self.columns) {
                    if value.is_nan() {
                        *value = column.fill.unwrap_or(0.0);
                    }
                }
            }
        }
        if self.columns.iter().any(|column| !column.categories.is_empty()) {
            self.spread(values, raw);
        }
    }

    /// From the last row to the first, so that none is overwritten before it has been read.
    fn spread(&self, values: &mut Vec<f32>, raw: usize) {
        let (rows, width) = (values.len() / raw, self.width());
        values.resize(rows * width, 0.0);
        let mut cells = Vec::with_capacity(raw);
        for row in (0..rows).rev() {
            cells.clear();
            cells.extend_from_slice(values.get(row * raw..(row + 1) * raw).unwrap_or_default());
            let mut to = values.get_mut(row * width..(row + 1) * width).unwrap_or_default();
            for (cell, column) in cells.iter().zip(&self.columns) {
                let (own, rest) = to.split_at_mut(column.width().min(to.len()));
                match own {
                    [one] if column.categories.is_empty() => *one = *cell,
                    many => {
                        many.fill(0.0);
                        // A category that is not known stays all zeros.
                        if let Some(mark) = many.get_mut(*cell as usize) {
                            *mark = 1.0;
                        }
                    }
                }
                to = rest;
            }
        }
    }

    /// For the three parts of the data.
    pub fn settle(&mut self, parts: &mut [Part; 3]) {
        let [train, ..] = &*parts;
        self.fit(&train.inputs.values);
        for part in parts {
            self.apply(&mut part.inputs.values);
            part.inputs.elements = self.width();
        }
    }

    /// Which numbers of an encoded row are 0 or 1 and need no scaling.
    pub fn marks(&self) -> Vec<bool> {
        let mark = |column: &ColumnForm| vec![!column.categories.is_empty(); column.width()];
        self.columns.iter().flat_map(mark).collect()
    }
}

fn mean(values: impl Iterator<Item = f32>) -> f32 {
    let (sum, count) =
        values.fold((0.0_f64, 0_u64), |(sum, count), value| (sum + f64::from(value), count + 1));
    if count == 0 { 0.0 } else { (sum / count as f64) as f32 }
}

/// The middle value, or the mean of the two middle ones.
fn median(mut values: Vec<f32>) -> f32 {
    values.sort_by(f32::total_cmp);
    let at = |index: usize| values.get(index).copied().unwrap_or(0.0);
    match values.len() {
        0 => 0.0,
        odd if odd % 2 == 1 => at(odd / 2),
        even => (at(even / 2 - 1) + at(even / 2)) / 2.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn categories(names: &[&str]) -> ColumnForm {
        ColumnForm { categories: names.iter().map(|name| (*name).to_owned()).collect(), fill: None }
    }

    #[test]
    fn gaps_are_filled_from_the_training_rows() {
        let columns = vec![ColumnForm::default(), ColumnForm::default()];
        let train = [1.0, f32::NAN, 3.0, 10.0, f32::NAN, 30.0, 8.0, 35.0];
        for (missing, fills) in [
            (Missing::Zero, [0.0, 0.0]),
            (Missing::Mean, [4.0, 25.0]),
            (Missing::Median, [3.0, 30.0]),
        ] {
            let mut encoding = Encoding { columns: columns.clone(), missing };
            encoding.fit(&train);
            let mut new = vec![f32::NAN, f32::NAN, 5.0, f32::NAN];
            encoding.apply(&mut new);
            assert_eq!(new, [fills[0], fills[1], 5.0, fills[1]]);
        }
    }

    #[test]
    fn categories_spread_to_one_column_each() {
        let encoding = Encoding {
            columns: vec![categories(&["a", "b"]), ColumnForm::default(), categories(&["x"])],
            missing: Missing::Error,
        };
        assert_eq!(encoding.width(), 4);
        let mut rows = vec![1.0, 7.5, 0.0, 0.0, -2.0, 1.0, 2.0, 3.0, 0.0];
        encoding.apply(&mut rows);
        assert_eq!(rows, [0.0, 1.0, 7.5, 1.0, 1.0, 0.0, -2.0, 0.0, 0.0, 0.0, 3.0, 1.0]);
        assert_eq!(encoding.marks(), [true, true, false, true]);
    }
}

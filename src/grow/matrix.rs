//! Weights `[rows, columns, taps]` of a layer that sums over columns: the heart of every rule.
#![allow(clippy::indexing_slicing)] // Reason: places follow from the units, whose numbers are the shapes'; `fill` checks them first.

use super::tensor::Tensor;
use super::units::Unit;

/// What the small network has there.
#[derive(Clone, Copy)]
pub enum Small<'a> {
    /// Its weights from number `start` on, `[rows, columns, taps]`.
    Weights { values: &'a [f64], start: usize, rows: usize, columns: usize, taps: usize },
    /// A layer that hands on so many channels.
    Identity { width: usize },
}

pub struct Matrix<'a> {
    pub rows: &'a [Unit],
    pub columns: &'a [Unit],
    /// For each large tap the small one at the same place; of an identity the one at the centre is
    /// tap 0.
    pub taps: &'a [Option<usize>],
    pub small: Small<'a>,
    /// `[rows, columns, taps]` of the large layer.
    pub fresh: &'a [f64],
}

impl Small<'_> {
    fn size(&self) -> [usize; 2] {
        match *self {
            Small::Weights { rows, columns, .. } => [rows, columns],
            Small::Identity { width } => [width; 2],
        }
    }

    /// A number and its place in the tensor.
    fn cell(&self, row: usize, column: usize, tap: usize) -> (f64, Option<usize>) {
        match *self {
            Small::Weights { values, start, columns, taps, .. } => {
                let at = start + (row * columns + column) * taps + tap;
                (values[at], Some(at))
            }
            Small::Identity { .. } => (f64::from(u8::from(row == column && tap == 0)), None),
        }
    }
}

impl Matrix<'_> {
    /// # Errors
    /// For people: an old unit would not read all that it did.
    pub fn fill(&self) -> Result<Tensor, &'static str> {
        self.check()?;
        let holder = holders(self.rows, self.small.size()[0]);
        let wide = self.columns.len() * self.taps.len();
        let mut tensor = Tensor::with_capacity(self.rows.len() * wide);
        let mut mean: Option<Vec<f64>> = None;
        for (at, row) in self.rows.iter().enumerate() {
            match *row {
                Unit::Old { from, .. } => self.old_row(from, holder[from], &mut tensor),
                Unit::Mean => {
                    let mean = mean.get_or_insert_with(|| self.mean_row(&holder));
                    mean.iter().for_each(|value| tensor.push(*value, None));
                }
                Unit::Twin { first, .. } => {
                    let row = &self.fresh[first * wide..(first + 1) * wide];
                    row.iter().for_each(|value| tensor.push(*value, None));
                }
                Unit::New | Unit::Null => {
                    let row = &self.fresh[at * wide..(at + 1) * wide];
                    row.iter().for_each(|value| tensor.push(*value, None));
                }
            }
        }
        Ok(tensor)
    }

    fn old_row(&self, from: usize, holder: usize, tensor: &mut Tensor) {
        for (column, unit) in self.columns.iter().enumerate() {
            for (tap, old) in self.taps.iter().enumerate() {
                let fresh = |column: usize| self.fresh[self.place(holder, column, tap)];
                let (value, origin) = match (*unit, old) {
                    (Unit::Old { from: read, share, .. }, Some(old)) => {
                        let (value, origin) = self.small.cell(from, read, *old);
                        (value * share, origin)
                    }
                    (Unit::Twin { first, sign }, _) => (sign * fresh(first), None),
                    (Unit::Null, _) => (fresh(column), None),
                    (Unit::Old { .. } | Unit::New | Unit::Mean, _) => (0.0, None),
                };
                tensor.push(value, origin);
            }
        }
    }

    fn place(&self, row: usize, column: usize, tap: usize) -> usize {
        (row * self.columns.len() + column) * self.taps.len() + tap
    }

    /// The mean of all old rows.
    fn mean_row(&self, holder: &[usize]) -> Vec<f64> {
        let part = (holder.len() as f64).recip();
        let mut sum = vec![0.0; self.columns.len() * self.taps.len()];
        for (from, holder) in holder.iter().enumerate() {
            let mut row = Tensor::default();
            self.old_row(from, *holder, &mut row);
            sum.iter_mut().zip(row.values).for_each(|(sum, value)| *sum += value * part);
        }
        sum
    }

    /// # Errors
    /// A place lies outside, or the shares of an old column do not sum to 1.
    fn check(&self) -> Result<(), &'static str> {
        let [rows, columns] = self.small.size();
        let sized = self.fresh.len() == self.rows.len() * self.columns.len() * self.taps.len();
        let weights = match self.small {
            Small::Weights { values, start, taps, .. } => {
                values.len() >= start + rows * columns * taps
                    && self.taps.iter().flatten().all(|tap| *tap < taps)
            }
            Small::Identity { .. } => true,
        };
        let inside = |unit: &Unit, old: usize, new: usize| match unit {
            Unit::Old { from, .. } => *from < old,
            Unit::Twin { first, .. } => *first < new,
            _ => true,
        };
        let fit = self.rows.iter().all(|unit| inside(unit, rows, self.rows.len()))
            && self.columns.iter().all(|unit| inside(unit, columns, self.columns.len()));
        if !sized || !weights || !fit {
            return Err("its tensors do not have the shapes of the two networks");
        }
        let mut read = vec![0.0; columns];
        for unit in self.columns {
            if let Unit::Old { from, share, .. } = unit {
                read[*from] += share;
            }
        }
        let asked = self.rows.iter().any(|unit| matches!(unit, Unit::Old { .. } | Unit::Mean));
        if asked && read.iter().any(|share: &f64| (share - 1.0).abs() > 1e-9) {
            return Err("its old units would not read all that they read before");
        }
        if asked && !self.twins_together() {
            return Err("two twins would be read by different units");
        }
        Ok(())
    }

    /// Whether what one twin adds the other one takes away.
    fn twins_together(&self) -> bool {
        let mut sum = vec![0.0; self.columns.len()];
        for unit in self.columns {
            if let Unit::Twin { first, sign } = unit {
                sum[*first] += sign;
            }
        }
        sum.iter().all(|sum| *sum == 0.0)
    }
}

/// For each small row the first large one that has it; 0 where none has.
fn holders(rows: &[Unit], count: usize) -> Vec<usize> {
    let mut holder = vec![0; count];
    for (at, row) in rows.iter().enumerate().rev() {
        if let Unit::Old { from, .. } = row {
            holder[*from] = at;
        }
    }
    holder
}

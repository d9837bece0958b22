//! One layer of the large network with all that its rule looks at.

use std::collections::BTreeMap;

use super::matrix::{Matrix, Small};
use super::options::{Options, Widen};
use super::report::Rule;
use super::table::Table;
use super::tensor::{Tensor, Values};
use super::units::Unit;
use crate::graph::{Node, Op, Shape};
use crate::random::Stream;

pub struct Site<'a> {
    pub node: &'a Node,
    /// What it reads.
    pub shape: Shape,
    /// The same layer of the small network and what that reads; none for a new one.
    pub old: Option<(&'a Node, Shape)>,
    /// The small node whose value is handed on or given, and whether that is never negative.
    pub value: &'a Node,
    pub positive: bool,
    pub inputs: &'a [Unit],
    pub outputs: &'a [Unit],
    pub small: &'a Values,
    pub fresh: &'a Values,
    pub options: &'a Options,
}

/// The tensors of a layer, by their names in it.
#[derive(Debug)]
pub struct Filled {
    pub tensors: BTreeMap<&'static str, Tensor>,
    pub rule: Rule,
    /// Why it is only approximate.
    pub doubt: Option<String>,
}

pub type Outcome = Result<Filled, String>;

impl Filled {
    pub fn new(rule: Rule) -> Filled {
        Filled { tensors: BTreeMap::new(), rule, doubt: None }
    }

    #[must_use]
    pub fn with(mut self, name: &'static str, tensor: Tensor) -> Filled {
        self.tensors.insert(name, tensor);
        self
    }

    #[must_use]
    pub fn doubted(mut self, why: impl Into<String>) -> Filled {
        self.doubt.get_or_insert(why.into());
        self
    }
}

impl Site<'_> {
    pub fn small_channels(&self) -> usize {
        self.old.map_or(self.value.shape.channels(), |(_, shape)| shape.channels())
    }

    /// Whether there are more channels than before, in or out.
    pub fn rule(&self) -> Rule {
        let grown = |units: &[Unit], small: usize| units.len() != small;
        match self.old {
            None => Rule::Identity,
            Some((old, shape))
                if grown(self.inputs, shape.channels())
                    || grown(self.outputs, old.shape.channels()) =>
            {
                Rule::Wider
            }
            Some(_) => Rule::Copied,
        }
    }

    /// # Errors
    /// The small network has no such tensor.
    pub fn old_values(&self, name: &str) -> Result<&[f64], String> {
        let name = format!("{}.{name}", self.old.map_or("", |(node, _)| &node.path));
        let found = self.small.get(&name).map(Vec::as_slice);
        found.ok_or_else(|| format!("the smaller network's numbers lack `{name}`"))
    }

    /// # Errors
    /// There are no fresh numbers of that name.
    pub fn fresh_values(&self, name: &str) -> Result<&[f64], String> {
        let name = format!("{}.{name}", self.node.path);
        let found = self.fresh.get(&name).map(Vec::as_slice);
        found.ok_or_else(|| format!("the fresh numbers lack `{name}`"))
    }

    /// The weight of a layer that sums over its channels, one block.
    ///
    /// # Errors
    /// The tensors do not fit.
    pub fn weight(&self, name: &'static str, taps: &[Option<usize>]) -> Result<Tensor, String> {
        let fresh = self.fresh_values(name)?;
        let small = match self.old {
            None => Small::Identity { width: self.value.shape.channels() },
            Some((old, shape)) => {
                let (values, columns) = (self.old_values(name)?, shape.channels());
                let rows = old.shape.channels();
                let taps = values.len() / (rows * columns).max(1);
                Small::Weights { values, start: 0, rows, columns, taps }
            }
        };
        let matrix = Matrix { rows: self.outputs, columns: self.inputs, taps, small, fresh };
        Ok(self.noisy(name, matrix.fill()?, self.outputs))
    }

    /// A bias of the outputs, where the large layer has one.
    ///
    /// # Errors
    /// Only the small one has it.
    pub fn bias(&self, has: bool, had: bool) -> Result<Option<Tensor>, String> {
        if !has {
            let lost = "the smaller network has a bias here and the larger one has none";
            return if had { Err(lost.into()) } else { Ok(None) };
        }
        if !had {
            let none = vec![0.0; self.value.shape.channels()];
            let mut tensor = self.table("bias", self.outputs, &none, true)?;
            tensor.origin.fill(None);
            return Ok(Some(tensor));
        }
        self.table("bias", self.outputs, self.old_values("bias")?, true).map(Some)
    }

    /// Numbers by channel.
    ///
    /// # Errors
    /// The tensors do not fit.
    pub fn table(
        &self,
        name: &'static str,
        units: &[Unit],
        small: &[f64],
        mean: bool,
    ) -> Result<Tensor, String> {
        let fresh = self.fresh_values(name)?;
        let lanes = fresh.len() / units.len().max(1);
        Ok(Table { units, lanes, small, start: 0, fresh, mean }.fill()?)
    }

    /// Copies of units a little apart, so that training can tell them from each other.
    pub fn noisy(&self, name: &str, mut tensor: Tensor, rows: &[Unit]) -> Tensor {
        let Widen::Duplicate { noise } = self.options.widen else { return tensor };
        if noise <= 0.0 {
            return tensor;
        }
        let stream = format!("grow/noise/{}.{name}", self.node.path);
        let mut stream = Stream::new(self.options.seed, &stream);
        let wide = (tensor.values.len() / rows.len().max(1)).max(1);
        for (row, unit) in tensor.values.chunks_mut(wide).zip(rows) {
            if matches!(unit, Unit::Old { copy: true, .. }) {
                row.iter_mut().for_each(|value| *value *= 1.0 + noise * stream.normal());
            }
        }
        tensor
    }

    /// Why copies with noise are not the same units.
    pub fn noise_doubt(&self) -> Option<&'static str> {
        let noisy = matches!(self.options.widen, Widen::Duplicate { noise } if noise > 0.0);
        let sums = matches!(
            self.node.op,
            Op::Dense { .. }
                | Op::Conv { .. }
                | Op::DepthwiseConv { .. }
                | Op::Embedding { .. }
                | Op::Recurrent(_)
                | Op::Attention(_)
        );
        let copies = self.outputs.iter().any(|unit| matches!(unit, Unit::Old { copy: true, .. }));
        (noisy && sums && copies).then_some("noise tells copies of units apart")
    }
}

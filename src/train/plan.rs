//! How many steps and epochs a training has.

use std::ops::Range;

use super::batches::ranges;
use super::schedule::Length;
use crate::graph::{Graph, Op, Shape};
use crate::instantiate::Member;

/// The length of a training on a number of samples.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The last one is cut short where a number of steps is asked for.
    pub epochs: usize,
    /// In all.
    pub steps: usize,
    steps_per_epoch: usize,
    accumulate: usize,
    /// Whether a number of steps is asked for.
    by_steps: bool,
    /// Of a whole epoch.
    ranges: Vec<Range<usize>>,
}

impl Plan {
    pub fn new(member: &Member, samples: usize) -> Plan {
        let settings = &member.settings;
        // A batch of one sample would leave a batch norm without variance.
        let no_single = normalises_single_numbers(&member.graph);
        let ranges = ranges(samples, settings.batch_size, no_single);
        let accumulate = settings.accumulate.max(1);
        let steps_per_epoch = ranges.len().div_ceil(accumulate).max(1);
        let steps = settings.steps.unwrap_or(settings.epochs.saturating_mul(steps_per_epoch));
        let epochs = settings.steps.map_or(settings.epochs, |s| s.div_ceil(steps_per_epoch).max(1));
        let by_steps = settings.steps.is_some();
        Plan { epochs, steps, steps_per_epoch, accumulate, by_steps, ranges }
    }

    /// The batches of the next epoch, after so many steps. Only a given number of steps ends a
    /// training: who asks for more epochs than planned gets them.
    pub fn batches(&self, done: usize) -> &[Range<usize>] {
        if !self.by_steps {
            return &self.ranges;
        }
        let left = self.steps.saturating_sub(done).saturating_mul(self.accumulate);
        self.ranges.get(..left).unwrap_or(&self.ranges)
    }

    pub fn length(&self) -> Length {
        Length { steps_per_epoch: self.steps_per_epoch, steps: self.steps }
    }

    /// Samples that all epochs go through together, counting each time.
    pub fn samples(&self) -> usize {
        let per_epoch = self.ranges.last().map_or(0, |last| last.end);
        let (whole, rest) = (self.steps / self.steps_per_epoch, self.steps % self.steps_per_epoch);
        let cut = self.ranges.get(..rest * self.accumulate).and_then(<[_]>::last);
        whole.saturating_mul(per_epoch).saturating_add(cut.map_or(0, |last| last.end))
    }
}

/// Whether a batch norm sees just one number of each sample and channel.
pub fn normalises_single_numbers(graph: &Graph) -> bool {
    let single = |shape: Shape| match shape {
        Shape::Features(_) => true,
        Shape::Image { height, width, .. } => height * width == 1,
        Shape::Series { length, .. } | Shape::Tokens { length, .. } => length == 1,
    };
    let norms = graph.nodes.iter().filter(|node| matches!(node.op, Op::BatchNorm { .. }));
    norms.map(|node| node.shape).any(single)
}

#[cfg(test)]
mod tests {
    use super::Plan;
    use crate::train::testing::mlp;

    #[test]
    fn steps_cut_the_last_epoch_short() {
        let mut member = mlp(3);
        member.settings.batch_size = 10;
        let plan = Plan::new(&member, 95);
        assert_eq!((plan.epochs, plan.steps, plan.samples()), (10, 100, 950));
        assert_eq!(plan.batches(100).len(), 10);
        member.settings.steps = Some(23);
        let plan = Plan::new(&member, 95);
        assert_eq!((plan.epochs, plan.steps, plan.samples()), (3, 23, 220));
        assert_eq!([0, 10, 20, 23].map(|done| plan.batches(done).len()), [10, 10, 3, 0]);
        member.settings.accumulate = 4;
        let plan = Plan::new(&member, 95);
        assert_eq!((plan.epochs, plan.steps, plan.samples()), (8, 23, 7 * 95 + 80));
        assert_eq!([0, 18, 21, 22, 23].map(|done| plan.batches(done).len()), [10, 10, 8, 4, 0]);
        member.settings.steps = Some(2);
        assert_eq!(Plan::new(&member, 95).epochs, 1);
    }
}

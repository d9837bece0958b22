//! Which buffer holds which value: values that are not needed at the same time share one.

use super::step::{Plan, Purpose, ValueId};

/// The buffers of a plan for batches of up to `batch` samples.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// Numbers of each buffer.
    pub buffers: Vec<usize>,
    /// Of each value, of its gradient, and of what each step keeps.
    pub values: Vec<Option<usize>>,
    pub gradients: Vec<Option<usize>>,
    pub kept: Vec<Option<usize>>,
}

/// When something is needed: from its first writing to its last reading. Step `i` of `n` runs
/// forward at time `i`, the loss at `n`, and step `i` backward at `2n − i`.
#[derive(Clone, Copy, Debug)]
struct Life {
    from: usize,
    to: usize,
    numbers: usize,
    what: What,
}

#[derive(Clone, Copy, Debug)]
enum What {
    Value(ValueId),
    Gradient(ValueId),
    Kept(usize),
}

impl Places {
    pub fn new(plan: &Plan, purpose: Purpose, batch: usize) -> Places {
        let mut lives = value_lives(plan, purpose, batch);
        if purpose == Purpose::Train {
            lives.extend(gradient_lives(plan, batch));
        }
        lives.extend(kept_lives(plan, purpose, batch));
        lives.sort_by_key(|life| (life.from, std::cmp::Reverse(life.numbers)));
        let mut places = Places {
            buffers: Vec::new(),
            values: vec![None; plan.values.len()],
            gradients: vec![None; plan.values.len()],
            kept: vec![None; plan.steps.len()],
        };
        // Until when each buffer is taken.
        let mut taken: Vec<usize> = Vec::new();
        for life in lives.into_iter().filter(|life| life.numbers > 0) {
            let buffer = places.buffer(&mut taken, life);
            let place = match life.what {
                What::Value(value) => places.values.get_mut(value),
                What::Gradient(value) => places.gradients.get_mut(value),
                What::Kept(step) => places.kept.get_mut(step),
            };
            if let Some(place) = place {
                *place = Some(buffer);
            }
        }
        places
    }

    /// The free buffer that fits best: the smallest that is large enough, else the largest, grown.
    fn buffer(&mut self, taken: &mut Vec<usize>, life: Life) -> usize {
        let free = taken.iter().zip(&self.buffers).enumerate();
        let free = free.filter(|(_, (until, _))| **until < life.from);
        let best = free.min_by_key(|(_, (_, length))| {
            let fits = **length >= life.numbers;
            (!fits, if fits { **length } else { usize::MAX - **length })
        });
        let index = best.map_or(taken.len(), |(index, _)| index);
        if index == taken.len() {
            taken.push(0);
            self.buffers.push(0);
        }
        if let (Some(until), Some(length)) = (taken.get_mut(index), self.buffers.get_mut(index)) {
            *until = life.to;
            *length = (*length).max(life.numbers);
        }
        index
    }
}

fn value_lives(plan: &Plan, purpose: Purpose, batch: usize) -> Vec<Life> {
    let steps = plan.steps.len();
    let life = |(value, numbers): (ValueId, &usize)| {
        let written = plan.steps.iter().position(|step| step.y == value);
        let mut to = written.unwrap_or(0);
        if value == plan.output {
            // The loss reads it, and who asks for the output afterwards.
            to = 2 * steps + 1;
        }
        for (at, step) in plan.steps.iter().enumerate() {
            let reads = step.kernel.reads();
            let there = step.x == value || step.other == Some(value) || step.y == value;
            let back = (step.x == value && reads.x)
                || (step.other == Some(value) && reads.other)
                || (step.y == value && reads.y);
            if there {
                to = to.max(at);
            }
            if back && purpose == Purpose::Train {
                to = to.max(2 * steps - at);
            }
        }
        let from = if value == 0 { 0 } else { written.unwrap_or(0) };
        Life { from, to, numbers: batch * numbers, what: What::Value(value) }
    };
    plan.values.iter().enumerate().map(life).collect()
}

/// From the first reader on the way back, which comes last on the way there, to the writer.
fn gradient_lives(plan: &Plan, batch: usize) -> Vec<Life> {
    let steps = plan.steps.len();
    let life = |(value, numbers): (ValueId, &usize)| {
        let readers = plan.steps.iter().rposition(|s| s.x == value || s.other == Some(value));
        // That of the input, where it is asked for, stays to the end.
        let writer = plan.steps.iter().position(|step| step.y == value);
        let to = writer.map_or(2 * steps + 1, |writer| 2 * steps - writer);
        let first = if value == plan.output { steps } else { 2 * steps - readers? };
        let life = Life { from: first, to, numbers: batch * numbers, what: What::Gradient(value) };
        plan.learns.get(value).copied().unwrap_or(false).then_some(life)
    };
    plan.values.iter().enumerate().filter_map(life).collect()
}

fn kept_lives(plan: &Plan, purpose: Purpose, batch: usize) -> Vec<Life> {
    let steps = plan.steps.len();
    let life = |(at, step): (usize, &super::step::Step)| Life {
        from: at,
        to: if purpose == Purpose::Train { 2 * steps - at } else { at },
        numbers: step.kernel.kept(batch),
        what: What::Kept(at),
    };
    plan.steps.iter().enumerate().map(life).collect()
}

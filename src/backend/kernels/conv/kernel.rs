//! Both passes of a convolution over a batch.
#![allow(clippy::indexing_slicing)] // Reason: the places follow from the window's geometry.

use super::Sizes;
use super::field::Field;
use super::jobs::{self, Job};
use super::sums::{Collect, Pack, Slide};
use super::winograd::{self, Winograd};
use crate::backend::kernels::kernel::{Backward, Forward, Gradient, Kernel, Reads};
use crate::backend::kernels::matmul::tile::Walk;
use crate::backend::kernels::matmul::{MOST_LANES, packed_length};
use crate::backend::kernels::simd::dispatch;
use crate::backend::kernels::simd::vectorised;
use crate::backend::kernels::split::PARTS;
use crate::backend::kernels::{Epilogue, Window};
use crate::backend::kernels::{scratch, split};

/// `[batch, height, width, channels]`, weight `[filters, channels / groups, rows, columns]`, bias
/// `[filters]` → `[batch, height', width', filters]`; series as images of height 1.
#[derive(Debug)]
pub struct Conv {
    window: Window,
    sizes: Sizes,
    bias: bool,
    epilogue: Epilogue,
    under: Field,
    behind: Field,
    there: Vec<Job>,
    back: Vec<Job>,
    winograd: Option<Winograd>,
}

impl Conv {
    /// The filters of a group read the channels of that group alone.
    pub fn new(
        window: Window,
        [channels, filters]: [usize; 2],
        groups: usize,
        bias: bool,
        epilogue: Epilogue,
    ) -> Conv {
        let sizes = Sizes { channels, filters, groups, taps: window.size() };
        let (under, behind) = (Field::under(&window, channels), Field::behind(&window, filters));
        let there = jobs::forward(&window, sizes, &under);
        let back = jobs::backward(&window, sizes, &behind);
        let winograd = Winograd::of(&window, sizes);
        Conv { window, sizes, bias, epilogue, under, behind, there, back, winograd }
    }

    /// By way of Winograd's tiles, whether it pays or not.
    #[cfg(test)]
    pub(super) fn in_tiles(mut self) -> Conv {
        self.winograd = Some(Winograd::always(&self.window, self.sizes));
        self
    }

    fn winograd(&self, batch: usize) -> Option<&Winograd> {
        self.winograd.as_ref().filter(|winograd| winograd.pays(batch))
    }

    fn weights(&self) -> usize {
        self.sizes.filters * self.sizes.weights()
    }

    /// Numbers of an input and of an output image.
    fn input(&self) -> usize {
        self.window.input() * self.sizes.channels
    }

    fn output(&self) -> usize {
        self.window.output() * self.sizes.filters
    }

    /// Room for the packed right sides of some jobs.
    fn room(jobs: &[Job]) -> usize {
        jobs.iter().map(|job| packed_length(job.lines(), job.columns)).sum()
    }

    /// Packs the right sides of some jobs, one after the other.
    fn pack(&self, jobs: &[Job], weight: &[f32], forward: bool, packed: &mut [f32]) {
        let mut rest = packed;
        for job in jobs {
            let (out, after) = rest.split_at_mut(packed_length(job.lines(), job.columns));
            scratch::with(job.lines() * job.columns, |lines| {
                self.lines(job, weight, forward, lines);
                dispatch(Pack { values: lines, lines: job.lines(), columns: job.columns, out });
            });
            rest = after;
        }
    }

    /// The weights of a job's taps, a line for each number of the left side: forward the lines are
    /// channels and the columns filters, on the way back the reverse.
    fn lines(&self, job: &Job, weight: &[f32], forward: bool, lines: &mut [f32]) {
        let (taps, depth) = (self.sizes.taps, self.sizes.depth());
        let first = job.group * self.sizes.filters();
        for (at, line) in lines.chunks_exact_mut(job.columns.max(1)).enumerate() {
            let (tap, number) = (job.taps[at / job.depth], at % job.depth);
            for (column, value) in line.iter_mut().enumerate() {
                let (filter, channel) = if forward { (column, number) } else { (number, column) };
                *value = weight[((first + filter) * depth + channel) * taps + tap];
            }
        }
    }

    /// All jobs over one image in its field.
    fn slide(
        &self,
        jobs: &[Job],
        packed: &[f32],
        bias: &[f32],
        field: &[f32],
        out: &mut [f32],
        add: bool,
    ) {
        let mut rest = packed;
        for job in jobs {
            let (packed, after) = rest.split_at(packed_length(job.lines(), job.columns));
            let bias = bias.get(job.group * job.columns..(job.group + 1) * job.columns);
            let bias = bias.unwrap_or_default();
            dispatch(Slide { job, field, packed, bias, add, out: &mut *out });
            rest = after;
        }
    }

    /// Some images of the way there.
    fn images(&self, x: &[f32], packed: &[f32], bias: &[f32], y: &mut [f32]) {
        in_fields(&self.under, |field| {
            let images = x.chunks_exact(self.input()).zip(y.chunks_exact_mut(self.output()));
            for (x, y) in images {
                self.slide(&self.there, packed, bias, field.of(x), y, false);
                self.epilogue.apply(y);
            }
        });
    }

    /// The gradient of the weight as [`Collect`] gives it, from one image.
    fn collect(&self, field: &[f32], dy: &[f32], sums: &mut [f32], first: bool) {
        let (rows, columns) = (&self.window.rows, &self.window.columns);
        let (filters, lines) = (self.sizes.filters(), self.sizes.weights());
        let (row, place) = (self.under.place(rows.stride, 0), self.under.place(0, columns.stride));
        let width = dy.len() / self.window.output();
        let walk = Walk {
            outer: rows.output,
            outer_steps: [row, columns.output * width],
            inner: columns.output,
            inner_steps: [place, width],
        };
        for (job, sums) in self.there.iter().zip(sums.chunks_exact_mut(lines * filters)) {
            let dy = &dy[job.group * filters..];
            let segments = &job.segments;
            dispatch(Collect { segments, field, walk, dy, columns: filters, sums, first });
        }
    }

    /// A sum of [`Collect`]'s layout in PyTorch's.
    fn turn(&self, sums: &[f32], dweight: &mut [f32]) {
        let (taps, depth, filters) = (self.sizes.taps, self.sizes.depth(), self.sizes.filters());
        let lines = self.sizes.weights();
        for (filter, weights) in dweight.chunks_exact_mut(lines).enumerate() {
            let first = filter / filters * lines * filters + filter % filters;
            for (channel, weights) in weights.chunks_exact_mut(taps).enumerate() {
                for (tap, weight) in weights.iter_mut().enumerate() {
                    *weight = sums[first + (tap * depth + channel) * filters];
                }
            }
        }
    }
}

/// Lays images into a field one after the other.
pub struct Fields<'a> {
    field: &'a Field,
    room: &'a mut [f32],
}

impl Fields<'_> {
    pub fn of<'s>(&'s mut self, image: &'s [f32]) -> &'s [f32] {
        if self.field.is_image() {
            return image;
        }
        self.field.fill(image, self.room);
        self.room
    }
}

pub fn in_fields<R>(field: &Field, work: impl FnOnce(&mut Fields) -> R) -> R {
    let length = if field.is_image() { 0 } else { field.numbers() };
    scratch::with(length, |room| {
        room.fill(0.0);
        work(&mut Fields { field, room })
    })
}

impl Kernel for Conv {
    fn reads(&self) -> Reads {
        Reads { x: true, other: false, y: !self.epilogue.is_none() }
    }

    fn forward(&self, pass: Forward<'_>) {
        let Forward { batch, x, parameters, y, .. } = pass;
        let (weight, bias) = parameters.split_at(self.weights());
        let part = batch.div_ceil(PARTS).max(1);
        let in_parts = |y: &mut [f32], work: &(dyn Fn(&[f32], &mut [f32]) + Sync)| {
            split::chunks(y, part * self.output(), |index, y| {
                let first = index * part * self.input();
                work(&x[first..first + y.len() / self.output() * self.input()], y);
            });
        };
        if let Some(winograd) = self.winograd(batch) {
            return scratch::with(winograd.room(true), |weights| {
                winograd.pack(weight, true, weights);
                let (weights, epilogue) = (&*weights, self.epilogue);
                let there = winograd::There { winograd, weights, bias, epilogue };
                in_parts(y, &|x, y| there.images(x, y));
            });
        }
        scratch::with(Conv::room(&self.there), |packed| {
            self.pack(&self.there, weight, true, packed);
            let packed = &*packed;
            in_parts(y, &|x, y| self.images(x, packed, bias, y));
        });
    }

    fn backward(&self, pass: Backward<'_>) {
        let Backward { batch, x, parameters, y, dy, dx, dparameters, .. } = pass;
        let (weight, _) = parameters.split_at(self.weights());
        let part = batch.div_ceil(PARTS).max(1);
        let parts = batch.div_ceil(part);
        let length = self.weights() + if self.bias { self.sizes.filters } else { 0 };
        let winograd = self.winograd(batch);
        let room = winograd.map_or_else(|| Conv::room(&self.back), |own| own.room(false));
        scratch::with(parts * length, |sums| {
            scratch::with(if dx.is_some() { room } else { 0 }, |packed| {
                match winograd {
                    _ if dx.is_none() => {}
                    None => self.pack(&self.back, weight, false, packed),
                    Some(winograd) => winograd.pack(weight, false, packed),
                }
                let back = Back { conv: self, winograd, x, y, packed, part };
                back.run(dy, dx, (&mut *sums, length));
            });
            self.add_up(sums, parts, dparameters);
        });
    }
}

impl Conv {
    /// The sums of all parts.
    fn add_up(&self, sums: &mut [f32], parts: usize, dparameters: &mut [f32]) {
        let (sum, others) = sums.split_at_mut(sums.len() / parts.max(1));
        add_rows(others, sum);
        let (dweight, dbias) = dparameters.split_at_mut(self.weights());
        self.turn(sum, dweight);
        dbias.copy_from_slice(&sum[self.weights()..]);
    }
}

/// The way back through a batch, in parts.
struct Back<'a> {
    conv: &'a Conv,
    winograd: Option<&'a Winograd>,
    x: &'a [f32],
    y: &'a [f32],
    packed: &'a [f32],
    /// Images of a part.
    part: usize,
}

impl Back<'_> {
    fn run(&self, dy: &mut [f32], dx: Option<Gradient>, (sums, length): (&mut [f32], usize)) {
        let (input, output) = (self.part * self.conv.input(), self.part * self.conv.output());
        split::back((dy, output), (dx, input), (sums, length), |index, dy, dx, sums| {
            self.images(index, dy, dx, sums);
        });
    }

    fn images(
        &self,
        index: usize,
        dy: &mut [f32],
        dx: Option<(&mut [f32], bool)>,
        sums: &mut [f32],
    ) {
        let conv = self.conv;
        let (input, output) = (conv.input(), conv.output());
        if let Some(winograd) = self.winograd {
            return self.tiles(winograd, index, dy, dx, sums);
        }
        let (mut dx, add) = dx.map_or((None, false), |(dx, add)| (Some(dx), add));
        let (dweight, dbias) = sums.split_at_mut(conv.weights());
        dbias.fill(0.0);
        in_fields(&conv.under, |under| {
            in_fields(&conv.behind, |behind| {
                for (at, dy) in dy.chunks_exact_mut(output).enumerate() {
                    let image = index * self.part + at;
                    if !conv.epilogue.is_none() {
                        conv.epilogue.pull(&self.y[image * output..(image + 1) * output], dy);
                    }
                    add_rows(dy, dbias);
                    let x = &self.x[image * input..(image + 1) * input];
                    conv.with_wide(dy, |wide| conv.collect(under.of(x), wide, dweight, at == 0));
                    if let Some(dx) = dx.as_deref_mut() {
                        let dx = &mut dx[at * input..(at + 1) * input];
                        conv.slide(&conv.back, self.packed, &[], behind.of(dy), dx, add);
                    }
                }
            });
        });
    }
}

impl Back<'_> {
    /// The same by way of Winograd's tiles.
    fn tiles(
        &self,
        winograd: &Winograd,
        index: usize,
        dy: &mut [f32],
        dx: Option<(&mut [f32], bool)>,
        sums: &mut [f32],
    ) {
        let conv = self.conv;
        let (dweight, dbias) = sums.split_at_mut(conv.weights());
        let first = index * self.part;
        conv.epilogue.pull(self.y.get(first * conv.output()..).unwrap_or_default(), dy);
        dbias.fill(0.0);
        add_rows(dy, dbias);
        let x = &self.x[first * conv.input()..];
        winograd::Back { winograd, weights: self.packed }.images(x, dy, dx, dweight);
    }
}

impl Conv {
    /// The gradient of the outputs with so much room behind each place that whole vectors can be
    /// read at the last one, too.
    fn with_wide(&self, dy: &[f32], work: impl FnOnce(&[f32])) {
        let filters = self.sizes.filters;
        if self.sizes.filters().is_multiple_of(MOST_LANES) {
            return work(dy);
        }
        // The last group reads beyond its filters; the other groups into the next one's.
        let width = filters + MOST_LANES;
        scratch::with(self.window.output() * width, |wide| {
            for (wide, dy) in wide.chunks_exact_mut(width).zip(dy.chunks_exact(filters)) {
                let (numbers, room) = wide.split_at_mut(filters);
                numbers.copy_from_slice(dy);
                room.fill(0.0);
            }
            work(wide);
        });
    }
}

vectorised! {
    /// Adds the rows to `sums`.
    pub fn add_rows<'a>(rows: &'a [f32], sums: &'a mut [f32]) {
        for row in rows.chunks_exact(sums.len().max(1)) {
            sums.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
        }
    }
}

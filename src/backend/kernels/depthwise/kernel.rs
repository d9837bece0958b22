//! Both passes of a depthwise convolution over a batch.
#![allow(clippy::indexing_slicing)] // Reason: the places follow from the window's geometry.

use super::loops::{Collect, Slide};
use crate::backend::kernels::conv::{
    Field, Job, Sizes, add_rows, backward_jobs, forward_jobs, in_fields,
};
use crate::backend::kernels::kernel::{Backward, Forward, Gradient, Kernel, Reads};
use crate::backend::kernels::simd::dispatch;
use crate::backend::kernels::split::PARTS;
use crate::backend::kernels::{Epilogue, Window};
use crate::backend::kernels::{scratch, split};

/// `[batch, height, width, channels]`, weight `[channels × multiplier, 1, rows, columns]`, bias
/// `[channels × multiplier]` → `[batch, height', width', channels × multiplier]`. The filters of a
/// channel stand side by side.
#[derive(Debug)]
pub struct Depthwise {
    window: Window,
    channels: usize,
    multiplier: usize,
    bias: bool,
    epilogue: Epilogue,
    under: Field,
    behind: Field,
    /// Of all channels at once: a field's place holds a number for each filter.
    there: Vec<Job>,
    back: Vec<Job>,
    /// How far the cell of each tap lies from its place, for each of the jobs.
    offsets: [Vec<Vec<usize>>; 2],
}

impl Depthwise {
    pub fn new(
        window: Window,
        channels: usize,
        multiplier: usize,
        bias: bool,
        epilogue: Epilogue,
    ) -> Depthwise {
        let filters = channels * multiplier;
        let sizes = Sizes { channels: filters, filters, groups: 1, taps: window.size() };
        let (under, behind) = (Field::under(&window, filters), Field::behind(&window, filters));
        let there = forward_jobs(&window, sizes, &under);
        let back = backward_jobs(&window, sizes, &behind);
        let offsets = [&there, &back].map(|jobs| jobs.iter().map(offsets).collect());
        Depthwise {
            window,
            channels,
            multiplier,
            bias,
            epilogue,
            under,
            behind,
            there,
            back,
            offsets,
        }
    }

    fn filters(&self) -> usize {
        self.channels * self.multiplier
    }

    fn output(&self) -> usize {
        self.window.output() * self.filters()
    }

    /// Numbers of an input image, and of one with each channel once for each of its filters.
    fn input(&self) -> usize {
        self.window.input() * self.channels
    }

    fn wide(&self) -> usize {
        self.window.input() * self.filters()
    }

    /// The weights as `[taps, filters]`.
    fn turned(&self, weight: &[f32], lines: &mut [f32]) {
        let (taps, filters) = (self.window.size(), self.filters());
        for (tap, line) in lines.chunks_exact_mut(filters).enumerate() {
            line.iter_mut().enumerate().for_each(|(filter, x)| *x = weight[filter * taps + tap]);
        }
    }

    /// Calls `work` with the image that the filters read: each channel once for each filter.
    fn widened(&self, x: &[f32], room: &mut [f32], work: impl FnOnce(&[f32])) {
        if self.multiplier == 1 {
            return work(x);
        }
        for (filters, value) in room.chunks_exact_mut(self.multiplier).zip(x) {
            filters.fill(*value);
        }
        work(room);
    }

    /// Room for one widened image; none where it is the image itself.
    fn spare(&self) -> usize {
        if self.multiplier == 1 { 0 } else { self.wide() }
    }

    fn images(&self, x: &[f32], lines: &[f32], bias: &[f32], y: &mut [f32]) {
        let (channels, images) = (self.filters(), x.chunks_exact(self.input()));
        scratch::with(self.spare(), |room| {
            in_fields(&self.under, |fields| {
                for (x, y) in images.zip(y.chunks_exact_mut(self.output())) {
                    self.widened(x, room, |x| {
                        let (field, out) = (fields.of(x), &mut *y);
                        for (job, offsets) in self.there.iter().zip(&self.offsets[0]) {
                            let Job { places, outs, .. } = job;
                            let (weight, out, add) = (lines, &mut *out, false);
                            dispatch(Slide {
                                field,
                                places,
                                outs,
                                offsets,
                                weight,
                                bias,
                                channels,
                                add,
                                out,
                            });
                        }
                    });
                    self.epilogue.apply(y);
                }
            });
        });
    }
}

/// How far each tap's cell lies from the place.
fn offsets(job: &Job) -> Vec<usize> {
    let cells = |segment: &crate::backend::kernels::matmul::tile::Segment| {
        (segment.start..segment.start + segment.length).step_by(job.depth.max(1))
    };
    job.segments.iter().flat_map(cells).collect()
}

impl Kernel for Depthwise {
    fn reads(&self) -> Reads {
        Reads { x: true, other: false, y: !self.epilogue.is_none() }
    }

    fn forward(&self, pass: Forward<'_>) {
        let Forward { batch, x, parameters, y, .. } = pass;
        let (weight, bias) = parameters.split_at(self.filters() * self.window.size());
        scratch::with(weight.len(), |lines| {
            self.turned(weight, lines);
            let lines = &*lines;
            let part = batch.div_ceil(PARTS).max(1);
            split::chunks(y, part * self.output(), |index, y| {
                let first = index * part * self.input();
                let length = y.len() / self.output() * self.input();
                self.images(&x[first..first + length], lines, bias, y);
            });
        });
    }

    fn backward(&self, pass: Backward<'_>) {
        let Backward { batch, x, parameters, y, dy, dx, dparameters, .. } = pass;
        let size = self.filters() * self.window.size();
        let part = batch.div_ceil(PARTS).max(1);
        let parts = batch.div_ceil(part);
        let length = size + if self.bias { self.filters() } else { 0 };
        scratch::with(size, |lines| {
            self.turned(&parameters[..size], lines);
            scratch::with(parts * length, |sums| {
                let back = Back { layer: self, x, y, lines, part };
                back.run(dy, dx, (&mut *sums, length));
                self.add_up(sums, length, dparameters);
            });
        });
    }
}

impl Depthwise {
    /// The sums of all parts, in PyTorch's layout.
    fn add_up(&self, sums: &[f32], length: usize, dparameters: &mut [f32]) {
        let (taps, filters) = (self.window.size(), self.filters());
        for (at, slope) in dparameters.iter_mut().enumerate() {
            let from = if at < taps * filters { at % taps * filters + at / taps } else { at };
            *slope = sums.chunks_exact(length).map(|part| part[from]).sum();
        }
    }
}

/// The way back through a batch, in parts.
struct Back<'a> {
    layer: &'a Depthwise,
    x: &'a [f32],
    y: &'a [f32],
    lines: &'a [f32],
    /// Images of a part.
    part: usize,
}

impl Back<'_> {
    fn run(&self, dy: &mut [f32], dx: Option<Gradient>, (sums, length): (&mut [f32], usize)) {
        let (input, output) = (self.part * self.layer.input(), self.part * self.layer.output());
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
        let layer = self.layer;
        let (input, output) = (layer.input(), layer.output());
        let (mut dx, add) = dx.map_or((None, false), |(dx, add)| (Some(dx), add));
        sums.fill(0.0);
        let (dweight, dbias) = sums.split_at_mut(layer.filters() * layer.window.size());
        scratch::with(layer.spare(), |room| {
            in_fields(&layer.under, |under| {
                in_fields(&layer.behind, |behind| {
                    for (at, dy) in dy.chunks_exact_mut(output).enumerate() {
                        let image = index * self.part + at;
                        if !layer.epilogue.is_none() {
                            layer.epilogue.pull(&self.y[image * output..(image + 1) * output], dy);
                        }
                        add_rows(dy, dbias);
                        let x = &self.x[image * input..(image + 1) * input];
                        layer.widened(x, room, |x| layer.collect(under.of(x), dy, dweight));
                        if let Some(dx) = dx.as_deref_mut() {
                            let dx = &mut dx[at * input..(at + 1) * input];
                            layer.slide_back(behind.of(dy), self.lines, room, (dx, add));
                        }
                    }
                });
            });
        });
    }
}

impl Depthwise {
    fn collect(&self, field: &[f32], dy: &[f32], sums: &mut [f32]) {
        let channels = self.filters();
        for (job, offsets) in self.there.iter().zip(&self.offsets[0]) {
            let (places, sums) = (&job.places, &mut *sums);
            dispatch(Collect { field, places, offsets, dy, channels, sums });
        }
    }

    /// The gradient of one image; that of a channel is the sum over its filters.
    fn slide_back(
        &self,
        field: &[f32],
        lines: &[f32],
        room: &mut [f32],
        (dx, add): (&mut [f32], bool),
    ) {
        let channels = self.filters();
        let wide = self.multiplier > 1;
        let out = if wide { &mut *room } else { &mut *dx };
        for (job, offsets) in self.back.iter().zip(&self.offsets[1]) {
            scratch::with(job.taps.len() * channels, |weight| {
                for (line, tap) in weight.chunks_exact_mut(channels).zip(&job.taps) {
                    line.copy_from_slice(&lines[tap * channels..(tap + 1) * channels]);
                }
                let (places, outs, out) = (&job.places, &job.outs, &mut *out);
                let (weight, bias, add) = (&*weight, &[][..], add && !wide);
                dispatch(Slide { field, places, outs, offsets, weight, bias, channels, add, out });
            });
        }
        if wide {
            for (slope, filters) in dx.iter_mut().zip(room.chunks_exact(self.multiplier)) {
                let sum: f32 = filters.iter().sum();
                *slope = if add { *slope + sum } else { sum };
            }
        }
    }
}

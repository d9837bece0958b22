//! What is multiplied with what: for each group, and on the way back for each phase of the
//! stride, which places of a field the rows of a product read and where they go.
#![allow(clippy::indexing_slicing)] // Reason: the places follow from the window's geometry.

use super::Sizes;
use super::field::Field;
use crate::backend::kernels::matmul::tile::Segment;
use crate::backend::kernels::{Axis, Window};

/// One product: `out[p] (+)= field[place p, under each tap] · W`.
#[derive(Clone, Debug)]
pub struct Job {
    pub group: usize,
    /// Where in the field each row begins, and where in the result it goes.
    pub places: Vec<usize>,
    pub outs: Vec<usize>,
    pub segments: Vec<Segment>,
    /// The taps whose weights the right side holds, in the order of the segments.
    pub taps: Vec<usize>,
    /// Numbers of a tap on the left side (channels or filters of a group), and columns.
    pub depth: usize,
    pub columns: usize,
}

impl Job {
    /// Lines of the right side.
    pub fn lines(&self) -> usize {
        self.taps.len() * self.depth
    }
}

/// Pieces of `length` numbers at those starts, joined where they touch.
fn joined(starts: impl Iterator<Item = usize>, length: usize) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    for start in starts {
        match segments.last_mut() {
            Some(last) if last.start + last.length == start => last.length += length,
            _ => segments.push(Segment { start, length }),
        }
    }
    segments
}

/// The way there: every output reads the cells under its window.
pub fn forward(window: &Window, sizes: Sizes, field: &Field) -> Vec<Job> {
    let (rows, columns) = (&window.rows, &window.columns);
    let outputs = (0..rows.output).flat_map(|y| (0..columns.output).map(move |x| (y, x)));
    let places: Vec<usize> =
        outputs.map(|(y, x)| field.place(y * rows.stride, x * columns.stride)).collect();
    let job = |group: usize| {
        let (depth, filters) = (sizes.depth(), sizes.filters());
        let cells =
            (0..rows.size).flat_map(|down| (0..columns.size).map(move |along| (down, along)));
        let starts = cells.map(|(down, along)| {
            field.place(down * rows.dilation, along * columns.dilation) + group * depth
        });
        Job {
            group,
            places: places.clone(),
            outs: (0..places.len()).map(|p| p * sizes.filters + group * filters).collect(),
            segments: joined(starts, depth),
            taps: (0..sizes.taps).collect(),
            depth,
            columns: filters,
        }
    };
    (0..sizes.groups).map(job).collect()
}

/// The taps that reach the cells of one phase of an axis, from the last one on, each with how many
/// outputs before the phase's own it finds its output.
fn reaching(axis: &Axis, phase: usize) -> Vec<(usize, usize)> {
    let taps = (0..axis.size).rev().map(|tap| (tap, tap * axis.dilation));
    let own = taps.filter(|(_, reach)| reach % axis.stride == phase && *reach >= phase);
    own.map(|(tap, reach)| (tap, (reach - phase) / axis.stride)).collect()
}

/// The cells of an axis in one phase, each with its output.
fn cells(axis: &Axis, phase: usize) -> impl Iterator<Item = (usize, usize)> + Clone {
    let (stride, before) = (axis.stride, axis.before);
    let own = (0..axis.input).filter(move |cell| (cell + before) % stride == phase);
    own.map(move |cell| (cell, (cell + before - phase) / stride))
}

/// The way back: every cell of the input reads the gradients of the outputs that saw it. Cells
/// whose place differs by a multiple of the stride read them through the same taps.
pub fn backward(window: &Window, sizes: Sizes, field: &Field) -> Vec<Job> {
    let (rows, columns) = (&window.rows, &window.columns);
    let phases =
        (0..rows.stride).flat_map(|down| (0..columns.stride).map(move |along| (down, along)));
    let mut jobs = Vec::new();
    for (down, along) in phases {
        let (taps_down, taps_along) = (reaching(rows, down), reaching(columns, along));
        let pairs = || taps_down.iter().flat_map(|d| taps_along.iter().map(move |a| (*d, *a)));
        let farthest = |taps: &[(usize, usize)]| taps.first().map_or(0, |(_, ahead)| *ahead);
        let room = [farthest(&taps_down), farthest(&taps_along)];
        let rooms = field.before();
        let corner =
            |y: usize, x: usize| field.place(y + rooms[0] - room[0], x + rooms[1] - room[1]);
        let of_phase = cells(rows, down).flat_map(|y| cells(columns, along).map(move |x| (y, x)));
        let (places, outs): (Vec<usize>, Vec<usize>) = of_phase
            .map(|((row, y), (column, x))| {
                (corner(y, x), (row * columns.input + column) * sizes.channels)
            })
            .unzip();
        for group in 0..sizes.groups {
            let (depth, filters) = (sizes.depth(), sizes.filters());
            let starts = pairs()
                .map(|((_, d), (_, a))| field.place(room[0] - d, room[1] - a) + group * filters);
            jobs.push(Job {
                group,
                places: places.clone(),
                outs: outs.iter().map(|out| out + group * depth).collect(),
                segments: joined(starts, filters),
                taps: pairs().map(|((d, _), (a, _))| d * columns.size + a).collect(),
                depth: filters,
                columns: depth,
            });
        }
    }
    jobs
}

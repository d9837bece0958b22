//! A step of a long short-term memory (Hochreiter & Schmidhuber 1997, with the forget gate of Gers
//! et al. 2000): c' = f·c + i·g, h' = o·tanh(c'). The gates stand in the order i, f, g, o.
//!
//! Each short loop touches few slices: with more of them the compiler no longer proves that they
//! do not overlap, and vectorises nothing.

use super::cell::{Ahead, Behind};
use crate::backend::kernels::math::{sigmoid, tanh};
use crate::backend::kernels::simd::vectorised;

vectorised! {
    pub fn forward<'a>(ahead: Ahead<'a>) {
        let n = ahead.units;
        let [_, cells] = ahead.before;
        let (bias_if, bias) = ahead.bias.split_at(2 * n);
        let (bias_g, bias_o) = bias.split_at(n);
        let rows = ahead.gates.chunks_exact_mut(4 * n).zip(cells.chunks_exact(n));
        let rows = rows.zip(ahead.memory.chunks_exact_mut(n)).zip(ahead.state.chunks_exact_mut(n));
        for (((gates, before), cells), state) in rows {
            let (inner, gates) = gates.split_at_mut(2 * n);
            let (g, o) = gates.split_at_mut(n);
            inner.iter_mut().zip(bias_if).for_each(|(x, bias)| *x = sigmoid(*x + bias));
            g.iter_mut().zip(bias_g).for_each(|(x, bias)| *x = tanh(*x + bias));
            o.iter_mut().zip(bias_o).for_each(|(x, bias)| *x = sigmoid(*x + bias));
            let (i, f) = inner.split_at(n);
            let parts = i.iter().zip(&*g).zip(f.iter().zip(before));
            for (cell, ((i, g), (f, before))) in cells.iter_mut().zip(parts) {
                *cell = f * before + i * g;
            }
            let parts = o.iter().zip(&*cells);
            state.iter_mut().zip(parts).for_each(|(state, (o, cell))| *state = o * tanh(*cell));
        }
    }

    pub fn backward<'a>(behind: Behind<'a>) {
        let n = behind.units;
        let [before, after] = behind.memories;
        let mut shown = vec![0.0; n];
        let rows = behind.gates.chunks_exact_mut(4 * n).zip(before.chunks_exact(n));
        let rows = rows.zip(after.chunks_exact(n)).zip(behind.to_state.chunks_exact(n));
        let rows = rows.zip(behind.to_memory.chunks_exact_mut(n));
        for ((((gates, before), after), to_state), to_cells) in rows {
            let (inner, gates) = gates.split_at_mut(2 * n);
            let (i, f) = inner.split_at_mut(n);
            let (g, o) = gates.split_at_mut(n);
            shown.iter_mut().zip(after).for_each(|(shown, cell)| *shown = tanh(*cell));
            let parts = to_state.iter().zip(&*o).zip(&shown);
            for (to_cell, ((slope, o), shown)) in to_cells.iter_mut().zip(parts) {
                *to_cell += slope * o * (1.0 - shown * shown);
            }
            for (o, (slope, shown)) in o.iter_mut().zip(to_state.iter().zip(&shown)) {
                *o = slope * shown * *o * (1.0 - *o);
            }
            for ((i, g), slope) in i.iter_mut().zip(g.iter_mut()).zip(&*to_cells) {
                let (open, new) = (*i, *g);
                *i = slope * new * open * (1.0 - open);
                *g = slope * open * (1.0 - new * new);
            }
            for ((f, slope), before) in f.iter_mut().zip(to_cells.iter_mut()).zip(before) {
                let (kept, to_cell) = (*f, *slope);
                *slope = to_cell * kept;
                *f = to_cell * before * kept * (1.0 - kept);
            }
        }
    }
}

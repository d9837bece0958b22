//! A step of a long short-term memory (Hochreiter & Schmidhuber 1997, with the forget gate of Gers
//! et al. 2000): c' = f·c + i·g, h' = o·tanh(c'). The gates stand in the order i, f, g, o.
#![allow(clippy::indexing_slicing)] // reason: numeric kernel, all slices are cut to `units`

use super::cell::{Ahead, Behind};
use crate::backend::kernels::math::{sigmoid, tanh};
use crate::backend::kernels::simd::vectorised;

vectorised! {
    pub fn forward<'a>(ahead: Ahead<'a>) {
        let n = ahead.units;
        let [_, cells] = ahead.before;
        let (bias_i, bias) = ahead.bias.split_at(n);
        let (bias_f, bias) = bias.split_at(n);
        let (bias_g, bias_o) = bias.split_at(n);
        let bias_o = &bias_o[..n];
        let rows = ahead.gates.chunks_exact_mut(4 * n).zip(cells.chunks_exact(n));
        let rows = rows.zip(ahead.memory.chunks_exact_mut(n)).zip(ahead.state.chunks_exact_mut(n));
        for (((gates, before), cells), state) in rows {
            let (i, gates) = gates.split_at_mut(n);
            let (f, gates) = gates.split_at_mut(n);
            let (g, o) = gates.split_at_mut(n);
            let (o, before) = (&mut o[..n], &before[..n]);
            let (cells, state) = (&mut cells[..n], &mut state[..n]);
            for u in 0..n {
                i[u] = sigmoid(i[u] + bias_i[u]);
                f[u] = sigmoid(f[u] + bias_f[u]);
                g[u] = tanh(g[u] + bias_g[u]);
                o[u] = sigmoid(o[u] + bias_o[u]);
                cells[u] = f[u] * before[u] + i[u] * g[u];
                state[u] = o[u] * tanh(cells[u]);
            }
        }
    }

    pub fn backward<'a>(behind: Behind<'a>) {
        let n = behind.units;
        let [before, after] = behind.memories;
        let rows = behind.gates.chunks_exact_mut(4 * n).zip(before.chunks_exact(n));
        let rows = rows.zip(after.chunks_exact(n)).zip(behind.to_state.chunks_exact(n));
        let rows = rows.zip(behind.to_memory.chunks_exact_mut(n));
        for ((((gates, before), after), to_state), to_cells) in rows {
            let (i, gates) = gates.split_at_mut(n);
            let (f, gates) = gates.split_at_mut(n);
            let (g, o) = gates.split_at_mut(n);
            let (o, before, after) = (&mut o[..n], &before[..n], &after[..n]);
            let (to_state, to_cells) = (&to_state[..n], &mut to_cells[..n]);
            for u in 0..n {
                let shown = tanh(after[u]);
                let to_cell = to_cells[u] + to_state[u] * o[u] * (1.0 - shown * shown);
                to_cells[u] = to_cell * f[u];
                o[u] = to_state[u] * shown * o[u] * (1.0 - o[u]);
                f[u] = to_cell * before[u] * f[u] * (1.0 - f[u]);
                let (inner, new) = (i[u], g[u]);
                i[u] = to_cell * new * inner * (1.0 - inner);
                g[u] = to_cell * inner * (1.0 - new * new);
            }
        }
    }
}

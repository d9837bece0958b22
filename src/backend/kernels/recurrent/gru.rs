//! A step of a gated recurrent unit (Cho et al. 2014): h' = (1 − z)·n + z·h with
//! n = tanh(W·x + b + r·(U·h + c)). The reset gate acts after the product, as in PyTorch and
//! cuDNN. The gates stand in the order r, z, n; the memory keeps U·h + c.
#![allow(clippy::indexing_slicing)] // reason: numeric kernel, all slices are cut to `units`

use super::cell::{Ahead, Behind};
use crate::backend::kernels::math::{sigmoid, tanh};
use crate::backend::kernels::simd::vectorised;

vectorised! {
    pub fn forward<'a>(ahead: Ahead<'a>) {
        let n = ahead.units;
        let [states, _] = ahead.before;
        let (bias_r, bias) = ahead.bias.split_at(n);
        let (bias_z, bias) = bias.split_at(n);
        let (bias_n, bias_h) = bias.split_at(n);
        let bias_h = &bias_h[..n];
        let rows = ahead.gates.chunks_exact_mut(3 * n).zip(ahead.product.chunks_exact(3 * n));
        let rows = rows.zip(states.chunks_exact(n)).zip(ahead.memory.chunks_exact_mut(n));
        for ((((gates, product), before), hidden), state) in
            rows.zip(ahead.state.chunks_exact_mut(n))
        {
            let (r, gates) = gates.split_at_mut(n);
            let (z, new) = gates.split_at_mut(n);
            let (to_r, product) = product.split_at(n);
            let (to_z, to_new) = product.split_at(n);
            let (new, to_new, before) = (&mut new[..n], &to_new[..n], &before[..n]);
            let (hidden, state) = (&mut hidden[..n], &mut state[..n]);
            for u in 0..n {
                r[u] = sigmoid(r[u] + to_r[u] + bias_r[u]);
                z[u] = sigmoid(z[u] + to_z[u] + bias_z[u]);
                hidden[u] = to_new[u] + bias_h[u];
                new[u] = tanh(new[u] + bias_n[u] + r[u] * hidden[u]);
                state[u] = new[u] + z[u] * (before[u] - new[u]);
            }
        }
    }

    pub fn backward<'a>(behind: Behind<'a>) {
        let n = behind.units;
        let ([before, _], [_, hidden]) = (behind.states, behind.memories);
        let rows = behind.gates.chunks_exact_mut(3 * n).zip(before.chunks_exact(n));
        let rows = rows.zip(hidden.chunks_exact(n)).zip(behind.to_state.chunks_exact_mut(n));
        let rows = rows.zip(behind.to_product.chunks_exact_mut(3 * n));
        for ((((gates, before), hidden), to_state), to_product) in rows {
            let (r, gates) = gates.split_at_mut(n);
            let (z, new) = gates.split_at_mut(n);
            let (to_r, to_product) = to_product.split_at_mut(n);
            let (to_z, to_new) = to_product.split_at_mut(n);
            let (new, to_new, before) = (&mut new[..n], &mut to_new[..n], &before[..n]);
            let (hidden, to_state) = (&hidden[..n], &mut to_state[..n]);
            for u in 0..n {
                let (slope, reset, update) = (to_state[u], r[u], z[u]);
                to_state[u] = slope * update;
                z[u] = slope * (before[u] - new[u]) * update * (1.0 - update);
                new[u] = slope * (1.0 - update) * (1.0 - new[u] * new[u]);
                r[u] = new[u] * hidden[u] * reset * (1.0 - reset);
                to_r[u] = r[u];
                to_z[u] = z[u];
                to_new[u] = new[u] * reset;
            }
        }
    }
}

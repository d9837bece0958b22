//! A step of a gated recurrent unit (Cho et al. 2014): h' = (1 − z)·n + z·h with
//! n = tanh(W·x + b + r·(U·h + c)). The reset gate acts after the product, as in PyTorch and
//! cuDNN. The gates stand in the order r, z, n; the memory keeps U·h + c.
//!
//! Short loops for the same reason as in an lstm.

use super::cell::{Ahead, Behind};
use crate::backend::kernels::math::{sigmoid, tanh};
use crate::backend::kernels::simd::vectorised;

vectorised! {
    pub fn forward<'a>(ahead: Ahead<'a>) {
        let n = ahead.units;
        let [states, _] = ahead.before;
        let (bias_rz, bias) = ahead.bias.split_at(2 * n);
        let (bias_n, bias_h) = bias.split_at(n);
        let rows = ahead.gates.chunks_exact_mut(3 * n).zip(ahead.product.chunks_exact(3 * n));
        let rows = rows.zip(states.chunks_exact(n)).zip(ahead.memory.chunks_exact_mut(n));
        for ((((gates, product), before), hidden), state) in
            rows.zip(ahead.state.chunks_exact_mut(n))
        {
            let (outer, new) = gates.split_at_mut(2 * n);
            let (to_outer, to_new) = product.split_at(2 * n);
            for (x, (product, bias)) in outer.iter_mut().zip(to_outer.iter().zip(bias_rz)) {
                *x = sigmoid(*x + product + bias);
            }
            let (r, z) = outer.split_at(n);
            for (hidden, (product, bias)) in hidden.iter_mut().zip(to_new.iter().zip(bias_h)) {
                *hidden = product + bias;
            }
            let parts = r.iter().zip(&*hidden).zip(bias_n);
            for (new, ((r, hidden), bias)) in new.iter_mut().zip(parts) {
                *new = tanh(*new + bias + r * hidden);
            }
            let parts = new.iter().zip(z).zip(before);
            for (state, ((new, z), before)) in state.iter_mut().zip(parts) {
                *state = new + z * (before - new);
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
            let (outer, new) = gates.split_at_mut(2 * n);
            let (r, z) = outer.split_at(n);
            let (to_outer, to_new) = to_product.split_at_mut(2 * n);
            let (to_r, to_z) = to_outer.split_at_mut(n);
            let parts = to_state.iter().zip(z).zip(new.iter().zip(before));
            for (to_z, ((slope, z), (new, before))) in to_z.iter_mut().zip(parts) {
                *to_z = slope * (before - new) * z * (1.0 - z);
            }
            for (new, (slope, z)) in new.iter_mut().zip(to_state.iter().zip(z)) {
                *new = slope * (1.0 - z) * (1.0 - *new * *new);
            }
            to_state.iter_mut().zip(z).for_each(|(slope, z)| *slope *= z);
            let parts = new.iter().zip(r).zip(hidden);
            for (to_r, ((slope, r), hidden)) in to_r.iter_mut().zip(parts) {
                *to_r = slope * hidden * r * (1.0 - r);
            }
            let parts = new.iter().zip(r);
            to_new.iter_mut().zip(parts).for_each(|(to_new, (slope, r))| *to_new = slope * r);
            outer.copy_from_slice(to_outer);
        }
    }
}

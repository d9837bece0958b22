//! A step of a gated recurrent unit (Cho et al. 2014): h' = (1 − z)·n + z·h with
//! n = tanh(W·x + b + r·(U·h + c)). The reset gate acts after the product, as in PyTorch and
//! cuDNN. The gates stand in the order r, z, U·h + c, n.

use pulp::Simd;

use super::cell::{Ahead, AheadScene, Back, BackScene, Unit};
use crate::backend::kernels::vector::{sigmoid, sigmoid_slope, tanh, tanh_slope};

#[derive(Clone, Copy, Debug)]
pub struct Gru;

impl<S: Simd> Ahead<S, 4> for Gru {
    #[inline(always)]
    fn ahead(&self, scene: &mut AheadScene<S>, at: Unit, [r, z, hidden, n]: [S::f32s; 4]) {
        let simd = scene.simd;
        let (r, z) = (sigmoid(simd, r), sigmoid(simd, z));
        let n = tanh(simd, simd.mul_add_e_f32s(r, hidden, n));
        let change = simd.sub_f32s(scene.state_before(at), n);
        for (gate, values) in [r, z, hidden, n].into_iter().enumerate() {
            scene.set_gate(at, gate, values);
        }
        scene.set_state(at, simd.mul_add_e_f32s(z, change, n));
    }
}

impl<S: Simd> Back<S> for Gru {
    #[inline(always)]
    fn back(&self, scene: &mut BackScene<S>, at: Unit, slope: S::f32s) {
        let simd = scene.simd;
        let [r, z, hidden, n] = scene.gates(at);
        let slope = simd.add_f32s(slope, scene.carry(at));
        let held = simd.mul_f32s(slope, z);
        scene.set_carry(at, held);
        let change = simd.sub_f32s(scene.state_before(at), n);
        let to_z = simd.mul_f32s(simd.mul_f32s(slope, change), sigmoid_slope(simd, z));
        let to_n = simd.mul_f32s(simd.sub_f32s(slope, held), tanh_slope(simd, n));
        let to_r = simd.mul_f32s(simd.mul_f32s(to_n, hidden), sigmoid_slope(simd, r));
        for (gate, values) in [to_r, to_z, simd.mul_f32s(to_n, r), to_n].into_iter().enumerate() {
            scene.set_gate(at, gate, values);
        }
    }
}

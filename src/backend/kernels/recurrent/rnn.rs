//! A step of a plain recurrent network (Elman 1990): h' = tanh(W·x + b + U·h + c), or with relu.
//! The one gate holds h'.

use pulp::Simd;

use super::cell::{Ahead, AheadScene, Back, BackScene, Unit};
use crate::backend::kernels::vector::{tanh, tanh_slope};

#[derive(Clone, Copy, Debug)]
pub struct Rnn {
    pub relu: bool,
}

impl<S: Simd, const N: usize> Ahead<S, N> for Rnn {
    #[inline(always)]
    fn ahead(&self, scene: &mut AheadScene<S>, at: Unit, sums: [S::f32s; N]) {
        let simd = scene.simd;
        let zero = simd.splat_f32s(0.0);
        for (index, sum) in sums.into_iter().enumerate() {
            let at = Unit { unit: at.unit + index * S::F32_LANES, ..at };
            let state = if self.relu {
                // What is no number stays none, so that divergence shows.
                simd.select_f32s(simd.less_than_f32s(sum, zero), zero, sum)
            } else {
                tanh(simd, sum)
            };
            scene.set_gate(at, 0, state);
            scene.set_state(at, state);
        }
    }
}

impl<S: Simd> Back<S> for Rnn {
    #[inline(always)]
    fn back(&self, scene: &mut BackScene<S>, at: Unit, slope: S::f32s) {
        let simd = scene.simd;
        let zero = simd.splat_f32s(0.0);
        let state = scene.gate(at, 0);
        let slope = if self.relu {
            simd.select_f32s(simd.greater_than_f32s(state, zero), slope, zero)
        } else {
            simd.mul_f32s(slope, tanh_slope(simd, state))
        };
        scene.set_gate(at, 0, slope);
    }
}

//! A step of a long short-term memory (Hochreiter & Schmidhuber 1997, with the forget gate of Gers
//! et al. 2000): c' = f·c + i·g, h' = o·tanh(c'). The gates stand in the order i, f, g, o.

use pulp::Simd;

use super::cell::{Ahead, AheadScene, Back, BackScene, Unit};
use crate::backend::kernels::vector::{sigmoid, sigmoid_slope, tanh, tanh_slope};

#[derive(Clone, Copy, Debug)]
pub struct Lstm;

impl<S: Simd> Ahead<S, 4> for Lstm {
    #[inline(always)]
    fn ahead(&self, scene: &mut AheadScene<S>, at: Unit, [i, f, g, o]: [S::f32s; 4]) {
        let simd = scene.simd;
        let (i, f, o) = (sigmoid(simd, i), sigmoid(simd, f), sigmoid(simd, o));
        let g = tanh(simd, g);
        let kept = simd.mul_f32s(f, scene.memory_before(at));
        let cells = simd.mul_add_e_f32s(i, g, kept);
        for (gate, values) in [i, f, g, o].into_iter().enumerate() {
            scene.set_gate(at, gate, values);
        }
        scene.set_memory(at, cells);
        scene.set_state(at, simd.mul_f32s(o, tanh(simd, cells)));
    }
}

impl<S: Simd> Back<S> for Lstm {
    #[inline(always)]
    fn back(&self, scene: &mut BackScene<S>, at: Unit, slope: S::f32s) {
        let simd = scene.simd;
        let [i, f, g, o] = scene.gates(at);
        let shown = tanh(simd, scene.memory(at));
        let through = simd.mul_f32s(slope, o);
        let cells = simd.mul_add_e_f32s(through, tanh_slope(simd, shown), scene.carry(at));
        let before = scene.memory_before(at);
        scene.set_carry(at, simd.mul_f32s(cells, f));
        let (to_i, to_g) = (simd.mul_f32s(cells, g), simd.mul_f32s(cells, i));
        let (to_f, to_o) = (simd.mul_f32s(cells, before), simd.mul_f32s(slope, shown));
        scene.set_gate(at, 0, simd.mul_f32s(to_i, sigmoid_slope(simd, i)));
        scene.set_gate(at, 1, simd.mul_f32s(to_f, sigmoid_slope(simd, f)));
        scene.set_gate(at, 2, simd.mul_f32s(to_g, tanh_slope(simd, g)));
        scene.set_gate(at, 3, simd.mul_f32s(to_o, sigmoid_slope(simd, o)));
    }
}

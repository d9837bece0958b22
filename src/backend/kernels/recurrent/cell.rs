//! What happens within one step of one sample, for as many units as a vector holds.

#![allow(clippy::indexing_slicing)] // Reason: the sizes follow from the layout.

use pulp::Simd;

use super::layout::{Layout, Shown};
use super::tiles::{Finish, Place};
use crate::backend::kernels::vector::{get, put};

/// A kind of cell; `N` sums belong to a row of a panel.
pub trait Ahead<S: Simd, const N: usize> {
    /// From the sums to the gates and the state of the units from `unit` on.
    fn ahead(&self, scene: &mut AheadScene<S>, at: Unit, sums: [S::f32s; N]);
}

pub trait Back<S: Simd> {
    /// From the gradient of the state to those of the gates of the units from `unit` on.
    fn back(&self, scene: &mut BackScene<S>, at: Unit, slope: S::f32s);
}

/// A row's records, and the first one of some units.
#[derive(Clone, Copy, Debug)]
pub struct Unit {
    pub place: Place,
    pub unit: usize,
}

/// One step of the way forward.
pub struct AheadScene<'a, S> {
    pub simd: S,
    pub layout: &'a Layout,
    pub shown: &'a Shown,
    pub at: usize,
    pub records: &'a mut [f32],
    pub y: &'a mut [f32],
}

/// One step of the way back.
pub struct BackScene<'a, S> {
    pub simd: S,
    pub layout: &'a Layout,
    pub at: usize,
    pub records: &'a mut [f32],
    /// What a step leaves to the one before it, `[samples, units]`.
    pub carry: &'a mut [f32],
}

macro_rules! gates {
    () => {
        #[inline(always)]
        pub fn set_gate(&mut self, at: Unit, gate: usize, values: S::f32s) {
            let place = at.place.now + gate * self.layout.padded() + at.unit;
            put(self.simd, self.records, place, values);
        }

        /// The state that the step read.
        #[inline(always)]
        pub fn state_before(&self, at: Unit) -> S::f32s {
            get(self.simd, self.records, at.place.now + self.layout.state() + at.unit)
        }

        #[inline(always)]
        pub fn memory_before(&self, at: Unit) -> S::f32s {
            if self.at == 0 {
                return self.simd.splat_f32s(0.0);
            }
            get(self.simd, self.records, at.place.before + self.layout.memory() + at.unit)
        }
    };
}

impl<S: Simd> AheadScene<'_, S> {
    gates!();

    #[inline(always)]
    pub fn set_memory(&mut self, at: Unit, values: S::f32s) {
        put(self.simd, self.records, at.place.now + self.layout.memory() + at.unit, values);
    }

    /// Gives the state to the next step and shows it.
    #[inline(always)]
    pub fn set_state(&mut self, at: Unit, values: S::f32s) {
        if self.at + 1 < self.layout.length {
            let place = at.place.after + self.layout.state() + at.unit;
            put(self.simd, self.records, place, values);
        }
        let Some(units) = self.shown.units(at.place.sample, self.at) else { return };
        let from = (units.start + at.unit).min(units.end);
        let shown = &mut self.y[from..units.end.min(from + S::F32_LANES)];
        if shown.len() == S::F32_LANES {
            put(self.simd, shown, 0, values);
        } else {
            self.simd.partial_store_f32s(shown, values);
        }
    }
}

impl<S: Simd> BackScene<'_, S> {
    gates!();

    #[inline(always)]
    pub fn gate(&self, at: Unit, gate: usize) -> S::f32s {
        let place = at.place.now + gate * self.layout.padded() + at.unit;
        get(self.simd, self.records, place)
    }

    #[inline(always)]
    pub fn gates(&self, at: Unit) -> [S::f32s; 4] {
        [self.gate(at, 0), self.gate(at, 1), self.gate(at, 2), self.gate(at, 3)]
    }

    #[inline(always)]
    pub fn memory(&self, at: Unit) -> S::f32s {
        get(self.simd, self.records, at.place.now + self.layout.memory() + at.unit)
    }

    #[inline(always)]
    pub fn carry(&self, at: Unit) -> S::f32s {
        get(self.simd, self.carry, at.place.sample * self.layout.padded() + at.unit)
    }

    #[inline(always)]
    pub fn set_carry(&mut self, at: Unit, values: S::f32s) {
        let place = at.place.sample * self.layout.padded() + at.unit;
        put(self.simd, self.carry, place, values);
    }
}

/// Goes forward with the sums of a panel.
pub struct FinishAhead<'a, C> {
    pub cell: C,
    pub layout: &'a Layout,
    pub shown: &'a Shown,
    pub at: usize,
    pub unit: usize,
    pub y: &'a mut [f32],
}

impl<S: Simd, C: Ahead<S, N>, const N: usize> Finish<S, N> for FinishAhead<'_, C> {
    #[inline(always)]
    fn finish(&mut self, simd: S, records: &mut [f32], place: Place, sums: [S::f32s; N]) {
        let Self { layout, shown, at, .. } = *self;
        let mut scene = AheadScene { simd, layout, shown, at, records, y: self.y };
        self.cell.ahead(&mut scene, Unit { place, unit: self.unit }, sums);
    }
}

/// Goes back with the sums of a panel.
pub struct FinishBack<'a, C> {
    pub cell: C,
    pub layout: &'a Layout,
    pub shown: &'a Shown,
    pub at: usize,
    pub unit: usize,
    pub dy: &'a [f32],
    pub carry: &'a mut [f32],
}

impl<S: Simd, C: Back<S>, const N: usize> Finish<S, N> for FinishBack<'_, C> {
    #[inline(always)]
    fn finish(&mut self, simd: S, records: &mut [f32], place: Place, sums: [S::f32s; N]) {
        let Self { layout, shown, at, .. } = *self;
        let mut scene = BackScene { simd, layout, at, records, carry: self.carry };
        for (index, sum) in sums.into_iter().enumerate() {
            let unit = self.unit + index * S::F32_LANES;
            let mut slope = sum;
            if let Some(units) = shown.units(place.sample, at) {
                let from = (units.start + unit).min(units.end);
                let given = &self.dy[from..units.end.min(from + S::F32_LANES)];
                let given = if given.len() == S::F32_LANES {
                    get(simd, given, 0)
                } else {
                    simd.partial_load_f32s(given)
                };
                slope = simd.add_f32s(slope, given);
            }
            self.cell.back(&mut scene, Unit { place, unit }, slope);
        }
    }
}

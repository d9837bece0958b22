//! Loops compiled for several instruction sets, chosen when the program runs.
//!
//! The loops are plain Rust. What [`Loop::run`] does is compiled once for each set of vector
//! instructions, and everything that it calls must be `#[inline(always)]`, else the compiler may
//! fall back to the common denominator. No fused multiply-add is used, so that a loop gives the
//! same bits with each of the sets.

use pulp::{Arch, Simd, WithSimd};

/// A loop with its arguments.
pub trait Loop {
    type Output;

    /// Mark the implementation `#[inline(always)]`.
    fn run(self) -> Self::Output;
}

struct Compiled<L>(L);

impl<L: Loop> WithSimd for Compiled<L> {
    type Output = L::Output;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> L::Output {
        self.0.run()
    }
}

/// Runs a loop with the best instructions of this machine.
pub fn run<L: Loop>(work: L) -> L::Output {
    Arch::new().dispatch(Compiled(work))
}

/// Declares a function whose body is compiled for several instruction sets.
///
/// All arguments are named with their types; references carry the lifetime `'a`.
macro_rules! vectorised {
    ($($(#[$doc:meta])* $vis:vis fn $name:ident<'a $(, $param:ident: $bound:path)?>(
        $($arg:ident: $type:ty),* $(,)?
    ) $(-> $output:ty)? $body:block)*) => { $(
        $(#[$doc])*
        $vis fn $name<'a $(, $param: $bound)?>($($arg: $type),*) $(-> $output)? {
            struct Work<'a $(, $param)?> {
                $($arg: $type,)*
                _lifetime: std::marker::PhantomData<&'a ()>,
            }
            impl<'a $(, $param: $bound)?> $crate::backend::kernels::simd::Loop
                for Work<'a $(, $param)?>
            {
                type Output = vectorised!(@output $($output)?);
                #[inline(always)]
                fn run(self) -> Self::Output {
                    let Work { $($arg,)* .. } = self;
                    $body
                }
            }
            $crate::backend::kernels::simd::run(Work { $($arg,)* _lifetime: std::marker::PhantomData })
        }
    )* };
    (@output) => { () };
    (@output $output:ty) => { $output };
}
pub(in crate::backend) use vectorised;

const LANES: usize = 16;

/// Sum in a fixed order: sixteen running sums, then these, then the rest.
#[inline(always)]
pub fn sum(values: &[f32]) -> f32 {
    let chunks = values.chunks_exact(LANES);
    let rest: f32 = chunks.remainder().iter().sum();
    let mut lanes = [0.0_f32; LANES];
    for chunk in chunks {
        for (lane, value) in lanes.iter_mut().zip(chunk) {
            *lane += value;
        }
    }
    lanes.iter().sum::<f32>() + rest
}

/// Sum of `(a − shift_a) · (b − shift_b)`, in the order of [`sum`].
#[inline(always)]
pub fn dot(a: &[f32], shift_a: f32, b: &[f32], shift_b: f32) -> f32 {
    let (chunks_a, chunks_b) = (a.chunks_exact(LANES), b.chunks_exact(LANES));
    let tail = chunks_a.remainder().iter().zip(chunks_b.remainder());
    let rest: f32 = tail.map(|(a, b)| (a - shift_a) * (b - shift_b)).sum();
    let mut lanes = [0.0_f32; LANES];
    for (a, b) in chunks_a.zip(chunks_b) {
        for ((lane, a), b) in lanes.iter_mut().zip(a).zip(b) {
            *lane += (a - shift_a) * (b - shift_b);
        }
    }
    lanes.iter().sum::<f32>() + rest
}

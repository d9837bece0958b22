//! Which vector instructions run: chosen once, when the program does.
//!
//! Loops in plain Rust go through [`vectorised`]: what [`Loop::run`] does is compiled once for each
//! set of vector instructions, and everything that it calls must be `#[inline(always)]`, else the
//! compiler may fall back to the common denominator. They use no fused multiply-add, so that a loop
//! gives the same bits with each of the sets. Kernels that need more call [`dispatch`].

use std::sync::OnceLock;

use pulp::{Arch, Simd, WithSimd};

/// Runs a piece of work with the best instructions of this machine (AVX-512, AVX2, NEON, or
/// portable code). All that it calls must be `#[inline(always)]`.
#[inline]
pub fn dispatch<W: WithSimd>(work: W) -> W::Output {
    static BEST: OnceLock<Arch> = OnceLock::new();
    #[cfg(test)]
    if let Some(arch) = testing::chosen() {
        return arch.dispatch(work);
    }
    BEST.get_or_init(Arch::new).dispatch(work)
}

/// The instructions that [`dispatch`] uses on this machine, for people.
pub fn instructions() -> &'static str {
    struct Name;
    impl WithSimd for Name {
        type Output = &'static str;

        fn with_simd<S: Simd>(self, _: S) -> &'static str {
            match S::F32_LANES {
                16 => "AVX-512",
                8 => "AVX2",
                4 => "NEON",
                _ => "portable code",
            }
        }
    }
    dispatch(Name)
}

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
#[inline]
pub fn run<L: Loop>(work: L) -> L::Output {
    dispatch(Compiled(work))
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

/// Sum of squares, in the order of [`sum`].
#[inline(always)]
pub fn squares(values: &[f32]) -> f32 {
    let chunks = values.chunks_exact(LANES);
    let rest: f32 = chunks.remainder().iter().map(|value| value * value).sum();
    let mut lanes = [0.0_f32; LANES];
    for chunk in chunks {
        for (lane, value) in lanes.iter_mut().zip(chunk) {
            *lane += value * value;
        }
    }
    lanes.iter().sum::<f32>() + rest
}

#[cfg(test)]
mod tests {
    use super::testing::each;
    use super::{squares, sum};
    use crate::backend::kernels::math::exp;
    use crate::random::Stream;

    vectorised! {
        fn both<'a>(values: &'a [f32]) -> [f32; 2] {
            [sum(values), squares(values)]
        }

        fn raise<'a>(values: &'a mut [f32]) {
            values.iter_mut().for_each(|value| *value = exp(*value) * *value + 1.0);
        }
    }

    #[test]
    fn loops_give_the_same_bits_with_each_set() {
        let mut stream = Stream::new(3, "loops");
        let x: Vec<f32> = (0..1003).map(|_| stream.normal() as f32).collect();
        let mut first = None;
        each(|set| {
            let mut raised = x.clone();
            raise(&mut raised);
            let bits: Vec<u32> = raised.iter().chain(&both(&x)).map(|x| x.to_bits()).collect();
            assert_eq!(*first.get_or_insert(bits.clone()), bits, "{set}");
        });
        let exact: f64 = x.iter().map(|x| f64::from(*x).powi(2)).sum();
        assert!((f64::from(both(&x)[1]) / exact - 1.0).abs() < 1e-6);
    }
}

#[cfg(test)]
pub mod testing {
    //! Other instructions than the best ones, for tests.

    use std::cell::Cell;

    use pulp::Arch;

    thread_local! {
        static CHOSEN: Cell<Option<Arch>> = const { Cell::new(None) };
    }

    pub fn chosen() -> Option<Arch> {
        CHOSEN.get()
    }

    /// The same choice for another thread.
    pub fn choose(arch: Option<Arch>) {
        CHOSEN.set(arch);
    }

    /// Calls `work` with each set of instructions that this machine has, portable code first.
    pub fn each(mut work: impl FnMut(&str)) {
        let mut sets = vec![("portable", Arch::Scalar)];
        #[cfg(target_arch = "x86_64")]
        {
            sets.extend(pulp::x86::V3::try_new().map(|set| ("avx2", Arch::V3(set))));
            sets.extend(pulp::x86::V4::try_new().map(|set| ("avx512", Arch::V4(set))));
        }
        #[cfg(target_arch = "aarch64")]
        sets.push(("neon", Arch::new()));
        for (name, arch) in sets {
            CHOSEN.set(Some(arch));
            work(name);
        }
        CHOSEN.set(None);
    }
}

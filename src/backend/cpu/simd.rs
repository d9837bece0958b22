//! Which vector instructions run: chosen once, when the program does.

use std::sync::OnceLock;

use pulp::{Arch, WithSimd};

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

        fn with_simd<S: pulp::Simd>(self, _: S) -> &'static str {
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

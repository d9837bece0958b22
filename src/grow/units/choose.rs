//! The units of a value whose layer is free to choose them.

use super::{Unit, duplicate, fresh, level, pair};
use crate::grow::options::Widen;
use crate::random::Stream;

pub fn identity(width: usize) -> Vec<Unit> {
    (0..width).map(Unit::old).collect()
}

/// From `small` channels to `large` ones. `levelled`: a norm over the channels reads them.
pub fn choose(
    widen: Widen,
    [small, large]: [usize; 2],
    levelled: bool,
    stream: &mut Stream,
) -> Vec<Unit> {
    if small == large {
        return identity(small);
    }
    match widen {
        Widen::Duplicate { .. } => duplicate::units(small, large, stream),
        Widen::Fresh | Widen::Pair if levelled => level::units(small, large),
        Widen::Fresh => fresh::units(small, large),
        Widen::Pair => pair::units(small, large),
    }
}

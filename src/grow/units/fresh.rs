//! New units with random fan-in that no old unit reads yet.

use super::Unit;
use super::choose::identity;

pub fn units(small: usize, large: usize) -> Vec<Unit> {
    let mut units = identity(small);
    units.resize(large, Unit::New);
    units
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_ones_come_first() {
        assert_eq!(units(1, 3), [Unit::old(0), Unit::New, Unit::New]);
    }
}

//! New units in twins of equal fan-in and opposite fan-out (Yuan et al. 2023). One that is left
//! over is fresh.

use super::Unit;
use super::choose::identity;

pub fn units(small: usize, large: usize) -> Vec<Unit> {
    let mut units = identity(small);
    while units.len() + 2 <= large {
        let first = units.len();
        units.extend([Unit::Twin { first, sign: 1.0 }, Unit::Twin { first, sign: -1.0 }]);
    }
    units.resize(large, Unit::New);
    units
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twins_and_the_one_left_over() {
        let twin = |sign| Unit::Twin { first: 2, sign };
        let expected = [Unit::old(0), Unit::old(1), twin(1.0), twin(-1.0), Unit::New];
        assert_eq!(units(2, 5), expected);
    }
}

//! Copies of old units that share their fan-out (Net2Net, Chen et al. 2016). Every unit has as many
//! copies as every other, or one more: which ones have more is drawn.

use super::Unit;
use crate::random::Stream;

pub fn units(small: usize, large: usize, stream: &mut Stream) -> Vec<Unit> {
    let mut order: Vec<usize> = (0..small).collect();
    stream.shuffle(&mut order);
    let copies = order.iter().cycle().take(large.saturating_sub(small)).copied();
    let sources: Vec<usize> = (0..small).chain(copies).collect();
    let mut counts = vec![0_usize; small];
    for from in &sources {
        if let Some(count) = counts.get_mut(*from) {
            *count += 1;
        }
    }
    let unit = |(at, from): (usize, &usize)| {
        let count = counts.get(*from).copied().unwrap_or(1);
        Unit::Old { from: *from, share: 1.0 / count as f64, copy: at >= small }
    };
    sources.iter().enumerate().map(unit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_sum_to_one() {
        let units = units(3, 8, &mut Stream::new(1, "x"));
        let mut sums = [(0, 0.0); 3];
        for unit in &units {
            let Unit::Old { from, share, .. } = unit else { panic!("{unit:?}") };
            sums[*from] = (sums[*from].0 + 1, sums[*from].1 + share);
        }
        assert!(
            sums.iter().all(|(count, sum)| (2..=3).contains(count) && (sum - 1.0).abs() < 1e-12)
        );
        assert_eq!(sums.iter().map(|(count, _)| count).sum::<i32>(), 8);
        assert!(units[..3].iter().all(|unit| matches!(unit, Unit::Old { copy: false, .. })));
        assert!(units[3..].iter().all(|unit| matches!(unit, Unit::Old { copy: true, .. })));
    }
}

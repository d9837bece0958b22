//! Which sample goes into which part.

use super::Targets;
use crate::random::Stream;

/// Samples in each part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sizes {
    pub train: usize,
    pub validation: usize,
    pub test: usize,
}

/// Indices into the pool, each exactly once, in random order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Division {
    pub train: Vec<usize>,
    pub validation: Vec<usize>,
    pub test: Vec<usize>,
}

/// The parts of `samples`, to the nearest sample; training gets the rest.
pub fn part_sizes(samples: usize, validation: f64, test: f64) -> Sizes {
    let share = |fraction: f64| (samples as f64 * fraction.clamp(0.0, 1.0)).round() as usize;
    let validation = share(validation).min(samples);
    let test = share(test).min(samples - validation);
    Sizes { train: samples - validation - test, validation, test }
}

/// Divides at random; by `strata` (one number a sample, such as its class) every stratum in proportion.
pub fn divide(strata: &[u32], validation: f64, test: f64, seed: u64) -> Division {
    let sizes = part_sizes(strata.len(), validation, test);
    let mut stream = Stream::new(seed, "data/split");
    let mut groups = groups(strata);
    groups.iter_mut().for_each(|group| stream.shuffle(group));
    let parts = 1 + usize::from(validation > 0.0) + usize::from(test > 0.0);
    let of_test = take(&mut groups, sizes.test, strata.len(), parts);
    let left = strata.len() - of_test.len();
    let parts = parts - usize::from(test > 0.0);
    let of_validation = take(&mut groups, sizes.validation, left, parts);
    let mut division = Division {
        train: groups.into_iter().flatten().collect(),
        validation: of_validation,
        test: of_test,
    };
    for part in [&mut division.train, &mut division.validation, &mut division.test] {
        stream.shuffle(part);
    }
    division
}

/// Marks `count` samples drawn at random, every stratum in proportion.
pub fn draw(strata: &[u32], count: usize, seed: u64) -> Vec<bool> {
    let mut stream = Stream::new(seed, "data/samples");
    let mut groups = groups(strata);
    groups.iter_mut().for_each(|group| stream.shuffle(group));
    let mut kept = vec![false; strata.len()];
    for index in take(&mut groups, count.min(strata.len()), strata.len(), 1) {
        if let Some(mark) = kept.get_mut(index) {
            *mark = true;
        }
    }
    kept
}

/// The stratum of each sample: its class, or one for all.
pub fn strata(targets: &Targets, samples: usize, stratify: bool) -> Vec<u32> {
    match targets {
        Targets::Classes(ids) if stratify => ids.clone(),
        _ => vec![0; samples],
    }
}

fn groups(strata: &[u32]) -> Vec<Vec<usize>> {
    let count = strata.iter().max().map_or(0, |last| *last as usize + 1);
    let mut groups = vec![Vec::new(); count];
    for (index, stratum) in strata.iter().enumerate() {
        if let Some(group) = groups.get_mut(*stratum as usize) {
            group.push(index);
        }
    }
    groups
}

/// Takes `count` of the `total` samples from the groups; `parts` are still to be served, this one
/// included, and a group with as many samples gives at least one to each.
fn take(groups: &mut [Vec<usize>], count: usize, total: usize, parts: usize) -> Vec<usize> {
    let sizes: Vec<usize> = groups.iter().map(Vec::len).collect();
    let quotas = quotas(&sizes, count, total, parts);
    let mut taken = Vec::with_capacity(count);
    for (group, quota) in groups.iter_mut().zip(quotas) {
        taken.extend(group.drain(group.len().saturating_sub(quota)..));
    }
    taken
}

/// Largest remainder: `count` shared out among groups of these sizes (`total` in all). Each group
/// keeps a sample for each of the parts that follow, as long as others can give.
fn quotas(sizes: &[usize], count: usize, total: usize, parts: usize) -> Vec<usize> {
    let exact = |size: usize| size as u128 * count as u128;
    let total = (total as u128).max(1);
    let caps: Vec<usize> =
        sizes.iter().map(|size| size.saturating_sub(parts.saturating_sub(1))).collect();
    let floor = |(size, cap): (&usize, &usize)| ((exact(*size) / total) as usize).min(*cap);
    let mut quotas: Vec<usize> = sizes.iter().zip(&caps).map(floor).collect();
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    let remainder = |at: usize| exact(sizes.get(at).copied().unwrap_or(0)) % total;
    order.sort_by_key(|at| std::cmp::Reverse(remainder(*at)));
    let missing = count.saturating_sub(quotas.iter().sum());
    let missing = fill(&mut quotas, &caps, &order, missing);
    fill(&mut quotas, sizes, &order, missing);
    serve_every_group(&mut quotas, sizes, parts);
    quotas
}

/// One more to each group in turn, up to its cap, until nothing is missing; returns what still is.
fn fill(quotas: &mut [usize], caps: &[usize], order: &[usize], mut missing: usize) -> usize {
    loop {
        let before = missing;
        for at in order {
            let cap = caps.get(*at).copied().unwrap_or(0);
            if let Some(quota) = quotas.get_mut(*at).filter(|quota| missing > 0 && **quota < cap) {
                *quota += 1;
                missing -= 1;
            }
        }
        if missing == 0 || missing == before {
            return missing;
        }
    }
}

/// Groups that got nothing though they could serve every part get one sample; the groups with most
/// give it, so that the sum stays.
fn serve_every_group(quotas: &mut [usize], sizes: &[usize], parts: usize) {
    let needy: Vec<usize> = quotas
        .iter()
        .zip(sizes)
        .enumerate()
        .filter(|(_, (quota, size))| **quota == 0 && **size >= parts.max(1))
        .map(|(at, _)| at)
        .collect();
    for at in needy {
        let giver = quotas.iter_mut().max_by_key(|quota| **quota).filter(|quota| **quota > 1);
        let Some(giver) = giver else { return };
        *giver -= 1;
        if let Some(quota) = quotas.get_mut(at) {
            *quota += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn counts(indices: &[usize], strata: &[u32], classes: usize) -> Vec<usize> {
        let mut counts = vec![0; classes];
        indices.iter().for_each(|index| counts[strata[*index] as usize] += 1);
        counts
    }

    fn classes_of(sizes: &[usize]) -> Vec<u32> {
        let of = |(class, size): (usize, &usize)| vec![class as u32; *size];
        sizes.iter().enumerate().flat_map(of).collect()
    }

    #[test]
    fn iris_divides_exactly() {
        let strata = classes_of(&[50, 50, 50]);
        let division = divide(&strata, 0.2, 0.2, 0);
        assert_eq!(counts(&division.train, &strata, 3), [30, 30, 30]);
        assert_eq!(counts(&division.validation, &strata, 3), [10, 10, 10]);
        assert_eq!(counts(&division.test, &strata, 3), [10, 10, 10]);
    }

    #[test]
    fn wine_divides_by_largest_remainder() {
        // 59, 71, 48 of 178: a test part of 27 has 8.95, 10.77, 7.28, hence 9, 11, 7.
        let strata = classes_of(&[59, 71, 48]);
        let division = divide(&strata, 0.0, 0.15, 1);
        assert_eq!(counts(&division.test, &strata, 3), [9, 11, 7]);
        assert!(division.validation.is_empty());
        assert_eq!(division.train.len(), 151);
    }

    #[test]
    fn a_rare_class_is_in_every_part_where_it_can_be() {
        let strata = classes_of(&[97, 3]);
        let division = divide(&strata, 0.1, 0.1, 5);
        assert_eq!(counts(&division.test, &strata, 2), [9, 1]);
        assert_eq!(counts(&division.validation, &strata, 2), [9, 1]);
        assert_eq!(counts(&division.train, &strata, 2), [79, 1]);
    }

    #[test]
    fn a_class_too_small_for_all_parts_is_trained_first_then_validated() {
        let strata = classes_of(&[99, 1]);
        let division = divide(&strata, 0.1, 0.6, 5);
        assert_eq!(counts(&division.train, &strata, 2), [29, 1]);
        let strata = classes_of(&[98, 2]);
        let division = divide(&strata, 0.3, 0.5, 5);
        assert_eq!(counts(&division.train, &strata, 2), [19, 1]);
        assert_eq!(counts(&division.validation, &strata, 2), [29, 1]);
    }

    #[test]
    fn seeds_decide_and_repeat() {
        let strata = classes_of(&[40, 60]);
        assert_eq!(divide(&strata, 0.2, 0.1, 3), divide(&strata, 0.2, 0.1, 3));
        assert_ne!(divide(&strata, 0.2, 0.1, 3), divide(&strata, 0.2, 0.1, 4));
        let drawn = draw(&strata, 10, 0);
        let chosen: Vec<usize> = (0..100).filter(|at| drawn[*at]).collect();
        assert_eq!(counts(&chosen, &strata, 2), [4, 6]);
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            rng_seed: proptest::test_runner::RngSeed::Fixed(6),
            ..ProptestConfig::default()
        })]

        #[test]
        fn every_sample_is_in_one_part(
            sizes in prop::collection::vec(0_usize..40, 1..8),
            validation in 0.0..0.5_f64,
            test in 0.0..0.5_f64,
            seed in 0_u64..50,
        ) {
            let strata = classes_of(&sizes);
            let division = divide(&strata, validation, test, seed);
            let wanted = part_sizes(strata.len(), validation, test);
            prop_assert_eq!(division.train.len(), wanted.train);
            prop_assert_eq!(division.validation.len(), wanted.validation);
            prop_assert_eq!(division.test.len(), wanted.test);
            let mut all = [division.train, division.validation, division.test].concat();
            all.sort_unstable();
            prop_assert_eq!(all, (0..strata.len()).collect::<Vec<_>>());
        }

        #[test]
        fn shares_are_exact_to_one_sample(
            sizes in prop::collection::vec(20_usize..400, 2..8),
            share in 0.05..1.0_f64,
        ) {
            let total: usize = sizes.iter().sum();
            let count = (total as f64 * share).ceil() as usize;
            let quotas = quotas(&sizes, count, total, 1);
            prop_assert_eq!(quotas.iter().sum::<usize>(), count);
            for (quota, size) in quotas.iter().zip(&sizes) {
                let exact = *size as f64 * count as f64 / total as f64;
                prop_assert!((*quota as f64 - exact).abs() < 1.0, "{} for {}", quota, exact);
            }
        }
    }
}

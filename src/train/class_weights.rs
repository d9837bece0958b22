//! What a sample of each class counts in the loss.

use std::sync::Arc;

use super::data::{Part, Targets};
use crate::instantiate::ClassWeights;
use crate::template::OutputSpec;

/// Class weights as a loss takes them.
#[derive(Clone, Debug, PartialEq)]
pub enum Weights {
    None,
    /// Of each class.
    Classes(Arc<Vec<f32>>),
    /// What a yes and a no count, for each logit.
    Answers(Arc<Vec<[f32; 2]>>),
}

impl Weights {
    /// Balanced weights are scikit-learn's: samples / (classes · samples of the class), over the
    /// classes that occur; of yes and no, what a yes counts against a no is how many more noes
    /// there are (PyTorch's usual `pos_weight`).
    pub fn new(weights: &ClassWeights, output: OutputSpec, train: &Part) -> Weights {
        let single = |x: &f64| *x as f32;
        match (weights, output) {
            (ClassWeights::None, _) | (_, OutputSpec::Values(_)) => Weights::None,
            (ClassWeights::Given(given), OutputSpec::Classes(_)) => {
                Weights::Classes(Arc::new(given.iter().map(single).collect()))
            }
            (ClassWeights::Balanced, OutputSpec::Classes(count)) => {
                Weights::Classes(Arc::new(balanced(train, count)))
            }
            (ClassWeights::Given(given), OutputSpec::Binary) => {
                let at = |at: usize| given.get(at).map_or(1.0, single);
                Weights::Answers(Arc::new(vec![[at(1), at(0)]]))
            }
            (ClassWeights::Given(given), OutputSpec::Labels(_)) => {
                Weights::Answers(Arc::new(given.iter().map(|yes| [single(yes), 1.0]).collect()))
            }
            (ClassWeights::Balanced, OutputSpec::Binary) => {
                Weights::Answers(Arc::new(vec![[rarity(train, 1, 0), 1.0]]))
            }
            (ClassWeights::Balanced, OutputSpec::Labels(width)) => {
                let answer = |label| [rarity(train, width, label), 1.0];
                Weights::Answers(Arc::new((0..width).map(answer).collect()))
            }
        }
    }
}

/// A class that never occurs counts as one that occurs once.
fn balanced(train: &Part, classes: usize) -> Vec<f32> {
    let mut counts = vec![0_usize; classes];
    if let Targets::Classes(ids) = &train.targets {
        for id in ids {
            if let Some(count) = counts.get_mut(*id as usize) {
                *count += 1;
            }
        }
    }
    let present = counts.iter().filter(|count| **count > 0).count();
    let share = |count: usize| train.samples as f64 / (present * count.max(1)) as f64;
    counts.into_iter().map(|count| share(count) as f32).collect()
}

/// How many noes there are for each yes; 1 where there are only yeses or only noes.
fn rarity(train: &Part, width: usize, label: usize) -> f32 {
    let yes = match &train.targets {
        Targets::Classes(ids) => ids.iter().filter(|id| **id == 1).count(),
        Targets::Values { values, .. } => {
            values.iter().skip(label).step_by(width).filter(|value| **value > 0.5).count()
        }
    };
    let no = train.samples - yes.min(train.samples);
    if yes == 0 || no == 0 { 1.0 } else { (no as f64 / yes as f64) as f32 }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{ClassWeights, OutputSpec, Part, Targets, Weights};
    use crate::train::data::Inputs;

    fn part(targets: Targets, samples: usize) -> Part {
        Part { inputs: Inputs { values: vec![0.0; samples], elements: 1 }, targets, samples }
    }

    /// scikit-learn: compute_class_weight("balanced", classes=[0, 1, 2], y=[0, 0, 0, 1, 2, 2]) is
    /// [0.667, 2, 1].
    #[test]
    fn balanced_classes_are_scikit_learns() {
        let train = part(Targets::Classes(vec![0, 0, 0, 1, 2, 2]), 6);
        let weights = Weights::new(&ClassWeights::Balanced, OutputSpec::Classes(3), &train);
        assert_eq!(weights, Weights::Classes(Arc::new(vec![2.0 / 3.0, 2.0, 1.0])));
    }

    #[test]
    fn a_rare_yes_counts_more() {
        let train = part(Targets::Classes(vec![0, 1, 0, 0, 0, 1, 0, 0]), 8);
        let weights = Weights::new(&ClassWeights::Balanced, OutputSpec::Binary, &train);
        assert_eq!(weights, Weights::Answers(Arc::new(vec![[3.0, 1.0]])));
        let values = vec![1.0, 0.0, 1.0, 0.0, 1.0, 1.0, 0.0, 0.0];
        let train = part(Targets::Values { values, width: 2 }, 4);
        let weights = Weights::new(&ClassWeights::Balanced, OutputSpec::Labels(2), &train);
        assert_eq!(weights, Weights::Answers(Arc::new(vec![[1.0 / 3.0, 1.0], [3.0, 1.0]])));
        let given = ClassWeights::Given(vec![1.0, 5.0]);
        let weights = Weights::new(&given, OutputSpec::Binary, &train);
        assert_eq!(weights, Weights::Answers(Arc::new(vec![[5.0, 1.0]])));
    }
}

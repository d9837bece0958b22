//! The area under the ROC curve.

/// The scores of one yes-or-no question.
#[derive(Clone, Debug, Default)]
pub struct Ranking {
    scores: Vec<(f32, bool)>,
}

impl Ranking {
    /// For so many samples.
    pub fn with_room(samples: usize) -> Ranking {
        Ranking { scores: Vec::with_capacity(samples) }
    }

    pub fn add(&mut self, score: f32, truth: bool) {
        self.scores.push((score, truth));
    }

    /// How often a yes is ranked above a no, ties counting half (Mann & Whitney 1947): exactly the
    /// area under the curve. Not a number where there are only yeses or only noes.
    pub fn area(&self) -> f64 {
        let mut scores = self.scores.clone();
        // Equal numbers with unequal bits are 0 and −0.
        scores.iter_mut().for_each(|(score, _)| *score += 0.0);
        scores.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (mut below, mut won) = (0_u64, 0.0);
        for equal in scores.chunk_by(|a, b| a.0 == b.0) {
            let yes = equal.iter().filter(|(_, truth)| *truth).count() as u64;
            let no = equal.len() as u64 - yes;
            won += yes as f64 * (below as f64 + 0.5 * no as f64);
            below += no;
        }
        let yes = scores.len() as u64 - below;
        won / (yes as f64 * below as f64)
    }
}

//! A learned vector for each token.

use super::kernel::{Backward, Forward, Kernel, Reads};
use super::split;

/// Tokens `[batch, length]`, whole numbers below the vocabulary; weight `[vocabulary, units]` →
/// `[batch, length, units]`. Tokens have no gradient: what there is room for is 0.
#[derive(Clone, Copy, Debug)]
pub struct Embedding {
    vocabulary: usize,
    units: usize,
}

/// Tokens that a thread takes at a time.
const TOKENS: usize = 64;

impl Embedding {
    pub fn new(vocabulary: usize, units: usize) -> Embedding {
        assert!(units > 0, "an embedding has units");
        Embedding { vocabulary, units }
    }

    /// Where a token's vector begins.
    fn row(&self, token: f32) -> usize {
        let known = token >= 0.0 && token < self.vocabulary as f32 && token.fract() == 0.0;
        assert!(known, "token {token} is none of the vocabulary's {}", self.vocabulary);
        token as usize * self.units
    }
}

impl Kernel for Embedding {
    fn reads(&self) -> Reads {
        Reads::X
    }

    fn forward(&self, pass: Forward<'_>) {
        split::chunks(pass.y, TOKENS * self.units, |index, out| {
            let tokens = pass.x.iter().skip(index * TOKENS);
            for (out, token) in out.chunks_exact_mut(self.units).zip(tokens) {
                let row = self.row(*token);
                out.copy_from_slice(pass.parameters.get(row..row + self.units).unwrap_or_default());
            }
        });
    }

    fn backward(&self, pass: Backward<'_>) {
        // One thread adds them all: in the tokens' order, whatever the threads.
        pass.dparameters.fill(0.0);
        for (slopes, token) in pass.dy.chunks_exact(self.units).zip(pass.x) {
            let row = self.row(*token);
            let sums = pass.dparameters.get_mut(row..row + self.units).unwrap_or_default();
            sums.iter_mut().zip(slopes).for_each(|(sum, slope)| *sum += slope);
        }
        if let Some(dx) = pass.dx
            && !dx.add
        {
            dx.values.fill(0.0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::kernel::{Backward, Forward, Gradient, Kernel, Mode};
    use super::super::team;
    use super::Embedding;

    const WEIGHT: [f32; 8] = [0.0, 1.0, 10.0, 11.0, 20.0, 21.0, 30.0, 31.0];

    fn forward(tokens: &[f32]) -> Vec<f32> {
        let mut y = vec![f32::NAN; 2 * tokens.len()];
        Embedding::new(4, 2).forward(Forward {
            mode: Mode::Evaluate,
            batch: 1,
            x: tokens,
            other: &[],
            parameters: &WEIGHT,
            y: &mut y,
            kept: &mut [],
        });
        y
    }

    #[test]
    fn tokens_choose_vectors() {
        assert_eq!(forward(&[3.0, 0.0, 3.0]), [30.0, 31.0, 0.0, 1.0, 30.0, 31.0]);
    }

    /// Enough tokens for several threads.
    #[test]
    fn each_token_of_many_finds_its_own() {
        let tokens: Vec<f32> = (0..20_001).map(|i| (i * i % 4) as f32).collect();
        let y = team::lead(3, || forward(&tokens)).unwrap();
        for (pair, token) in y.chunks(2).zip(&tokens) {
            assert_eq!(pair, [10.0 * token, 10.0 * token + 1.0]);
        }
    }

    #[test]
    fn equal_tokens_share_their_gradients() {
        let (tokens, mut dy) = ([1.0, 3.0, 1.0], [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
        let (mut dx, mut dparameters) = ([f32::NAN; 3], [f32::NAN; 8]);
        Embedding::new(4, 2).backward(Backward {
            pass: 0,
            batch: 1,
            x: &tokens,
            other: &[],
            parameters: &WEIGHT,
            y: &[],
            kept: &mut [],
            dy: &mut dy,
            dx: Some(Gradient { values: &mut dx, add: false }),
            dother: None,
            dparameters: &mut dparameters,
        });
        assert_eq!(dparameters, [0.0, 0.0, 6.0, 8.0, 0.0, 0.0, 3.0, 4.0]);
        assert_eq!(dx, [0.0; 3]);
    }

    #[test]
    fn strange_tokens_are_refused() {
        for token in [4.0, -1.0, 1.5, f32::NAN, f32::INFINITY, 1e30] {
            let fault = std::panic::catch_unwind(|| forward(&[0.0, token])).unwrap_err();
            let message = fault.downcast_ref::<String>().unwrap();
            assert!(message.contains("none of the vocabulary's"), "{message}");
        }
    }
}

//! The running statistics of a batch norm (Ioffe & Szegedy 2015).

/// The running statistics of one layer, per channel.
#[derive(Clone, Debug, PartialEq)]
pub struct Running {
    pub mean: Vec<f32>,
    pub variance: Vec<f32>,
}

impl Running {
    /// Mean 0 and variance 1, before anything was seen.
    pub fn new(channels: usize) -> Running {
        Running { mean: vec![0.0; channels], variance: vec![1.0; channels] }
    }

    /// Moves by `momentum` towards the statistics of a batch of `count` numbers per channel. The
    /// variance that normalises is the biased one; what is remembered is the unbiased one.
    pub(in crate::backend) fn follow(
        &mut self,
        mean: &[f32],
        variance: &[f32],
        count: usize,
        momentum: f32,
    ) {
        let unbiased = count as f32 / count.saturating_sub(1).max(1) as f32;
        for (running, mean) in self.mean.iter_mut().zip(mean) {
            *running += momentum * (mean - *running);
        }
        for (running, variance) in self.variance.iter_mut().zip(variance) {
            *running += momentum * (variance * unbiased - *running);
        }
    }
}

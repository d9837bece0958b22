//! Lowering the learning rate when the validation loss stays where it is.

use crate::instantiate::Plateau;

/// What a plateau has taken off so far.
#[derive(Clone, Debug)]
pub struct Fall {
    rule: Plateau,
    best: f64,
    waited: usize,
    /// Epochs of cooldown that are left.
    resting: usize,
    factor: f64,
}

impl Fall {
    pub fn new(rule: Plateau) -> Fall {
        Fall { rule, best: f64::INFINITY, waited: 0, resting: 0, factor: 1.0 }
    }

    /// What the learning rate is multiplied with.
    pub fn factor(&self) -> f64 {
        self.factor
    }

    /// The loss of one more epoch, in the order of PyTorch's `ReduceLROnPlateau`.
    pub fn see(&mut self, loss: f64) {
        if loss < self.best - self.rule.min_delta {
            self.best = loss;
            self.waited = 0;
        } else {
            self.waited += 1;
        }
        if self.resting > 0 {
            self.resting -= 1;
            self.waited = 0;
        }
        if self.waited > self.rule.patience {
            self.factor = (self.factor * self.rule.factor).max(self.rule.floor);
            self.resting = self.rule.cooldown;
            self.waited = 0;
        }
    }
}

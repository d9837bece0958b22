//! Resuming is running again and finding the results: what the journal must agree on.

use super::error::SweepError;
use super::record::{Stage, TrialInfo, TrialRecord};

/// Checks that the recorded trial is the one that is asked for.
///
/// # Errors
/// `Mismatch` with the first difference, in words.
pub fn agree(asked: &TrialInfo, recorded: &TrialInfo) -> Result<(), SweepError> {
    if asked == recorded {
        return Ok(());
    }
    let mismatch = |what| SweepError::Mismatch { number: asked.number, what };
    for ((name, value), (old_name, old_value)) in asked.values.iter().zip(&recorded.values) {
        if name != old_name {
            return Err(mismatch(format!("{name} stands where {old_name} stood")));
        }
        if value != old_value {
            return Err(mismatch(format!("{name} is {value}, it was {old_value}")));
        }
    }
    let what =
        if asked.values.len() != recorded.values.len() || asked.assignment != recorded.assignment {
            "its hyperparameters are others".to_owned()
        } else if asked.seed != recorded.seed {
            format!("its seed is {}, it was {}", asked.seed, recorded.seed)
        } else if asked.epochs != recorded.epochs {
            format!("it trains {} epochs, it was {}", asked.epochs, recorded.epochs)
        } else if asked.complexity != recorded.complexity {
            format!(
                "it has {} parameters and {} FLOPs an epoch, it had {} and {}",
                asked.complexity.params,
                asked.complexity.flops,
                recorded.complexity.params,
                recorded.complexity.flops
            )
        } else {
            format!("it is asked for as “{}”, it was “{}”", asked.label, recorded.label)
        };
    Err(mismatch(what))
}

/// The recorded stretch that ends there, or the one in which the trial failed.
pub fn stage(record: &TrialRecord, until: usize) -> Option<&Stage> {
    record
        .stages
        .iter()
        .find(|stage| stage.until == until || (stage.failure.is_some() && stage.until <= until))
}

//! Whether data, settings and network fit each other.

use super::data::Prepared;
use super::plan::normalises_single_numbers;
use super::{loss, metrics};
use crate::graph::Shape;
use crate::instantiate::{Augmentation, ClassWeights, Member, Precision, Settings};
use crate::template::{InputSpec, OutputSpec};

/// # Errors
/// What does not fit, in words for people. A checked specification has told most of it before.
pub fn fitting(member: &Member, data: &Prepared) -> Result<(), String> {
    let settings = &member.settings;
    let Some(input) = member.graph.nodes.first() else {
        return Err("the network has no input".into());
    };
    let (elements, found) = (input.shape.elements(), data.train.inputs.elements);
    if elements != found {
        return Err(format!("a sample has {found} numbers, but the network reads {elements}"));
    }
    for part in [&data.train, &data.validation, &data.test] {
        tokens(input.shape, &part.inputs.values)?;
    }
    if data.train.samples == 0 {
        return Err("there are no samples to train on".into());
    }
    if settings.precision == Precision::Bf16 {
        return Err("the CPU has no bf16: use `precision: f32`".into());
    }
    let single = settings.batch_size == 1 || data.train.samples == 1;
    if single && normalises_single_numbers(&member.graph) {
        return Err(
            "batch_norm needs at least two samples in a batch, but the batches have one".into()
        );
    }
    weights(settings, member.output)?;
    settings.augment.iter().try_for_each(|change| augmentation(*change, member.input))?;
    loss::fits(settings.loss, member.output)?;
    settings.metrics.iter().try_for_each(|metric| metrics::fits(*metric, member.output))
}

/// Whether all tokens are of the vocabulary, where the network reads tokens.
///
/// # Errors
/// The first one that is not, in words for people.
pub fn tokens(input: Shape, values: &[f32]) -> Result<(), String> {
    let Shape::Tokens { vocabulary, .. } = input else { return Ok(()) };
    let known = |token: &f32| *token >= 0.0 && *token < vocabulary as f32 && token.fract() == 0.0;
    match values.iter().find(|token| !known(token)) {
        Some(token) => Err(format!(
            "token {token} is none of the vocabulary's: they are whole numbers below {vocabulary}"
        )),
        None => Ok(()),
    }
}

fn weights(settings: &Settings, output: OutputSpec) -> Result<(), String> {
    let ClassWeights::Given(given) = &settings.class_weights else { return Ok(()) };
    let needed = match output {
        OutputSpec::Classes(n) | OutputSpec::Labels(n) => n,
        OutputSpec::Binary => 2,
        OutputSpec::Values(_) => return Ok(()),
    };
    if given.len() == needed {
        return Ok(());
    }
    Err(format!("there are {} class weights, but `{output}` needs {needed}", given.len()))
}

fn augmentation(change: Augmentation, input: InputSpec) -> Result<(), String> {
    let image = matches!(input, InputSpec::Image { .. });
    let tokens = matches!(input, InputSpec::Tokens { .. });
    let (name, fits) = match change {
        Augmentation::Flip { .. } => ("flip", image),
        Augmentation::Crop { .. } => ("crop", image),
        Augmentation::Noise { .. } => ("noise", !tokens),
        Augmentation::Mixup { .. } => ("mixup", !tokens),
    };
    if fits { Ok(()) } else { Err(format!("`{name}` cannot change the input `{input}`")) }
}

#[cfg(test)]
mod tests {
    use super::{Shape, tokens};

    #[test]
    fn strange_tokens_are_told() {
        let input = Shape::Tokens { length: 2, vocabulary: 7 };
        assert_eq!(tokens(input, &[0.0, 6.0]), Ok(()));
        for strange in [7.0, -1.0, 0.5, f32::NAN] {
            let fault = tokens(input, &[0.0, strange]).unwrap_err();
            assert!(fault.contains("none of the vocabulary's"), "{fault}");
        }
        assert_eq!(tokens(Shape::Features(1), &[0.5]), Ok(()));
    }
}

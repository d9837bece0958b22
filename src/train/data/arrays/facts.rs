//! What the shape of an array says about its samples.

use crate::template::{ArrayLayout, InputFacts, InputSpec};
use crate::train::data::shape::{self, Arrangement};

/// The axes behind the first one, which counts samples: none or one are features, two a grey image
/// or a series, three an image.
pub fn sample_facts(sample: &[usize], layout: ArrayLayout) -> Option<InputFacts> {
    let last = layout == ArrayLayout::ChannelsLast;
    match *sample {
        [] => Some(InputFacts::Features(1)),
        [features] => Some(InputFacts::Features(features)),
        [height, width] if last => Some(InputFacts::Image { height, width, channels: 1 }),
        [features, length] => Some(InputFacts::Series { length, features }),
        [height, width, channels] if last => Some(InputFacts::Image { height, width, channels }),
        [channels, height, width] => Some(InputFacts::Image { height, width, channels }),
        _ => None,
    }
}

/// The same, once the model says that it takes series: every feature is one, and scaled as one.
pub fn facts_for(sample: &[usize], layout: ArrayLayout, input: InputSpec) -> Option<InputFacts> {
    match (sample_facts(sample, layout), input) {
        (
            Some(InputFacts::Image { height, width, channels: 1 }),
            InputSpec::Series { length, features },
        ) if (height, width) == (length, features) => Some(InputFacts::Series { length, features }),
        (facts, _) => facts,
    }
}

/// What is done to a sample so that channels, or features, come first.
pub fn arrangement(
    facts: InputFacts,
    layout: ArrayLayout,
    input: InputSpec,
) -> Option<Arrangement> {
    let found = shape::arrangement(facts, input)?;
    Some(if layout == ArrayLayout::ChannelsFirst { Arrangement::AsIs } else { found })
}

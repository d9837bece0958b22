//! The built-in digits: 1,797 images of 8×8 pixels from 0 to 16.
//!
//! E. Alpaydin, C. Kaynak (1998), *Optical Recognition of Handwritten Digits*, UCI Machine Learning
//! Repository (its test part), CC BY 4.0. See the README beside this file.

use super::source::Read;
use super::{Inputs, Part, SourceForm, Targets};
use crate::template::{ArrayLayout, DataFacts, InputFacts, OutputFacts};
use flate2::read::GzDecoder;
use std::io::Read as _;

/// 65 bytes a sample: 64 pixels row by row, then the label.
pub static PACKED: &[u8] = include_bytes!("digits.bin.gz");

const PIXELS: usize = 64;
pub const SAMPLES: usize = 1_797;

pub fn facts() -> DataFacts {
    DataFacts {
        input: Some(InputFacts::Image { height: 8, width: 8, channels: 1 }),
        output: Some(OutputFacts::Classes(10)),
        samples: Some(SAMPLES),
        columns: Vec::new(),
    }
}

/// All samples in the order of their file.
pub fn read() -> Read {
    let mut bytes = Vec::with_capacity(SAMPLES * (PIXELS + 1));
    // The bytes are part of the binary, and a test reads them whole.
    let _ = GzDecoder::new(PACKED).read_to_end(&mut bytes);
    let mut values = Vec::with_capacity(SAMPLES * PIXELS);
    let mut labels = Vec::with_capacity(SAMPLES);
    for sample in bytes.chunks_exact(PIXELS + 1) {
        if let Some((label, pixels)) = sample.split_last() {
            values.extend(pixels.iter().map(|pixel| f32::from(*pixel)));
            labels.push(u32::from(*label));
        }
    }
    let samples = labels.len();
    Read {
        facts: facts(),
        class_names: (0..10).map(|digit| digit.to_string()).collect(),
        source: SourceForm::Array {
            shape: vec![8, 8],
            layout: ArrayLayout::ChannelsLast,
            names: Vec::new(),
        },
        ..Read::of(Part {
            inputs: Inputs { values, elements: PIXELS },
            targets: Targets::Classes(labels),
            samples,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digits_are_those_of_the_repository() {
        let read = read();
        assert_eq!(read.pool.samples, 1_797);
        assert_eq!(read.pool.inputs.values.len(), 1_797 * 64);
        let Targets::Classes(labels) = &read.pool.targets else { panic!("classes") };
        assert_eq!(labels[..10], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        let counts: Vec<usize> =
            (0..10).map(|digit| labels.iter().filter(|label| **label == digit).count()).collect();
        // The figures in the repository's description of its test part.
        assert_eq!(counts, [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]);
        assert_eq!(read.pool.inputs.values[..8], [0.0, 0.0, 5.0, 13.0, 9.0, 1.0, 0.0, 0.0]);
        assert_eq!(read.pool.inputs.values.iter().copied().fold(0.0, f32::max), 16.0);
    }
}

//! How a sample of the source becomes the input that the model declares.

use crate::template::{InputFacts, InputSpec};

/// What is done to the numbers of a sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrangement {
    AsIs,
    /// Rows and columns change places: channels-last images become channels-first, the rows of an
    /// image become the steps of a series.
    Transposed {
        rows: usize,
        columns: usize,
    },
}

/// Numbers per sample.
pub fn elements(input: InputSpec) -> usize {
    match input {
        InputSpec::Features(n) => n,
        InputSpec::Image { height, width, channels } => {
            height.saturating_mul(width).saturating_mul(channels)
        }
        InputSpec::Series { length, features } => length.saturating_mul(features),
        InputSpec::Tokens { length, .. } => length,
    }
}

/// How `facts` can be read as `input`; `None` where they do not fit.
///
/// Images flatten into features, and their rows may be the steps of a series. As many columns as
/// pixels make a grey image (row by row) or a series of one feature.
pub fn arrangement(facts: InputFacts, input: InputSpec) -> Option<Arrangement> {
    let channels_first = |pixels: usize, channels: usize| match channels {
        1 => Arrangement::AsIs,
        _ => Arrangement::Transposed { rows: pixels, columns: channels },
    };
    match (facts, input) {
        (InputFacts::Features(n), InputSpec::Features(m)) => (n == m).then_some(Arrangement::AsIs),
        (InputFacts::Features(n), InputSpec::Image { channels: 1, .. })
        | (
            InputFacts::Features(n),
            InputSpec::Series { features: 1, .. } | InputSpec::Tokens { .. },
        ) => (n == elements(input)).then_some(Arrangement::AsIs),
        (InputFacts::Features(_), _) => None,
        (InputFacts::Image { height, width, channels }, InputSpec::Features(m)) => {
            let pixels = height.saturating_mul(width);
            (pixels.saturating_mul(channels) == m).then_some(channels_first(pixels, channels))
        }
        (
            InputFacts::Image { height, width, channels },
            InputSpec::Image { height: h, width: w, channels: c },
        ) => ((height, width, channels) == (h, w, c))
            .then_some(channels_first(height.saturating_mul(width), channels)),
        (
            InputFacts::Image { height, width, channels: 1 },
            InputSpec::Series { length, features },
        ) => {
            let rows_are_steps = (height, width) == (length, features);
            let pixels_are_steps = features == 1 && height.saturating_mul(width) == length;
            if rows_are_steps {
                Some(Arrangement::Transposed { rows: height, columns: width })
            } else {
                pixels_are_steps.then_some(Arrangement::AsIs)
            }
        }
        (InputFacts::Series { length, features }, InputSpec::Series { length: l, features: f }) => {
            ((length, features) == (l, f)).then_some(steps_last(length, features))
        }
        (InputFacts::Series { length, features }, InputSpec::Features(n)) => {
            (length.saturating_mul(features) == n).then_some(Arrangement::AsIs)
        }
        (InputFacts::Tokens { .. }, InputSpec::Tokens { .. }) => {
            facts.fits(input).then_some(Arrangement::AsIs)
        }
        (InputFacts::Image { .. }, InputSpec::Series { .. } | InputSpec::Tokens { .. })
        | (InputFacts::Series { .. } | InputFacts::Tokens { .. }, _) => None,
    }
}

/// A series that its source tells step by step, features-first.
fn steps_last(length: usize, features: usize) -> Arrangement {
    match features {
        1 => Arrangement::AsIs,
        _ => Arrangement::Transposed { rows: length, columns: features },
    }
}

impl Arrangement {
    /// Rearranges whole samples in place.
    pub fn apply(self, values: &mut [f32], elements: usize) {
        if self == Arrangement::AsIs {
            return;
        }
        let mut sample = Vec::with_capacity(elements);
        for row in values.chunks_exact_mut(elements.max(1)) {
            sample.clear();
            self.push(row, &mut sample);
            row.iter_mut().zip(&sample).for_each(|(to, from)| *to = *from);
        }
    }

    /// Appends one sample to `out`.
    pub fn push(self, sample: &[f32], out: &mut Vec<f32>) {
        match self {
            Arrangement::AsIs => out.extend_from_slice(sample),
            Arrangement::Transposed { rows, columns } => {
                for column in 0..columns {
                    let cells = sample.iter().skip(column).step_by(columns.max(1)).take(rows);
                    out.extend(cells);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GREY: InputFacts = InputFacts::Image { height: 2, width: 3, channels: 1 };
    const COLOUR: InputFacts = InputFacts::Image { height: 1, width: 2, channels: 3 };

    fn arranged(facts: InputFacts, input: InputSpec) -> Option<Vec<f32>> {
        let mut out = Vec::new();
        arrangement(facts, input)?.push(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0], &mut out);
        Some(out)
    }

    #[test]
    fn images_flatten_and_become_series() {
        let flat = vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
        assert_eq!(arranged(GREY, InputSpec::Features(6)), Some(flat.clone()));
        let series = |length, features| InputSpec::Series { length, features };
        assert_eq!(arranged(GREY, series(2, 3)), Some(vec![1.0, 4.0, 2.0, 5.0, 3.0, 6.0]));
        assert_eq!(arranged(GREY, series(6, 1)), Some(flat));
        assert_eq!(arranged(GREY, series(3, 2)), None);
    }

    #[test]
    fn channels_come_first() {
        let same = InputSpec::Image { height: 1, width: 2, channels: 3 };
        assert_eq!(arranged(COLOUR, same), Some(vec![1.0, 4.0, 2.0, 5.0, 3.0, 6.0]));
        assert_eq!(arranged(COLOUR, InputSpec::Image { height: 2, width: 1, channels: 3 }), None);
    }

    #[test]
    fn columns_make_grey_images_only() {
        let columns = InputFacts::Features(6);
        let image = |channels| InputSpec::Image { height: 2, width: 3 / channels, channels };
        assert!(arranged(columns, image(1)).is_some());
        assert_eq!(arranged(columns, image(3)), None);
        assert_eq!(arranged(columns, InputSpec::Features(5)), None);
    }
}

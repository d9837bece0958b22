//! In evaluation the kernels that keep something for the way back need no room for it.

use super::{Forward, GlobalMaxPool, GroupNorm, Kernel, LayerNorm, MaxPool, Mode};
use crate::backend::kernels::window::{Axis, Window};
use crate::graph::Padding;
use crate::random::Stream;

#[test]
fn nothing_is_kept_and_the_values_are_those_of_training() {
    let axis = Axis::new(4, 2, 2, Padding::Valid).unwrap();
    let window = Window { rows: axis, columns: axis };
    let (batch, places, channels) = (3, 16, 6);
    let kernels: [(&dyn Kernel, usize); 4] = [
        (&MaxPool::new(window, channels), 4),
        (&GlobalMaxPool::new(places, channels), 1),
        (&LayerNorm::new(places, channels, 1e-5), places),
        (&GroupNorm::new(places, channels, 2, 1e-5), places),
    ];
    let mut stream = Stream::new(5, "evaluation");
    let x: Vec<f32> = (0..batch * places * channels).map(|_| stream.normal() as f32).collect();
    let parameters: Vec<f32> = (0..2 * channels).map(|_| stream.normal() as f32).collect();
    for (kernel, out) in kernels {
        let values = |mode, kept: &mut [f32]| {
            let mut y = vec![f32::NAN; batch * out * channels];
            let (x, other, parameters): (&[f32], &[f32], &[f32]) = (&x, &[], &parameters);
            kernel.forward(Forward { mode, batch, x, other, parameters, y: &mut y, kept });
            y
        };
        let trained = values(Mode::Train { pass: 1 }, &mut vec![f32::NAN; kernel.kept(batch)]);
        assert!(trained.iter().all(|y| y.is_finite()), "{kernel:?}");
        assert_eq!(values(Mode::Evaluate, &mut []), trained, "{kernel:?}");
    }
}

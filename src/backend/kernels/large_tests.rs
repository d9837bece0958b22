//! Tensors that several threads work on: they change no bit, and every sample comes out as it
//! does alone.

use super::{
    Activate, Add, AvgPool, Backward, Band, BatchNorm, Dropout, Forward, GlobalAvgPool,
    GlobalMaxPool, Gradient, GroupNorm, Kernel, LastStep, LayerNorm, MaxPool, Mode, Prelu, Softmax,
    SpatialDropout, Subsample, Turn,
};
use crate::backend::kernels::window::{Axis, Window};
use crate::backend::kernels::{Epilogue, Running, team};
use crate::graph::{Activation, Padding};
use crate::random::Stream;

const SIDE: usize = 9;
const PLACES: usize = SIDE * SIDE;
const CHANNELS: usize = 22;
const SAMPLE: usize = PLACES * CHANNELS;
const BATCH: usize = 40;

/// A kernel, whether it has a second input, its numbers of a sample of `y`, and its learned ones.
type Sized = (Box<dyn Kernel>, bool, usize, usize);

fn drawn(name: &str, count: usize) -> Vec<f32> {
    let mut stream = Stream::new(5, name);
    (0..count).map(|_| stream.normal() as f32).collect()
}

/// What both passes give for samples from `first` on.
fn both((kernel, second, out, learned): &Sized, first: usize, batch: usize) -> [Vec<f32>; 4] {
    let part = |name: &str, sample: usize| {
        drawn(name, BATCH * sample)[first * sample..(first + batch) * sample].to_vec()
    };
    let (x, other) = (part("x", SAMPLE), part("other", if *second { SAMPLE } else { 0 }));
    let parameters = &drawn("parameters", *learned);
    let (mut y, mut kept) = (vec![0.0; batch * out], vec![0.0; kernel.kept(batch)]);
    let (mode, given): (_, &[f32]) = (Mode::Train { pass: 1 }, &other);
    let (y_to, kept_to) = (&mut y, &mut kept);
    kernel.forward(Forward {
        mode,
        batch,
        x: &x,
        other: given,
        parameters,
        y: y_to,
        kept: kept_to,
    });
    let (mut dx, mut dother) = (vec![0.0; x.len()], vec![0.0; other.len()]);
    let mut dparameters = vec![0.0; *learned];
    kernel.backward(Backward {
        pass: 1,
        batch,
        x: &x,
        other: &other,
        parameters,
        y: &y,
        kept: &mut kept,
        dy: &mut part("dy", *out),
        dx: Some(Gradient { values: &mut dx, add: false }),
        dother: second.then_some(Gradient { values: &mut dother, add: false }),
        dparameters: &mut dparameters,
    });
    [y, dx, dother, dparameters]
}

fn window(size: usize, stride: usize, padding: Padding) -> Window {
    let axis = Axis::new(SIDE, size, stride, padding).unwrap();
    Window { rows: axis, columns: axis }
}

/// Those that treat every sample alone.
fn alone() -> Vec<Sized> {
    let tanh = Epilogue::of(Activation::Tanh).unwrap();
    let (halved, slid, skipped) =
        (window(2, 2, Padding::Valid), window(3, 2, Padding::Same), window(1, 2, Padding::Same));
    vec![
        (Box::new(Activate::new(Activation::Silu, SAMPLE)), false, SAMPLE, 0),
        (Box::new(Add::new(tanh)), true, SAMPLE, 0),
        (Box::new(AvgPool::new(slid, CHANNELS)), false, slid.output() * CHANNELS, 0),
        (Box::new(Band::new(0, CHANNELS, CHANNELS)), false, SAMPLE, 0),
        (Box::new(GlobalAvgPool::new(PLACES, CHANNELS)), false, CHANNELS, 0),
        (Box::new(GlobalMaxPool::new(PLACES, CHANNELS)), false, CHANNELS, 0),
        (Box::new(GroupNorm::new(PLACES, CHANNELS, 2, 1e-5)), false, SAMPLE, 2 * CHANNELS),
        (Box::new(LastStep::new(PLACES, CHANNELS)), false, CHANNELS, 0),
        (Box::new(LayerNorm::new(PLACES, CHANNELS, 1e-5)), false, SAMPLE, 2 * CHANNELS),
        (Box::new(MaxPool::new(halved, CHANNELS)), false, halved.output() * CHANNELS, 0),
        (Box::new(MaxPool::new(slid, CHANNELS)), false, slid.output() * CHANNELS, 0),
        (Box::new(Prelu::new()), false, SAMPLE, 1),
        (Box::new(Softmax::new(CHANNELS)), false, SAMPLE, 0),
        (Box::new(Subsample::new(skipped, CHANNELS, 30)), false, skipped.output() * 30, 0),
        (Box::new(Turn::new(PLACES, CHANNELS)), false, SAMPLE, 0),
    ]
}

fn across() -> Vec<Sized> {
    let (tanh, stream) = (Epilogue::of(Activation::Tanh).unwrap(), Stream::new(1, "dropout"));
    let running = std::sync::Arc::new(std::sync::Mutex::new(Running::new(CHANNELS)));
    let norm = BatchNorm::new(CHANNELS, (0.1, 1e-5), tanh, running);
    vec![
        (Box::new(norm), true, SAMPLE, 2 * CHANNELS),
        (Box::new(Dropout::new(0.4, &stream)), false, SAMPLE, 0),
        (Box::new(SpatialDropout::new(PLACES, CHANNELS, 0.4, &stream)), false, SAMPLE, 0),
    ]
}

#[test]
fn threads_change_no_bit() {
    for kernel in alone().into_iter().chain(across()) {
        let own = both(&kernel, 0, BATCH);
        let shared = team::lead(3, || both(&kernel, 0, BATCH)).unwrap();
        assert!(own == shared, "{:?}", kernel.0);
    }
}

#[test]
fn every_sample_is_as_alone() {
    for kernel in alone() {
        let whole = both(&kernel, 0, BATCH);
        for sample in [0, 7, BATCH - 1] {
            let own = both(&kernel, sample, 1);
            for (own, whole) in own.iter().zip(&whole).take(3) {
                let length = own.len();
                assert!(whole[sample * length..][..length] == *own, "{:?} {sample}", kernel.0);
            }
        }
    }
}

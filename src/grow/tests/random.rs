//! Random pairs of networks: the small one with layers made wider, kernels larger, and layers,
//! blocks and branches added.

use super::pieces::{Joined, Piece, added, both, dense, ends, kept};
use crate::backend::candle::testing::RELU;
use crate::graph::{
    Activation, Attention, Cell, Op, Padding, Pool, PoolKind, Positions, Reach, Recurrent, Reshape,
    Returns, Shape, Sides,
};
use crate::random::Stream;
use crate::template::Shortcut;

const LARGEST: usize = 1500;

pub struct Pair {
    pub input: Shape,
    pub pieces: Vec<Piece>,
}

struct Maker {
    stream: Stream,
}

/// The same seed gives the same pair. Pieces that do not fit are left out.
pub fn pair(seed: u64) -> Pair {
    let mut maker = Maker { stream: Stream::new(seed, "pair") };
    let input = maker.input();
    let mut pieces = Vec::new();
    for _ in 0..maker.within(2, 7) {
        let [small, large] = ends(input, &pieces).unwrap();
        let next = maker.pieces(small, large, 0);
        let before = pieces.len();
        pieces.extend(next);
        let fits = ends(input, &pieces);
        if fits.is_err() || fits.is_ok_and(|[_, large]| large.elements() > LARGEST) {
            pieces.truncate(before);
        }
    }
    // A dense output reads features.
    match ends(input, &pieces).unwrap()[0] {
        Shape::Features(_) => {}
        Shape::Tokens { .. } => pieces.extend([maker.embedding(), kept(Op::GlobalMaxPool)]),
        _ if maker.one_in(2) => pieces.push(kept(Op::Flatten)),
        _ => pieces.push(kept(Op::GlobalAvgPool)),
    }
    Pair { input, pieces }
}

impl Maker {
    fn below(&mut self, end: usize) -> usize {
        self.stream.below(end as u64) as usize
    }

    fn within(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high + 1 - low)
    }

    fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    fn pick<T: Copy>(&mut self, among: &[T]) -> T {
        among[self.below(among.len())]
    }

    fn input(&mut self) -> Shape {
        let (height, width) = (self.within(2, 6), self.within(2, 6));
        let channels = self.within(1, 4);
        self.pick(&[
            Shape::Image { height, width, channels },
            Shape::Series { length: height + width, features: channels },
            Shape::Features(height * channels),
            Shape::Tokens { length: height + width, vocabulary: 5 },
        ])
    }

    /// Units of the small and of the large layer.
    fn widths(&mut self) -> [usize; 2] {
        let small = self.within(1, 5);
        let large = match self.below(4) {
            0 => small,
            1 => small * self.within(2, 3),
            _ => small + self.within(1, 4),
        };
        [small, large]
    }

    fn embedding(&mut self) -> Piece {
        let [small, large] = self.widths();
        both(Op::Embedding { units: small }, Op::Embedding { units: large })
    }

    fn activation(&mut self) -> Activation {
        self.pick(&[
            Activation::Relu,
            Activation::Relu,
            Activation::LeakyRelu { slope: 0.1 },
            Activation::Elu { alpha: 0.7 },
            Activation::Gelu,
            Activation::Silu,
            Activation::Tanh,
            Activation::Sigmoid,
            Activation::Softplus,
            Activation::Prelu,
            Activation::Selu,
            Activation::Mish,
            Activation::HardSwish,
        ])
    }

    fn shortcut(&mut self) -> Shortcut {
        self.pick(&[Shortcut::Conv, Shortcut::ConvNorm, Shortcut::Pad])
    }

    /// The next layers, for what comes out so far.
    fn pieces(&mut self, small: Shape, large: Shape, depth: usize) -> Vec<Piece> {
        match (small, self.below(12)) {
            (Shape::Tokens { .. }, _) => vec![self.embedding()],
            (_, 0 | 1) if depth < 2 => vec![self.residual(small, large, depth)],
            (_, 2) if depth < 2 => vec![self.parallel(small, large, depth)],
            (_, 3) => self.deeper(small, large),
            (_, 4) => vec![kept(Op::BatchNorm { momentum: 0.1, epsilon: 1e-5 })],
            (_, 5) => vec![self.norm(small, large)],
            (_, 6 | 7) => vec![kept(Op::Activation(self.activation()))],
            (Shape::Series { .. }, 8 | 9) => vec![self.over_steps(large)],
            (_, 8) if small.dimensions() > 0 => vec![kept(self.over_places(small))],
            _ => vec![self.summing(small, large, true)],
        }
    }

    /// A layer with weights that keeps the places where it has to.
    fn summing(&mut self, small: Shape, large: Shape, free: bool) -> Piece {
        let [few, many] = self.widths();
        if small.dimensions() == 0 {
            return both(dense(few), dense(many));
        }
        let (bias, stride) = (self.one_in(2), if free { self.within(1, 2) } else { 1 });
        let kernel = self.within(1, 3);
        let padding = self.pick(&[Padding::Same, Padding::Same, Padding::Valid]);
        let padding = if free { padding } else { Padding::Same };
        let ring = if padding == Padding::Same && stride == 1 { 2 * self.below(2) } else { 0 };
        let dilation = Sides::square(self.within(1, 2));
        let reach = |kernel| Reach { dilation, ..Reach::square(kernel, stride, padding) };
        if self.one_in(4) {
            let multiplier = self.within(1, 2);
            let of = |multiplier, reach| Op::DepthwiseConv { multiplier, reach, bias };
            let more = multiplier + self.below(2);
            return both(of(multiplier, reach(kernel)), of(more, reach(kernel + ring)));
        }
        let divides = |groups: usize| {
            small.channels().is_multiple_of(groups) && large.channels().is_multiple_of(groups)
        };
        let groups = self.pick(&[1, 1, 2, 3]);
        let groups = if divides(groups) { groups } else { 1 };
        let of = |filters, reach| Op::Conv { filters: filters * groups, reach, groups, bias };
        both(of(few, reach(kernel)), of(many, reach(kernel + ring)))
    }

    /// New layers that hand on what they read.
    fn deeper(&mut self, small: Shape, large: Shape) -> Vec<Piece> {
        let units = large.channels().max(small.channels()) + self.below(3);
        let layer = match small {
            Shape::Features(_) => dense(units),
            _ => Op::conv(units, self.pick(&[1, 3]), 1, Padding::Same, self.one_in(2)),
        };
        let mut pieces = if self.one_in(3) { Vec::new() } else { vec![kept(RELU)] };
        pieces.push(added(layer));
        if self.one_in(2) {
            pieces.push(added(Op::BatchNorm { momentum: 0.1, epsilon: 1e-3 }));
        }
        let last = self.pick(&[
            Activation::Relu,
            Activation::Prelu,
            Activation::Elu { alpha: 1.0 },
            Activation::LeakyRelu { slope: 0.2 },
        ]);
        pieces.push(added(Op::Activation(last)));
        pieces
    }

    fn norm(&mut self, small: Shape, large: Shape) -> Piece {
        if self.one_in(2) {
            return kept(Op::LayerNorm { epsilon: 1e-5 });
        }
        let size = self.within(1, 3);
        let groups = |shape: Shape| (shape.channels() / size).max(1);
        let of = |shape| Op::GroupNorm { groups: groups(shape), epsilon: 1e-5 };
        both(of(small), of(large))
    }

    fn over_steps(&mut self, large: Shape) -> Piece {
        let [few, many] = self.widths();
        let (bidirectional, returns) =
            (self.one_in(2), self.pick(&[Returns::Last, Returns::Sequence]));
        let cells = [Cell::Rnn { relu: true }, Cell::Rnn { relu: false }, Cell::Lstm, Cell::Gru];
        let cell = self.pick(&cells);
        let of = |units| Op::Recurrent(Recurrent { cell, units, bidirectional, returns });
        let (causal, bias) = (self.one_in(2), self.one_in(2));
        let attention = |heads| Op::Attention(Attention { heads, causal, dropout: 0.1, bias });
        match self.below(6) {
            0 => kept(Op::LastStep),
            1 => kept(Op::Positions(Positions::Learned)),
            2 => kept(attention(1)),
            3 if large.channels().is_multiple_of(2) => both(attention(1), attention(2)),
            _ => both(of(few), of(many)),
        }
    }

    fn over_places(&mut self, shape: Shape) -> Op {
        let kind = self.pick(&[PoolKind::Max, PoolKind::Average]);
        let (size, stride) = (self.within(1, 3), self.within(1, 2));
        match self.below(6) {
            0 => Op::Flatten,
            1 => self.pick(&[Op::GlobalAvgPool, Op::GlobalMaxPool]),
            2 => Op::SpatialDropout { rate: 0.2 },
            3 if shape.dimensions() == 2 => Op::Reshape(Reshape::Series),
            _ => Op::Pool(Pool::square(kind, size, stride, Padding::Same)),
        }
    }

    fn body(&mut self, small: Shape, large: Shape, depth: usize) -> Vec<Piece> {
        let mut body = vec![self.summing(small, large, false)];
        if self.one_in(2) && depth < 1 {
            body.push(kept(Op::Activation(self.activation())));
        }
        body
    }

    /// One that was there, or a new one that ends as wide as it begins.
    fn residual(&mut self, small: Shape, large: Shape, depth: usize) -> Piece {
        let there = self.one_in(2);
        let mut body = self.body(small, large, depth + 1);
        let end = |shape: Shape| match shape {
            Shape::Features(units) => dense(units),
            other => Op::conv(other.channels(), 1, 1, Padding::Valid, true),
        };
        if !there || self.one_in(2) {
            body.push(both(end(small), end(large)));
        }
        if self.one_in(3) {
            body.push(kept(Op::BatchNorm { momentum: 0.1, epsilon: 1e-5 }));
        }
        let shortcut = self.shortcut();
        Piece::Residual(body, there, shortcut)
    }

    fn parallel(&mut self, small: Shape, large: Shape, depth: usize) -> Piece {
        let count = self.within(2, 3);
        let first = self.below(count);
        let joined = self.pick(&[Joined::Concat, Joined::Concat, Joined::Add]);
        let widths = self.widths();
        let branch = |maker: &mut Maker, at: usize| {
            let mut body = maker.body(small, large, depth + 1);
            if joined == Joined::Add {
                let end = |units| match small {
                    Shape::Features(_) => dense(units),
                    _ => Op::conv(units, 1, 1, Padding::Valid, true),
                };
                body.push(both(end(widths[0]), end(widths[1])));
            }
            (body, at == first || maker.one_in(2))
        };
        let branches = (0..count).map(|at| branch(self, at)).collect();
        Piece::Parallel(branches, joined)
    }
}

//! Two members of a family as pieces, built as the walk through a template builds them.

use crate::backend::candle::testing::span;
use crate::graph::{Graph, Misfit, NodeId, Op, Shape};
use crate::instantiate::projection;
use crate::template::Shortcut;

#[derive(Clone, Debug)]
pub enum Piece {
    /// In the small network and in the large one; absent where none.
    Layer(Option<Op>, Option<Op>),
    /// Whether the small one has it.
    Residual(Vec<Piece>, bool, Shortcut),
    /// Branches, and whether the small network has each.
    Parallel(Vec<(Vec<Piece>, bool)>, Joined),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Joined {
    Concat,
    Add,
}

pub fn both(small: Op, large: Op) -> Piece {
    Piece::Layer(Some(small), Some(large))
}

pub fn kept(op: Op) -> Piece {
    both(op, op)
}

pub fn added(op: Op) -> Piece {
    Piece::Layer(None, Some(op))
}

pub fn dense(units: usize) -> Op {
    Op::Dense { units, bias: true }
}

struct Builder {
    graph: Graph,
    at: NodeId,
    large: bool,
}

/// The small and the large network, with a dense output of so many values where they end in
/// features.
pub fn build(input: Shape, pieces: &[Piece], outputs: usize) -> Result<[Graph; 2], Misfit> {
    let one = |large: bool| {
        let graph = Graph::new(input, span());
        let mut builder = Builder { at: graph.last(), graph, large };
        builder.body(pieces, "")?;
        builder.push(dense(outputs), "output")?;
        Ok(builder.graph)
    };
    Ok([one(false)?, one(true)?])
}

/// The shapes before the output.
pub fn ends(input: Shape, pieces: &[Piece]) -> Result<[Shape; 2], Misfit> {
    let one = |large: bool| {
        let graph = Graph::new(input, span());
        let mut builder = Builder { at: graph.last(), graph, large };
        builder.body(pieces, "")?;
        Ok(builder.shape())
    };
    Ok([one(false)?, one(true)?])
}

impl Builder {
    fn shape(&self) -> Shape {
        self.graph.nodes[self.at.0].shape
    }

    fn push(&mut self, op: Op, path: &str) -> Result<(), Misfit> {
        self.join(op, vec![self.at], path.to_string())
    }

    fn join(&mut self, op: Op, inputs: Vec<NodeId>, path: String) -> Result<(), Misfit> {
        self.at = self.graph.push(op, inputs, path, span())?;
        Ok(())
    }

    fn body(&mut self, pieces: &[Piece], above: &str) -> Result<(), Misfit> {
        for (at, piece) in pieces.iter().enumerate() {
            let path = format!("{above}{at}");
            match piece {
                Piece::Layer(small, large) => {
                    if let Some(op) = if self.large { large } else { small } {
                        self.push(*op, &path)?;
                    }
                }
                Piece::Residual(body, there, shortcut) => {
                    if self.large || *there {
                        self.residual(body, *shortcut, &path)?;
                    }
                }
                Piece::Parallel(branches, joined) => self.parallel(branches, *joined, &path)?,
            }
        }
        Ok(())
    }

    fn residual(&mut self, body: &[Piece], shortcut: Shortcut, path: &str) -> Result<(), Misfit> {
        let start = self.at;
        self.body(body, &format!("{path}."))?;
        let end = self.at;
        let steps = projection(self.graph.nodes[start.0].shape, self.shape(), shortcut)?;
        self.at = start;
        for (name, op) in steps {
            self.push(op, &format!("{path}.{name}"))?;
        }
        self.join(Op::Add, vec![end, self.at], format!("{path}.add"))
    }

    fn parallel(
        &mut self,
        branches: &[(Vec<Piece>, bool)],
        joined: Joined,
        path: &str,
    ) -> Result<(), Misfit> {
        let start = self.at;
        let mut ends = Vec::new();
        for (number, (body, there)) in branches.iter().enumerate() {
            if self.large || *there {
                self.at = start;
                self.body(body, &format!("{path}.{number}."))?;
                ends.push(self.at);
            }
        }
        self.at = ends[0];
        if joined == Joined::Concat && ends.len() > 1 {
            return self.join(Op::Concat, ends, format!("{path}.concat"));
        }
        for (number, end) in ends.iter().enumerate().skip(1) {
            self.join(Op::Add, vec![self.at, *end], format!("{path}.add{number}"))?;
        }
        Ok(())
    }
}

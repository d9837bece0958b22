//! What a compiled step is, for people.

use std::fmt;

use super::lower::compile;
use super::schedule::Places;
use super::step::{Plan, Purpose};
use crate::backend::kernels::Running;
use crate::backend::kernels::simd::instructions;
use crate::graph::Graph;
use crate::space::Measure;

/// `a compiled step of 6 kernels over 45.1 KiB of buffers (AVX-512)`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Summary {
    pub kernels: usize,
    /// Of all buffers, of the learned numbers' gradients among them.
    pub bytes: usize,
    pub instructions: &'static str,
}

impl Plan {
    /// For training on batches of so many samples.
    pub fn summary(&self, batch: usize) -> Summary {
        let buffers: usize = Places::new(self, Purpose::Train, batch).buffers.iter().sum();
        let bytes = (buffers + self.parameters) * size_of::<f32>();
        Summary { kernels: self.steps.len(), bytes, instructions: instructions() }
    }
}

/// What the network of a graph trains as.
///
/// # Errors
/// The graph is not sound.
pub fn summary(graph: &Graph, batch: usize) -> Result<Summary, String> {
    let running = |node| {
        let channels = graph.node(node)?.shape.channels();
        Some(std::sync::Arc::new(std::sync::Mutex::new(Running::new(channels))))
    };
    Ok(compile(graph, 0, &running)?.summary(batch))
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kernels = if self.kernels == 1 { "kernel" } else { "kernels" };
        let bytes = Measure::Memory.amount(self.bytes as u64);
        let Summary { kernels: count, instructions, .. } = self;
        write!(f, "a compiled step of {count} {kernels} over {bytes} of buffers ({instructions})")
    }
}

#[cfg(test)]
mod tests {
    use super::summary;
    use crate::backend::candle::testing::{RELU, chain, span};
    use crate::graph::{Graph, Op, Shape};

    #[test]
    fn an_activation_is_no_kernel_of_its_own() {
        let mut graph = Graph::new(Shape::Features(4), span());
        let dense = |units| Op::Dense { units, bias: true };
        chain(&mut graph, &[dense(8), RELU, dense(2)]);
        let found = summary(&graph, 10).unwrap();
        assert_eq!(found.kernels, 2);
        // Input, hidden and output, the gradients of the latter two, and those of 58 parameters.
        let numbers = 10 * (4 + 8 + 2) + 10 * (2 + 8) + 58;
        assert!(found.bytes <= numbers * 4 && found.bytes >= numbers * 4 - 10 * 8 * 4, "{found}");
        assert!(
            found.to_string().starts_with("a compiled step of 2 kernels over 1.2 KiB of buffers (")
        );
    }
}

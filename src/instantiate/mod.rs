//! (family, assignment) → one member: its graph and its training settings.
//!
//! Derived numbers that must be whole (`width / 2`, `width * 1.5`) are rounded to the nearest
//! whole number, halves up, and units, filters, kernels and strides are at least 1.

mod extremes;
mod fault;
mod layers;
mod numbers;
mod place;
mod residual;
mod rows;
mod settings;
#[cfg(test)]
pub mod testing;
#[cfg(test)]
mod tests;
mod training;
mod uses;
mod walk;

pub use extremes::{largest, simplest};
pub use fault::{Fault, FaultKind, Maker, Problem};
pub use layers::{Part, lower};
pub use numbers::{Need, Numbers, round};
pub use place::{Turn, indexed};
pub use residual::{projection, widened};
pub use rows::{LayerRanges, LayerRow, each, layer_paths, listed_ranges};
pub use settings::{
    Augmentation, ClassWeights, EarlyStop, Fan, Init, InitGain, Loss, Metric, Optimizer, Plateau,
    Precision, Schedule, Settings, Warmup,
};
pub use uses::{Use, visit, visit_item, visit_terms, visit_widths};
pub use walk::{MOST_NODES, build, output_layer};

use crate::graph::{Graph, Shape};
use crate::space::{Assignment, Scope};
use crate::template::{Family, InputSpec, OutputSpec};

/// One network of the family with its training.
#[derive(Clone, Debug)]
pub struct Member {
    pub graph: Graph,
    pub input: InputSpec,
    pub output: OutputSpec,
    pub settings: Settings,
}

/// Builds the member of a complete assignment.
///
/// # Errors
/// The first fault: of shapes or numbers on the way through the network, of a training setting,
/// or a `require` that excludes the member.
pub fn instantiate(family: &Family, assignment: &Assignment) -> Result<Member, Fault> {
    let graph = build(family, assignment)?;
    require(family, assignment, &graph)?;
    fits_memory(family, &graph)?;
    let settings = training::settings(family, assignment)?;
    Ok(Member { graph, input: family.model.input, output: family.model.output, settings })
}

/// Parameters of the largest network that is trained: 64 GiB of them, in 32 bits.
const MOST_PARAMS: u64 = 1 << 34;

/// # Errors
/// The network has more parameters than any machine that hpm runs on can hold: told here, since an
/// allocation that fails ends the process.
fn fits_memory(family: &Family, graph: &Graph) -> Result<(), Fault> {
    let params = graph.params();
    if params <= MOST_PARAMS {
        return Ok(());
    }
    let what = format!(
        "the network has {params} parameters, more than the {MOST_PARAMS} that can be trained; exclude it with `require params <= 100M`"
    );
    let kind = FaultKind::Incomplete { what };
    Err(Fault { kind, path: String::new(), span: family.model.span, maker: None })
}

/// # Errors
/// The first `require` that excludes the member.
fn require(family: &Family, assignment: &Assignment, graph: &Graph) -> Result<(), Fault> {
    if family.space.constraints.is_empty() {
        return Ok(());
    }
    let scope = Scope { assignment, indices: &[], measures: Some(graph.measures()) };
    let excluding = family.space.constraints.iter().find(|one| one.excludes(&scope));
    excluding.map_or(Ok(()), |constraint| {
        let kind = FaultKind::Excluded { condition: constraint.text.clone() };
        Err(Fault { kind, path: String::new(), span: constraint.span, maker: None })
    })
}

impl InputSpec {
    pub fn shape(self) -> Shape {
        match self {
            InputSpec::Features(n) => Shape::Features(n),
            InputSpec::Image { height, width, channels } => {
                Shape::Image { height, width, channels }
            }
            InputSpec::Series { length, features } => Shape::Series { length, features },
            InputSpec::Tokens { length, vocabulary } => Shape::Tokens { length, vocabulary },
        }
    }
}

//! The model and training part of a family.

use super::data::DataSpec;
use super::sweep::SweepSpec;
use crate::catalog::Item;
use crate::source::Span;
use crate::space::{HyperId, IndexId, Space, Term};
use std::fmt;

/// Everything that a specification says, resolved.
#[derive(Clone, Debug)]
pub struct Family {
    /// The file's `##` documentation.
    pub doc: Option<String>,
    pub space: Space,
    pub data: DataSpec,
    pub model: Model,
    /// The `training` section as a use of the catalog's section of that name, presets filled in.
    pub training: ItemUse,
    pub sweep: SweepSpec,
}

#[derive(Clone, Debug)]
pub struct Model {
    pub input: InputSpec,
    pub body: Vec<Node>,
    pub output: OutputSpec,
    /// Where the shape of a sample is told: `input:`, or the data's source.
    pub input_span: Span,
    /// The value of `output:`.
    pub output_span: Span,
    pub span: Span,
}

/// The shape of one sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputSpec {
    Features(usize),
    Image {
        height: usize,
        width: usize,
        channels: usize,
    },
    Series {
        length: usize,
        features: usize,
    },
    /// Whole numbers from 0 to below `vocabulary`: words or characters of a text.
    Tokens {
        length: usize,
        vocabulary: usize,
    },
}

/// What the network predicts. It ends in a dense layer of that many units (binary: one logit).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutputSpec {
    Classes(usize),
    Binary,
    /// Any number of these at once: one logit each.
    Labels(usize),
    Values(usize),
}

/// A layer or a composition in the model.
#[derive(Clone, Debug)]
pub enum Node {
    Layer {
        path: String,
        item: ItemUse,
    },
    /// A choice among layers, or `either`.
    Pick {
        hyper: HyperId,
        alternatives: Vec<Vec<Node>>,
        span: Span,
    },
    Optional {
        hyper: HyperId,
        body: Vec<Node>,
        span: Span,
    },
    Repeat {
        /// Its label or number with what encloses it (`stage`, `block.repeat1`): where the index
        /// of a repetition stands in the paths of its layers, `stage[0].conv1`.
        path: String,
        count: Term,
        index: IndexId,
        body: Vec<Node>,
        span: Span,
    },
    Residual {
        path: String,
        shortcut: Shortcut,
        body: Vec<Node>,
        span: Span,
    },
    Parallel {
        path: String,
        join: Join,
        branches: Vec<Branch>,
        span: Span,
    },
    /// A block that was called: its layers, with the arguments filled in.
    Call {
        path: String,
        block: String,
        home: Home,
        body: Vec<Node>,
        /// Of the call.
        span: Span,
    },
}

/// What a residual's input goes through where the shapes differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shortcut {
    /// A 1×1 convolution, or a dense layer for features.
    Conv,
    /// The same, with a batch norm.
    ConvNorm,
    /// Every stride-th place with channels of zeros: no parameters.
    Pad,
}

/// How the outputs of branches become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    Concat,
    Add,
}

/// Which file declares a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Home {
    /// The specification itself.
    Here,
    Imported,
    Library,
}

/// One way through a `parallel`.
#[derive(Clone, Debug)]
pub struct Branch {
    /// Of a `maybe branch`: whether it is there.
    pub hyper: Option<HyperId>,
    pub body: Vec<Node>,
    pub span: Span,
}

impl Node {
    /// The bodies below, in order.
    pub fn bodies(&self) -> Vec<&[Node]> {
        match self {
            Node::Layer { .. } => Vec::new(),
            Node::Pick { alternatives, .. } => alternatives.iter().map(Vec::as_slice).collect(),
            Node::Optional { body, .. }
            | Node::Repeat { body, .. }
            | Node::Residual { body, .. }
            | Node::Call { body, .. } => vec![body],
            Node::Parallel { branches, .. } => {
                branches.iter().map(|branch| branch.body.as_slice()).collect()
            }
        }
    }

    /// The same, to change them.
    pub fn bodies_mut(&mut self) -> Vec<&mut Vec<Node>> {
        match self {
            Node::Layer { .. } => Vec::new(),
            Node::Pick { alternatives, .. } => alternatives.iter_mut().collect(),
            Node::Optional { body, .. }
            | Node::Repeat { body, .. }
            | Node::Residual { body, .. }
            | Node::Call { body, .. } => vec![body],
            Node::Parallel { branches, .. } => {
                branches.iter_mut().map(|branch| &mut branch.body).collect()
            }
        }
    }
}

/// An item with the values of its parameters.
#[derive(Clone, Debug)]
pub struct ItemUse {
    pub item: &'static Item,
    /// By the parameter's name; presets are filled in, parameters with `Preset::Absent` are left out.
    pub args: Vec<(&'static str, Argument)>,
    pub span: Span,
}

impl ItemUse {
    pub fn arg(&self, name: &str) -> Option<&Argument> {
        self.args.iter().find(|(known, _)| *known == name).map(|(_, argument)| argument)
    }
}

/// The value of a parameter. Where it holds a domain, it refers to hyperparameters.
#[derive(Clone, Debug)]
pub enum Argument {
    Number {
        term: Term,
        span: Span,
    },
    /// A word of `Type::Word`, `Type::Padding`; `true`/`false` of a flag; `none` of a `MaybeItem`.
    Word {
        word: &'static str,
        span: Span,
    },
    Text {
        text: String,
        span: Span,
    },
    Item(ItemUse),
    Pick {
        hyper: HyperId,
        alternatives: Vec<Argument>,
        span: Span,
    },
    List {
        items: Vec<Argument>,
        span: Span,
    },
}

impl Argument {
    pub fn span(&self) -> Span {
        match self {
            Argument::Number { span, .. }
            | Argument::Word { span, .. }
            | Argument::Text { span, .. }
            | Argument::Pick { span, .. }
            | Argument::List { span, .. } => *span,
            Argument::Item(item) => item.span,
        }
    }
}

/// As its author writes it: `image(28, 28, 1)`.
impl fmt::Display for InputSpec {
    fn fmt(&self, to: &mut fmt::Formatter) -> fmt::Result {
        match self {
            InputSpec::Features(n) => write!(to, "features({n})"),
            InputSpec::Image { height, width, channels } => {
                write!(to, "image({height}, {width}, {channels})")
            }
            InputSpec::Series { length, features } => write!(to, "series({length}, {features})"),
            InputSpec::Tokens { length, vocabulary } => {
                write!(to, "tokens({length}, {vocabulary})")
            }
        }
    }
}

/// As its author writes it: `classes(10)`.
impl fmt::Display for OutputSpec {
    fn fmt(&self, to: &mut fmt::Formatter) -> fmt::Result {
        match self {
            OutputSpec::Classes(n) => write!(to, "classes({n})"),
            OutputSpec::Binary => write!(to, "binary"),
            OutputSpec::Labels(n) => write!(to, "labels({n})"),
            OutputSpec::Values(n) => write!(to, "values({n})"),
        }
    }
}

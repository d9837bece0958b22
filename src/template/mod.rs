//! A resolved family: the model with terms where numbers stand, and the settings of its sections.

mod data;
mod model;
mod source;
mod sweep;

pub use data::{DataFacts, DataSpec, Fraction, InputFacts, Missing, OutputFacts, Scaling, Splits};
pub use model::{
    Argument, Branch, Family, Home, InputSpec, ItemUse, Join, Model, Node, OutputSpec, Shortcut,
};
pub use source::{
    ArrayFormat, ArrayLayout, ArraySource, Generated, Level, Source, Task, TextSource,
};
pub use sweep::{
    Aim, Group, Growth, GrowthBy, Inherit, Limits, Objective, Pruner, Sampler, Stop, SweepSpec,
    Transfer, Trials,
};

//! Parameters that several optimizers have.

use crate::catalog::{Bounds, Param, Preset, Role, Type};

/// The place of momentum in Adam and its relatives.
pub const BETA1: Param = Param::new(
    "beta1",
    Type::Fraction,
    Preset::Number(0.9),
    Role::Optimisation,
    "How slowly the mean of the gradient forgets; the place of momentum.",
)
.bounds(Bounds::FRACTION)
.synonyms(&["beta_1", "b1"]);

/// The memory of squared gradients in Adam and its relatives.
pub const BETA2: Param = Param::new(
    "beta2",
    Type::Fraction,
    Preset::Number(0.999),
    Role::Optimisation,
    "How slowly the mean of the squared gradient forgets.",
)
.bounds(Bounds::FRACTION)
.synonyms(&["beta_2", "b2"]);

/// What keeps a division by a root from a division by 0.
pub const EPSILON: Param = Param::new(
    "epsilon",
    Type::Real,
    Preset::Number(1e-8),
    Role::Optimisation,
    "Added to the denominator.",
)
.bounds(Bounds::POSITIVE)
.synonyms(&["eps"]);

/// Reddi et al. 2018.
pub const AMSGRAD: Param = Param::new(
    "amsgrad",
    Type::Flag,
    Preset::Flag(false),
    Role::Optimisation,
    "Divide by the largest mean of the squared gradient so far (Reddi et al. 2018, On the convergence of Adam and beyond).",
)
.synonyms(&["ams_grad"]);

/// How much of the last step is kept.
pub const MOMENTUM: Param = Param::new(
    "momentum",
    Type::Fraction,
    Preset::Number(0.0),
    Role::Optimisation,
    "How much of the last step is kept.",
)
.bounds(Bounds::FRACTION)
.synonyms(&["mu", "m"]);

//! Parameters that several schedules have.

use crate::catalog::{Bounds, Param, Preset, Role, Type};

/// The rise before the schedule proper.
pub const WARMUP: Param = Param::new(
    "warmup",
    Type::Fraction,
    Preset::Number(0.0),
    Role::Optimisation,
    "The share of all steps over which the rate first rises from 0.",
)
.bounds(Bounds::FRACTION)
.synonyms(&["warm_up", "warmup_ratio", "warmup_steps", "warmup_share"]);

/// Where the rate ends or stops falling.
pub const FLOOR: Param = Param::new(
    "floor",
    Type::Fraction,
    Preset::Number(0.0),
    Role::Optimisation,
    "Where it ends, as a share of the learning rate.",
)
.bounds(Bounds::SHARE)
.synonyms(&["eta_min", "min", "min_lr", "alpha"]);

//! The fields of `sweep`.

use crate::catalog::{Bounds, Item, Kind, Param, Preset, Role, Type};

/// The fields of `sweep`.
pub static ITEM: Item = Item {
    kind: Kind::Section,
    name: "sweep",
    synonyms: &["search", "tune", "tuning", "tuner", "hpo", "study", "optimize"],
    doc: "How the family is searched.",
    params: &[Param::new("objective", Type::Special, Preset::Absent, Role::Form, "What the search makes large or small: `maximize accuracy`; several, with commas, make a Pareto front.").synonyms(&["objectives", "goal", "metric", "target"]).fixed(), Param::new("growth", Type::Special, Preset::Absent, Role::Form, "How complexity grows: a block with its own fields.").synonyms(&["grow", "ladder"]).fixed(), Param::new("trials", Type::Special, Preset::Absent, Role::Form, "How many configurations: `12 per rung`, or a total.").synonyms(&["n_trials", "max_trials", "budget"]).fixed(), Param::new("sampler", Type::Word(&["sobol", "random", "tpe", "gp", "elites", "grid"]), Preset::Word("sobol"), Role::Form, "Where configurations come from: evenly spread (sobol), independent draws (random), a model of what is good (tpe) or of the objective (gp), changes of the best ones (elites), or every combination (grid).").synonyms(&["search", "algorithm"]).fixed(), Param::new("pruner", Type::Special, Preset::Absent, Role::Form, "What ends poor trials early: `halving(eta: 3)` or `none`.").synonyms(&["pruning", "scheduler"]).fixed(), Param::new("repeats", Type::Whole, Preset::Number(5.0), Role::Form, "Paired seeds that decide about a step.").bounds(Bounds::between(1.0, 1000.0)).synonyms(&["seeds", "repetitions", "runs"]).fixed(), Param::new("limit", Type::Special, Preset::Absent, Role::Form, "When to end: a time (`30min`), `200 trials`, `2000 epochs` over all trials, `1e15 flops`, or several with commas.").synonyms(&["limits", "timeout", "time_limit", "max_time", "stop_after"]).fixed(), Param::new("parallel", Type::Whole, Preset::Absent, Role::Form, "Trials at once; one per core when left out.").bounds(Bounds::between(1.0, 4096.0)).synonyms(&["jobs", "n_jobs", "workers", "threads"]).fixed(), Param::new("seed", Type::Whole, Preset::Number(0.0), Role::Form, "Of every draw that the search makes.").bounds(Bounds::SEED).synonyms(&["random_state", "random_seed"]).fixed()],
    example: "sweep { objective: maximize accuracy; limit: 30min }",
    source: None,
};

//! One rise and one fall of the learning rate.

use crate::catalog::{Bounds, Item, Kind, Param, Preset, Role, Type};

/// One rise and one fall of the learning rate.
pub static ITEM: Item = Item {
    kind: Kind::Schedule,
    name: "one_cycle",
    synonyms: &["onecycle", "OneCycleLR", "1cycle", "super_convergence"],
    doc: "The rate rises from learning_rate / start_divisor to learning_rate, then falls to far below where it began, both along half a cosine. It warms up by itself. The numbers are those of PyTorch's OneCycleLR; momentum stays as it is.",
    params: &[
        Param::new(
            "peak",
            Type::Fraction,
            Preset::Number(0.3),
            Role::Optimisation,
            "The share of all steps after which the rate is highest.",
        )
        .bounds(Bounds { low_open: true, high_open: true, ..Bounds::SHARE })
        .synonyms(&["pct_start", "peak_at"]),
        Param::new(
            "start_divisor",
            Type::Real,
            Preset::Number(25.0),
            Role::Optimisation,
            "The rate begins at learning_rate divided by this.",
        )
        .bounds(Bounds { low: 1.0, ..Bounds::ANY })
        .synonyms(&["div_factor", "div"]),
        Param::new(
            "end_divisor",
            Type::Real,
            Preset::Number(1e4),
            Role::Optimisation,
            "The rate ends at its first value divided by this.",
        )
        .bounds(Bounds { low: 1.0, ..Bounds::ANY })
        .synonyms(&["final_div_factor", "final_div"]),
    ],
    example: "schedule: one_cycle(peak: 30%)",
    source: Some(
        "Smith & Topin 2018, Super-convergence: very fast training of neural networks using large learning rates",
    ),
};

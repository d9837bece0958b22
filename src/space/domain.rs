//! The values that a hyperparameter may take.

/// One value of a hyperparameter.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, serde::Serialize, serde::Deserialize)]
pub enum Value {
    Whole(i64),
    Real(f64),
    /// An alternative of a choice, from 0. Of a `maybe`: 0 absent, 1 present.
    Choice(usize),
}

/// How a range is searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scale {
    Linear,
    Log,
}

/// Both ends of every range are included.
#[derive(Clone, Debug, PartialEq)]
pub enum Domain {
    Whole {
        low: i64,
        high: i64,
        scale: Scale,
    },
    Real {
        low: f64,
        high: f64,
        scale: Scale,
    },
    /// A `step` or `by` grid, ascending.
    Grid {
        values: Vec<f64>,
        whole: bool,
        scale: Scale,
    },
    /// Alternatives by the text that names each (`relu`, `3`, `1e-6..1e-2`).
    Choice {
        labels: Vec<String>,
        ordered: bool,
    },
    /// `maybe`
    Optional,
}

//! The form of a catalog entry.

/// What an item is, hence where its name may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `dense`, `conv`, `max_pool`, …
    Layer,
    /// `relu`, …: a layer of its own, and a value of `activation:`
    Activation,
    /// `residual`, `parallel`, …: layers with a body
    Composite,
    /// `features`, `image`, `series`
    Input,
    /// `classes`, `binary`, `values`
    Output,
    Optimizer,
    Init,
    Schedule,
    Loss,
    Metric,
    /// `flip`, `mixup`, …: a value of `augment:`
    Augmentation,
    /// `digits`, `csv`, `idx`
    Source,
    /// `split(train: 80%, validation: 10%, test: 10%)`, `early_stop(patience: 5)` and the like:
    /// a value with a form of its own, found through the parameter that takes it
    Form,
    /// `data`, `model`, `training`, `sweep`, and `growth` within `sweep`: their fields are params
    Section,
}

/// One thing that a specification can name.
#[derive(Debug)]
pub struct Item {
    pub kind: Kind,
    /// The field's standard term.
    pub name: &'static str,
    /// Known other names; using one is an error whose fix is `name`.
    pub synonyms: &'static [&'static str],
    /// What it is and computes, one to three sentences.
    pub doc: &'static str,
    /// In the order in which positional values fill them.
    pub params: &'static [Param],
    /// One line of hpm.
    pub example: &'static str,
    /// The paper that introduced it, where there is one.
    pub source: Option<&'static str>,
}

/// A parameter of an item, or a field of a section.
#[derive(Debug)]
pub struct Param {
    pub name: &'static str,
    pub synonyms: &'static [&'static str],
    pub ty: Type,
    pub preset: Preset,
    /// May be given without its name, in order.
    pub positional: bool,
    pub bounds: Bounds,
    pub role: Role,
    /// Whether a domain may stand here. Paths, columns, class counts cannot be searched.
    pub searchable: bool,
    /// Whether its value can decide if shapes fit (kernel, stride, padding, pool size, …).
    pub shapes: bool,
    pub doc: &'static str,
}

impl Item {
    /// The parameter of that name.
    pub fn param(&self, name: &str) -> Option<&'static Param> {
        self.params.iter().find(|param| param.name == name)
    }

    /// The parameter that people mean by another name of it.
    pub fn param_by_synonym(&self, name: &str) -> Option<&'static Param> {
        self.params.iter().find(|param| known_as(param.synonyms, name))
    }
}

/// Whether `name` is one of the synonyms, whatever its case and underscores.
pub(super) fn known_as(synonyms: &[&str], name: &str) -> bool {
    let plain = |text: &str| text.to_lowercase().replace('_', "");
    synonyms.iter().any(|one| plain(one) == plain(name))
}

impl Param {
    /// A named, searchable parameter without bounds.
    pub const fn new(
        name: &'static str,
        ty: Type,
        preset: Preset,
        role: Role,
        doc: &'static str,
    ) -> Param {
        Param {
            name,
            synonyms: &[],
            ty,
            preset,
            positional: false,
            bounds: Bounds::ANY,
            role,
            searchable: true,
            shapes: false,
            doc,
        }
    }

    /// May be given without its name.
    pub const fn positional(self) -> Param {
        Param { positional: true, ..self }
    }

    pub const fn bounds(self, bounds: Bounds) -> Param {
        Param { bounds, ..self }
    }

    /// Outside of it a warning.
    pub const fn usual(self, low: f64, high: f64) -> Param {
        Param { bounds: Bounds { usual: Some((low, high)), ..self.bounds }, ..self }
    }

    pub const fn synonyms(self, synonyms: &'static [&'static str]) -> Param {
        Param { synonyms, ..self }
    }

    /// Decides whether shapes fit.
    pub const fn shapes(self) -> Param {
        Param { shapes: true, ..self }
    }

    /// No domain may stand here.
    pub const fn fixed(self) -> Param {
        Param { searchable: false, ..self }
    }
}

/// What a parameter holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// A whole number.
    Whole,
    Real,
    /// From 0 to 1, usually written in per cent.
    Fraction,
    /// `true` or `false`
    Flag,
    /// One of a few words.
    Word(&'static [&'static str]),
    /// A whole number, or `(rows, columns)`.
    Sides,
    /// `same`, `valid`, `causal`, a whole number of cells on each side, or a number for each side.
    Padding,
    /// `series`, or an input's form: the shape that `reshape` gives.
    Target,
    /// An item of that kind, with its own arguments.
    Item(Kind),
    /// An item of that kind, or absent (`none`).
    MaybeItem(Kind),
    /// One item of that kind, or several with commas.
    Items(Kind),
    /// One of these words, or numbers with commas in parentheses, none of them searched.
    Numbers(&'static [&'static str]),
    /// The item of that name, called (`Kind::Form`).
    Form(&'static str),
    /// A quoted path.
    Path,
    /// A quoted column name, or a list of them.
    Columns,
    /// A form that only its section's resolver understands (`objective`, `limit`, `order`, …).
    Special,
}

/// What holds when the author gives nothing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Preset {
    Required,
    Number(f64),
    Word(&'static str),
    Flag(bool),
    /// Not there: the resolver, or the data, decides.
    Absent,
}

/// Numbers that make sense. `hard` ends are errors; `usual` ends only warn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    pub low: f64,
    pub high: f64,
    /// The low end itself is excluded (`learning_rate` above 0).
    pub low_open: bool,
    pub high_open: bool,
    /// Outside of it a person may still mean it; a warning.
    pub usual: Option<(f64, f64)>,
}

impl Bounds {
    pub const ANY: Bounds = Bounds {
        low: f64::NEG_INFINITY,
        high: f64::INFINITY,
        low_open: false,
        high_open: false,
        usual: None,
    };
    /// 1 and more.
    pub const POSITIVE_COUNT: Bounds = Bounds { low: 1.0, ..Bounds::ANY };
    /// Above 0.
    pub const POSITIVE: Bounds = Bounds { low: 0.0, low_open: true, ..Bounds::ANY };
    /// 0 and more.
    pub const NOT_NEGATIVE: Bounds = Bounds { low: 0.0, ..Bounds::ANY };
    /// From 0 to 1, 1 excluded.
    pub const FRACTION: Bounds = Bounds { low: 0.0, high: 1.0, high_open: true, ..Bounds::ANY };
    /// From 0 to 1, both included.
    pub const SHARE: Bounds = Bounds { low: 0.0, high: 1.0, ..Bounds::ANY };
    /// Every whole number that a real number holds exactly.
    pub const SEED: Bounds = Bounds { low: 0.0, high: 9_007_199_254_740_991.0, ..Bounds::ANY };

    /// Both ends included.
    pub const fn between(low: f64, high: f64) -> Bounds {
        Bounds { low, high, ..Bounds::ANY }
    }

    /// Greater than `low`.
    pub const fn above(low: f64) -> Bounds {
        Bounds { low, low_open: true, ..Bounds::ANY }
    }

    pub fn contain(&self, value: f64) -> bool {
        let low = if self.low_open { value > self.low } else { value >= self.low };
        let high = if self.high_open { value < self.high } else { value <= self.high };
        low && high
    }
}

/// Which way of a value lowers the effective capacity of the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    HigherRegularises,
    LowerRegularises,
}

/// What the sweep may do with a hyperparameter (growth.md).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Changes parameters or FLOPs.
    Capacity,
    Regularisation(Direction),
    Optimisation,
    /// The rest: activation, pooling type, padding.
    Form,
}

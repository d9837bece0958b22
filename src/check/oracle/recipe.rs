//! Random small families, as recipes that shrink well.

use proptest::prelude::*;

use crate::instantiate::testing::*;
use crate::space::testing::{choice, optional as maybe, whole};
use crate::space::{
    Arithmetic, Assignment, Clause, Comparison, Condition, Constraint, Hyper, HyperId, IndexId,
    Measure, Predicate, Scope, Term, Test,
};
use crate::template::{Argument, Branch, Family, InputSpec, Join, Node, Shortcut};

/// A number of a layer.
#[derive(Clone, Debug)]
enum Number {
    Fixed(i64),
    Range(i64, i64),
    Choice(Vec<i64>),
    /// A `let` that several places share.
    Shared,
    /// The shared one and the index of the repetition.
    Growing,
    /// Eight divided by the index: fails in the first repetition.
    Dividing,
    /// One for each repetition.
    Each(i64, i64),
}

#[derive(Clone, Debug)]
enum Pad {
    Same,
    Valid,
    Cells(Number),
    SameOrValid,
}

#[derive(Clone, Debug)]
enum Sketch {
    Conv {
        kernel: Number,
        stride: Number,
        filters: Number,
        padding: Pad,
    },
    Pool {
        size: Number,
        stride: Option<Number>,
        padding: Pad,
    },
    Dense(Number),
    Plain(&'static str),
    Dropout(Number),
    Maybe(Vec<Sketch>),
    Either(Vec<Sketch>, Vec<Sketch>),
    Repeat(Number, Vec<Sketch>),
    Residual(Vec<Sketch>, Shortcut),
    Grouped {
        filters: Number,
        groups: Number,
    },
    Depthwise {
        kernel: Number,
        multiplier: Number,
    },
    GroupNorm(Number),
    Attention(Number),
    Transformer(Number),
    Recurrent {
        units: Number,
        layers: Number,
        sequence: bool,
    },
    ToSeries,
    /// Which branches may be absent, and their layers.
    Parallel(Join, Vec<(bool, Vec<Sketch>)>),
}

fn number() -> impl Strategy<Value = Number> {
    prop_oneof![
        4 => (1_i64..4).prop_map(Number::Fixed),
        2 => (1_i64..4, 1_i64..3).prop_map(|(low, more)| Number::Range(low, low + more)),
        2 => prop::collection::vec(1_i64..6, 2..4).prop_map(Number::Choice),
        1 => Just(Number::Shared),
        1 => Just(Number::Growing),
        1 => Just(Number::Dividing),
        1 => (1_i64..3, 1_i64..3).prop_map(|(low, more)| Number::Each(low, low + more)),
    ]
}

fn padding() -> impl Strategy<Value = Pad> {
    prop_oneof![
        3 => Just(Pad::Same),
        2 => Just(Pad::Valid),
        1 => number().prop_map(Pad::Cells),
        1 => Just(Pad::SameOrValid),
    ]
}

fn layer_() -> impl Strategy<Value = Sketch> {
    prop_oneof![
        4 => (number(), number(), number(), padding()).prop_map(|(kernel, stride, filters, padding)| {
            Sketch::Conv { kernel, stride, filters, padding }
        }),
        3 => (number(), prop::option::of(number()), padding())
            .prop_map(|(size, stride, padding)| Sketch::Pool { size, stride, padding }),
        1 => number().prop_map(Sketch::Dense),
        1 => number().prop_map(Sketch::Dropout),
        1 => prop_oneof![Just("flatten"), Just("global_avg_pool")].prop_map(Sketch::Plain),
        2 => prop_oneof![Just("relu"), Just("batch_norm")].prop_map(Sketch::Plain),
        1 => (number(), number())
            .prop_map(|(filters, groups)| Sketch::Grouped { filters, groups }),
        1 => (number(), number())
            .prop_map(|(kernel, multiplier)| Sketch::Depthwise { kernel, multiplier }),
        1 => sequence_layer(),
    ]
}

/// Layers over steps, and those that part their channels.
fn sequence_layer() -> impl Strategy<Value = Sketch> {
    prop_oneof![
        number().prop_map(Sketch::GroupNorm),
        number().prop_map(Sketch::Attention),
        number().prop_map(Sketch::Transformer),
        (number(), number(), any::<bool>()).prop_map(|(units, layers, sequence)| {
            Sketch::Recurrent { units, layers, sequence }
        }),
        Just(Sketch::ToSeries),
        Just(Sketch::Plain("last_step")),
    ]
}

fn sketch() -> impl Strategy<Value = Sketch> {
    layer_().prop_recursive(3, 10, 3, |inner| {
        let body = || prop::collection::vec(inner.clone(), 0..3);
        prop_oneof![
            body().prop_map(Sketch::Maybe),
            (body(), body()).prop_map(|(a, b)| Sketch::Either(a, b)),
            (count(), body()).prop_map(|(count, body)| Sketch::Repeat(count, body)),
            (
                body(),
                prop_oneof![Just(Shortcut::Conv), Just(Shortcut::ConvNorm), Just(Shortcut::Pad)]
            )
                .prop_map(|(body, shortcut)| Sketch::Residual(body, shortcut)),
            (
                prop_oneof![3 => Just(Join::Concat), 1 => Just(Join::Add)],
                prop::collection::vec((any::<bool>(), body()), 0..3)
            )
                .prop_map(|(join, branches)| Sketch::Parallel(join, branches)),
        ]
    })
}

fn count() -> impl Strategy<Value = Number> {
    prop_oneof![
        1 => (0_i64..3).prop_map(Number::Fixed),
        4 => (0_i64..3, 1_i64..3).prop_map(|(low, more)| Number::Range(low, low + more)),
        1 => Just(Number::Shared),
    ]
}

/// Turns sketches into a family, with the conditions that a resolver would give.
struct Builder {
    hypers: Vec<Hyper>,
    /// What must hold for a hyperparameter written here to exist.
    context: Vec<Clause>,
    /// The enclosing repeat: its index, its largest count, and its count where that is open.
    turns: Vec<(usize, i64, Option<usize>)>,
    names: usize,
}

impl Builder {
    fn add(&mut self, hyper: Hyper) -> usize {
        let id = self.hypers.len();
        let any = if self.context.is_empty() { vec![] } else { vec![self.context.clone()] };
        self.hypers.push(Hyper { id: HyperId(id), condition: Condition { any }, ..hyper });
        id
    }

    fn name(&mut self, kind: &str) -> String {
        self.names += 1;
        format!("{kind}{}", self.names)
    }

    fn term(&mut self, number: &Number) -> Term {
        match number {
            Number::Fixed(n) => Term::Number(*n as f64),
            Number::Range(low, high) => {
                let name = self.name("range");
                Term::Hyper(HyperId(self.add(whole(&name, *low, *high))))
            }
            Number::Choice(values) => {
                let name = self.name("choice");
                let labels: Vec<String> = values.iter().map(i64::to_string).collect();
                let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
                let hyper = HyperId(self.add(choice(&name, &labels)));
                let alternatives = values.iter().map(|n| Term::Number(*n as f64)).collect();
                Term::Pick { hyper, alternatives }
            }
            Number::Shared => Term::Hyper(HyperId(0)),
            Number::Growing => {
                let index =
                    self.turns.last().map_or(Term::Number(1.0), |t| Term::Index(IndexId(t.0)));
                binary(Arithmetic::Add, Term::Hyper(HyperId(0)), index)
            }
            Number::Dividing => match self.turns.last() {
                Some(turn) => {
                    binary(Arithmetic::Divide, Term::Number(8.0), Term::Index(IndexId(turn.0)))
                }
                None => Term::Number(2.0),
            },
            Number::Each(low, high) => self.each(*low, *high),
        }
    }

    fn each(&mut self, low: i64, high: i64) -> Term {
        let Some((index, most, count)) = self.turns.last().copied() else {
            return self.term(&Number::Range(low, high));
        };
        let mut hypers = Vec::new();
        for at in 0..most {
            let before = self.context.clone();
            if let Some(count) = count {
                self.context.push(Clause { hyper: HyperId(count), test: Test::MoreThan(at) });
            }
            hypers.push(self.term(&Number::Range(low, high)));
            self.context = before;
        }
        Term::Each { indices: vec![(IndexId(index), most as usize)], hypers }
    }

    fn padding(&mut self, pad: &Pad) -> Argument {
        match pad {
            Pad::Same => word("same"),
            Pad::Valid => word("valid"),
            Pad::Cells(number) => term(self.term(number)),
            Pad::SameOrValid => {
                let name = self.name("padding");
                let hyper = self.add(choice(&name, &["same", "valid"]));
                either(hyper, vec![word("same"), word("valid")])
            }
        }
    }

    fn within(&mut self, clause: Clause, body: &[Sketch]) -> Vec<Node> {
        self.context.push(clause);
        let nodes = body.iter().map(|one| self.node(one)).collect();
        self.context.pop();
        nodes
    }

    fn node(&mut self, sketch: &Sketch) -> Node {
        match sketch {
            Sketch::Conv { kernel, stride, filters, padding } => {
                let name = self.name("conv");
                let args = vec![
                    ("filters", term(self.term(filters))),
                    ("kernel", term(self.term(kernel))),
                    ("stride", term(self.term(stride))),
                    ("padding", self.padding(padding)),
                ];
                layer(&name, "conv", args)
            }
            Sketch::Pool { size, stride, padding } => {
                let name = self.name("pool");
                let mut args = vec![("size", term(self.term(size)))];
                if let Some(stride) = stride {
                    args.push(("stride", term(self.term(stride))));
                }
                args.push(("padding", self.padding(padding)));
                layer(&name, "max_pool", args)
            }
            Sketch::Dense(units) => {
                let units = term(self.term(units));
                dense(&self.name("dense"), units)
            }
            // A rate of a tenth of some number.
            Sketch::Dropout(number) => {
                let rate = binary(Arithmetic::Divide, self.term(number), Term::Number(4.0));
                layer(&self.name("dropout"), "dropout", vec![("rate", term(rate))])
            }
            Sketch::Plain(kind) => plain(&self.name(kind), kind),
            Sketch::Maybe(body) => {
                let name = self.name("maybe");
                let id = self.add(maybe(&name));
                let clause = Clause { hyper: HyperId(id), test: Test::Is(1) };
                optional(id, self.within(clause, body))
            }
            Sketch::Either(a, b) => {
                let name = self.name("either");
                let id = self.add(choice(&name, &["a", "b"]));
                let clause = |at| Clause { hyper: HyperId(id), test: Test::Is(at) };
                let alternatives = vec![self.within(clause(0), a), self.within(clause(1), b)];
                Node::Pick { hyper: HyperId(id), alternatives, span: span(&name) }
            }
            Sketch::Repeat(count, body) => self.repeat(count, body),
            Sketch::Residual(body, shortcut) => {
                let name = self.name("residual");
                let body = body.iter().map(|one| self.node(one)).collect();
                let span = span(&name);
                Node::Residual { path: name, shortcut: *shortcut, body, span }
            }
            Sketch::Parallel(join, branches) => self.parallel(*join, branches),
            other => self.newer(other),
        }
    }

    /// Layers that part channels, and layers over steps.
    fn newer(&mut self, sketch: &Sketch) -> Node {
        let (kind, args) = match sketch {
            Sketch::Grouped { filters, groups } => {
                let kernel = Argument::Number { term: Term::Number(1.0), span: span("one") };
                let args = vec![
                    ("filters", term(self.term(filters))),
                    ("kernel", kernel),
                    ("groups", term(self.term(groups))),
                ];
                ("conv", args)
            }
            Sketch::Depthwise { kernel, multiplier } => {
                let args = vec![
                    ("kernel", term(self.term(kernel))),
                    ("multiplier", term(self.term(multiplier))),
                ];
                ("depthwise_conv", args)
            }
            Sketch::GroupNorm(groups) => ("group_norm", vec![("groups", term(self.term(groups)))]),
            Sketch::Attention(heads) => ("attention", vec![("heads", term(self.term(heads)))]),
            Sketch::Transformer(heads) => ("transformer", vec![("heads", term(self.term(heads)))]),
            Sketch::Recurrent { units, layers, sequence } => {
                let returns = if *sequence { "sequence" } else { "last" };
                let args = vec![
                    ("units", term(self.term(units))),
                    ("layers", term(self.term(layers))),
                    ("return", word(returns)),
                ];
                ("gru", args)
            }
            _ => ("reshape", vec![("to", word("series"))]),
        };
        layer(&self.name(kind), kind, args)
    }

    fn parallel(&mut self, join: Join, branches: &[(bool, Vec<Sketch>)]) -> Node {
        let name = self.name("parallel");
        let branches = branches.iter().map(|(open, body)| {
            let span = span(&name);
            if !open {
                let body = body.iter().map(|one| self.node(one)).collect();
                return Branch { hyper: None, body, span };
            }
            let branch = self.name("branch");
            let id = self.add(maybe(&branch));
            let clause = Clause { hyper: HyperId(id), test: Test::Is(1) };
            Branch { hyper: Some(HyperId(id)), body: self.within(clause, body), span }
        });
        let branches = branches.collect();
        Node::Parallel { span: span(&name), path: name, join, branches }
    }

    fn repeat(&mut self, count: &Number, body: &[Sketch]) -> Node {
        let name = self.name("repeat");
        let count = self.term(count);
        let (most, open) = match &count {
            Term::Number(n) => (*n as i64, None),
            Term::Hyper(id) => match self.hypers[id.0].domain {
                crate::space::Domain::Whole { high, .. } => (high, Some(id.0)),
                _ => unreachable!(),
            },
            _ => unreachable!(),
        };
        let index = self.names;
        self.turns.push((index, most, open));
        let body = match open {
            Some(id) => self.within(Clause { hyper: HyperId(id), test: Test::MoreThan(0) }, body),
            None => body.iter().map(|one| self.node(one)).collect(),
        };
        self.turns.pop();
        repeat(&name, count, index, body)
    }
}

fn input() -> impl Strategy<Value = InputSpec> {
    prop_oneof![
        (2_usize..12).prop_map(|side| image(side, 1)),
        (2_usize..9, 2_usize..9).prop_map(|(height, width)| InputSpec::Image {
            height,
            width,
            channels: 2
        }),
        (2_usize..20).prop_map(|length| InputSpec::Series { length, features: 2 }),
        Just(InputSpec::Features(6)),
    ]
}

/// Compares the sum of two hyperparameters (or the shared one twice) with a number.
type Asked = Option<(usize, usize, i64)>;

/// Which cost must not be more (or less) than this power of two.
type Limited = Option<(Measure, bool, i32)>;

#[derive(Clone, Debug)]
pub struct Recipe {
    input: InputSpec,
    sketches: Vec<Sketch>,
    flat: bool,
    asked: Asked,
    limited: Limited,
}

pub fn recipe() -> impl Strategy<Value = Recipe> {
    let asked: BoxedStrategy<Asked> =
        prop::option::weighted(0.4, (0_usize..9, 0_usize..9, 2_i64..9)).boxed();
    let measure = prop_oneof![
        4 => Just(Measure::Params), 1 => Just(Measure::Flops),
        1 => Just(Measure::Memory), 1 => Just(Measure::Layers)
    ];
    let limited: BoxedStrategy<Limited> =
        prop::option::weighted(0.4, (measure, prop::bool::weighted(0.8), 1..12_i32)).boxed();
    (input(), prop::collection::vec(sketch(), 0..4), any::<bool>(), asked, limited).prop_map(
        |(input, sketches, flat, asked, limited)| Recipe { input, sketches, flat, asked, limited },
    )
}

impl Recipe {
    pub fn family(&self) -> Family {
        let mut builder = Builder { hypers: vec![], context: vec![], turns: vec![], names: 0 };
        builder.add(whole("shared", 1, 3));
        let mut nodes: Vec<Node> = self.sketches.iter().map(|one| builder.node(one)).collect();
        if self.flat {
            nodes.push(plain("end", "flatten"));
        }
        let mut family = family(self.input, builder.hypers, nodes);
        if let Some((a, b, limit)) = self.asked {
            family.space.constraints.extend(constraint(&family, a, b, limit));
        }
        if let Some((measure, most, power)) = self.limited {
            let limit =
                if measure == Measure::Layers { f64::from(power) } else { 2_f64.powi(power + 2) };
            let comparison = if most { Comparison::LessEqual } else { Comparison::Greater };
            let predicate =
                Predicate::Compare(comparison, Term::Measure(measure), Term::Number(limit));
            let text = "cost <= limit".into();
            family.space.constraints.push(Constraint { predicate, text, span: span("limit") });
        }
        family
    }
}

fn constraint(family: &Family, a: usize, b: usize, limit: i64) -> Option<Constraint> {
    let numeric = |at: usize| {
        let hyper = family.space.hypers.get(at % family.space.hypers.len())?;
        matches!(hyper.domain, crate::space::Domain::Whole { .. }).then_some(Term::Hyper(hyper.id))
    };
    let sum = binary(Arithmetic::Add, numeric(a)?, numeric(b)?);
    let limit = Term::Number(limit as f64);
    let predicate = Predicate::Compare(Comparison::LessEqual, sum, limit);
    Some(Constraint { predicate, text: "a + b <= limit".into(), span: span("require") })
}

pub fn allowed(family: &Family, member: &Assignment) -> bool {
    let scope = Scope { assignment: member, indices: &[], measures: None };
    !family.space.constraints.iter().any(|one| one.excludes(&scope))
}

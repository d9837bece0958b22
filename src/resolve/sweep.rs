//! The `sweep` section, every default filled in.

use super::argument::word;
use super::context::{Place, Resolver};
use super::data::number;
use super::fields::Fields;
use super::training::fitting;
use crate::catalog::{self, Kind};
use crate::diagnostic::codes::sweep::{
    backward_objective, bad_limit, bad_objective, bad_pruner, bad_trials, unknown_objective,
};
use crate::source::{FileId, Span};
use crate::space::Space;
use crate::syntax::ast::{Expr, ExprKind, Name, Section, Unit};
use crate::template::{
    Aim, Argument, Limits, Objective, OutputSpec, Pruner, Sampler, SweepSpec, Trials,
};

const ETA: usize = 3;
const TRIALS: Trials = Trials::PerRung(12);

impl<'a> Resolver<'a> {
    pub fn sweep(
        &mut self,
        section: Option<&'a Section>,
        space: &Space,
        output: Option<OutputSpec>,
        place: &Place<'a>,
    ) -> Option<SweepSpec> {
        let item = catalog::section("sweep")?;
        let fields = match section {
            Some(section) => self.fields(item, &section.body, place, "sweep"),
            None => Fields::default(),
        };
        let growth = self.growth(fields.value("growth"), space, place);
        let objectives = self.objectives(fields.value("objective"), output);
        let (trials, pruner) =
            (self.trials(fields.value("trials")), self.pruner(fields.value("pruner"), place));
        let limits = self.limits(fields.value("limit"));
        if fields.faulty {
            return None;
        }
        let count = |name: &str| number(fields.arg(name)).map(|count| count as usize);
        let all = item.params.iter().map(|param| param.name);
        let sampler = match fields.arg("sampler") {
            Some(Argument::Word { word, .. }) => {
                Sampler::ALL.into_iter().find(|it| it.word() == *word)
            }
            _ => None,
        };
        Some(SweepSpec {
            objectives: objectives?,
            growth: growth?,
            trials: trials?,
            sampler: sampler.unwrap_or(Sampler::Sobol),
            pruner: pruner?,
            repeats: count("repeats").unwrap_or(5),
            limits: limits?,
            parallel: count("parallel"),
            seed: count("seed").map_or(0, |seed| seed as u64),
            defaulted: all
                .filter(|name| fields.value(name).is_none())
                .chain(super::growth::left_out(fields.value("growth")))
                .collect(),
        })
    }

    /// `maximize accuracy`, or several with commas.
    fn objectives(
        &mut self,
        value: Option<&Expr>,
        output: Option<OutputSpec>,
    ) -> Option<Vec<Objective>> {
        let output = output?;
        let Some(expr) = value else { return Some(vec![usual(output)]) };
        let parts = parts(expr);
        let all: Vec<Option<Objective>> =
            parts.iter().map(|one| self.objective(one, output)).collect();
        all.into_iter().collect()
    }

    fn objective(&mut self, expr: &Expr, output: OutputSpec) -> Option<Objective> {
        let (aim, operand) = match &expr.kind {
            ExprKind::Prefixed { word, operand } => (aim(word), operand.as_ref()),
            ExprKind::Missing => return self.hole(),
            _ => (None, expr),
        };
        let Some(metric) = word(operand) else {
            let right = spelt(usual(output));
            return self.fault(bad_objective::diagnostic(expr.span, &right));
        };
        let (_, metrics) = fitting(output);
        let fitting: Vec<&'static str> =
            metrics.iter().copied().chain(["params", "flops"]).collect();
        let Some(name) = fitting.iter().find(|name| **name == metric.text) else {
            let other = catalog::find_synonym(Kind::Metric, &metric.text);
            if let Some(item) = other.filter(|item| item.name != metric.text) {
                self.other_word(metric, item.name, None, true);
                return None;
            }
            let output = output.to_string();
            return self.fault(unknown_objective::diagnostic(
                &metric.text,
                metric.span,
                &output,
                &fitting,
            ));
        };
        let Some(aim) = aim else {
            let right = spelt(Objective { aim: natural(name), metric: name, span: expr.span });
            return self.fault(bad_objective::diagnostic(expr.span, &right));
        };
        if aim != natural(name) {
            let right = spelt(Objective { aim: natural(name), metric: name, span: expr.span });
            self.report(backward_objective::diagnostic(name, expr.span, &right));
        }
        Some(Objective { aim, metric: name, span: expr.span })
    }

    /// `12 per rung`, `200`, `200 trials`
    fn trials(&mut self, value: Option<&Expr>) -> Option<Trials> {
        let Some(expr) = value else { return Some(TRIALS) };
        let trials = match &expr.kind {
            ExprKind::Missing => return self.hole(),
            ExprKind::Per { count, word } if word.text == "rung" => {
                let count = match &count.kind {
                    ExprKind::Counted { count, word } if is(word, "trial") => whole(count),
                    _ => whole(count),
                };
                count.map(Trials::PerRung)
            }
            ExprKind::Counted { count, word } if is(word, "trial") => {
                whole(count).map(Trials::Total)
            }
            _ => whole(expr).map(Trials::Total),
        };
        trials.or_else(|| self.fault(bad_trials::diagnostic(expr.span)))
    }

    /// `halving(eta: 3)`, `none`
    fn pruner(&mut self, value: Option<&'a Expr>, place: &Place<'a>) -> Option<Pruner> {
        let Some(expr) = value else { return Some(Pruner::Halving { eta: ETA }) };
        if matches!(expr.kind, ExprKind::Missing) {
            return self.hole();
        }
        match super::model::layer_name(expr) {
            Some("none") => Some(Pruner::None),
            Some("halving") => {
                let item = catalog::find(Kind::Form, "halving")?;
                let args = match &expr.kind {
                    ExprKind::Call { args, .. } => args.as_slice(),
                    _ => &[],
                };
                let pruner = self.item_use(item, args, expr.span, place, "sweep.pruner")?;
                Some(Pruner::Halving {
                    eta: number(pruner.arg("eta")).map_or(ETA, |eta| eta as usize),
                })
            }
            _ => self.fault(bad_pruner::diagnostic(expr.span)),
        }
    }

    /// A time, a number of trials, FLOPs; each at most once.
    fn limits(&mut self, value: Option<&Expr>) -> Option<Limits> {
        let mut limits = Limits::default();
        let Some(expr) = value else { return Some(limits) };
        for part in parts(expr) {
            let twice = match limit(part) {
                Some(Limit::Seconds(seconds)) => limits.seconds.replace(seconds).is_some(),
                Some(Limit::Trials(trials)) => limits.trials.replace(trials).is_some(),
                Some(Limit::Epochs(epochs)) => limits.epochs.replace(epochs).is_some(),
                Some(Limit::Flops(flops)) => limits.flops.replace(flops).is_some(),
                None if matches!(part.kind, ExprKind::Missing) => return self.hole(),
                None => return self.fault(bad_limit::diagnostic(part.span, reason(part))),
            };
            if twice {
                return self
                    .fault(bad_limit::diagnostic(part.span, "a second limit of the same kind"));
            }
        }
        Some(limits)
    }
}

enum Limit {
    Seconds(f64),
    Trials(usize),
    Epochs(f64),
    Flops(f64),
}

fn limit(expr: &Expr) -> Option<Limit> {
    match &expr.kind {
        ExprKind::Number(number) if number.unit == Some(Unit::Time) && number.value > 0.0 => {
            Some(Limit::Seconds(number.value))
        }
        ExprKind::Counted { count, word } if is(word, "trial") => whole(count).map(Limit::Trials),
        ExprKind::Counted { count, word } if is(word, "epoch") => {
            whole(count).map(|count| Limit::Epochs(count as f64))
        }
        ExprKind::Counted { count, word } if is(word, "flop") || word.text == "FLOPs" => {
            match &count.kind {
                ExprKind::Number(number)
                    if number.value > 0.0 && matches!(number.unit, None | Some(Unit::Count)) =>
                {
                    Some(Limit::Flops(number.value))
                }
                _ => None,
            }
        }
        _ => None,
    }
}

fn reason(expr: &Expr) -> &'static str {
    match &expr.kind {
        ExprKind::Number(number) => match number.unit {
            None => "a number of what? seconds, trials, epochs, flops",
            Some(Unit::Time) => "must be above 0",
            Some(_) => "no time, and no number of trials, epochs or flops",
        },
        _ => "no time, and no number of trials, epochs or flops",
    }
}

/// The values of a list, or the one value.
pub(super) fn parts(expr: &Expr) -> &[Expr] {
    match &expr.kind {
        ExprKind::List(parts) => parts,
        _ => std::slice::from_ref(expr),
    }
}

/// `trial` or `trials`.
pub(super) fn is(word: &Name, singular: &str) -> bool {
    word.text == singular || word.text.strip_suffix('s') == Some(singular)
}

/// A whole number above 0.
pub(super) fn whole(expr: &Expr) -> Option<usize> {
    match &expr.kind {
        ExprKind::Number(number) if number.value >= 1.0 && number.value.fract() == 0.0 => {
            let plain = matches!(number.unit, None | Some(Unit::Count));
            (plain && number.value <= 1e12).then_some(number.value as usize)
        }
        _ => None,
    }
}

fn aim(word: &Name) -> Option<Aim> {
    match word.text.as_str() {
        "maximize" => Some(Aim::Maximize),
        "minimize" => Some(Aim::Minimize),
        _ => None,
    }
}

/// Which way is better.
fn natural(metric: &str) -> Aim {
    match metric {
        "loss" | "mae" | "mse" | "rmse" | "params" | "flops" => Aim::Minimize,
        _ => Aim::Maximize,
    }
}

/// The objective that nobody wrote: the output's first metric.
fn usual(output: OutputSpec) -> Objective {
    let (_, metrics) = fitting(output);
    let metric = metrics.first().copied().unwrap_or("loss");
    Objective { aim: natural(metric), metric, span: Span::new(FileId(0), 0, 0) }
}

fn spelt(objective: Objective) -> String {
    let aim = if objective.aim == Aim::Maximize { "maximize" } else { "minimize" };
    format!("{aim} {}", objective.metric)
}

//! Training settings that do not suit each other or the model.

use crate::catalog::{Kind, optimizers};
use crate::diagnostic::codes::meaning::{
    init_activation, label_smoothing_loss, learning_rate_range, nesterov_without_momentum,
    zero_init,
};
use crate::resolve::context::Resolver;
use crate::resolve::data::{flag, number};
use crate::resolve::text;
use crate::resolve::training::Trained;
use crate::source::Span;
use crate::template::{Argument, ItemUse, Model, Node};

impl Resolver<'_> {
    pub(super) fn lint_training(&mut self, model: &Model, trained: &Trained) {
        let Some(training) = &trained.item else { return };
        self.lint_rate(training, trained);
        self.lint_nesterov(training);
        self.lint_smoothing(training, trained);
        self.lint_init(model, trained);
        self.lint_settings(model, training, trained);
    }

    fn lint_rate(&mut self, training: &ItemUse, trained: &Trained) {
        let Some(span) = trained.fields.span("learning_rate") else { return };
        let Some(Argument::Number { term, .. }) = training.arg("learning_rate") else { return };
        let Some((low, high)) = self.hull(term) else { return };
        let used = choices(training.arg("optimizer"));
        let all: Vec<(f64, f64)> = used.iter().filter_map(|one| rates(one.item.name)).collect();
        let least = all.iter().map(|rates| rates.0).fold(f64::INFINITY, f64::min);
        let most = all.iter().map(|rates| rates.1).fold(0.0, f64::max);
        let name = used.first().map_or("sgd", |one| one.item.name);
        let outside =
            if high > most { Some((high, true)) } else { (low < least).then_some((low, false)) };
        if let (Some((value, large)), false) = (outside, all.is_empty()) {
            let (value, least, most) =
                (text::number(value), text::number(least), text::number(most));
            self.report(learning_rate_range::diagnostic(span, &value, name, &least, &most, large));
        }
    }

    fn lint_nesterov(&mut self, training: &ItemUse) {
        for optimizer in choices(training.arg("optimizer")) {
            let still = number(optimizer.arg("momentum")) == Some(0.0);
            if still && flag(optimizer.arg("nesterov")) == Some(true) {
                self.report(nesterov_without_momentum::diagnostic(optimizer.span));
            }
        }
    }

    fn lint_smoothing(&mut self, training: &ItemUse, trained: &Trained) {
        let Some(span) = trained.fields.span("label_smoothing") else { return };
        let none = number(training.arg("label_smoothing")) == Some(0.0);
        if let Some(Argument::Item(loss)) = training.arg("loss")
            && !loss.item.name.ends_with("cross_entropy")
            && !none
        {
            self.report(label_smoothing_loss::diagnostic(span, loss.item.name));
        }
    }

    fn lint_init(&mut self, model: &Model, trained: &Trained) {
        let Some(Argument::Item(init)) = trained.fields.arg("init") else { return };
        let mut seen = Vec::new();
        activations(&model.body, &mut seen);
        let squashing =
            !seen.is_empty() && seen.iter().all(|(name, _)| matches!(*name, "tanh" | "sigmoid"));
        if let (true, Some((name, place))) =
            (init.item.name == "kaiming" && squashing, seen.first())
            && init.arg("gain").is_none()
        {
            self.report(init_activation::diagnostic(init.span, name, *place));
        }
        if init.item.name == "zeros" && has_weights(&model.body) {
            self.report(zero_init::diagnostic(init.span));
        }
    }
}

fn rates(optimizer: &str) -> Option<(f64, f64)> {
    match optimizer {
        "sgd" => Some(optimizers::sgd::RATES),
        "adam" => Some(optimizers::adam::RATES),
        "adamw" => Some(optimizers::adamw::RATES),
        "nadam" => Some(optimizers::nadam::RATES),
        "rmsprop" => Some(optimizers::rmsprop::RATES),
        "adagrad" => Some(optimizers::adagrad::RATES),
        "lion" => Some(optimizers::lion::RATES),
        _ => None,
    }
}

/// The items that an argument may be.
pub(super) fn choices(argument: Option<&Argument>) -> Vec<&ItemUse> {
    match argument {
        Some(Argument::List { items, .. }) => {
            items.iter().flat_map(|one| choices(Some(one))).collect()
        }
        Some(Argument::Item(item)) => vec![item],
        Some(Argument::Pick { alternatives, .. }) => {
            alternatives.iter().flat_map(|one| choices(Some(one))).collect()
        }
        _ => Vec::new(),
    }
}

/// Every activation that a member may have.
fn activations(body: &[Node], seen: &mut Vec<(&'static str, Span)>) {
    for node in body {
        match node {
            Node::Layer { item, .. } => {
                if item.item.kind == Kind::Activation {
                    seen.push((item.item.name, item.span));
                }
                let inner = choices(item.arg("activation"))
                    .into_iter()
                    .chain(choices(item.arg("function")));
                seen.extend(inner.map(|one| (one.item.name, one.span)));
            }
            other => other.bodies().into_iter().for_each(|one| activations(one, seen)),
        }
    }
}

fn has_weights(body: &[Node]) -> bool {
    body.iter().any(|node| match node {
        Node::Layer { item, .. } => matches!(item.item.name, "dense" | "conv"),
        other => other.bodies().into_iter().any(has_weights),
    })
}

//! The `training` section: presets filled in, loss and metrics by the output.

use super::context::{Place, Resolver};
use super::fields::Fields;
use super::item_use::filled;
use crate::catalog::{self, Kind};
use crate::diagnostic::codes::meaning::{loss_misfit, metric_misfit};
use crate::source::Span;
use crate::syntax::ast::Section;
use crate::template::{Argument, ItemUse, Model, OutputSpec};

/// The section resolved, with what the author wrote in it.
pub(super) struct Trained<'a> {
    pub item: Option<ItemUse>,
    pub fields: Fields<'a>,
}

/// The losses and metrics that fit an output; the first ones are the defaults.
pub(super) fn fitting(output: OutputSpec) -> (&'static [&'static str], &'static [&'static str]) {
    match output {
        OutputSpec::Classes(_) => {
            (&["cross_entropy"], &["accuracy", "f1", "precision", "recall", "top5", "loss"])
        }
        OutputSpec::Binary => {
            (&["binary_cross_entropy"], &["accuracy", "f1", "precision", "recall", "auc", "loss"])
        }
        OutputSpec::Labels(_) => (
            &["binary_cross_entropy"],
            &["accuracy", "exact_match", "f1", "precision", "recall", "auc", "loss"],
        ),
        OutputSpec::Values(_) => (&["mse", "mae", "huber"], &["mae", "mse", "rmse", "r2", "loss"]),
    }
}

impl<'a> Resolver<'a> {
    pub fn training_fields(
        &mut self,
        section: Option<&'a Section>,
        place: &Place<'a>,
    ) -> (Fields<'a>, Option<Span>) {
        match (section, catalog::section("training")) {
            (Some(section), Some(item)) => {
                (self.fields(item, &section.body, place, "training"), Some(section.span))
            }
            _ => (Fields::default(), None),
        }
    }

    /// `nearby` stands for the place of a section that is not there.
    pub fn training(
        &mut self,
        (fields, span): (Fields<'a>, Option<Span>),
        model: Option<&Model>,
        nearby: Span,
    ) -> Trained<'a> {
        let Some(item) = catalog::section("training") else {
            return Trained { item: None, fields };
        };
        let span = span.unwrap_or(nearby);
        let mut given = fields.args.clone();
        if let Some(model) = model {
            self.fitting_loss(&fields, model);
            self.fitting_metrics(&fields, model);
            by_output(&mut given, model.output, nearby);
        }
        let args = filled(item, given, span);
        let item = (!fields.faulty).then_some(ItemUse { item, args, span });
        Trained { item, fields }
    }

    fn fitting_loss(&mut self, fields: &Fields, model: &Model) {
        let Some(Argument::Item(loss)) = fields.arg("loss") else { return };
        let (losses, _) = fitting(model.output);
        if !losses.contains(&loss.item.name) {
            let output = model.output.to_string();
            let fault = loss_misfit::diagnostic(
                loss.item.name,
                loss.span,
                &output,
                model.output_span,
                losses,
            );
            self.report(fault);
        }
    }

    fn fitting_metrics(&mut self, fields: &Fields, model: &Model) {
        let Some(Argument::List { items, .. }) = fields.arg("metrics") else { return };
        let (_, metrics) = fitting(model.output);
        for metric in items {
            let Argument::Item(metric) = metric else { continue };
            if !metrics.contains(&metric.item.name) {
                let output = model.output.to_string();
                let (name, span) = (metric.item.name, metric.span);
                self.report(metric_misfit::diagnostic(
                    name,
                    span,
                    &output,
                    model.output_span,
                    metrics,
                ));
            }
        }
    }
}

/// The loss and the metric that an output calls for, where none is given.
fn by_output(given: &mut Vec<(&'static str, Argument)>, output: OutputSpec, span: Span) {
    let (losses, metrics) = fitting(output);
    let has =
        |given: &[(&str, Argument)], name: &str| given.iter().any(|(known, _)| *known == name);
    let plain = |kind: Kind, name: Option<&&'static str>| {
        let item = catalog::find(kind, name?)?;
        Some(ItemUse { item, args: filled(item, Vec::new(), span), span })
    };
    if !has(given, "loss")
        && let Some(loss) = plain(Kind::Loss, losses.first())
    {
        given.push(("loss", Argument::Item(loss)));
    }
    if !has(given, "metrics")
        && let Some(metric) = plain(Kind::Metric, metrics.first())
    {
        given.push(("metrics", Argument::List { items: vec![Argument::Item(metric)], span }));
    }
}

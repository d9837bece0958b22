//! Training settings that exclude each other, or that do not fit the ends of the model.

use super::training::choices;
use crate::diagnostic::codes::meaning::{
    augmentation_input, class_weights_count, class_weights_output, crop_too_far, dampened_nesterov,
    epochs_and_steps, no_bf16, patience_too_long, target_scale_output,
};
use crate::diagnostic::codes::name::duplicate;
use crate::resolve::context::Resolver;
use crate::resolve::data::{flag, number};
use crate::resolve::text;
use crate::resolve::training::Trained;
use crate::source::Span;
use crate::template::{Argument, InputSpec, ItemUse, Model, OutputSpec};

impl Resolver<'_> {
    pub(super) fn lint_settings(&mut self, model: &Model, training: &ItemUse, trained: &Trained) {
        self.lint_length(training, trained);
        self.lint_precision(trained.fields.arg("precision"));
        self.lint_augment(model, trained);
        self.lint_class_weights(model, trained);
        self.lint_dampening(training);
        self.lint_patience(training);
        if let (false, Some(span)) =
            (matches!(model.output, OutputSpec::Values(_)), trained.fields.span("target_scale"))
        {
            let output = model.output.to_string();
            self.report(target_scale_output::diagnostic(span, &output, model.output_span));
        }
    }

    fn lint_length(&mut self, training: &ItemUse, trained: &Trained) {
        let given = !matches!(training.arg("steps"), None | Some(Argument::Word { .. }));
        let spans = (trained.fields.span("steps"), trained.fields.span("epochs"));
        if let (true, (Some(steps), Some(epochs))) = (given, spans) {
            self.report(epochs_and_steps::diagnostic(steps, epochs));
        }
    }

    fn lint_precision(&mut self, argument: Option<&Argument>) {
        match argument {
            Some(Argument::Word { word: "bf16", span }) => self.report(no_bf16::diagnostic(*span)),
            Some(Argument::Pick { alternatives, .. }) => {
                alternatives.iter().for_each(|one| self.lint_precision(Some(one)));
            }
            _ => {}
        }
    }

    fn lint_augment(&mut self, model: &Model, trained: &Trained) {
        let argument = trained.fields.arg("augment");
        self.lint_repeated(argument);
        for change in choices(argument) {
            let (name, span) = (change.item.name, change.span);
            let image = match model.input {
                InputSpec::Image { height, width, .. } => Some(height.min(width)),
                _ => None,
            };
            let fits = match name {
                "flip" | "crop" => image.is_some(),
                _ => !matches!(model.input, InputSpec::Tokens { .. }),
            };
            if !fits {
                let input = model.input.to_string();
                self.report(augmentation_input::diagnostic(name, span, &input, model.input_span));
            }
            if let (Some(Argument::Number { term, span }), Some(side)) =
                (change.arg("padding"), image)
                && let Some((_, most)) = self.hull(term)
                && most >= side as f64
            {
                self.report(crop_too_far::diagnostic(*span, &text::number(most), side));
            }
        }
    }

    /// The same augmentation twice in one list.
    fn lint_repeated(&mut self, argument: Option<&Argument>) {
        match argument {
            Some(Argument::Pick { alternatives, .. }) => {
                alternatives.iter().for_each(|one| self.lint_repeated(Some(one)));
            }
            Some(Argument::List { items, .. }) => {
                let mut seen: Vec<(&str, Span)> = Vec::new();
                for item in items.iter().flat_map(|item| choices(Some(item))) {
                    let name = item.item.name;
                    match seen.iter().find(|(known, _)| *known == name) {
                        Some((_, first)) => {
                            let twice = duplicate::diagnostic;
                            self.report(twice("augmentation", name, item.span, *first));
                        }
                        None => seen.push((name, item.span)),
                    }
                }
            }
            _ => {}
        }
    }

    fn lint_class_weights(&mut self, model: &Model, trained: &Trained) {
        let Some(argument) = trained.fields.arg("class_weights") else { return };
        let output = model.output.to_string();
        let needed = match model.output {
            OutputSpec::Classes(n) | OutputSpec::Labels(n) => n,
            OutputSpec::Binary => 2,
            OutputSpec::Values(_) => {
                if !matches!(argument, Argument::Word { word: "none", .. }) {
                    let span = argument.span();
                    self.report(class_weights_output::diagnostic(span, &output, model.output_span));
                }
                return;
            }
        };
        let alternatives = match argument {
            Argument::Pick { alternatives, .. } => alternatives.as_slice(),
            other => std::slice::from_ref(other),
        };
        for one in alternatives {
            if let Argument::List { items, span } = one
                && items.len() != needed
            {
                let fault = class_weights_count::diagnostic;
                self.report(fault(*span, items.len(), needed, &output, model.output_span));
            }
        }
    }

    fn lint_dampening(&mut self, training: &ItemUse) {
        for optimizer in choices(training.arg("optimizer")) {
            let dampened = number(optimizer.arg("dampening")) != Some(0.0);
            if optimizer.arg("dampening").is_some()
                && dampened
                && flag(optimizer.arg("nesterov")) == Some(true)
            {
                self.report(dampened_nesterov::diagnostic(optimizer.span));
            }
        }
    }

    fn lint_patience(&mut self, training: &ItemUse) {
        if training.arg("steps").is_some() {
            return;
        }
        let Some(Argument::Number { term, .. }) = training.arg("epochs") else { return };
        let Some((_, epochs)) = self.hull(term) else { return };
        let watching = choices(training.arg("early_stop"))
            .into_iter()
            .chain(choices(training.arg("schedule")))
            .filter_map(|one| Some((one, one.arg("patience")?)));
        for (one, patience) in watching {
            let Argument::Number { term, .. } = patience else { continue };
            let Some((least, _)) = self.hull(term) else { continue };
            // A plateau bears its patience, acts on the next epoch, and shows in the one after.
            let needed = if one.item.name == "plateau" { least + 3.0 } else { least + 1.0 };
            if needed > epochs {
                let (patience, epochs) = (text::number(least), text::number(epochs));
                let fault = patience_too_long::diagnostic;
                self.report(fault(one.item.name, one.span, &patience, &epochs));
            }
        }
    }
}

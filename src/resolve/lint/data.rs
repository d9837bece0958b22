//! Training settings against the size of the data.

use super::training::choices;
use crate::diagnostic::codes::meaning::{batch_exceeds_data, nothing_to_watch};
use crate::resolve::context::Resolver;
use crate::resolve::data::Sourced;
use crate::resolve::text;
use crate::resolve::training::Trained;
use crate::template::Argument;

impl Resolver<'_> {
    pub(super) fn lint_data(&mut self, sourced: &Sourced, trained: &Trained) {
        self.lint_watched(sourced, trained);
        let (Some(samples), Some(spec)) = (sourced.facts.samples, &sourced.spec) else { return };
        let (Some(training), Some(span)) = (&trained.item, trained.fields.span("batch_size"))
        else {
            return;
        };
        let Some(Argument::Number { term, .. }) = training.arg("batch_size") else { return };
        let Some((_, largest)) = self.hull(term) else { return };
        let samples = spec.samples.map_or(samples, |limit| limit.min(samples));
        // Each part is rounded on its own, as the loader does; training has the rest.
        let part = |share: f64| (samples as f64 * share).round();
        let train =
            (samples as f64 - part(spec.splits.validation) - part(spec.splits.test)).max(0.0);
        if largest > train {
            let batch = text::number(largest);
            self.report(batch_exceeds_data::diagnostic(span, &batch, train as usize));
        }
    }

    /// What watches the validation loss needs a validation part.
    fn lint_watched(&mut self, sourced: &Sourced, trained: &Trained) {
        let (Some(training), Some(spec)) = (&trained.item, &sourced.spec) else { return };
        if spec.splits.validation > 0.0 {
            return;
        }
        let watching = choices(training.arg("early_stop"))
            .into_iter()
            .chain(choices(training.arg("schedule")))
            .filter(|one| one.arg("patience").is_some());
        for one in watching {
            self.report(nothing_to_watch::diagnostic(one.item.name, one.span));
        }
    }
}

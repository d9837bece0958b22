//! The whole specification: its sections in the order in which each can be understood.

use super::Probe;
use super::context::{Place, Resolver};
use super::data::Sourced;
use super::item_use::filled;
use super::model::Parts;
use super::training::Trained;
use crate::catalog;
use crate::diagnostic::codes::meaning::missing_model;
use crate::diagnostic::codes::name::{duplicate, misplaced, unknown_section};
use crate::source::{FileId, Span};
use crate::syntax::ast::{Section, Spec, TopItem};
use crate::template::{Family, ItemUse, Model};
use std::collections::BTreeMap;

/// The sections of a file by name.
type Sections<'a> = BTreeMap<&'static str, &'a Section>;

const NAMES: [&str; 4] = ["data", "model", "training", "sweep"];

pub(super) fn specification<'a>(
    this: &mut Resolver<'a>,
    spec: &'a Spec,
    probe: &dyn Probe,
) -> Option<Family> {
    let sections = this.sections(spec);
    let place = this.open_modules();
    this.block_parameters();
    if sections.is_empty() && this.declares_blocks() {
        // A file for others to import: whole by itself.
        this.look_into_uncalled();
        if !crate::diagnostic::has_errors(&this.sink) {
            this.report_unused();
        }
        return None;
    }
    let sourced = this.sourced(sections.get("data").copied(), &place, probe);
    let section = sections.get("model").copied();
    let parts = section.map(|section| this.model(&section.body, &place));
    let trained_fields = this.training_fields(sections.get("training").copied(), &place);
    let model = match (section, parts) {
        (Some(section), Some(parts)) => this.whole_model(section, parts, &sourced),
        _ => {
            let end = spec_end(spec, this);
            // A file without any section at all is better told by that alone.
            this.report(missing_model::diagnostic(end));
            None
        }
    };
    let trained = this.training(trained_fields, model.as_ref(), place_of(section, spec, this));
    this.family(spec, &sections, sourced, model, trained, &place)
}

fn place_of(section: Option<&Section>, spec: &Spec, this: &Resolver) -> Span {
    section.map_or_else(|| spec_end(spec, this), |section| section.name.span)
}

fn default_training(span: Span) -> Option<ItemUse> {
    let item = catalog::section("training")?;
    Some(ItemUse { item, args: filled(item, Vec::new(), span), span })
}

/// The end of the file.
fn spec_end(spec: &Spec, this: &Resolver) -> Span {
    let last = spec.items.last().map(|item| match item {
        TopItem::Let(one) => one.span,
        TopItem::Import(one) => one.span,
        TopItem::Block(one) => one.span,
        TopItem::Section(one) => one.span,
    });
    last.map_or_else(
        || {
            let file = this.sources.files().first();
            let (id, end) = file.map_or((FileId(0), 0), |file| (file.id, file.text.len()));
            Span::new(id, end, end)
        },
        Span::after,
    )
}

impl<'a> Resolver<'a> {
    fn sections(&mut self, spec: &'a Spec) -> Sections<'a> {
        let mut sections = Sections::new();
        for item in &spec.items {
            match item {
                TopItem::Let(_) | TopItem::Import(_) | TopItem::Block(_) => {}
                TopItem::Section(section) => self.section(section, &mut sections),
            }
        }
        sections
    }

    fn section(&mut self, section: &'a Section, sections: &mut Sections<'a>) {
        let (word, span) = (section.name.text.as_str(), section.name.span);
        let known = NAMES.into_iter().find(|name| *name == word).or_else(|| {
            let standard = NAMES.into_iter().find(|name| {
                let item = catalog::section(name);
                item.is_some_and(|item| item.synonyms.contains(&word))
            })?;
            self.other_word(&section.name, standard, None, true);
            Some(standard)
        });
        let Some(name) = known else {
            self.stray(word, span);
            return;
        };
        if let Some(first) = sections.get(name) {
            self.report(duplicate::diagnostic("section", name, span, first.name.span));
            return;
        }
        sections.insert(name, section);
    }

    /// A block that is no section.
    fn stray(&mut self, word: &str, span: Span) {
        let diagnostic = if word == "growth" {
            misplaced::diagnostic(word, span, "a part of `sweep`", "the top of the file", "sweep")
        } else if catalog::find_layer(word).is_some() {
            misplaced::diagnostic(word, span, "a layer", "the top of the file", "model")
        } else {
            unknown_section::diagnostic(word, span, &NAMES)
        };
        self.report(diagnostic);
    }

    /// Input and output settled with what the data tells.
    fn whole_model(&mut self, section: &Section, parts: Parts, sourced: &Sourced) -> Option<Model> {
        let name = section.name.span;
        let input = self.input(&parts, sourced, name);
        let output = self.output(&parts, sourced, name, section.body.span);
        Some(Model {
            input: input?,
            body: parts.body?,
            output: output?,
            input_span: parts.input_span.unwrap_or(sourced.span.unwrap_or(name)),
            output_span: parts.output_span?,
            span: section.span,
        })
    }

    fn family(
        &mut self,
        spec: &'a Spec,
        sections: &Sections<'a>,
        sourced: Sourced,
        model: Option<Model>,
        trained: Trained<'a>,
        place: &Place<'a>,
    ) -> Option<Family> {
        if let Some(model) = &model {
            self.lint(model, &sourced, &trained);
        }
        self.look_into_uncalled();
        // A misspelt use or a layer that was given up would make its lets seem unused.
        if !self.incomplete && !crate::diagnostic::has_errors(&self.sink) {
            self.report_unused();
            self.report_uncalled();
        }
        let constraints = self.constraints();
        let mut space = self.space();
        space.constraints = constraints;
        let output = model.as_ref().map(|model| model.output);
        let sweep = self.sweep(sections.get("sweep").copied(), &space, output, place);
        // Where only these are at fault, defaults stand in, so that shapes are checked all the same.
        let training = trained.item.or_else(|| default_training(model.as_ref()?.span));
        let sweep = sweep.or_else(|| self.sweep(None, &space, output, place));
        let doc = spec.doc.as_ref().map(|doc| doc.text.clone());
        let mut family = Family {
            doc,
            space,
            data: sourced.spec?,
            model: model?,
            training: training?,
            sweep: sweep?,
        };
        self.renumber(&mut family);
        Some(family)
    }
}

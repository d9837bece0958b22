//! The `data` section.

use super::Probe;
use super::context::{Place, Resolver};
use super::fields::Fields;
use super::item_use::filled;
use super::source::{inner_faults, source_of, takes};
use crate::catalog;
use crate::diagnostic::codes::meaning::{columns_without_table, empty_part, split_twice};
use crate::diagnostic::codes::name::missing_argument;
use crate::diagnostic::has_errors;
use crate::source::{FileId, Span};
use crate::space::Term;
use crate::syntax::ast::Section;
use crate::template::{Argument, DataFacts, DataSpec, ItemUse, Missing, Scaling, Source, Splits};

/// The section, with what the data itself tells.
#[derive(Debug)]
pub(super) struct Sourced {
    /// Absent where the section was faulty.
    pub spec: Option<DataSpec>,
    pub facts: DataFacts,
    /// Why no facts are known has been told already.
    pub told: bool,
    /// Of the source, or of the section's name.
    pub span: Option<Span>,
    /// Of the last target column, or of the source.
    pub target: Option<Span>,
    pub stratify: Option<Span>,
}

impl<'a> Resolver<'a> {
    pub fn sourced(
        &mut self,
        section: Option<&'a Section>,
        place: &Place<'a>,
        probe: &dyn Probe,
    ) -> Sourced {
        let Some(section) = section else {
            let spec = Some(missing());
            return Sourced {
                spec,
                facts: DataFacts::default(),
                told: false,
                span: None,
                target: None,
                stratify: None,
            };
        };
        let (spec, stratify) = self.data(section, place);
        let Some(spec) = spec else {
            let span = Some(section.name.span);
            return Sourced {
                spec: None,
                facts: DataFacts::default(),
                told: true,
                span,
                target: None,
                stratify,
            };
        };
        let (facts, found) = probe.facts(&spec);
        let told = has_errors(&found);
        found.into_iter().for_each(|one| self.report(one));
        let span = Some(spec.source_span);
        let target = spec.target.last().map(|(_, span)| *span).or(span);
        Sourced { spec: Some(spec), facts, told, span, target, stratify }
    }

    fn data(
        &mut self,
        section: &'a Section,
        place: &Place<'a>,
    ) -> (Option<DataSpec>, Option<Span>) {
        let Some(item) = catalog::section("data") else { return (None, None) };
        let fields = self.fields(item, &section.body, place, "data");
        let stratify =
            fields.span("stratify").filter(|_| flag(fields.arg("stratify")) == Some(true));
        if fields.value("source").is_none() && !fields.faulty {
            let param = item.param("source");
            let doc = param.map_or("", |param| param.doc);
            self.report(missing_argument::diagnostic(
                "data",
                "source",
                doc,
                section.name.span,
                "source: digits",
            ));
        }
        let splits = self.splits(&fields);
        let Some(Argument::Item(source)) = fields.arg("source").cloned() else {
            return (None, stratify);
        };
        self.columns_of_tables(&fields, &source);
        let (Some(splits), false) = (splits, fields.faulty) else { return (None, stratify) };
        let args = filled(item, fields.args, section.name.span);
        let whole = ItemUse { item, args, span: section.span };
        let spec = data_spec(&source, splits, &whole);
        let wrong = spec.as_ref().map_or_else(Vec::new, |spec| inner_faults(&source, &spec.source));
        if !wrong.is_empty() {
            wrong.into_iter().for_each(|fault| self.report(fault));
            return (None, stratify);
        }
        (spec, stratify)
    }

    fn splits(&mut self, fields: &Fields) -> Option<Splits> {
        let share = |name: &str, preset: f64| number(fields.arg(name)).unwrap_or(preset);
        if let Some(Argument::Item(split)) = fields.arg("split") {
            let split_span = split.span;
            for name in ["validation", "test"] {
                if let Some(span) = fields.span(name) {
                    return self.fault(split_twice::diagnostic(name, span, split_span));
                }
            }
            return self.split(split);
        }
        let (validation, test) = (share("validation", 0.2), share("test", 0.2));
        if validation + test >= 1.0 {
            let span = fields.span("validation").or(fields.span("test"))?;
            let written = fields.value("test").is_some();
            return self.fault(empty_part::diagnostic(span, validation, test, written));
        }
        Some(Splits { validation, test })
    }

    fn split(&mut self, split: &ItemUse) -> Option<Splits> {
        let share = |name: &str| number(split.arg(name));
        let (validation, test) = (share("validation").unwrap_or(0.0), share("test").unwrap_or(0.0));
        if let Some(train) = share("train") {
            let sum = train + validation + test;
            if (sum - 1.0).abs() > 1e-9 {
                return self.fault(empty_part::uneven(split.span, sum));
            }
        }
        if validation + test >= 1.0 {
            return self.fault(empty_part::diagnostic(split.span, validation, test, true));
        }
        Some(Splits { validation, test })
    }

    fn columns_of_tables(&mut self, fields: &Fields, source: &ItemUse) {
        for setting in ["target", "features", "categories", "missing"] {
            if takes(source.item.name, setting) {
                continue;
            }
            if let Some(span) = fields.span(setting) {
                self.report(columns_without_table::diagnostic(setting, span, source.item.name));
            }
        }
    }
}

fn missing() -> DataSpec {
    let nowhere = Span::new(FileId(0), 0, 0);
    DataSpec {
        source: Source::Missing,
        source_span: nowhere,
        target: Vec::new(),
        features: Vec::new(),
        categories: Vec::new(),
        missing: Missing::Error,
        splits: Splits { validation: 0.2, test: 0.2 },
        stratify: true,
        scale: Scaling::None,
        samples: None,
        seed: 0,
    }
}

fn data_spec(source: &ItemUse, splits: Splits, whole: &ItemUse) -> Option<DataSpec> {
    Some(DataSpec {
        source: source_of(source)?,
        source_span: source.span,
        target: columns(whole.arg("target")),
        features: columns(whole.arg("features")),
        categories: columns(whole.arg("categories")),
        missing: match text_of(whole.arg("missing")) {
            Some("drop") => Missing::Drop,
            Some("mean") => Missing::Mean,
            Some("median") => Missing::Median,
            Some("zero") => Missing::Zero,
            _ => Missing::Error,
        },
        splits,
        stratify: flag(whole.arg("stratify")).unwrap_or(true),
        scale: match text_of(whole.arg("scale")) {
            Some("standard") => Scaling::Standard,
            Some("minmax") => Scaling::MinMax,
            _ => Scaling::None,
        },
        samples: number(whole.arg("samples")).map(|count| count as usize),
        seed: number(whole.arg("seed")).map_or(0, |seed| seed as u64),
    })
}

fn columns(argument: Option<&Argument>) -> Vec<(String, Span)> {
    let Some(Argument::List { items, .. }) = argument else { return Vec::new() };
    let name = |item: &Argument| match item {
        Argument::Text { text, span } => Some((text.clone(), *span)),
        _ => None,
    };
    items.iter().filter_map(name).collect()
}

/// A fixed number.
pub(super) fn number(argument: Option<&Argument>) -> Option<f64> {
    match argument? {
        Argument::Number { term: Term::Number(number), .. } => Some(*number),
        _ => None,
    }
}

pub(super) fn text_of(argument: Option<&Argument>) -> Option<&str> {
    match argument? {
        Argument::Text { text, .. } => Some(text),
        Argument::Word { word, .. } => Some(word),
        _ => None,
    }
}

pub(super) fn flag(argument: Option<&Argument>) -> Option<bool> {
    text_of(argument).map(|word| word == "true")
}

//! What the resolver carries along: the sink, the lets, the domains found so far, and the place.

use super::condition::Cases;
use super::draft::Draft;
use super::lets::{LetId, LetState};
use super::modules::{BlockRef, Module, Names};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::shape::too_large;
use crate::source::{Sources, Span};
use crate::space::{HyperId, IndexId, Term};
use crate::syntax::ast::{Entry, Require};
use std::collections::{BTreeMap, BTreeSet};

/// The most errors, and the most warnings, that are told.
const MOST_TOLD: usize = 1000;

pub(super) struct Resolver<'a> {
    /// The specification first.
    pub modules: &'a [Module],
    /// The names at the top of each.
    pub scopes: Vec<Names<'a>>,
    pub sources: &'a Sources,
    pub sink: Vec<Diagnostic>,
    /// What stands in the sink, by code and place, and how many of each severity.
    told: BTreeSet<(&'static str, Span)>,
    counts: [usize; 2],
    /// Something was left out that has been reported elsewhere (a hole in the tree).
    pub incomplete: bool,
    pub lets: Vec<LetState<'a>>,
    /// The lets that are being resolved, outermost first.
    pub resolving: Vec<LetId>,
    pub drafts: Vec<Draft>,
    /// Their paths, and how many had the same one.
    pub paths: BTreeSet<String>,
    pub same_paths: BTreeMap<String, usize>,
    /// One domain written is one hyperparameter: by its place, the call of the block that it stands
    /// in, and its repetition under `each`.
    pub known: BTreeMap<(Span, usize, usize), HyperId>,
    /// The largest count of each index's repeat.
    pub index_counts: Vec<usize>,
    /// Labels that the author wrote, to be preferred in short paths.
    pub labels: BTreeSet<String>,
    /// Conditions, resolved once all hyperparameters are known.
    pub requires: Vec<(&'a Require, Place<'a>)>,
    /// How often a block was called, and the calls around here, outermost first.
    pub calls: usize,
    /// That they are too many has been told.
    pub calls_told: bool,
    pub calling: Vec<BlockRef<'a>>,
    /// The blocks that were called, by the place of their names.
    pub called: BTreeSet<Span>,
    /// An `input:` or `output:` stands in an inner block, and has been told.
    pub inner_end: bool,
    /// Layers resolved so far, and whether anything became too many.
    pub layers: usize,
    /// Values of choices resolved so far.
    pub values: usize,
    gave_up: bool,
    /// How often a let was expanded: lets within lets within lets could take for ever.
    pub expansions: usize,
    /// That they are too many has been told.
    pub lets_told: bool,
}

impl<'a> Resolver<'a> {
    pub fn new(modules: &'a [Module], sources: &'a Sources) -> Resolver<'a> {
        Resolver {
            modules,
            scopes: Vec::new(),
            sources,
            sink: Vec::new(),
            told: BTreeSet::new(),
            counts: [0; 2],
            incomplete: false,
            lets: Vec::new(),
            resolving: Vec::new(),
            drafts: Vec::new(),
            paths: BTreeSet::new(),
            same_paths: BTreeMap::new(),
            known: BTreeMap::new(),
            index_counts: Vec::new(),
            labels: BTreeSet::new(),
            requires: Vec::new(),
            calls: 0,
            calls_told: false,
            calling: Vec::new(),
            called: BTreeSet::new(),
            inner_end: false,
            layers: 0,
            values: 0,
            gave_up: false,
            expansions: 0,
            lets_told: false,
        }
    }

    /// Reports a fault once, however often its place is visited. Beyond [`MOST_TOLD`] of a severity
    /// nobody reads on, and the first ones must be mended anyway.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        let Some(count) = self.counts.get_mut(diagnostic.severity as usize) else { return };
        if *count < MOST_TOLD && self.told.insert((diagnostic.code.id, diagnostic.primary.span)) {
            *count += 1;
            self.sink.push(diagnostic);
        }
    }

    /// Reports a fault and gives nothing, for `return self.fault(…)`.
    pub fn fault<T>(&mut self, diagnostic: Diagnostic) -> Option<T> {
        self.report(diagnostic);
        None
    }

    /// Gives up where there is one more than `most` of something; told at the first.
    pub fn too_many(&mut self, count: usize, most: usize, what: &str, span: Span) -> bool {
        if count > most {
            self.incomplete = true;
            if !self.gave_up {
                self.gave_up = true;
                self.report(too_large::family(span, what));
            }
        }
        count > most
    }

    /// Something is missing that the parser has reported.
    pub fn hole<T>(&mut self) -> Option<T> {
        self.incomplete = true;
        None
    }

    /// The text under a span, on one line.
    pub fn text(&self, span: Span) -> String {
        self.sources.slice(span).split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// What a name stands for at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    Let(LetId),
    Index(IndexId),
}

/// A `repeat` around a place.
#[derive(Clone, Debug)]
pub(super) struct Around {
    pub index: IndexId,
    pub count: Term,
    pub largest: usize,
    /// Of the repeat, without indices.
    pub path: String,
}

/// Where in the specification the resolver stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Place<'a> {
    /// What the paths here begin with; empty at the top of the model.
    pub path: String,
    pub cases: Cases,
    /// Names in sight, innermost last.
    pub names: Names<'a>,
    pub repeats: Vec<Around>,
    /// Which repetition is meant, counted row by row, under `each`.
    pub repetition: usize,
    /// The file that is read here, and the call of a block (counted from 1).
    pub module: usize,
    pub call: usize,
    /// The start of the outermost call around here.
    pub anchor: Option<u32>,
    /// A let's path, where layers stand that it names: their choice is its hyperparameter.
    pub shared: Option<String>,
    pub doc: Option<String>,
}

impl<'a> Place<'a> {
    /// `path.name`, or `name` at the top.
    pub fn join(&self, name: &str) -> String {
        match (self.path.is_empty(), name.is_empty()) {
            (true, _) => name.to_string(),
            (false, true) => self.path.clone(),
            (false, false) => format!("{}.{name}", self.path),
        }
    }

    pub fn at(&self, path: impl Into<String>) -> Place<'a> {
        Place { path: path.into(), shared: None, ..self.clone() }
    }

    pub fn within(&self, cases: Cases) -> Place<'a> {
        Place { cases, ..self.clone() }
    }

    pub fn documented(&self, entry: &Entry) -> Place<'a> {
        let doc = entry.doc.as_ref().map(|doc| doc.text.clone());
        Place { doc: doc.or_else(|| self.doc.clone()), ..self.clone() }
    }

    pub fn lookup(&self, name: &str) -> Option<Bound> {
        self.names.iter().rev().find(|(known, _)| *known == name).map(|(_, bound)| *bound)
    }
}

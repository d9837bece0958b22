//! Words of the language: sections, compositions, what follows a value.

use super::super::describe;
use super::super::expect::Expect;
use super::{Ask, Completion, Kind};
use crate::catalog::{self, Kind as Item, Type};

impl Ask<'_> {
    pub fn keyword(&mut self, word: &str, snippet: &str, rank: u32) {
        let doc = describe::word(word).unwrap_or_default();
        self.add(Completion::new(word, Kind::Keyword, rank).told("", doc).insert(snippet));
    }

    pub fn top(&mut self) {
        let written: Vec<String> = self.place.given();
        for (rank, name) in (0..).zip(["data", "model", "training", "sweep"]) {
            if written.iter().any(|one| one == name) {
                continue;
            }
            let Some(item) = catalog::section(name) else { continue };
            let one = Completion::new(name, Kind::Section, rank)
                .told("section", describe::item(item))
                .insert(format!("{name} {{\n\t$0\n}}"))
                .known_as(item.synonyms, self.prefix());
            self.add(one);
        }
        self.keyword("let", "let ${1:width} = ${2:16..64 log}", 5);
        self.keyword("block", "block ${1:name}($2) {\n\t$0\n}", 6);
        self.keyword("import", "import \"$0\"", 7);
    }

    /// What stands around layers.
    pub fn compositions(&mut self, first: bool) {
        self.keyword("repeat", "repeat ${1:1..3} {\n\t$0\n}", 3);
        self.keyword("maybe", "maybe $0", 3);
        if first {
            self.keyword("either", "either {\n\t$1\n} or {\n\t$2\n}", 4);
            self.keyword("require", "require ${1:params} <= ${2:500k}", 4);
            self.keyword("let", "let ${1:width} = ${2:16..64 log}", 7);
        }
    }

    /// After a whole value.
    pub fn suffixes(&mut self, expect: &Expect) {
        let words: &[(&str, &str)] = match expect {
            Expect::Count { .. } => &[("as", "as ${1:i} {\n\t$0\n}"), ("default", "default $0")],
            Expect::Value { param, .. } => match param.ty {
                Type::Whole | Type::Real | Type::Fraction | Type::Sides => SUFFIXES,
                Type::Special => match param.name {
                    "trials" => &[("per rung", "per rung")],
                    "limit" => &[("trials", "trials"), ("flops", "flops")],
                    "stop" => &[("for", "for ${1:2} rungs"), ("rungs", "rungs")],
                    _ => &[],
                },
                _ if param.searchable => &[("default", "default $0")],
                _ => &[],
            },
            _ => SUFFIXES,
        };
        for (word, snippet) in words {
            self.keyword(word, snippet, 1);
        }
    }

    pub fn count(&mut self) {
        self.names(1);
        for (label, snippet) in [("1..3", "${1:1}..${2:3} {\n\t$0\n}"), ("2", "${1:2} {\n\t$0\n}")]
        {
            self.add(Completion::new(label, Kind::Value, 2).insert(snippet));
        }
    }

    pub fn import(&mut self) {
        self.add(Completion::new("\"…\"", Kind::File, 1).insert("\"$0\""));
    }

    /// After `require`: measures, names, hyperparameters.
    pub fn condition(&mut self) {
        let measures = [
            ("params", "the number of parameters: `require params <= 500k`"),
            ("flops", "operations for one sample, forward"),
            ("memory", "bytes of parameters and activations"),
            ("layers", "layers with weights or an effect"),
        ];
        for (measure, doc) in measures {
            self.add(Completion::new(measure, Kind::Value, 0).told("measure", doc));
        }
        self.names(1);
        self.paths(2);
        self.keyword("and", "and $0", 5);
        self.keyword("or", "or $0", 5);
        self.keyword("not", "not $0", 5);
    }

    pub fn metrics(&mut self, rank: u32) {
        self.items(Item::Metric, rank);
    }
}

const SUFFIXES: &[(&str, &str)] =
    &[("log", "log"), ("step", "step ${1:8}"), ("by", "by x${1:2}"), ("default", "default $0")];

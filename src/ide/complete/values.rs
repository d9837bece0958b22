//! Values of parameters, by their types; names of the author's own; quoted texts.

use super::super::expect::{Expect, Inside};
use super::super::names::{What, in_sight};
use super::{Ask, Completion, Kind};
use crate::catalog::{self, Kind as Item, Param, Preset, Type};
use std::ops::Range;

impl Ask<'_> {
    /// What the parameter takes.
    pub fn value(&mut self, param: &'static Param, rank: u32) {
        match param.ty {
            Type::Flag => self.words(&["true", "false"], param, rank),
            Type::Word(words) => self.words(words, param, rank),
            Type::Numbers(words) => self.words(words, param, rank),
            Type::Padding => {
                self.words(&["same", "valid", "causal"], param, rank);
                self.numbers(param, rank + 1);
            }
            Type::Item(kind) => self.items(kind, rank),
            Type::MaybeItem(kind) => {
                self.words(&["none"], param, rank + 1);
                self.items(kind, rank);
            }
            Type::Items(kind) => self.items(kind, rank),
            Type::Form(name) => {
                let form = catalog::find(Item::Form, name);
                if let Some(item) = form {
                    let one = Completion::new(item.name, Kind::Value, rank)
                        .told("", super::super::describe::item(item))
                        .insert(super::snippet::call(item));
                    self.add(one);
                }
            }
            Type::Target => {
                self.words(&["series"], param, rank);
                self.items(Item::Input, rank);
            }
            Type::Path => self.quoted("a path", rank),
            Type::Columns => {
                for column in self.columns() {
                    let quoted = format!("\"{column}\"");
                    self.add(Completion::new(quoted, Kind::Column, rank).told("column", ""));
                }
                self.quoted("a column", rank + 1);
            }
            Type::Special => self.special(param, rank),
            Type::Whole | Type::Real | Type::Fraction | Type::Sides => self.numbers(param, rank),
        }
        if param.searchable && !matches!(param.ty, Type::Whole | Type::Real | Type::Fraction) {
            self.names(rank + 4);
        }
    }

    fn quoted(&mut self, what: &str, rank: u32) {
        let one = Completion::new("\"…\"", Kind::Value, rank).told(what, "").insert("\"$0\"");
        self.add(one);
    }

    fn words(&mut self, words: &[&str], param: &Param, rank: u32) {
        for word in words {
            let preset = matches!(param.preset, Preset::Word(preset) if preset == *word)
                || matches!(param.preset, Preset::Flag(flag) if flag.to_string() == *word);
            let detail = if preset { "when left out" } else { "" };
            self.add(Completion::new(*word, Kind::Value, rank).told(detail, param.doc));
        }
    }

    /// Names that hold numbers, the usual value, and a range to fill in.
    fn numbers(&mut self, param: &Param, rank: u32) {
        self.names(rank);
        if let Preset::Number(number) = param.preset {
            let text = crate::space::number_text(number);
            let one = Completion::new(text, Kind::Value, rank + 1);
            self.add(one.told("when left out", param.doc));
        }
        if matches!(param.preset, Preset::Absent) && param.name.starts_with("clip") {
            self.words(&["none"], param, rank + 1);
        }
        if param.searchable {
            self.ranges(rank + 2);
        }
    }

    pub fn ranges(&mut self, rank: u32) {
        let ranges = [
            ("low..high", "${1:1}..${2:8}", "every value between, both ends included"),
            ("low..high log", "${1:8}..${2:64} log", "the same, searched on a logarithmic scale"),
            ("low..high step", "${1:16}..${2:64} step ${3:16}", "an arithmetic grid"),
            ("low..high by", "${1:8}..${2:64} by x${3:2}", "a geometric grid"),
        ];
        for (label, snippet, detail) in ranges {
            self.add(Completion::new(label, Kind::Keyword, rank).told(detail, "").insert(snippet));
        }
        let repeated =
            self.place.frames.iter().any(|frame| {
                frame.statement.iter().any(|one| one.text(self.place.text) == "repeat")
            });
        if repeated {
            self.keyword("each", "each $0", rank);
        }
    }

    /// Lets, block parameters and indices in sight.
    pub fn names(&mut self, rank: u32) {
        for named in in_sight(self.view, self.place) {
            let what = match named.what {
                What::Let => "let",
                What::Parameter => "parameter of the block",
                What::Index => "index",
            };
            let value = match named.what {
                What::Let if !named.value.is_empty() => {
                    super::super::describe::code(&format!("let {} = {}", named.name, named.value))
                }
                _ => named.value.clone(),
            };
            let doc = [value, named.doc.unwrap_or_default()].join("\n");
            self.add(Completion::new(named.name, Kind::Name, rank).told(what, doc));
        }
    }

    /// The value of a let or of a block's argument: anything.
    pub fn anything(&mut self) {
        self.names(1);
        self.ranges(2);
        self.items(Item::Layer, 3);
        self.items(Item::Activation, 3);
        self.items(Item::Optimizer, 4);
        self.keyword("maybe", "maybe $0", 4);
    }

    /// Within quotes: a file or a column.
    pub fn string(&mut self, string: Range<usize>) {
        let text = self.place.text;
        let written = text.get(string.start..self.place.at).unwrap_or("");
        let first = self.place.innermost().and_then(|frame| frame.statement.first());
        let import = first.is_some_and(|one| one.text(text) == "import");
        if import {
            return self.files(written, &|name| name.ends_with(".hpm"));
        }
        match self.place.expect() {
            Expect::Value { param, .. } if param.ty == Type::Columns => self.column_names(),
            Expect::Argument(item) | Expect::Field(item) => {
                let at = self.place.innermost().map_or(0, |frame| frame.before.len());
                let param = super::super::expect::positional(item, at);
                if param.is_some_and(|param| param.ty == Type::Path) {
                    self.data_files(written, item.name);
                }
            }
            Expect::Value { param, .. } if param.ty == Type::Path => {
                let number = self.place.frames.len().saturating_sub(1);
                let owner = match self.place.inside(number) {
                    Inside::Arguments(item) => item.name,
                    _ => "",
                };
                self.data_files(written, owner);
            }
            _ => {}
        }
    }

    fn column_names(&mut self) {
        for column in self.columns() {
            self.add(Completion::new(column, Kind::Column, 0).told("column", ""));
        }
    }

    fn data_files(&mut self, written: &str, source: &str) {
        let endings: &[&str] = match source {
            "csv" => &[".csv", ".tsv", ".txt", ".gz"],
            "parquet" => &[".parquet"],
            "npy" => &[".npy"],
            "npz" => &[".npz"],
            "safetensors" => &[".safetensors"],
            _ => &[],
        };
        self.files(written, &|name| {
            endings.is_empty() || endings.iter().any(|ending| name.ends_with(ending))
        });
    }

    /// Files and folders that go on from what is written.
    fn files(&mut self, written: &str, fits: &dyn Fn(&str) -> bool) {
        let folder = written.rfind('/').map_or("", |at| written.get(..=at).unwrap_or(""));
        let mut entries = self.around.entries(folder);
        entries.sort_by(|a, b| (!a.folder, &a.name).cmp(&(!b.folder, &b.name)));
        for entry in entries.iter().filter(|entry| !entry.name.starts_with('.')) {
            if entry.folder {
                let path = format!("{folder}{}/", entry.name);
                self.add(Completion::new(path, Kind::Folder, 2));
            } else if fits(&entry.name) {
                let path = format!("{folder}{}", entry.name);
                self.add(Completion::new(path, Kind::File, 1));
            }
        }
    }

    /// The columns of the data file.
    fn columns(&self) -> Vec<String> {
        let source = super::super::view::source(self.view);
        source.map_or_else(Vec::new, |text| self.around.columns(text))
    }
}

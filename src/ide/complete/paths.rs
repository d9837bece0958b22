//! Names of hyperparameters: for `order`, `start` and `require`.

use super::super::index::{Index, What};
use super::{Ask, Completion, Kind};
use crate::catalog::Role;
use crate::space::Hyper;

impl Ask<'_> {
    /// Groups that may grow: labels and lets that hold capacity, and paths.
    pub fn groups(&mut self, rank: u32) {
        let written: Vec<String> = self
            .place
            .innermost()
            .map(|frame| &frame.statement)
            .into_iter()
            .flatten()
            .filter(|one| one.is_word())
            .map(|one| one.text(self.place.text).to_string())
            .collect();
        let hypers: Vec<&Hyper> = self.hypers().filter(|one| one.role == Role::Capacity).collect();
        let mut names: Vec<String> = hypers.iter().map(|one| one.short.clone()).collect();
        names.extend(self.view.lets().map(|one| one.name.text.clone()));
        let index = Index::of(self.view);
        let labels = index.defs.iter().filter(|def| def.what == What::Label);
        names.extend(labels.map(|def| def.name.to_string()));
        let covers = |name: &str| {
            hypers.is_empty()
                || hypers.iter().any(|one| {
                    one.short == name
                        || one.path.split('.').any(|part| part.split('[').next() == Some(name))
                })
        };
        names.retain(|name| !written.contains(name) && covers(name));
        for name in names {
            let told = self.told(&name);
            self.add(Completion::new(name, Kind::Path, rank).told(told.0, told.1));
        }
    }

    /// Any hyperparameter.
    pub fn paths(&mut self, rank: u32) {
        let names: Vec<String> = self.hypers().map(|one| one.short.clone()).collect();
        for name in names {
            let told = self.told(&name);
            self.add(Completion::new(name, Kind::Path, rank).told(told.0, told.1));
        }
    }

    pub fn start(&mut self) {
        let given = self.place.given();
        let names: Vec<String> = self.hypers().map(|one| one.short.clone()).collect();
        for name in names.into_iter().filter(|name| !given.contains(name)) {
            let told = self.told(&name);
            let insert = self.named(&name, "$0");
            self.add(Completion::new(name, Kind::Path, 0).told(told.0, told.1).insert(insert));
        }
    }

    pub fn start_value(&mut self, path: &str) {
        let Some(family) = self.view.family else { return };
        let Ok(id) = family.space.find(path) else { return };
        let Some(hyper) = family.space.get(id) else { return };
        const SHOWN: usize = 20;
        let values = hyper.domain.values().into_iter().flatten().take(SHOWN);
        let texts: Vec<String> = values.map(|value| hyper.domain.text(value)).collect();
        for (rank, text) in (0..).zip(texts) {
            self.add(Completion::new(text, Kind::Value, rank));
        }
    }

    fn hypers(&self) -> impl Iterator<Item = &Hyper> {
        self.view.family.into_iter().flat_map(|family| &family.space.hypers)
    }

    fn told(&self, name: &str) -> (String, String) {
        let found = self.hypers().find(|one| one.short == name || one.path == name);
        found.map_or_else(Default::default, |hyper| {
            (hyper.domain.describe(), super::super::hyper::describe(hyper))
        })
    }
}

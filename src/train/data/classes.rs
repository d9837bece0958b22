//! Class names, their order and their counts.

use std::collections::HashMap;

/// Gives each distinct text a number in order of appearance.
#[derive(Debug, Default)]
pub struct Interner {
    ids: HashMap<Vec<u8>, u32>,
    names: Vec<Vec<u8>>,
    counts: Vec<usize>,
    last: u32,
}

/// Classes in their final order: numbers by value, else texts by their characters.
#[derive(Debug, PartialEq)]
pub struct Classes {
    pub names: Vec<String>,
    pub counts: Vec<usize>,
    /// From the interner's number to the class index.
    pub index: Vec<u32>,
    /// Every name is a number.
    pub numbers: bool,
    /// Every name is a whole number.
    pub whole: bool,
}

impl Interner {
    /// The number of a text, and whether it is new.
    pub fn intern(&mut self, text: &[u8]) -> u32 {
        let id = match self.names.get(self.last as usize) {
            Some(name) if name == text => self.last,
            _ => self.find_or_add(text),
        };
        self.last = id;
        if let Some(count) = self.counts.get_mut(id as usize) {
            *count += 1;
        }
        id
    }

    fn find_or_add(&mut self, text: &[u8]) -> u32 {
        if let Some(id) = self.ids.get(text) {
            return *id;
        }
        let id = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.ids.insert(text.to_vec(), id);
        self.names.push(text.to_vec());
        self.counts.push(0);
        id
    }

    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// The first texts that came.
    pub fn first(&self, count: usize) -> Vec<String> {
        let first = self.names.iter().take(count);
        first.map(|name| String::from_utf8_lossy(name).into_owned()).collect()
    }

    pub fn finish(self) -> Classes {
        let texts: Vec<String> =
            self.names.iter().map(|name| String::from_utf8_lossy(name).into_owned()).collect();
        let values: Option<Vec<f64>> = texts.iter().map(|text| finite(text)).collect();
        let mut order: Vec<usize> = (0..texts.len()).collect();
        let value = |at: usize| values.as_ref().and_then(|all| all.get(at)).copied();
        let text = |at: usize| texts.get(at).map_or("", String::as_str);
        order.sort_by(|a, b| match (value(*a), value(*b)) {
            (Some(x), Some(y)) => x.total_cmp(&y),
            _ => text(*a).cmp(text(*b)),
        });
        let mut classes = Classes {
            names: Vec::new(),
            counts: Vec::new(),
            index: vec![0; texts.len()],
            numbers: values.is_some(),
            whole: values.as_ref().is_some_and(|all| all.iter().all(|x| x.fract() == 0.0)),
        };
        let mut before = None;
        for at in order {
            let same = before.is_some() && before == value(at);
            before = value(at);
            classes.add(text(at), value(at).filter(|_| same));
            let count = self.counts.get(at).copied().unwrap_or(0);
            if let Some(sum) = classes.counts.last_mut() {
                *sum += count;
            }
            if let Some(index) = classes.index.get_mut(at) {
                *index = u32::try_from(classes.names.len().saturating_sub(1)).unwrap_or(u32::MAX);
            }
        }
        classes
    }
}

impl Classes {
    /// A new class, or another spelling (`1.0` beside `1`) of the last one.
    fn add(&mut self, text: &str, again: Option<f64>) {
        match (again, self.names.last_mut()) {
            (Some(value), Some(name)) => *name = value.to_string(),
            _ => {
                self.names.push(text.to_owned());
                self.counts.push(0);
            }
        }
    }
}

fn finite(text: &str) -> Option<f64> {
    // Adding 0 turns -0 into 0.
    text.parse::<f64>().ok().filter(|value| value.is_finite()).map(|value| value + 0.0)
}

/// The class of a text among known names: the same text, or the same number.
pub fn find(names: &[String], text: &str) -> Option<u32> {
    let value = finite(text);
    let same = |name: &String| name == text || (value.is_some() && finite(name) == value);
    names.iter().position(same).and_then(|at| u32::try_from(at).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn classes(texts: &[&str]) -> (Classes, Vec<u32>) {
        let mut interner = Interner::default();
        let ids: Vec<u32> = texts.iter().map(|text| interner.intern(text.as_bytes())).collect();
        let classes = interner.finish();
        let index = ids.iter().map(|id| classes.index[*id as usize]).collect();
        (classes, index)
    }

    #[test]
    fn texts_sort_by_characters_and_numbers_by_value() {
        let (found, index) = classes(&["b", "a", "b", "10"]);
        assert_eq!(
            (found.names, index),
            (vec!["10".into(), "a".into(), "b".into()], vec![2, 1, 2, 0])
        );
        let (found, index) = classes(&["10", "-1", "9", "10"]);
        assert_eq!(
            (found.names, index),
            (vec!["-1".into(), "9".into(), "10".into()], vec![2, 0, 1, 2])
        );
        assert_eq!((found.counts, found.numbers, found.whole), (vec![1, 1, 2], true, true));
    }

    #[test]
    fn spellings_of_a_number_are_one_class() {
        let (found, index) = classes(&["1.0", "0", "1", "-0", "2.5"]);
        assert_eq!(found.names, ["0", "1", "2.5"]);
        assert_eq!((index, found.counts), (vec![1, 0, 1, 0, 2], vec![2, 2, 1]));
        assert!(found.numbers && !found.whole);
    }

    #[test]
    fn a_single_spelling_stays_as_written() {
        assert_eq!(classes(&["01", "02"]).0.names, ["01", "02"]);
        assert_eq!(find(&["01".into(), "02".into()], "2"), Some(1));
        assert_eq!(find(&["no".into(), "yes".into()], "maybe"), None);
    }
}

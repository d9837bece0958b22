//! Finding a hyperparameter by the name that a person gives.

use super::hyper::{HyperId, Space};
use crate::diagnostic::nearest;

/// Why a name finds nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lookup {
    Unknown {
        nearest: Option<String>,
    },
    /// The full paths that it could mean.
    Ambiguous {
        candidates: Vec<String>,
    },
}

impl Lookup {
    /// One sentence for people.
    pub fn message(&self, name: &str) -> String {
        match self {
            Lookup::Unknown { nearest: Some(near) } => {
                format!("there is no hyperparameter `{name}`; did you mean `{near}`?")
            }
            Lookup::Unknown { nearest: None } => format!("there is no hyperparameter `{name}`"),
            Lookup::Ambiguous { candidates } => {
                let list: Vec<String> = candidates.iter().map(|path| format!("`{path}`")).collect();
                format!("`{name}` can mean {}; write more of the path", list.join(" or "))
            }
        }
    }
}

impl Space {
    /// By full path, short path, or any unambiguous subsequence of a path's segments that ends in
    /// its last one.
    ///
    /// # Errors
    /// With the nearest known name, or with all that it could mean.
    pub fn find(&self, name: &str) -> Result<HyperId, Lookup> {
        let name = name.trim();
        let exact = self.hypers.iter().find(|hyper| hyper.path == name);
        if let Some(hyper) = exact {
            return Ok(hyper.id);
        }
        let fitting: Vec<_> =
            self.hypers.iter().filter(|hyper| ends_in(&hyper.path, name)).collect();
        match fitting.as_slice() {
            [] => Err(self.unknown(name)),
            [one] => Ok(one.id),
            many => match many.iter().find(|hyper| hyper.short == name) {
                Some(hyper) => Ok(hyper.id),
                None => Err(Lookup::Ambiguous {
                    candidates: many.iter().map(|hyper| hyper.path.clone()).collect(),
                }),
            },
        }
    }

    fn unknown(&self, name: &str) -> Lookup {
        let last = |path: &'_ str| path.rsplit('.').next().unwrap_or("").to_string();
        let shorts = self.hypers.iter().map(|hyper| hyper.short.as_str());
        let paths = self.hypers.iter().map(|hyper| hyper.path.as_str());
        let whole = nearest(name, shorts.chain(paths)).map(str::to_string);
        // A slip in the last segment alone: `sgd.momentun`.
        let by_last = || {
            let tails: Vec<String> = self.hypers.iter().map(|hyper| last(&hyper.path)).collect();
            let wanted = last(name);
            let near = nearest(&wanted, tails.iter().map(String::as_str))?;
            let at = tails.iter().position(|tail| tail == near)?;
            self.hypers.get(at).map(|hyper| hyper.short.clone())
        };
        Lookup::Unknown { nearest: whole.or_else(by_last) }
    }
}

/// Whether the segments of `name` are a subsequence of the path's that ends in its last one.
fn ends_in(path: &str, name: &str) -> bool {
    let mut wanted = name.rsplit('.').peekable();
    let mut segments = path.rsplit('.');
    if wanted.next() != segments.next() {
        return false;
    }
    for segment in segments {
        if wanted.peek() == Some(&segment) {
            wanted.next();
        }
    }
    wanted.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{space, whole};
    use super::*;

    fn example() -> Space {
        let paths = ["stage.conv1.kernel", "stage.conv2.kernel", "head.dense1.units", "depth"];
        space(paths.iter().map(|path| whole(path, 1, 3)).collect())
    }

    #[test]
    fn any_unambiguous_subsequence() {
        let space = example();
        for name in ["stage.conv1.kernel", "conv1.kernel"] {
            assert_eq!(space.find(name), Ok(HyperId(0)), "{name}");
        }
        for name in ["units", "head.units", "dense1.units", "head.dense1.units"] {
            assert_eq!(space.find(name), Ok(HyperId(2)), "{name}");
        }
        assert_eq!(space.find("depth"), Ok(HyperId(3)));
    }

    #[test]
    fn ambiguity_names_the_candidates() {
        let Err(Lookup::Ambiguous { candidates }) = example().find("stage.kernel") else {
            panic!()
        };
        assert_eq!(candidates, ["stage.conv1.kernel", "stage.conv2.kernel"]);
    }

    #[test]
    fn unknown_names_get_the_nearest() {
        let near = |name: &str| match example().find(name) {
            Err(Lookup::Unknown { nearest }) => nearest,
            other => panic!("{other:?}"),
        };
        assert_eq!(near("dept").as_deref(), Some("depth"));
        assert_eq!(near("head.unit").as_deref(), Some("head.dense1.units"));
        assert_eq!(near("zebra"), None);
        assert_eq!(near("head"), None);
        assert_eq!(near(""), None);
    }
}

//! Which files an idx source means.

use crate::diagnostic::Diagnostic;
use crate::template::Source;
use crate::train::data::locate::{Base, names};
use std::path::{Path, PathBuf};

/// Images with their labels.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    pub images: PathBuf,
    pub labels: PathBuf,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Paths {
    pub train: Pair,
    pub test: Option<Pair>,
}

/// # Errors
/// Every file that is missing.
pub fn paths(source: &Source, base: Base<'_>) -> Result<Paths, Vec<Diagnostic>> {
    let Source::Idx { path, labels, test_images, test_labels } = source else {
        return Err(Vec::new());
    };
    let folder = base.folder.join(path);
    if labels.is_none() && folder.is_dir() {
        let own = || in_folder(&folder, path, "t10k", base);
        let test = match test_images {
            Some(images) => Some(pair(images, test_labels.as_deref(), base)?),
            None if member(&folder, "t10k-images", 3).is_some() => Some(own()?),
            None => None,
        };
        return Ok(Paths { train: in_folder(&folder, path, "train", base)?, test });
    }
    if labels.is_none() && !folder.exists() {
        return Err(vec![base.missing(path, "file or folder")]);
    }
    let train = pair(path, labels.as_deref(), base);
    let test = test_images.as_ref().map(|images| pair(images, test_labels.as_deref(), base));
    match (train, test.transpose()) {
        (Ok(train), Ok(test)) => Ok(Paths { train, test }),
        (train, test) => Err(train.err().into_iter().chain(test.err()).flatten().collect()),
    }
}

/// Files of MNIST's names within a folder.
pub fn in_folder(
    folder: &Path,
    written: &str,
    stem: &str,
    base: Base<'_>,
) -> Result<Pair, Vec<Diagnostic>> {
    let find = |what: &str, dims: u8| {
        member(folder, &format!("{stem}-{what}"), dims).ok_or_else(|| {
            let slash = if written.ends_with('/') { "" } else { "/" };
            base.missing(&format!("{written}{slash}{stem}-{what}-idx{dims}-ubyte"), "file")
        })
    };
    both(find("images", 3), find("labels", 1))
}

/// The file `STEM-idxN-ubyte` or `STEM.idxN-ubyte`, perhaps with `.gz`; or the only one whose name
/// ends so (`emnist-letters-train-images-idx3-ubyte.gz`).
fn member(folder: &Path, stem: &str, dims: u8) -> Option<PathBuf> {
    let names = names(folder);
    let wanted: Vec<String> = ["", ".gz"]
        .into_iter()
        .flat_map(|packed| ["-", "."].map(|dash| format!("{stem}{dash}idx{dims}-ubyte{packed}")))
        .collect();
    if let Some(name) = wanted.iter().find(|name| names.contains(name)) {
        return Some(folder.join(name));
    }
    let ends = |name: &&String| wanted.iter().any(|end| name.ends_with(end.as_str()));
    match names.iter().filter(ends).collect::<Vec<_>>().as_slice() {
        [only] => Some(folder.join(only)),
        _ => None,
    }
}

/// One file of images with its labels: those given, or those beside it.
fn pair(images: &str, labels: Option<&str>, base: Base<'_>) -> Result<Pair, Vec<Diagnostic>> {
    let endings = &["-ubyte", "-ubyte.gz", ".idx", ".idx.gz"];
    let found = base.file(images, "an idx file of images", endings);
    let labels = match labels {
        Some(labels) => base.file(labels, "an idx file of labels", endings),
        None => match found.as_ref().ok().and_then(|images| beside(images)) {
            Some(labels) => Ok(labels),
            None if found.is_err() => return Err(found.err().into_iter().collect()),
            None => Err(base.missing(&labels_name(images), "file")),
        },
    };
    both(found, labels)
}

/// The labels beside a file of images, by its name.
pub fn beside(images: &Path) -> Option<PathBuf> {
    let name = labels_name(images.file_name()?.to_str()?);
    let labels = images.with_file_name(name);
    (labels != images && labels.is_file()).then_some(labels)
}

fn labels_name(images: &str) -> String {
    let name = images.replace("images", "labels");
    ["idx2", "idx3", "idx4"].into_iter().fold(name, |name, dims| name.replace(dims, "idx1"))
}

fn both(
    images: Result<PathBuf, Diagnostic>,
    labels: Result<PathBuf, Diagnostic>,
) -> Result<Pair, Vec<Diagnostic>> {
    match (images, labels) {
        (Ok(images), Ok(labels)) => Ok(Pair { images, labels }),
        (images, labels) => Err(images.err().into_iter().chain(labels.err()).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, Span};

    fn idx(path: &str, labels: Option<&str>) -> Source {
        let labels = labels.map(str::to_owned);
        Source::Idx { path: path.into(), labels, test_images: None, test_labels: None }
    }

    #[test]
    fn names_are_found_in_every_usual_form() {
        for dash in ["-", "."] {
            for (packed, prefix) in [("", ""), (".gz", ""), (".gz", "emnist-letters-")] {
                let folder = tempfile::tempdir().unwrap();
                let name = |stem: &str| format!("{prefix}{stem}{packed}").replace("_", dash);
                for stem in ["train-images_idx3-ubyte", "train-labels_idx1-ubyte"] {
                    std::fs::write(folder.path().join(name(stem)), "").unwrap();
                }
                let base = Base { folder: folder.path(), span: Span::new(FileId(0), 0, 1) };
                let found = paths(&idx(".", None), base).unwrap();
                assert!(found.train.images.ends_with(name("train-images_idx3-ubyte")));
                assert_eq!(found.test, None);
                let one = paths(&idx(&name("train-images_idx3-ubyte"), None), base).unwrap();
                assert!(one.train.labels.ends_with(name("train-labels_idx1-ubyte")));
            }
        }
    }

    #[test]
    fn every_missing_file_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let base = Base { folder: folder.path(), span: Span::new(FileId(0), 0, 1) };
        let told = paths(&idx(".", None), base).unwrap_err();
        let messages: Vec<&str> = told.iter().map(|one| one.message.as_str()).collect();
        assert_eq!(
            messages,
            [
                "there is no file `./train-images-idx3-ubyte`",
                "there is no file `./train-labels-idx1-ubyte`"
            ]
        );
    }
}

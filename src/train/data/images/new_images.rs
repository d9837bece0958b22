//! New pictures for a trained network.

use super::decode::{ENDINGS, is, pixels};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::data::{image_size, no_class_folders};
use crate::template::{InputFacts, InputSpec};
use crate::train::data::Inputs;
use crate::train::data::folders::tree;
use crate::train::data::locate::{Base, names, shown};
use crate::train::data::shape::arrangement;
use std::path::PathBuf;

/// Inputs, how many there are, and the name of each one's class where folders tell it.
pub type NewPictures = (Inputs, usize, Option<Vec<String>>);

/// One picture, a folder of pictures in the order of their names, or a folder with one sub-folder a
/// class; each resized to what the network was trained on.
///
/// # Errors
/// All that is wrong with the files.
pub fn read_new(
    base: Base<'_>,
    path: &str,
    (height, width, channels): (usize, usize, usize),
    input: InputSpec,
) -> Result<NewPictures, Vec<Diagnostic>> {
    let one = |fault| vec![fault];
    let root = base.folder.join(path);
    let (files, classes): (Vec<PathBuf>, Option<Vec<String>>) = if root.is_dir() {
        let loose: Vec<PathBuf> =
            names(&root).into_iter().filter(|name| is(name)).map(|name| root.join(name)).collect();
        if loose.is_empty() {
            let tree = tree(base, path, ENDINGS, "png or jpeg files").map_err(one)?;
            let name = |class: u32| tree.classes.get(class as usize).cloned().unwrap_or_default();
            let entries: Vec<_> = tree.test.as_ref().unwrap_or(&tree.train).clone();
            let classes = entries.iter().map(|entry| name(entry.class)).collect();
            (entries.into_iter().map(|entry| entry.path).collect(), Some(classes))
        } else {
            (loose, None)
        }
    } else {
        (vec![base.file(path, "a png or jpeg file", ENDINGS).map_err(one)?], None)
    };
    let facts = InputFacts::Image { height, width, channels };
    let Some(arrangement) = arrangement(facts, input) else {
        let none = no_class_folders::diagnostic(base.span, &shown(&root), "pictures", 0);
        return Err(one(none));
    };
    let elements = height * width * channels;
    let mut values = Vec::with_capacity(files.len() * elements);
    for file in &files {
        let (bytes, found) =
            pixels(file, base.span, Some((height, width)), channels).map_err(one)?;
        if bytes.len() != elements {
            let found = (found.height, found.width);
            let name = shown(file);
            let fault = image_size::diagnostic(base.span, &name, found, &name, (height, width));
            return Err(one(fault));
        }
        let sample: Vec<f32> = bytes.iter().map(|byte| f32::from(*byte)).collect();
        arrangement.push(&sample, &mut values);
    }
    Ok((Inputs { values, elements }, files.len(), classes))
}

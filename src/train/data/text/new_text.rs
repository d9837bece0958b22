//! New text for a trained network.

use super::corpus::{TextForm, UNKNOWN};
use super::files::{ENDINGS, read};
use super::tokens;
use crate::diagnostic::Diagnostic;
use crate::train::data::csv::Layout;
use crate::train::data::folders::{has, tree};
use crate::train::data::locate::{Base, names};
use crate::train::data::table::{Field, Opener, Wanted, read_text};
use crate::train::data::{Inputs, Targets, classes};

/// A csv file with the column of text, a txt file (one text; for a network that was trained on a
/// column, one text a line), a folder of txt files in the order of their names, or a folder with one
/// sub-folder for each class. For a network that predicts the next token, the last tokens count.
///
/// # Errors
/// All that is wrong with the files.
pub fn read_new(
    base: Base<'_>,
    path: &str,
    form: &TextForm,
    wanted: Wanted<'_>,
) -> Result<(Inputs, usize, Option<Targets>), Vec<Diagnostic>> {
    let one = |fault| vec![fault];
    let known = form.known();
    let id = |token: &str| known.get(token).copied().unwrap_or(UNKNOWN);
    let mut values = Vec::new();
    let root = base.folder.join(path);
    let mut answers: Option<Targets> = None;
    if root.is_dir() {
        let loose: Vec<String> =
            names(&root).into_iter().filter(|name| has(name, ENDINGS)).collect();
        if loose.is_empty() {
            let tree = tree(base, path, ENDINGS, "txt files").map_err(one)?;
            let entries = tree.test.as_ref().unwrap_or(&tree.train);
            for entry in entries {
                let text = read(&entry.path, base.span, u64::MAX).map_err(one)?;
                form.push(&text, id, &mut values);
            }
            let class = |class: u32| tree.classes.get(class as usize);
            let find = |name: &String| classes::find(wanted.class_names, name);
            let ids = entries.iter().map(|entry| class(entry.class).and_then(find)).collect();
            answers = Option::<Vec<u32>>::map(ids, Targets::Classes);
        }
        for name in loose {
            let text = read(&root.join(name), base.span, u64::MAX).map_err(one)?;
            form.push(&text, id, &mut values);
        }
    } else if form.column.is_some() && !has(path, ENDINGS) {
        let layout = Layout { delimiter: form.delimiter, header: true };
        let opener = Opener::by_content(base, path, layout);
        let each = |field: Field<'_>| match field {
            Field::Text(text) => form.push(&String::from_utf8_lossy(text), id, &mut values),
            _ => form.push("", id, &mut values),
        };
        answers = read_text(opener, wanted, form.column.as_deref().unwrap_or_default(), each)?;
    } else {
        let file = base.file(path, "a txt file", ENDINGS).map_err(one)?;
        let text = read(&file, base.span, u64::MAX).map_err(one)?;
        if form.next {
            push_end(form, &text, id, &mut values);
        } else if form.column.is_some() {
            let lines = text.lines().filter(|line| !line.trim().is_empty());
            lines.for_each(|line| form.push(line, id, &mut values));
        } else {
            form.push(&text, id, &mut values);
        }
    }
    let samples = values.len() / form.length.max(1);
    Ok((Inputs { values, elements: form.length }, samples, answers))
}

/// The last tokens of a text, padded in front.
fn push_end(form: &TextForm, text: &str, id: impl Fn(&str) -> u32, values: &mut Vec<f32>) {
    let mut all = Vec::new();
    tokens::each(text, form.level, form.lowercase, |token| {
        all.push(id(token) as f32);
        true
    });
    let tail = all.get(all.len().saturating_sub(form.length)..).unwrap_or_default();
    values.resize(values.len() + form.length - tail.len(), 0.0);
    values.extend_from_slice(tail);
}

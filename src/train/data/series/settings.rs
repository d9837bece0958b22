//! Which columns a series is made of.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::data::{no_features, series_drop};
use crate::template::{DataSpec, Missing, Source};
use crate::train::data::csv::Layout;
use crate::train::data::locate::Base;
use crate::train::data::order::Windows;
use crate::train::data::table::{Columns, Kind, Opener, choose_with, survey};

/// The file, its columns with their kinds, and the windows.
pub struct Settings<'a> {
    pub opener: Opener<'a>,
    pub columns: Columns,
    pub kinds: Vec<Kind>,
    pub windows: Windows,
    pub names: Vec<String>,
}

/// All columns of numbers are features where none are named, the targets' past among them.
///
/// # Errors
/// What is wrong with the file's head, or with the columns.
pub fn settings<'a>(spec: &'a DataSpec, base: Base<'a>) -> Result<Settings<'a>, Vec<Diagnostic>> {
    let Source::Series { path, delimiter, header, window, horizon, stride } = &spec.source else {
        return Err(Vec::new());
    };
    if spec.missing == Missing::Drop {
        return Err(vec![series_drop::diagnostic(base.span)]);
    }
    let layout = Layout { delimiter: *delimiter, header: *header };
    let opener = Opener::by_content(base, path, layout);
    let mut rows = opener.open().map_err(|fault| vec![fault])?;
    let mut columns = choose_with(rows.head(), spec, true)?;
    rows.only(&columns.places());
    let named = !spec.features.is_empty();
    let mut kinds = survey(rows.as_mut(), &columns, spec, named)?.kinds;
    let head = rows.head();
    if !named {
        let category = |name: &String| spec.categories.iter().any(|(one, _)| one == name);
        let mut keep = columns
            .features
            .iter()
            .zip(&kinds)
            .map(|(column, kind)| *kind == Kind::Number || category(&column.name));
        let keep: Vec<bool> = keep.by_ref().collect();
        let mut marks = keep.iter();
        columns.features.retain(|_| marks.next().copied().unwrap_or(false));
        let mut marks = keep.iter();
        kinds.retain(|_| marks.next().copied().unwrap_or(false));
    }
    if columns.features.is_empty() {
        return Err(vec![no_features::diagnostic(base.span, &head.shown, None)]);
    }
    let windows = Windows { window: *window, horizon: *horizon, stride: *stride };
    Ok(Settings { opener, columns, kinds, windows, names: head.columns.clone() })
}

//! The head of a series, for `hpm check`.

use super::settings::{Settings, settings};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::data::too_short;
use crate::template::{DataFacts, DataSpec, InputFacts, OutputFacts};
use crate::train::data::locate::Base;
use crate::train::data::table::{Depth, Encoding, Scan, TargetReader, target_facts};

/// The shape and the kind of the data, and what is wrong with its first rows.
pub fn probe(spec: &DataSpec, base: Base<'_>) -> (DataFacts, Vec<Diagnostic>) {
    let mut found = DataFacts::default();
    let told = look(spec, base, &mut found).err().unwrap_or_default();
    (found, told)
}

fn look(spec: &DataSpec, base: Base<'_>, found: &mut DataFacts) -> Result<(), Vec<Diagnostic>> {
    let one = |fault| vec![fault];
    let Settings { opener, columns, kinds, windows, names } = settings(spec, base)?;
    found.columns = names;
    let mut rows = opener.open().map_err(one)?;
    rows.only(&columns.places());
    let width = columns.targets.len();
    let mut scan = Scan::new(&columns, &kinds, spec.missing, TargetReader::survey(width));
    let whole = scan.read(rows.as_mut(), Depth::PROBE, |_| ()).map_err(one)?;
    let told = scan.diagnostics(rows.head(), scan.looked, None);
    let forms = scan.forms();
    let numbers = forms.iter().all(|form| form.categories.is_empty());
    if numbers || (whole && told.is_empty()) {
        let encoding = Encoding { columns: forms, missing: spec.missing };
        let (length, features) = (windows.window, encoding.width());
        found.input = Some(InputFacts::Series { length, features });
    }
    if !told.is_empty() {
        return Err(told);
    }
    if !whole {
        return Ok(());
    }
    if let Some((part, has)) = windows.lacking(scan.rows, spec) {
        let needs = windows.window + windows.horizon;
        let shown = &rows.head().shown;
        let fault = too_short::diagnostic(base.span, shown, part, has, needs, "rows");
        return Err(one(fault));
    }
    found.samples = Some(windows.total(scan.rows, spec));
    let (output, _) = target_facts(spec, &columns, scan.targets, scan.rows)?;
    found.output = ahead(output, windows.horizon, width);
    Ok(())
}

/// What the targets are, several steps ahead: text is one class, numbers are that many values.
pub fn ahead(output: Option<OutputFacts>, horizon: usize, width: usize) -> Option<OutputFacts> {
    match output? {
        OutputFacts::Classes(n) => Some(OutputFacts::Classes(n)),
        found if horizon == 1 && width == 1 => Some(found),
        OutputFacts::Labels(n) if horizon == 1 => Some(OutputFacts::Labels(n)),
        _ => Some(OutputFacts::Values(horizon * width)),
    }
}

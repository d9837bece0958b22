//! A series in memory, window by window.

use super::probe::ahead;
use super::settings::{Settings, settings};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::data::too_short;
use crate::template::{DataFacts, DataSpec, InputFacts, InputSpec, OutputSpec};
use crate::train::data::agree::agree;
use crate::train::data::locate::Base;
use crate::train::data::order::{Windows, stretches, thin};
use crate::train::data::shape::{Arrangement, arrangement};
use crate::train::data::source::Read;
use crate::train::data::table::{Column, WholeTargets, read_all};
use crate::train::data::{Inputs, Part, SourceForm, Targets, parts};
use std::ops::Range;

/// # Errors
/// All that is wrong with the file.
pub fn load(
    spec: &DataSpec,
    base: Base<'_>,
    input: InputSpec,
    output: OutputSpec,
) -> Result<Read, Vec<Diagnostic>> {
    let one = |fault| vec![fault];
    let Settings { opener, columns, kinds, windows, names } = settings(spec, base)?;
    let mut loaded = read_all(spec, opener, &columns, &kinds, output)?;
    let WholeTargets { targets, class_names, facts: known } = loaded.targets;
    if let Some((part, has)) = windows.lacking(loaded.rows, spec) {
        let needs = windows.window + windows.horizon;
        let shown = &loaded.head.shown;
        return Err(one(too_short::diagnostic(base.span, shown, part, has, needs, "rows")));
    }
    let [train, ..] = stretches(loaded.rows, spec);
    let raw = columns.features.len();
    loaded.encoding.fit(loaded.values.get(..train.end * raw).unwrap_or_default());
    loaded.encoding.apply(&mut loaded.values);
    let features = loaded.encoding.width();
    let width = columns.targets.len();
    let known = if class_names.is_empty() { ahead(known, windows.horizon, width) } else { known };
    let facts = DataFacts {
        input: Some(InputFacts::Series { length: windows.window, features }),
        output: known,
        samples: Some(windows.total(loaded.rows, spec)),
        columns: names,
    };
    let faults = agree(&facts, spec, &class_names, input, output);
    let arrangement = facts.input.and_then(|facts| arrangement(facts, input));
    let Some(arrangement) = arrangement else { return Err(faults) };
    let rows = Rows { values: &loaded.values, features, targets: &targets, arrangement };
    let divided = stretches(loaded.rows, spec).map(|stretch| rows.part(windows, stretch));
    let name = |column: &Column| column.name.clone();
    let (delimiter, header) = opener.layout();
    let table = SourceForm::Table {
        delimiter,
        header,
        features: columns.features.iter().map(name).collect(),
        target: columns.targets.iter().map(name).collect(),
        columns: loaded.encoding.columns,
        missing: spec.missing,
    };
    Ok(Read {
        facts,
        class_names,
        source: SourceForm::Series { window: windows.window, rows: Box::new(table) },
        ..Read::in_order(thin(divided, spec))
    })
}

/// All rows, features encoded.
struct Rows<'a> {
    values: &'a [f32],
    features: usize,
    targets: &'a Targets,
    arrangement: Arrangement,
}

impl Rows<'_> {
    fn part(&self, windows: Windows, stretch: Range<usize>) -> Part {
        let starts = windows.starts(stretch);
        let elements = windows.window * self.features;
        let mut values = Vec::with_capacity(starts.clone().count() * elements);
        for start in starts.clone() {
            let (from, to) = (start * self.features, (start + windows.window) * self.features);
            self.arrangement.push(self.values.get(from..to).unwrap_or_default(), &mut values);
        }
        let behind = |start: usize| start + windows.window;
        let targets = match self.targets {
            // A class is that of the last row ahead.
            Targets::Classes(ids) => Targets::Classes(
                starts.filter_map(|s| ids.get(behind(s) + windows.horizon - 1).copied()).collect(),
            ),
            Targets::Values { values, width } => {
                let ahead = |start: usize| {
                    let (from, to) = (behind(start), behind(start) + windows.horizon);
                    values.get(from * width..to * width).unwrap_or_default().iter().copied()
                };
                let all = starts.flat_map(ahead).collect();
                Targets::Values { values: all, width: width * windows.horizon }
            }
        };
        parts::of(Inputs { values, elements }, targets)
    }
}

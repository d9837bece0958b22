//! New rows of a series for a trained network.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::data::too_short;
use crate::template::{InputFacts, InputSpec};
use crate::train::data::Inputs;
use crate::train::data::locate::Base;
use crate::train::data::shape::arrangement;
use crate::train::data::table::{Notes, Opener, Wanted, read_new as read_table};

/// Every window of the rows, the last one included: what follows it is not known yet.
///
/// # Errors
/// All that is wrong with the file.
pub fn read_new(
    base: Base<'_>,
    path: &str,
    opener: Opener<'_>,
    wanted: Wanted<'_>,
    window: usize,
    input: InputSpec,
) -> Result<(Inputs, usize), Vec<Diagnostic>> {
    let (inputs, rows, _) = read_table(opener, wanted, &mut Notes::default())?;
    let features = inputs.elements;
    let facts = InputFacts::Series { length: window, features };
    let Some(arrangement) = arrangement(facts, input).filter(|_| rows >= window) else {
        let fault = too_short::diagnostic(base.span, path, "new", rows, window, "rows");
        return Err(vec![fault]);
    };
    let samples = rows + 1 - window;
    let elements = window * features;
    let mut values = Vec::with_capacity(samples * elements);
    for start in 0..samples {
        let rows = inputs.values.get(start * features..(start + window) * features);
        arrangement.push(rows.unwrap_or_default(), &mut values);
    }
    Ok((Inputs { values, elements }, samples))
}

//! Formatting.

use super::super::requests::Answer;
use super::super::session::Session;
use super::range;
use crate::fmt;
use crate::ide::Shift;
use lsp_types::{DocumentFormattingParams, TextEdit};

/// One edit of what differs, so that cursors stay. A text with faults of syntax stays as it is: the
/// faults are told anyway.
pub fn format(session: &mut Session, params: DocumentFormattingParams) -> Answer<Vec<TextEdit>> {
    let uri = params.text_document.uri;
    let document = session.document(&uri).ok_or("the text is not open")?;
    let Ok(new) = fmt::format(&document.text) else { return Ok(Vec::new()) };
    let shift = Shift::between(&document.text, &new).on_characters(&document.text);
    if shift.is_none() {
        return Ok(Vec::new());
    }
    let text = new.get(shift.start..shift.new_end).unwrap_or("").to_string();
    Ok(vec![TextEdit::new(range(session, &uri, shift.start..shift.old_end), text)])
}

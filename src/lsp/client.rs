//! What the client said it can do.

use super::lines::Encoding;
use super::uri;
use lsp_types::{InitializeParams, PositionEncodingKind};
use std::path::PathBuf;

#[derive(Clone, Debug, Default)]
pub struct Client {
    pub encoding: Encoding,
    pub snippets: bool,
    pub related: bool,
    /// It tells of files that change.
    pub watches: bool,
    /// It asks for hints again when told so.
    pub refreshes_hints: bool,
    /// It takes a label's details apart.
    pub label_details: bool,
    pub folders: Vec<PathBuf>,
}

impl Client {
    pub fn of(params: &InitializeParams) -> Client {
        let all = &params.capabilities;
        let text = all.text_document.as_ref();
        let workspace = all.workspace.as_ref();
        let item = text
            .and_then(|text| text.completion.as_ref())
            .and_then(|completion| completion.completion_item.as_ref());
        let yes = |flag: Option<bool>| flag == Some(true);
        Client {
            encoding: encoding(params),
            snippets: yes(item.and_then(|item| item.snippet_support)),
            label_details: yes(item.and_then(|item| item.label_details_support)),
            related: yes(text
                .and_then(|text| text.publish_diagnostics.as_ref())
                .and_then(|publish| publish.related_information)),
            watches: yes(workspace
                .and_then(|workspace| workspace.did_change_watched_files.as_ref())
                .and_then(|watched| watched.dynamic_registration)),
            refreshes_hints: yes(workspace
                .and_then(|workspace| workspace.inlay_hint.as_ref())
                .and_then(|hints| hints.refresh_support)),
            folders: folders(params),
        }
    }

    pub fn encoding_kind(&self) -> PositionEncodingKind {
        match self.encoding {
            Encoding::Utf8 => PositionEncodingKind::UTF8,
            Encoding::Utf16 => PositionEncodingKind::UTF16,
            Encoding::Utf32 => PositionEncodingKind::UTF32,
        }
    }
}

/// Bytes where the client counts them, too.
fn encoding(params: &InitializeParams) -> Encoding {
    let offered = params
        .capabilities
        .general
        .as_ref()
        .and_then(|general| general.position_encodings.as_deref())
        .unwrap_or(&[]);
    if offered.contains(&PositionEncodingKind::UTF8) {
        Encoding::Utf8
    } else if offered.contains(&PositionEncodingKind::UTF32)
        && !offered.contains(&PositionEncodingKind::UTF16)
    {
        Encoding::Utf32
    } else {
        Encoding::Utf16
    }
}

fn folders(params: &InitializeParams) -> Vec<PathBuf> {
    let several = params.workspace_folders.iter().flatten();
    let found: Vec<PathBuf> = several.filter_map(|folder| uri::path(&folder.uri)).collect();
    if !found.is_empty() {
        return found;
    }
    #[allow(deprecated)] // reason: what clients told before there were several folders
    params.root_uri.as_ref().and_then(uri::path).into_iter().collect()
}

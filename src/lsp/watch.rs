//! Files that specifications read: imports and data.

use super::changes::files_changed;
use super::client::Client;
use super::serve::LOOK;
use super::session::Session;
use super::uri;
use crate::driver::Understood;
use crate::syntax::ast::TopItem;
use lsp_types as lsp;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// The files that a specification imports, by their paths from its folder, missing ones too.
pub fn imports(understood: &Understood) -> Vec<PathBuf> {
    let modules = understood.modules.iter().zip(understood.sources.files());
    let mut found = Vec::new();
    for (at, (module, file)) in modules.enumerate().filter(|(_, (module, _))| !module.library) {
        let own = if at == 0 { Path::new("") } else { Path::new(&file.name) };
        let folder = own.parent().unwrap_or(Path::new(""));
        found.extend(module.spec.items.iter().filter_map(|item| match item {
            TopItem::Import(import) => Some(folder.join(&import.path)),
            _ => None,
        }));
    }
    found
}

/// Asks the client to tell of changed files.
pub fn register(session: &mut Session) {
    if !session.client.watches {
        return;
    }
    let globs = ["**/*.hpm", "**/*.{csv,tsv,txt,gz,parquet,npy,npz,safetensors,json}"];
    let watchers: Vec<lsp::FileSystemWatcher> = globs
        .iter()
        .map(|glob| lsp::FileSystemWatcher {
            glob_pattern: lsp::GlobPattern::String((*glob).to_string()),
            kind: None,
        })
        .collect();
    let options = lsp::DidChangeWatchedFilesRegistrationOptions { watchers };
    let registration = lsp::Registration {
        id: "hpm-files".to_string(),
        method: "workspace/didChangeWatchedFiles".to_string(),
        register_options: serde_json::to_value(options).ok(),
    };
    let params = lsp::RegistrationParams { registrations: vec![registration] };
    session.request("client/registerCapability", params);
}

/// For clients that do not tell: when which file was changed last.
pub struct Watch {
    own: bool,
    seen: BTreeMap<PathBuf, Option<SystemTime>>,
}

impl Watch {
    pub fn new(client: &Client) -> Watch {
        Watch { own: !client.watches, seen: BTreeMap::new() }
    }

    /// How long nothing must happen before files are looked at.
    pub fn pause(&self) -> Duration {
        if self.own { LOOK } else { Duration::from_secs(3600) }
    }

    pub fn look(&mut self, session: &mut Session) {
        if !self.own {
            return;
        }
        let now: BTreeMap<PathBuf, Option<SystemTime>> =
            files(session).into_iter().map(|path| (path.clone(), changed(&path))).collect();
        let news =
            now.iter().any(|(path, time)| self.seen.get(path).is_some_and(|old| old != time));
        self.seen = now;
        if news {
            files_changed(session);
        }
    }
}

fn changed(path: &Path) -> Option<SystemTime> {
    std::fs::metadata(path).and_then(|data| data.modified()).ok()
}

/// What the open texts import and read.
fn files(session: &Session) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for (key, document) in &session.documents {
        let folder = document.folder(&session.home());
        let state = session.states.get(key);
        let Some((_, understood)) = state.and_then(|state| state.understood.as_ref()) else {
            continue;
        };
        found.extend(imports(understood).iter().map(|path| uri::plain(&folder.join(path))));
        if let Some(family) = &understood.family {
            found.push(uri::plain(&folder.join(family.data.source.label())));
        }
    }
    found
}

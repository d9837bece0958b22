//! Everything that the server knows: open texts, what was understood of them, who waits for what.

use super::client::Client;
use super::disk::{Facts, Open, OpenShelf};
use super::document::Document;
use super::uri;
use super::wire::Outgoing;
use super::work::{Task, Workers};
use crate::diagnostic::Diagnostic;
use crate::driver::{Loaded, Understood, load};
use crate::ide::Shift;
use crate::ide::View;
use crate::instantiate::LayerRanges;
use crate::source::{FileId, Sources};
use crossbeam_channel::Sender;
use lsp_server::{Message, Notification, Request, RequestId, Response};
use lsp_types::Uri;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

/// What is known of one open text.
#[derive(Default)]
pub struct State {
    /// The newest that was understood, and of which revision.
    pub understood: Option<(u64, Arc<Understood>)>,
    /// What the newest check found, with the text that it looked at.
    pub checked: Option<Checked>,
    /// The newest answer about shapes, and the newest that had any.
    pub shaped: u64,
    pub shapes: Option<Shapes>,
    /// The newest text as a tree, where it was asked for before it was understood.
    pub parsed: Option<(u64, Arc<Loaded>)>,
    /// It is understood anew although its text is the same: the editor does not ask for hints then.
    pub moved: bool,
    /// What the editor was told last.
    pub told: Vec<lsp_types::Diagnostic>,
}

pub struct Checked {
    pub revision: u64,
    pub text: Arc<str>,
    pub found: Vec<Diagnostic>,
}

#[derive(Clone)]
pub struct Shapes {
    pub revision: u64,
    pub understood: Arc<Understood>,
    /// Absent where there was no family.
    pub ranges: Option<Arc<LayerRanges>>,
}

/// How much must be known of a text before a request can be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    Understood,
    Checked,
    Shaped,
}

/// A request that waits for the threads.
pub struct Parked {
    pub request: Request,
    pub uri: Uri,
    pub level: Level,
}

pub struct Session {
    pub client: Client,
    pub out: Sender<Outgoing>,
    pub workers: Workers,
    pub facts: Facts,
    pub documents: BTreeMap<String, Document>,
    pub states: BTreeMap<String, State>,
    /// Texts that are to be understood anew.
    pub dirty: BTreeSet<String>,
    pub parked: Vec<Parked>,
    pub shutdown: bool,
    revisions: u64,
    requests: i32,
}

impl Session {
    pub fn new(client: Client, out: Sender<Outgoing>, workers: Workers, facts: Facts) -> Session {
        Session {
            client,
            out,
            workers,
            facts,
            documents: BTreeMap::new(),
            states: BTreeMap::new(),
            dirty: BTreeSet::new(),
            parked: Vec::new(),
            shutdown: false,
            revisions: 0,
            requests: 0,
        }
    }

    pub fn send(&self, message: impl Into<Message>) {
        // Where the client is gone nobody minds.
        let _ = self.out.send(Outgoing::Message(message.into()));
    }

    pub fn notify(&self, method: &str, params: impl serde::Serialize) {
        self.send(Notification::new(method.to_string(), params));
    }

    pub fn request(&mut self, method: &str, params: impl serde::Serialize) {
        self.requests += 1;
        let id = RequestId::from(format!("hpm-{}", self.requests));
        self.send(Request::new(id, method.to_string(), params));
    }

    pub fn answer(&self, id: RequestId, result: impl serde::Serialize) {
        self.send(Response::new_ok(id, result));
    }

    /// The text changed, or something that it depends on.
    pub fn touch(&mut self, key: &str) {
        self.revisions += 1;
        if let Some(document) = self.documents.get_mut(key) {
            document.revision = self.revisions;
            self.dirty.insert(key.to_string());
        }
    }

    /// The folder of texts that were never saved.
    pub fn home(&self) -> PathBuf {
        self.client.folders.first().cloned().unwrap_or_else(|| PathBuf::from("."))
    }

    pub fn open(&self) -> Open {
        let texts = self.documents.values();
        Arc::new(texts.filter_map(|one| Some((one.path()?, one.text.clone()))).collect())
    }

    /// Hands everything that changed to the threads.
    pub fn dispatch(&mut self) {
        if self.dirty.is_empty() {
            return;
        }
        let open = self.open();
        for key in std::mem::take(&mut self.dirty) {
            let Some(document) = self.documents.get(&key) else { continue };
            self.workers.put(Task {
                uri: document.uri.clone(),
                name: document.name(),
                base: document.folder(&self.home()),
                text: document.text.clone(),
                revision: document.revision,
                open: open.clone(),
            });
        }
    }

    /// The address by which the editor knows a file: there are several ways to write one.
    pub fn address(&self, uri: Uri) -> Uri {
        let Some(path) = uri::path(&uri) else { return uri };
        let open = self.documents.values().find(|one| one.path().as_deref() == Some(&path));
        open.map_or(uri, |document| document.uri.clone())
    }

    pub fn document(&self, uri: &Uri) -> Option<&Document> {
        self.documents.get(uri.as_str())
    }

    /// Whether a request on that text can be answered now.
    pub fn ready(&self, uri: &Uri, level: Level) -> bool {
        let (Some(document), Some(state)) = (self.document(uri), self.states.get(uri.as_str()))
        else {
            return self.document(uri).is_none();
        };
        match level {
            Level::Understood => state
                .understood
                .as_ref()
                .is_some_and(|(revision, _)| *revision == document.revision),
            Level::Checked => {
                state.checked.as_ref().is_some_and(|one| one.revision == document.revision)
            }
            Level::Shaped => state.shaped == document.revision,
        }
    }

    /// The text as it is now, as a tree, and what was last understood of it.
    pub fn tree(&mut self, uri: &Uri) -> Option<Tree> {
        let document = self.documents.get(uri.as_str())?;
        let (revision, base) = (document.revision, document.folder(&self.home()));
        let open = self.open();
        let state = self.states.entry(uri.as_str().to_string()).or_default();
        let family = state
            .understood
            .as_ref()
            .map(|(_, understood)| understood.clone())
            .filter(|understood| understood.family.is_some())
            .or_else(|| state.shapes.as_ref().map(|shapes| shapes.understood.clone()));
        if let Some((known, understood)) = &state.understood
            && *known == revision
        {
            return Some(Tree { now: Now::Understood(understood.clone()), family });
        }
        if state.parsed.as_ref().is_none_or(|(known, _)| *known != revision) {
            let document = self.documents.get(uri.as_str())?;
            let shelf = OpenShelf { base: &base, open: &open };
            let loaded = load(&document.name(), &document.text, &shelf);
            state.parsed = Some((revision, Arc::new(loaded)));
        }
        let (_, loaded) = state.parsed.as_ref()?;
        Some(Tree { now: Now::Parsed(loaded.clone()), family })
    }

    /// How the text has changed since something was found out about another.
    pub fn shift(&self, uri: &Uri, from: &str) -> Option<Shift> {
        self.document(uri).map(|document| Shift::between(from, &document.text))
    }
}

/// A text as it is now.
pub struct Tree {
    now: Now,
    family: Option<Arc<Understood>>,
}

enum Now {
    Understood(Arc<Understood>),
    Parsed(Arc<Loaded>),
}

impl Tree {
    pub fn view(&self) -> View<'_> {
        let family = self.family.as_ref().and_then(|understood| understood.family.as_ref());
        let (sources, modules) = match &self.now {
            Now::Understood(one) => (&one.sources, one.modules.as_slice()),
            Now::Parsed(one) => (&one.sources, one.modules.as_slice()),
        };
        let view = View { sources, modules, family, shift: Shift::none() };
        let shift = match &self.family {
            Some(old) => Shift::between(first(&old.sources), view.text()),
            None => Shift::none(),
        };
        View { shift, ..view }
    }
}

/// The text of the specification itself.
pub fn first(sources: &Sources) -> &str {
    sources.file(FileId(0)).map_or("", |file| file.text.as_str())
}

//! The specifications of the workspace: those that are open, and those on the disk.

use super::disk::OpenShelf;
use super::session::Session;
use super::uri;
use crate::driver::{Loaded, load, read_text};
use crate::ide::{Shift, View};
use lsp_types::Uri;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A specification with what it imports.
pub struct Root {
    pub uri: Uri,
    pub base: PathBuf,
    pub text: Arc<str>,
    loaded: Loaded,
}

impl Root {
    pub fn view(&self) -> View<'_> {
        View {
            sources: &self.loaded.sources,
            modules: &self.loaded.modules,
            family: None,
            shift: Shift::none(),
        }
    }

    /// Its own path and those of the files that it imports.
    fn holds(&self, path: &Path) -> bool {
        let own = uri::path(&self.uri).is_some_and(|own| own == path);
        own || self.loaded.imported.0.keys().any(|name| uri::plain(&self.base.join(name)) == path)
    }
}

/// As many files of a workspace are looked at, and folders so deep.
const FILES: usize = 2_000;
const DEPTH: usize = 8;

/// The specification at that address, and every other one that has to do with its files: that
/// imports it, or a file that it imports.
pub fn roots(session: &Session, uri: &Uri) -> Vec<Root> {
    let all = all(session);
    let home = all.iter().find(|root| root.uri.as_str() == uri.as_str());
    let mut files: Vec<PathBuf> = uri::path(uri).into_iter().collect();
    if let Some(home) = home {
        let imported = home.loaded.imported.0.keys();
        files.extend(imported.map(|name| uri::plain(&home.base.join(name))));
    }
    let concerned = |root: &Root| {
        root.uri.as_str() == uri.as_str() || files.iter().any(|path| root.holds(path))
    };
    all.into_iter().filter(concerned).collect()
}

/// Every specification of the workspace, parsed.
pub fn all(session: &Session) -> Vec<Root> {
    let open = session.open();
    let mut roots = Vec::new();
    let mut seen: BTreeSet<PathBuf> = BTreeSet::new();
    for document in session.documents.values() {
        let base = document.folder(&session.home());
        seen.extend(document.path());
        let shelf = OpenShelf { base: &base, open: &open };
        let loaded = load(&document.name(), &document.text, &shelf);
        let (uri, text) = (document.uri.clone(), document.text.clone());
        roots.push(Root { uri, base, text, loaded });
    }
    let mut paths = BTreeSet::new();
    let near =
        session.documents.values().filter_map(|one| one.path()?.parent().map(Path::to_path_buf));
    near.for_each(|folder| list(&folder, 1, &mut paths));
    session.client.folders.iter().for_each(|folder| list(folder, DEPTH, &mut paths));
    for path in paths.into_iter().filter(|path| !seen.contains(path)) {
        let text = std::fs::File::open(&path).and_then(read_text);
        let (Ok(text), Some(uri)) = (text, uri::of_path(&path)) else { continue };
        let base = path.parent().map_or_else(PathBuf::new, Path::to_path_buf);
        let name = uri::name(&uri);
        let loaded = load(&name, &text, &OpenShelf { base: &base, open: &open });
        roots.push(Root { uri, base, text: text.into(), loaded });
    }
    roots
}

/// The `.hpm` files below a folder.
fn list(folder: &Path, depth: usize, found: &mut BTreeSet<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        if found.len() >= FILES {
            return;
        }
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        let hidden = name.starts_with('.') || ["target", "node_modules"].contains(&name.as_str());
        if path.extension().is_some_and(|end| end == "hpm") && path.is_file() {
            found.insert(uri::plain(&path));
        } else if depth > 1 && !hidden && entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            list(&path, depth - 1, found);
        }
    }
}

//! The arrows that must never exist (docs/architecture.md).

/// Who may name what.
pub struct Rule {
    /// Path prefixes: `pest`, `crate::backend`, `std::fs`.
    pub targets: &'static [&'static str],
    pub rooms: Rooms,
    pub why: &'static str,
}

pub enum Rooms {
    /// Only these rooms may.
    Only(&'static [&'static str]),
    /// These rooms may not.
    Never(&'static [&'static str]),
}

impl Rule {
    /// Whether a file below `src/` may not name a path.
    pub fn forbids(&self, file: &str, path: &str) -> bool {
        let hit = self.targets.iter().any(|target| {
            path.strip_prefix(target).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
        });
        let barred = match self.rooms {
            Rooms::Only(rooms) => !rooms.iter().any(|room| within(file, room)),
            Rooms::Never(rooms) => rooms.iter().any(|room| within(file, room)),
        };
        hit && barred
    }
}

/// Whether a file is a room, or lies in it; rooms may lie in rooms.
fn within(file: &str, room: &str) -> bool {
    let rest = file.strip_suffix(".rs").unwrap_or(file).strip_prefix(room);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Rooms that may touch the file system, the clock and entropy.
/// (`driver` reads the files that a specification imports).
const OUTSIDE: &[&str] = &["cli", "driver", "train", "study", "lsp", "main"];

pub const RULES: &[Rule] = &[
    Rule {
        targets: &["pest", "pest_derive"],
        rooms: Rooms::Only(&["syntax"]),
        why: "the grammar is syntax's own: hand out the tree in `syntax::ast`",
    },
    Rule {
        targets: &["miette"],
        rooms: Rooms::Only(&["emit"]),
        why: "a diagnostic is plain data in `diagnostic`; `emit` draws it",
    },
    Rule {
        targets: &["clap", "clap_complete"],
        rooms: Rooms::Only(&["cli"]),
        why: "pass plain values to the other rooms",
    },
    Rule {
        targets: &["candle_core", "candle_nn"],
        rooms: Rooms::Only(&["backend/candle", "backend/plan", "train"]),
        why: "kernels and the rest of the house work on slices: tensors stay in `backend/candle`, and errors of theirs in `backend/plan` and `train`",
    },
    Rule {
        targets: &["crate::backend::candle", "crate::backend::plan", "crate::train"],
        rooms: Rooms::Never(&["backend/kernels"]),
        why: "a kernel knows slices and sizes alone; the plan calls it, not the reverse",
    },
    Rule {
        targets: &["crate::backend"],
        rooms: Rooms::Never(&["graph", "catalog"]),
        why: "checking and describing never allocate a tensor",
    },
    Rule {
        targets: &["crate::syntax"],
        rooms: Rooms::Never(&["space", "sweep"]),
        why: "they hold spans and values, not nodes of the tree",
    },
    Rule {
        targets: &["crate::resolve", "crate::train", "crate::backend"],
        rooms: Rooms::Never(&["sweep"]),
        why: "a sweep sees a space and the `Trial` trait, so that it is tested on tables",
    },
    Rule {
        targets: &["crate::train", "crate::backend", "crate::driver"],
        rooms: Rooms::Never(&["report"]),
        why: "a report reads a study, never a live trial",
    },
    Rule {
        targets: &["lsp_server", "lsp_types"],
        rooms: Rooms::Only(&["lsp"]),
        why: "`ide` speaks in byte offsets and texts; `lsp` puts them into the protocol's words",
    },
    Rule {
        targets: &["crate::lsp", "crate::driver", "crate::train", "crate::backend"],
        rooms: Rooms::Never(&["ide"]),
        why: "abilities are pure functions over texts, trees and families that are handed to them",
    },
    Rule {
        targets: &["crate::resolve", "crate::catalog", "crate::driver", "crate::check"],
        rooms: Rooms::Never(&["fmt"]),
        why: "the style is one for every text: what its names mean is not looked up",
    },
    Rule {
        targets: &["similar"],
        rooms: Rooms::Only(&["cli"]),
        why: "changes are shown by commands; the other rooms hand out texts and edits",
    },
    Rule {
        targets: &["crate::cli"],
        rooms: Rooms::Only(&["cli", "main"]),
        why: "commands call the rooms, not the reverse",
    },
    Rule {
        targets: &["std::fs", "tempfile"],
        rooms: Rooms::Only(OUTSIDE),
        why: "take the text or the bytes as an argument; files are read in cli, train and study",
    },
    Rule {
        targets: &["std::time", "Instant", "SystemTime"],
        rooms: Rooms::Only(OUTSIDE),
        why: "results do not depend on the clock; take the time as an argument",
    },
    Rule {
        targets: &["rand", "getrandom", "std::collections::hash_map::RandomState"],
        rooms: Rooms::Only(OUTSIDE),
        why: "numbers come from `crate::random::Stream` and a seed",
    },
];

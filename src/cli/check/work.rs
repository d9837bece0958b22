//! All files checked, side by side, and mended where that was asked for.

use super::CheckArgs;
use super::levels::Levels;
use crate::cli::fault::Fault;
use crate::cli::spec::{self, SpecText};
use crate::cli::{files, replace};
use crate::diagnostic::{Applicability, has_errors};
use crate::driver::{Analysis, Dropped, Traced, analyse_with, mend};
use rayon::prelude::*;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// One specification, checked.
pub struct Outcome {
    /// `None` for standard input.
    pub path: Option<PathBuf>,
    pub spec: SpecText,
    /// Of the mended text, where it was mended.
    pub analysis: Analysis,
    pub change: Option<Change>,
    /// What was asked for on the way: imports and data.
    pub looked_at: BTreeSet<PathBuf>,
}

/// What the fixes did.
pub struct Change {
    pub text: String,
    pub fixed: usize,
    pub dropped: Vec<Dropped>,
}

impl Outcome {
    /// Whether something is left to do.
    pub fn bad(&self, args: &CheckArgs) -> bool {
        let would = args.diff && self.change.as_ref().is_some_and(|it| it.text != self.spec.text);
        would || has_errors(&self.analysis.diagnostics)
    }

    fn write(&self) -> Result<(), Fault> {
        let (Some(path), Some(change)) = (&self.path, &self.change) else { return Ok(()) };
        if change.text == self.spec.text {
            return Ok(());
        }
        let now = std::fs::read(path).map_err(|error| Fault::io("read", path, &error))?;
        if now != self.spec.text.as_bytes() {
            let fault = Fault::new(format!("{} was changed while it was checked", path.display()));
            return Err(fault.help("its repairs were not written; run hpm again"));
        }
        replace::replace(path, &change.text)
    }

    /// What it imports may have been mended since.
    fn again(&mut self, levels: &Levels) {
        if let Some(change) = self.change.as_ref().filter(|_| !self.analysis.imported.0.is_empty())
        {
            self.analysis = analysed(&self.spec, &change.text, levels).0;
        }
    }
}

/// In the order of the arguments, folders sorted by name; a file that has two names comes once.
pub fn all(args: &CheckArgs, levels: &Levels) -> Vec<Result<Outcome, Fault>> {
    let trust = match (args.mends(), args.bold) {
        (false, _) => None,
        (true, false) => Some(Applicability::Safe),
        (true, true) => Some(Applicability::Unsafe),
    };
    let paths = once_each(files::expand(&args.files));
    let mut outcomes: Vec<Result<Outcome, Fault>> =
        paths.into_par_iter().map(|path| one(&path?, trust, levels)).collect();
    if args.fix && !args.diff {
        write(&mut outcomes);
        outcomes.par_iter_mut().flatten().for_each(|one| one.again(levels));
    }
    outcomes
}

/// The mended texts into their files; a file that cannot be written becomes its fault.
fn write(outcomes: &mut [Result<Outcome, Fault>]) {
    for outcome in outcomes {
        if let Ok(one) = outcome
            && let Err(fault) = one.write()
        {
            *outcome = Err(fault);
        }
    }
}

fn once_each(paths: Vec<Result<PathBuf, Fault>>) -> Vec<Result<PathBuf, Fault>> {
    let mut seen = BTreeSet::new();
    let new = |path: &Result<PathBuf, Fault>| match path {
        Ok(path) => seen.insert(std::fs::canonicalize(path).unwrap_or_else(|_| path.clone())),
        Err(_) => true,
    };
    paths.into_iter().filter(new).collect()
}

fn one(path: &Path, trust: Option<Applicability>, levels: &Levels) -> Result<Outcome, Fault> {
    let spec = spec::read(path)?;
    let all = RefCell::new(BTreeSet::new());
    let check = |text: &str| {
        let (analysis, looked_at) = analysed(&spec, text, levels);
        all.borrow_mut().extend(looked_at);
        analysis
    };
    let (analysis, change) = match trust {
        None => (check(&spec.text), None),
        Some(trust) => {
            let mended = mend(&spec.text, trust, &check);
            let (text, fixed, dropped) = (mended.text, mended.fixed, mended.dropped);
            (mended.analysis, Some(Change { text, fixed, dropped }))
        }
    };
    let looked_at = all.into_inner();
    let path = (path != Path::new("-")).then(|| path.to_path_buf());
    Ok(Outcome { path, spec, analysis, change, looked_at })
}

/// The analysis of a text in the place of a specification, and the files that it asked for.
fn analysed(spec: &SpecText, text: &str, levels: &Levels) -> (Analysis, BTreeSet<PathBuf>) {
    let traced = Traced::new(&spec.base);
    let mut analysis = analyse_with(&spec.name, text, &traced, &traced);
    levels.apply(&mut analysis.diagnostics);
    (analysis, traced.paths())
}

//! Which warnings are errors and which are left out, as the command line says.

use super::CheckArgs;
use crate::cli::fault::Fault;
use crate::diagnostic::{Diagnostic, Severity, codes, nearest};
use std::collections::BTreeSet;

pub struct Levels {
    all: bool,
    deny: BTreeSet<&'static str>,
    allow: BTreeSet<&'static str>,
}

impl Levels {
    /// # Errors
    /// A code is unknown or no warning, or both denied and allowed.
    pub fn new(args: &CheckArgs) -> Result<Levels, Fault> {
        let (deny, allow) = (warnings(&args.deny, "deny")?, warnings(&args.allow, "allow")?);
        if let Some(both) = deny.intersection(&allow).next() {
            return Err(Fault::new(format!("{both} is both denied and allowed"))
                .help("leave one of --deny and --allow out"));
        }
        Ok(Levels { all: args.deny_warnings, deny, allow })
    }

    /// Drops the warnings that are allowed, and makes errors of those that are denied.
    pub fn apply(&self, found: &mut Vec<Diagnostic>) {
        found.retain(|one| one.severity == Severity::Error || !self.allow.contains(one.code.id));
        for one in found {
            if self.all || self.deny.contains(one.code.id) {
                one.severity = Severity::Error;
            }
        }
    }
}

fn warnings(given: &[String], flag: &str) -> Result<BTreeSet<&'static str>, Fault> {
    given.iter().map(|id| warning(id.trim(), flag)).collect()
}

fn warning(id: &str, flag: &str) -> Result<&'static str, Fault> {
    let Some(code) = codes::find(id) else {
        let known = codes::all().into_iter().map(|code| code.id);
        let near = nearest(&id.to_uppercase(), known.filter(|id| id.starts_with('W')));
        let fault = Fault::new(format!("there is no code `{id}`"));
        return Err(match near {
            Some(near) => fault.help(format!("did you mean `--{flag} {near}`?")),
            None => fault.help("`hpm explain` lists all codes; those of warnings begin with W"),
        });
    };
    if code.severity == Severity::Error {
        let (id, title) = (code.id, code.title);
        let help = match flag {
            "deny" => "it needs no --deny",
            _ => "only warnings can be allowed",
        };
        return Err(Fault::new(format!("{id} ({title}) is an error anyway")).help(help));
    }
    Ok(code.id)
}

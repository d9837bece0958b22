//! Why a command could not do its work, for people, and the exit codes.

use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    Clean,
    /// The specification has errors, or a result is missing.
    Findings,
    /// Wrong usage, or a file that could not be read or written.
    Unusable,
    Interrupted,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(match exit {
            Exit::Clean => 0,
            Exit::Findings => 1,
            Exit::Unusable => 2,
            Exit::Interrupted => 130,
        })
    }
}

/// What went wrong and what to do about it.
#[derive(Clone, Debug)]
pub struct Fault {
    pub message: String,
    pub help: Option<String>,
    pub exit: Exit,
}

impl Fault {
    /// A fault with exit code 2.
    pub fn new(message: impl Into<String>) -> Fault {
        Fault { message: message.into(), help: None, exit: Exit::Unusable }
    }

    /// A fault that has been told already; only the exit code remains.
    pub fn told(exit: Exit) -> Fault {
        Fault { message: String::new(), help: None, exit }
    }

    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Fault {
        self.help = Some(help.into());
        self
    }

    /// `cannot read x.hpm: no such file`: an input/output error without Rust's own wording.
    pub fn io(action: &str, path: &std::path::Path, error: &std::io::Error) -> Fault {
        use std::io::ErrorKind;
        let reason = match error.kind() {
            ErrorKind::NotFound => "there is no such file or folder".to_owned(),
            ErrorKind::PermissionDenied => "permission denied".to_owned(),
            ErrorKind::IsADirectory => "it is a folder".to_owned(),
            ErrorKind::AlreadyExists => "it exists already".to_owned(),
            ErrorKind::InvalidData => {
                error.get_ref().map_or("it is not UTF-8 text".to_owned(), ToString::to_string)
            }
            ErrorKind::FileTooLarge => {
                "it is larger than 8 MiB, the most that a specification may be".to_owned()
            }
            ErrorKind::StorageFull => "the disk is full".to_owned(),
            _ => {
                let text = error.to_string();
                text.split(" (os error").next().unwrap_or_default().to_lowercase()
            }
        };
        Fault::new(format!("cannot {action} {}: {reason}", path.display()))
    }
}

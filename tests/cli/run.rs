//! Runs the binary in a folder of its own.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// A folder to work in, and the binary.
pub struct Place {
    folder: TempDir,
}

/// What a command said and how it ended.
pub struct Ran {
    pub stdout: String,
    pub stderr: String,
    pub exit: Option<i32>,
}

impl Place {
    pub fn new() -> Place {
        Place { folder: tempfile::tempdir().unwrap() }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) -> PathBuf {
        std::fs::write(self.path(name), text).unwrap();
        self.path(name)
    }

    pub fn write_bytes(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.path(name), bytes).unwrap();
    }

    /// The command, not yet started.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hpm"));
        command
            .args(args)
            .current_dir(self.folder.path())
            .env("NO_COLOR", "1")
            .env_remove("COLUMNS");
        command
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        Ran::of(self.command(args).output().unwrap())
    }

    /// Runs it, and it must end well.
    pub fn ok(&self, args: &[&str]) -> Ran {
        let ran = self.run(args);
        assert_eq!(ran.exit, Some(0), "hpm {args:?}\n{}\n{}", ran.stdout, ran.stderr);
        ran
    }
}

impl Ran {
    pub fn of(output: Output) -> Ran {
        Ran {
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
            exit: output.status.code(),
        }
    }
}

/// A file of the repository.
pub fn repository(path: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path).display().to_string()
}

/// A small family on the built-in digits whose sweep takes seconds and has no time limit, so that
/// its outcome is a function of the seed alone.
pub const SMALL: &str = "\
## Digits, small.
data { source: digits; samples: 600; validation: 20%; test: 20%; scale: standard }
model {
    flatten
    depth: repeat 0..2 {
        dense(units: 8..64 log, activation: relu | tanh)
        norm: maybe batch_norm
    }
    dropout: dropout(0..30%)
    output: classes(10)
}
training {
    optimizer: sgd(momentum: 0.8..0.95) | adam
    learning_rate: 1e-3..1e-1 log default 1e-2
    weight_decay: 0 | 1e-6..1e-3 log
    batch_size: 32
    epochs: 6
}
sweep { objective: maximize accuracy; trials: 4 per rung; repeats: 3; seed: 3 }
";

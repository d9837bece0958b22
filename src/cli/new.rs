//! `hpm new`: a specification to start from.

use super::fault::{Exit, Fault};
use super::output::Output;
use clap::{Args, ValueEnum};
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  hpm new first.hpm\n  hpm new images.hpm --template digits_cnn\n  hpm new - --template csv"
)]
pub struct NewArgs {
    /// The file to write, or - for standard output
    file: PathBuf,
    /// What to start from
    #[arg(long, short, value_enum, default_value_t = Template::Digits)]
    template: Template,
    /// Overwrite a file that exists
    #[arg(long)]
    force: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Template {
    /// A dense network on the built-in digits
    Digits,
    /// A convolutional network on the built-in digits
    #[value(name = "digits_cnn")]
    DigitsCnn,
    /// A dense network on a csv file
    Csv,
    /// A convolutional network on MNIST's files
    #[value(name = "mnist_cnn")]
    MnistCnn,
}

impl Template {
    fn text(self) -> &'static str {
        match self {
            Template::Digits => include_str!("../../examples/digits.hpm"),
            Template::DigitsCnn => include_str!("../../examples/digits_cnn.hpm"),
            Template::Csv => include_str!("../../examples/iris.hpm"),
            Template::MnistCnn => include_str!("../../examples/mnist_cnn.hpm"),
        }
    }

    /// What to do before the file can be used.
    fn advice(self) -> &'static str {
        match self {
            Template::Digits | Template::DigitsCnn => "",
            Template::Csv => "put your csv file's path and its target column into `data`, then ",
            Template::MnistCnn => "put the folder with MNIST's four files into `data`, then ",
        }
    }
}

/// # Errors
/// The file exists already, or cannot be written.
pub fn run(args: &NewArgs, output: &Output) -> Result<Exit, Fault> {
    let text = args.template.text();
    if args.file == Path::new("-") {
        output.print(text);
        return Ok(Exit::Clean);
    }
    write(&args.file, text, args.force)?;
    let (file, advice) = (args.file.display(), args.template.advice());
    output.note(&format!("wrote {file}\nnext: {advice}hpm check {file}"));
    Ok(Exit::Clean)
}

fn write(path: &Path, text: &str, force: bool) -> Result<(), Fault> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(|error| Fault::io("create", folder, &error))?;
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(!force).create(true).truncate(force);
    let opened = options.open(path).and_then(|mut file| file.write_all(text.as_bytes()));
    opened.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => Fault::new(format!("{} exists already", path.display()))
            .help("choose another name, or overwrite it with --force"),
        _ => Fault::io("write", path, &error),
    })
}

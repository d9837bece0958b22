//! `hpm check` with its flags: repairs, folders, formats, levels, and watching.

use crate::run::Place;
use serde_json::Value;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

const BROKEN: &str = "data { source: digits }\nmodel {\n    flatten\n    dense(64..8)\n    output: classes(10)\n}\ntraining {\n    lr = 1e-3\n    optimizer: adma\n}\n";
const SAFE: &str = "data { source: digits }\nmodel {\n    flatten\n    dense(8..64)\n    output: classes(10)\n}\ntraining {\n    learning_rate: 1e-3\n    optimizer: adma\n}\n";
const SOUND: &str =
    "data { source: digits }\nmodel { flatten; dense(8..64); output: classes(10) }\n";
const WARNED: &str = "let unused = 8..64\ndata { source: digits }\nmodel { flatten; dense(8..64); output: classes(10) }\n";

fn text(place: &Place, name: &str) -> String {
    std::fs::read_to_string(place.path(name)).unwrap()
}

#[test]
fn safe_fixes_are_made_and_what_remains_is_told() {
    let place = Place::new();
    place.write("x.hpm", BROKEN);
    let ran = place.run(&["check", "--fix", "x.hpm"]);
    assert_eq!(ran.exit, Some(1));
    assert_eq!(text(&place, "x.hpm"), SAFE);
    assert!(ran.stderr.contains("fixed 3 problems in x.hpm"), "{}", ran.stderr);
    assert!(ran.stdout.contains("E205") && !ran.stdout.contains("E302"), "{}", ran.stdout);
    let ran = place.ok(&["check", "--fix", "--unsafe", "x.hpm"]);
    assert!(ran.stderr.contains("fixed 1 problem in x.hpm"), "{}", ran.stderr);
    assert_eq!(text(&place, "x.hpm"), SAFE.replace("adma", "adam"));
    let again = place.ok(&["check", "--fix", "--unsafe", "x.hpm"]);
    assert!(!again.stderr.contains("fixed"), "{}", again.stderr);
}

#[test]
fn a_diff_is_printed_and_nothing_written() {
    let place = Place::new();
    place.write("x.hpm", BROKEN);
    let ran = place.run(&["check", "--diff", "x.hpm"]);
    assert_eq!(ran.exit, Some(1));
    assert_eq!(text(&place, "x.hpm"), BROKEN);
    assert!(ran.stdout.starts_with("--- x.hpm\n+++ x.hpm\n@@"), "{}", ran.stdout);
    assert!(ran.stdout.contains("-    dense(64..8)\n+    dense(8..64)\n"), "{}", ran.stdout);
    assert!(ran.stderr.contains("would fix 3 problems in x.hpm"), "{}", ran.stderr);
    place.write("y.hpm", SOUND);
    assert_eq!(place.ok(&["check", "--diff", "y.hpm"]).stdout, "");
    let alone = place.run(&["check", "--unsafe", "y.hpm"]);
    assert_eq!(alone.exit, Some(2), "{}", alone.stderr);
}

#[test]
fn standard_input_is_fixed_to_standard_output() {
    let place = Place::new();
    let mut command = place.command(&["check", "--fix", "-"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(BROKEN.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(String::from_utf8(output.stdout).unwrap(), SAFE);
    assert!(String::from_utf8(output.stderr).unwrap().contains("E205"));
}

#[test]
fn line_ends_and_the_mark_of_utf_8_are_kept() {
    let place = Place::new();
    let windows = format!("\u{feff}{}", BROKEN.replace('\n', "\r\n"));
    place.write("x.hpm", &windows);
    let ran = place.run(&["check", "--fix", "x.hpm", "--message-format", "short"]);
    assert_eq!(text(&place, "x.hpm"), format!("\u{feff}{}", SAFE.replace('\n', "\r\n")));
    assert!(ran.stdout.starts_with("x.hpm:9:16: error[E205]"), "{}", ran.stdout);
}

#[test]
fn what_cannot_be_read_or_written_is_told_and_the_rest_checked() {
    let place = Place::new();
    place.write_bytes("a.hpm", b"model { \xff }");
    place.write("b.hpm", BROKEN);
    place.write("c.hpm", BROKEN);
    let mut permissions = std::fs::metadata(place.path("b.hpm")).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(place.path("b.hpm"), permissions).unwrap();
    let ran = place.run(&["check", "--fix", "a.hpm", "b.hpm", "c.hpm"]);
    assert_eq!(ran.exit, Some(2));
    assert!(ran.stderr.contains("a.hpm: it is not UTF-8 text"), "{}", ran.stderr);
    assert!(ran.stderr.contains("cannot write b.hpm: permission denied"), "{}", ran.stderr);
    assert_eq!(text(&place, "b.hpm"), BROKEN);
    assert_eq!(text(&place, "c.hpm"), SAFE);
    let left = std::fs::read_dir(place.path("")).unwrap().count();
    assert_eq!(left, 3, "nothing is left behind");
}

#[test]
fn imported_files_are_fixed_where_they_are_named() {
    let place = Place::new();
    std::fs::create_dir(place.path("sub")).unwrap();
    let block = "block tower(width) {\n    dense(units = width)\n}\n";
    let main = "import \"sub/b.hpm\"\ndata { source: digits }\nmodel { flatten; tower(8..64); output: classes(10) }\n";
    place.write("x.hpm", main);
    place.write("sub/b.hpm", block);
    let ran = place.run(&["check", "--fix", "x.hpm"]);
    assert_eq!((ran.exit, text(&place, "sub/b.hpm")), (Some(1), block.to_owned()));
    assert!(ran.stderr.contains("1 problem in sub/b.hpm can be fixed"), "{}", ran.stderr);
    place.ok(&["check", "--fix", "x.hpm", "sub/b.hpm"]);
    assert_eq!(text(&place, "sub/b.hpm"), block.replace(" =", ":"));
}

#[test]
fn folders_are_searched_in_order_and_each_file_is_checked_once() {
    let place = Place::new();
    for folder in ["f", "f/sub", "f/.hidden", "f/target", "empty"] {
        std::fs::create_dir(place.path(folder)).unwrap();
    }
    for name in ["f/z.hpm", "f/a.hpm", "f/sub/m.hpm", "f/.hidden/h.hpm", "f/target/t.hpm"] {
        place.write(name, BROKEN);
    }
    place.write("f/notes.txt", BROKEN);
    #[cfg(unix)]
    std::os::unix::fs::symlink("..", place.path("f/sub/loop")).unwrap();
    let ran = place.run(&["check", "f", "f/a.hpm", "./f/z.hpm", "--message-format", "short"]);
    assert_eq!(ran.exit, Some(1));
    let mut names: Vec<&str> =
        ran.stdout.lines().filter_map(|line| line.split(':').next()).collect();
    names.dedup();
    assert_eq!(names, ["f/a.hpm", "f/sub/m.hpm", "f/z.hpm"]);
    let empty = place.run(&["check", "empty"]);
    assert_eq!(empty.exit, Some(2));
    assert!(empty.stderr.contains("there is no .hpm file in empty"), "{}", empty.stderr);
}

#[test]
fn warnings_are_denied_and_allowed_by_code() {
    let place = Place::new();
    place.write("x.hpm", WARNED);
    place.ok(&["check", "x.hpm"]);
    for denied in [&["-D"][..], &["--deny", "W214"], &["--deny", "w214,W518"]] {
        let ran = place.run(&[&["check", "x.hpm"], denied].concat());
        assert_eq!(ran.exit, Some(1), "{denied:?}");
        assert!(ran.stderr.contains("x.hpm: 1 error"), "{}", ran.stderr);
    }
    assert_eq!(place.ok(&["check", "x.hpm", "-D", "--allow", "W214"]).stdout, "");
    for wrong in [["--deny", "W9999"], ["--allow", "E302"]] {
        assert_eq!(place.run(&[&["check", "x.hpm"], &wrong[..]].concat()).exit, Some(2));
    }
    place.write("x.hpm", &WARNED.replacen('\n', " # hpm: allow(W214): for later\n", 1));
    assert_eq!(place.ok(&["check", "-D", "x.hpm"]).stdout, "");
}

#[test]
fn github_gets_one_command_a_finding() {
    let place = Place::new();
    place.write("x.hpm", BROKEN);
    let ran = place.run(&["check", "--message-format", "github", "x.hpm"]);
    let lines: Vec<&str> = ran.stdout.lines().collect();
    assert_eq!(lines.len(), 4);
    let start = "::error file=x.hpm,line=4,endLine=4,col=11,endColumn=16,title=E302::";
    assert!(lines[0].starts_with(start), "{}", lines[0]);
}

#[test]
fn the_sarif_log_fits_its_schema() {
    let place = Place::new();
    place.write("a.hpm", BROKEN);
    place.write("b.hpm", WARNED);
    place.write("ä b.hpm", "model { dense(3 }\n");
    place.write("sound.hpm", SOUND);
    // One pattern of the schema (of a language's name) has a bracket that ECMA's grammar wants escaped.
    let schema = include_str!("../sarif/sarif-schema-2.1.0.json").replace("{2}]?$", r"{2}\\]?$");
    let validator = jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap();
    assert!(!validator.is_valid(&serde_json::json!({ "version": "2.1.0" })));
    for (files, exit) in [(&["."][..], 1), (&["sound.hpm"], 0), (&["a.hpm", "nowhere.hpm"], 2)] {
        let ran = place.run(&[&["check", "--message-format", "sarif"], files].concat());
        assert_eq!(ran.exit, Some(exit), "{}", ran.stderr);
        let log: Value = serde_json::from_str(&ran.stdout).unwrap();
        let faults: Vec<String> = validator.iter_errors(&log).map(|it| it.to_string()).collect();
        assert!(faults.is_empty(), "{faults:#?}");
    }
    let ran = place.run(&["check", "--message-format", "sarif", "."]);
    let log: Value = serde_json::from_str(&ran.stdout).unwrap();
    let run = &log["runs"][0];
    for result in run["results"].as_array().unwrap() {
        let rule = result["ruleIndex"].as_u64().unwrap() as usize;
        assert_eq!(run["tool"]["driver"]["rules"][rule]["id"], result["ruleId"]);
    }
    let first = &run["results"][0];
    let place = &first["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "a.hpm");
    assert_eq!(place["region"]["startColumn"], 11);
    let change = &first["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(change["insertedContent"]["text"], "8..64");
    assert!(ran.stdout.contains("%C3%A4%20b.hpm"));
}

/// A process that ends with the test, however that ends.
struct Watching(Child);

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The lines of a stream as they come.
struct Lines(std::sync::mpsc::Receiver<String>);

impl Lines {
    fn of(stream: impl std::io::Read + Send + 'static) -> Lines {
        let (sender, lines) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            for line in BufReader::new(stream).lines().map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        Lines(lines)
    }

    fn wait(&self, wanted: &str) {
        let end = Instant::now() + Duration::from_secs(120);
        while let Ok(line) = self.0.recv_timeout(end.saturating_duration_since(Instant::now())) {
            if line.contains(wanted) {
                return;
            }
        }
        panic!("`{wanted}` did not come");
    }
}

#[test]
fn a_watcher_checks_again_when_a_file_or_its_import_is_saved() {
    let place = Place::new();
    let main = "import \"b.hpm\"\ndata { source: digits }\nmodel { flatten; tower(8..64); output: classes(10) }\n";
    place.write("x.hpm", main);
    place.write("b.hpm", "block tower(width) {\n    dense(width)\n}\n");
    let mut command = place.command(&["check", "--watch", "x.hpm", "--message-format", "short"]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = Watching(command.spawn().unwrap());
    // Each stream on its own: which of two lines on different ones is read first, nobody can say.
    let told = Lines::of(child.0.stdout.take().unwrap());
    let noted = Lines::of(child.0.stderr.take().unwrap());
    noted.wait("watching 2 files");
    place.write("b.hpm", "block tower(width) {\n    dense(units = width)\n}\n");
    told.wait("E114");
    noted.wait("watching");
    // Saved as editors do: written beside, then renamed.
    place.write("b.hpm~", "block tower(width) {\n    dense(widht)\n}\n");
    std::fs::rename(place.path("b.hpm~"), place.path("b.hpm")).unwrap();
    told.wait("E206");
    noted.wait("watching");
    // Gone for a moment, which is no news.
    let whole = text(&place, "b.hpm");
    std::fs::remove_file(place.path("b.hpm")).unwrap();
    place.write("b.hpm", &whole.replace("widht", "width, 3, 4"));
    told.wait("E211");
    assert_eq!(place.run(&["check", "--watch", "-"]).exit, Some(2));
}

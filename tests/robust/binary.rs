//! The binary itself: what it reads, and how it ends.

use super::model;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn hpm(args: &[&str], folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hpm"));
    command.args(args).current_dir(folder).env("NO_COLOR", "1").stdin(Stdio::null());
    command
}

fn said(output: &Output) -> String {
    let all = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
    String::from_utf8(all).expect("what is printed is text")
}

fn file(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

/// A file that cannot be read at all is not a finding: it ends with 2, and says why.
#[test]
fn what_is_no_text_or_too_large_is_refused_with_the_reason() {
    let folder = tempfile::tempdir().unwrap();
    let wide: Vec<u8> = model("dense(4)").encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (bytes, reason) in [
        (b"# caf\xe9\n".to_vec(), "not UTF-8 text (line 1): save it as UTF-8"),
        ([b"\xff\xfe".to_vec(), wide].concat(), "UTF-16: save it as UTF-8"),
        (vec![b'\n'; 9 << 20], "larger than 8 MiB"),
    ] {
        file(folder.path(), "x.hpm", &bytes);
        for command in ["check", "fmt", "show"] {
            let output = hpm(&[command, "x.hpm"], folder.path()).output().unwrap();
            assert_eq!(output.status.code(), Some(2), "{command}: {}", said(&output));
            assert!(said(&output).contains(reason), "{command}: {}", said(&output));
        }
        file(folder.path(), "y.hpm", format!("import \"x.hpm\"\n{}", model("dense(4)")).as_bytes());
        let output = hpm(&["check", "y.hpm"], folder.path()).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        assert!(said(&output).contains(reason), "{}", said(&output));
    }
}

/// It is read no further than a specification may be long.
#[test]
fn an_endless_input_is_left() {
    let folder = tempfile::tempdir().unwrap();
    for command in ["check", "fmt"] {
        let mut child = hpm(&[command, "-"], folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut input = child.stdin.take().unwrap();
        let piece = "dense(4)\n".repeat(10_000);
        // Ends with a broken pipe as soon as the other side has gone.
        while input.write_all(piece.as_bytes()).is_ok() {}
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert!(said(&output).contains("standard input: it is larger than 8 MiB"));
    }
}

#[cfg(unix)]
#[test]
fn devices_and_pipes_are_read_as_files() {
    let folder = tempfile::tempdir().unwrap();
    let output = hpm(&["check", "/dev/zero"], folder.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    let text = format!("import \"/dev/zero\"\n{}", model("dense(4)"));
    file(folder.path(), "x.hpm", text.as_bytes());
    let output = hpm(&["check", "x.hpm"], folder.path()).output().unwrap();
    assert!(said(&output).contains("larger than 8 MiB"), "{}", said(&output));

    let pipe = folder.path().join("pipe.hpm");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let child = hpm(&["check", "pipe.hpm"], folder.path()).stderr(Stdio::piped()).spawn().unwrap();
    std::fs::write(&pipe, model("dense(4)")).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
}

/// A label far to the right, where a terminal's columns cannot be counted any more.
#[test]
fn faults_on_long_lines_are_drawn() {
    let folder = tempfile::tempdir().unwrap();
    let layers = format!("{}densee(4)", "elu; ".repeat(15_000));
    file(folder.path(), "x.hpm", model(&layers).as_bytes());
    let output = hpm(&["check", "x.hpm"], folder.path()).output().unwrap();
    let text = said(&output);
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(text.contains("x.hpm:3:75005]"), "{text}");
    assert!(text.lines().all(|line| line.chars().count() < 300), "{text}");
    file(folder.path(), "x.hpm", ")".repeat(100_000).as_bytes());
    let output = hpm(&["check", "x.hpm"], folder.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
}

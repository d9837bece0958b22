//! `hpm fmt`: what it writes, names, prints and refuses.

use crate::run::{Place, Ran, repository};
use std::io::Write;
use std::process::Stdio;

const UGLY: &str = "model{flatten;dense(16) # why\r\n}\n";
const TIDY: &str = "model {\n    flatten\n    dense(16)                              # why\n}\n";
const BROKEN: &str = "model {\n    dense(16,, 3\n}\n";

fn text(place: &Place, name: &str) -> String {
    std::fs::read_to_string(place.path(name)).unwrap()
}

fn piped(place: &Place, args: &[&str], input: &str) -> Ran {
    let mut command = place.command(args);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    Ran::of(child.wait_with_output().unwrap())
}

#[test]
fn files_are_written_in_place_and_named() {
    let place = Place::new();
    place.write("ugly.hpm", UGLY);
    place.write("tidy.hpm", TIDY);
    let ran = place.ok(&["fmt", "ugly.hpm", "tidy.hpm"]);
    assert_eq!((text(&place, "ugly.hpm"), text(&place, "tidy.hpm")), (TIDY.into(), TIDY.into()));
    assert_eq!(ran.stdout, "");
    assert_eq!(ran.stderr, "formatted ugly.hpm\n1 file formatted, 1 file as it should be\n");
    let left = std::fs::read_dir(place.path(".")).unwrap().count();
    assert_eq!(left, 2, "nothing is left beside them");
    assert_eq!(place.ok(&["fmt", "ugly.hpm"]).stderr, "");
}

#[test]
fn check_names_what_would_change_and_writes_nothing() {
    let place = Place::new();
    place.write("ugly.hpm", UGLY);
    place.write("tidy.hpm", TIDY);
    let ran = place.run(&["fmt", "--check", "tidy.hpm", "ugly.hpm"]);
    assert_eq!((ran.exit, ran.stdout.as_str()), (Some(1), "ugly.hpm\n"));
    assert_eq!(ran.stderr, "1 file would change, 1 file as it should be\n");
    assert_eq!(text(&place, "ugly.hpm"), UGLY);
    let quiet = place.ok(&["fmt", "--check", "--quiet", "tidy.hpm"]);
    assert_eq!((quiet.stdout.as_str(), quiet.stderr.as_str()), ("", ""));
}

#[test]
fn diff_prints_the_changes_and_writes_nothing() {
    let place = Place::new();
    place.write("a.hpm", "model {\n  flatten\n}\n");
    let ran = place.ok(&["fmt", "--diff", "a.hpm"]);
    let wanted = "--- a.hpm\n+++ a.hpm\n@@ -1,3 +1,3 @@\n model {\n-  flatten\n+    flatten\n }\n";
    assert_eq!(ran.stdout, wanted);
    assert_eq!(text(&place, "a.hpm"), "model {\n  flatten\n}\n");
    assert_eq!(place.run(&["fmt", "--diff", "--check", "a.hpm"]).exit, Some(1));
    let coloured = place.ok(&["fmt", "--diff", "a.hpm", "--color", "always"]).stdout;
    assert!(coloured.contains("\u{1b}[32m+    flatten"), "{coloured:?}");
}

#[test]
fn standard_input_goes_to_standard_output() {
    let place = Place::new();
    let ran = piped(&place, &["fmt", "-"], UGLY);
    assert_eq!((ran.exit, ran.stdout.as_str(), ran.stderr.as_str()), (Some(0), TIDY, ""));
    // What is right already comes back too: an editor puts the answer in the place of the text.
    assert_eq!(piped(&place, &["fmt", "-"], TIDY).stdout, TIDY);
    let ran = piped(&place, &["fmt", "--check", "-"], UGLY);
    assert_eq!((ran.exit, ran.stdout.as_str()), (Some(1), "<stdin>\n"));
    let ran = piped(&place, &["fmt", "-"], BROKEN);
    assert_eq!((ran.exit, ran.stdout.as_str()), (Some(1), ""));
    assert!(ran.stderr.contains("<stdin>:2:"), "{}", ran.stderr);
}

#[test]
fn a_file_with_faults_is_left_alone_and_the_others_are_formatted() {
    let place = Place::new();
    place.write("broken.hpm", BROKEN);
    place.write("ugly.hpm", UGLY);
    let ran = place.run(&["fmt", "broken.hpm", "ugly.hpm"]);
    assert_eq!(ran.exit, Some(1));
    assert!(ran.stderr.contains("E104") && ran.stderr.contains("broken.hpm:2"), "{}", ran.stderr);
    assert!(ran.stderr.contains("not formatted: mend the errors first"), "{}", ran.stderr);
    assert!(ran.stderr.ends_with("1 file formatted, 1 file refused\n"), "{}", ran.stderr);
    assert_eq!(text(&place, "broken.hpm"), BROKEN);
    assert_eq!(text(&place, "ugly.hpm"), TIDY);
}

#[test]
fn a_folder_stands_for_the_files_below_it() {
    let place = Place::new();
    std::fs::create_dir_all(place.path("some/deeper")).unwrap();
    std::fs::create_dir_all(place.path("some/.hidden")).unwrap();
    std::fs::create_dir_all(place.path("bare")).unwrap();
    for name in ["some/b.hpm", "some/deeper/a.hpm", "some/.hidden/c.hpm", "some/d.txt"] {
        place.write(name, UGLY);
    }
    let ran = place.run(&["fmt", "--check", "some"]);
    assert_eq!(ran.stdout, "some/b.hpm\nsome/deeper/a.hpm\n");
    place.ok(&["fmt", "some"]);
    assert_eq!(text(&place, "some/deeper/a.hpm"), TIDY);
    assert_eq!(text(&place, "some/.hidden/c.hpm"), UGLY);
    assert_eq!(text(&place, "some/d.txt"), UGLY);
    let bare = place.run(&["fmt", "bare"]);
    assert_eq!(bare.exit, Some(2));
    assert!(bare.stderr.contains("there is no .hpm file in bare"), "{}", bare.stderr);
}

#[test]
fn what_cannot_be_read_is_told_and_the_rest_is_formatted() {
    let place = Place::new();
    place.write("ugly.hpm", UGLY);
    place.write_bytes("bytes.hpm", b"model { \xff }");
    let ran = place.run(&["fmt", "nowhere.hpm", "bytes.hpm", "ugly.hpm"]);
    assert_eq!(ran.exit, Some(2));
    assert!(ran.stderr.contains("cannot read nowhere.hpm"), "{}", ran.stderr);
    assert!(ran.stderr.contains("bytes.hpm: it is not UTF-8 text"), "{}", ran.stderr);
    assert_eq!(text(&place, "ugly.hpm"), TIDY);
}

#[cfg(unix)]
#[test]
fn permissions_and_links_stay() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    let path = place.write("real.hpm", UGLY);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
    std::os::unix::fs::symlink("real.hpm", place.path("link.hpm")).unwrap();
    place.ok(&["fmt", "link.hpm"]);
    assert_eq!(text(&place, "real.hpm"), TIDY);
    assert!(place.path("link.hpm").is_symlink());
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
}

#[test]
fn the_examples_and_the_library_are_in_the_style() {
    let place = Place::new();
    let (examples, blocks) = (repository("examples"), repository("src/library/blocks"));
    let ran = place.run(&["fmt", "--check", &examples, &blocks]);
    assert_eq!((ran.exit, ran.stdout.as_str()), (Some(0), ""), "{}", ran.stderr);
}

/// Brackets that the formatter puts around a value change nothing for any later stage either.
#[test]
fn a_family_is_the_same_after_formatting() {
    let place = Place::new();
    let wide = "data { source: digits; validation: 20%; test: 20% }\n\
        model { flatten; head: maybe dense(units: 16..128 log, activation: relu) | dense(units: 8..16, activation: tanh, bias: false); output: classes(10)\n\
        require params <= 500k and flops <= 20M and memory <= 512MiB and head.units * 2 < 1_000 and layers >= 3 }\n\
        training { optimizer: sgd(momentum: 0.8..0.99, nesterov: true | false) | adam(beta1: 0.8..0.95) | rmsprop default adam }\n\
        sweep { objective: maximize accuracy, minimize a_name_that_is_unknown_and_long, minimize params, minimize flops }\n";
    place.write("wide.hpm", wide);
    let before = place.run(&["check", "--message-format", "short", "wide.hpm"]);
    place.ok(&["fmt", "wide.hpm"]);
    assert!(text(&place, "wide.hpm").contains("optimizer: (\n"));
    let after = place.run(&["check", "--message-format", "short", "wide.hpm"]);
    let told = |ran: &Ran| -> Vec<String> {
        let lines = ran.stdout.lines().map(|line| line.splitn(4, ':').last().unwrap().to_owned());
        lines.collect()
    };
    assert!(!told(&before).is_empty());
    assert_eq!(told(&before), told(&after));
}

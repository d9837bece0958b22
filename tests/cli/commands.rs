//! Every command says something useful, and fails politely.

use crate::run::{Place, SMALL, repository};

#[test]
fn help_of_every_command_has_an_example() {
    let place = Place::new();
    let commands = [
        "new",
        "check",
        "fmt",
        "explain",
        "show",
        "plan",
        "train",
        "grow",
        "sweep",
        "report",
        "best",
        "predict",
        "completions",
    ];
    for command in commands {
        let help = place.ok(&[command, "--help"]).stdout;
        assert!(help.contains(&format!("  hpm {command}")), "{command}: {help}");
    }
}

#[test]
fn new_writes_a_sound_specification_and_overwrites_none() {
    let place = Place::new();
    for template in ["digits", "digits_cnn"] {
        let name = format!("{template}.hpm");
        place.ok(&["new", &name, "--template", template]);
        place.ok(&["check", "-D", &name]);
    }
    let again = place.run(&["new", "digits.hpm"]);
    assert_eq!(again.exit, Some(2));
    assert!(
        again.stderr.contains("exists already") && again.stderr.contains("--force"),
        "{}",
        again.stderr
    );
    place.ok(&["new", "digits.hpm", "--force"]);
}

#[test]
fn check_reads_standard_input_and_says_how_large_the_family_is() {
    let place = Place::new();
    place.write("small.hpm", SMALL);
    let ran = place.ok(&["check", "small.hpm"]);
    assert!(ran.stderr.contains("sound"), "{}", ran.stderr);
    let missing = place.run(&["check", "nowhere.hpm"]);
    assert_eq!(missing.exit, Some(2));
    assert!(
        missing.stderr.contains("nowhere.hpm") && missing.stderr.contains("hpm new"),
        "{}",
        missing.stderr
    );
}

#[test]
fn explain_tells_codes_and_names_and_the_nearest() {
    let place = Place::new();
    assert!(place.ok(&["explain", "e401"]).stdout.contains("This is right:"));
    assert!(place.ok(&["explain", "conv"]).stdout.contains("kernel"));
    let index = place.ok(&["explain"]).stdout;
    assert!(index.contains("E302") && index.contains("batch_norm"));
    let unknown = place.run(&["explain", "convv"]);
    assert_eq!(unknown.exit, Some(2));
    assert!(unknown.stderr.contains("hpm explain conv"), "{}", unknown.stderr);
}

#[test]
fn show_lists_roles_layers_and_both_ends() {
    let place = Place::new();
    let shown = place.ok(&["show", &repository("examples/digits.hpm")]).stdout;
    for words in [
        "capacity",
        "regularisation",
        "optimisation",
        "Simplest member",
        "Largest member",
        "params <= 100k",
    ] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    let member = place.ok(&[
        "show",
        &repository("examples/digits.hpm"),
        "--set",
        "depth=1",
        "--set",
        "width=32",
    ]);
    // 64 × 32 + 32 and 32 × 10 + 10
    assert!(member.stdout.contains("2,080") && member.stdout.contains("330"), "{}", member.stdout);
    let wrong = place.run(&["show", &repository("examples/digits.hpm"), "--set", "dpth=1"]);
    assert_eq!(wrong.exit, Some(2));
    assert!(wrong.stderr.contains("depth"), "{}", wrong.stderr);
}

#[test]
fn plan_prints_rungs_that_grow() {
    let place = Place::new();
    place.write("small.hpm", SMALL);
    let lines = place.ok(&["plan", "small.hpm", "--format", "jsonl"]).stdout;
    let rungs: Vec<serde_json::Value> =
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let params = |rung: &serde_json::Value| {
        let members = rung["members"].as_array().unwrap();
        members.iter().map(|member| member["params"].as_u64().unwrap()).min()
    };
    let sizes: Vec<u64> = rungs.iter().filter_map(params).collect();
    assert!(sizes.len() >= 3 && sizes.is_sorted(), "{sizes:?}");
    assert!(place.ok(&["plan", "small.hpm"]).stdout.contains("rung 0"));
}

#[test]
fn explain_shows_what_hpm_says_anywhere() {
    let place = Place::new();
    let told = place.ok(&["explain", "E607"]).stdout;
    assert!(told.contains("hpm says:") && told.contains("has no column `specie`"), "{told}");
    assert!(!told.contains(env!("CARGO_MANIFEST_DIR")), "{told}");
    let groups = place.ok(&["explain"]).stdout;
    assert!(groups.contains("4xx  shapes - "), "{groups}");
}

#[test]
fn explain_gives_codes_to_tools() {
    let all = Place::new().ok(&["explain", "--format", "json"]).stdout;
    assert!(all.lines().count() > 80);
    for line in all.lines() {
        let code: serde_json::Value = serde_json::from_str(line).unwrap();
        for field in ["code", "severity", "group", "title", "explanation", "failing", "mended"] {
            assert!(code[field].is_string(), "{field}: {line}");
        }
    }
}

#[test]
fn explain_knows_settings() {
    let told = Place::new().ok(&["explain", "learning_rate"]).stdout;
    assert!(told.contains("a setting of `training`"), "{told}");
    let told = Place::new().ok(&["explain", "lr"]).stdout;
    assert!(told.contains("learning_rate - a setting of `training`"), "{told}");
}

#[test]
fn explain_knows_words_and_blocks() {
    let place = Place::new();
    assert!(place.ok(&["explain", "repeat"]).stdout.contains("repeat 1..3"));
    let told = place.ok(&["explain", "resnet_basic"]).stdout;
    assert!(told.contains("`hpm show std/resnet` prints it"), "{told}");
    let shown = place.ok(&["show", "std/resnet_basic"]).stdout;
    assert!(shown.contains("block resnet_basic("), "{shown}");
}

#[test]
fn completions_are_written_for_shells() {
    let place = Place::new();
    for shell in ["bash", "zsh", "fish"] {
        assert!(place.ok(&["completions", shell]).stdout.contains("hpm"));
    }
}

#[test]
fn studies_that_are_not_there_are_named() {
    let place = Place::new();
    for command in ["report", "best"] {
        let ran = place.run(&[command, "nothing"]);
        assert_eq!(ran.exit, Some(2));
        assert!(ran.stderr.contains("there is no study `nothing`"), "{}", ran.stderr);
    }
}

//! Diagnostics and their repairs.

use crate::client::{Client, able, codes, position, uri};
use serde_json::{Value, json};

const URI: &str = "untitled:spec";

const BROKEN: &str = "\
data { source: digits }
model {
    flatten
    dense(neurons: 16, activation: relu)
    output: classes(10)
}
training {
    lr: 1e-3
}
";

#[test]
fn faults_come_and_go_with_the_text() {
    let mut client = Client::start();
    let found = client.open(URI, BROKEN);
    assert_eq!(codes(&found), codes(&found.clone()));
    assert_eq!(found.len(), 2, "{found:?}");
    assert_eq!(found[0]["range"]["start"], position(3, 10));
    assert_eq!(found[0]["range"]["end"], position(3, 17));
    assert_eq!(found[0]["source"], "hpm");
    assert_eq!(found[0]["severity"], 1);
    let sound = BROKEN.replace("neurons", "units").replace("lr", "learning_rate");
    assert_eq!(client.rewrite(URI, 2, &sound), Vec::<Value>::new());
    assert_eq!(client.leave(), 0);
}

#[test]
fn shapes_are_checked_over_the_family() {
    let mut client = Client::start();
    let text = "model {\n input: image(8, 8, 1)\n repeat 1..5 { max_pool(2) }\n flatten\n \
        output: classes(3)\n}\n";
    let found = client.open(URI, text);
    assert_eq!(found.len(), 1, "{found:?}");
    let message = found[0]["message"].as_str().unwrap();
    assert!(message.contains("max_pool"), "{message}");
}

#[test]
fn what_nothing_uses_is_faded() {
    let mut client = Client::start();
    let found = client.open(
        URI,
        &format!(
            "let odd = 3\n{}",
            BROKEN.replace("neurons", "units").replace("lr", "learning_rate")
        ),
    );
    assert_eq!(codes(&found), ["W214"]);
    assert_eq!(found[0]["tags"], json!([1]));
    assert_eq!(found[0]["severity"], 2);
}

fn actions(client: &mut Client, found: &[Value], only: Option<&str>) -> Vec<Value> {
    let mut context = json!({ "diagnostics": found });
    if let Some(only) = only {
        context["only"] = json!([only]);
    }
    let range = json!({ "start": position(3, 12), "end": position(3, 12) });
    let params = json!({ "textDocument": { "uri": URI }, "range": range, "context": context });
    client.ask("textDocument/codeAction", params).as_array().unwrap().clone()
}

#[test]
fn repairs_of_the_fault_at_the_cursor_and_of_all() {
    let mut client = Client::start();
    let found = client.open(URI, BROKEN);
    let all = actions(&mut client, &found, None);
    let quick = &all[0];
    assert_eq!(quick["kind"], "quickfix");
    assert_eq!(quick["isPreferred"], true);
    assert_eq!(quick["diagnostics"][0]["code"], found[0]["code"]);
    assert_eq!(quick["edit"]["changes"][URI][0]["newText"], "units");
    let fix_all = &all[all.len() - 1];
    assert_eq!(fix_all["kind"], "source.fixAll.hpm");
    let texts: Vec<&Value> = fix_all["edit"]["changes"][URI]
        .as_array()
        .unwrap()
        .iter()
        .map(|edit| &edit["newText"])
        .collect();
    assert_eq!(texts, ["units", "learning_rate"]);
    let only = actions(&mut client, &found, Some("source.fixAll"));
    assert_eq!(only.len(), 1);
    assert_eq!(actions(&mut client, &found, Some("refactor")).len(), 0);
}

#[test]
fn the_story_of_a_code() {
    let mut client = Client::start();
    let found = client.open(URI, BROKEN);
    let code = found[0]["code"].as_str().unwrap();
    assert_eq!(found[0]["data"]["explain"], format!("hpm explain {code}"));
    let params = json!({ "command": "hpm.explain", "arguments": [code] });
    let story = client.ask("workspace/executeCommand", params);
    assert!(story.as_str().unwrap().contains("This fails:"), "{story}");
}

#[test]
fn faults_of_imports_stand_at_the_import_and_follow_the_editor() {
    let folder = tempfile::tempdir().unwrap();
    let (spec, blocks) = (folder.path().join("spec.hpm"), folder.path().join("blocks.hpm"));
    std::fs::write(&blocks, "block cell(n) { dense(neurons: n) }\n").unwrap();
    let text = "import \"blocks.hpm\"\nmodel { input: features(4); cell(8); output: classes(2) }\n";
    let mut client = Client::with(able(), Some(folder.path()));
    let found = client.open(&uri(&spec), text);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0]["range"]["start"]["line"], 0);
    let message = found[0]["message"].as_str().unwrap();
    assert!(message.starts_with("in blocks.hpm:1:23: "), "{message}");
    assert_eq!(found[0]["relatedInformation"][0]["location"]["uri"], uri(&blocks));
    // Mended in the editor, not saved yet.
    client.open(&uri(&blocks), "block cell(n) { dense(units: n) }\n");
    assert_eq!(client.settled(&uri(&spec)), Vec::<Value>::new());
    // Closed without saving: what is on the disk counts again.
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri(&blocks) } }));
    assert_eq!(client.settled(&uri(&spec)).len(), 1);
    std::fs::write(&blocks, "block cell(n) { dense(n) }\n").unwrap();
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
    assert_eq!(client.settled(&uri(&spec)), Vec::<Value>::new());
}

#[test]
fn data_files_are_read_again_when_they_change() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("t.csv");
    let rows = |names: &str| {
        let rows: String = (0..50).map(|n| format!("{n},{},{}\n", n % 7, n % 2)).collect();
        format!("{names}\n{rows}")
    };
    std::fs::write(&data, rows("a,b,kind")).unwrap();
    let text = "data { source: csv(\"t.csv\"); target: \"sort\" }\nmodel { dense(8); output: classes(2) }\n";
    let mut client = Client::with(able(), Some(folder.path()));
    let spec = uri(&folder.path().join("spec.hpm"));
    let found = client.open(&spec, text);
    assert_eq!(codes(&found), ["E607"], "{found:?}");
    std::fs::write(&data, rows("a,b,sort")).unwrap();
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
    assert_eq!(client.settled(&spec), Vec::<Value>::new());
}

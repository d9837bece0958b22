//! The protocol itself: greetings and goodbyes, odd messages, encodings.

use crate::client::{Client, able, at, position};
use serde_json::{Value, json};

const URI: &str = "file:///outside/of/any/folder/spec.hpm";
const SPEC: &str = "let x = 8..64\nmodel { input: features(4); dense(x); output: classes(2) }\n";

#[test]
fn goodbyes_in_order_and_out_of_order() {
    assert_eq!(Client::start().leave(), 0);
    let mut client = Client::start();
    client.notify("exit", Value::Null);
    assert_eq!(client.end(), 1);
    assert_eq!(Client::start().end(), 1, "the client went away");
    let mut client = Client::silent();
    client.notify("exit", Value::Null);
    assert_eq!(client.end(), 1);
}

#[test]
fn nothing_before_the_greeting_and_after_the_goodbye() {
    let mut client = Client::silent();
    let (code, _) = client.refused("textDocument/hover", at(URI, &position(0, 0)));
    assert_eq!(code, -32002);
    let told = client.ask("initialize", json!({ "capabilities": {} }));
    assert_eq!(told["serverInfo"]["name"], "hpm");
    client.ask("shutdown", Value::Null);
    let (code, _) = client.refused("textDocument/hover", at(URI, &position(0, 0)));
    assert_eq!(code, -32600);
    client.notify("exit", Value::Null);
    assert_eq!(client.end(), 0);
}

#[test]
fn unknown_and_malformed_messages_do_no_harm() {
    let mut client = Client::start();
    assert_eq!(client.refused("textDocument/wonder", json!({})).0, -32601);
    assert_eq!(client.refused("textDocument/hover", json!({ "odd": 1 })).0, -32602);
    client.notify("textDocument/wonder", json!({}));
    client.notify("textDocument/didChange", json!({ "odd": 1 }));
    client.raw("Content-Length: 9\r\n\r\n{\"odd\": }");
    let refusal = client.wait(|message| message["id"].is_null() && message.get("error").is_some());
    assert_eq!(refusal["error"]["code"], -32700);
    assert_eq!(client.open(URI, SPEC), Vec::<Value>::new());
    let (_, why) =
        client.refused("textDocument/hover", at("file:///not/open.hpm", &position(0, 0)));
    assert_eq!(why, "the text is not open");
    assert_eq!(client.leave(), 0);
}

#[test]
fn a_cancelled_request_is_answered_as_such() {
    let mut client = Client::start();
    client.open(URI, SPEC);
    // It has to wait for the new text, so that it is there to be taken back.
    client.change(URI, 2, json!([{ "text": SPEC.replace("64", "32") }]));
    let range = json!({ "start": position(0, 0), "end": position(9, 0) });
    let id = client.request(
        "textDocument/inlayHint",
        json!({ "textDocument": { "uri": URI }, "range": range }),
    );
    client.notify("$/cancelRequest", json!({ "id": id }));
    let answer = client.answer(id);
    // Where the answer was under way already it comes; else it is refused as taken back.
    let code = answer["error"]["code"].as_i64();
    assert!(answer.get("result").is_some() || code == Some(-32800), "{answer}");
    client.notify("$/cancelRequest", json!({ "id": 4711 }));
    assert_eq!(client.leave(), 0);
}

#[test]
fn positions_in_the_encoding_that_is_agreed() {
    let text = "# 𝄞\nlet 𝄞x = 3\n";
    for (offered, agreed, character) in [
        (json!(["utf-16"]), "utf-16", 2),
        (json!(["utf-16", "utf-8"]), "utf-8", 4),
        (json!(null), "utf-16", 2),
    ] {
        let mut all = able();
        all["general"] = json!({ "positionEncodings": offered });
        let mut client = Client::with(all, None);
        assert_eq!(client.told["capabilities"]["positionEncoding"], agreed);
        client.open(URI, text);
        // The note in front of the name is deleted, in units of the encoding.
        let range = json!({ "start": position(1, 4), "end": position(1, 4 + character) });
        client.change(URI, 2, json!([{ "range": range, "text": "" }]));
        let found =
            client.ask("textDocument/documentSymbol", json!({ "textDocument": { "uri": URI } }));
        assert_eq!(found[0]["name"], "x", "{agreed}");
        assert_eq!(found[0]["selectionRange"]["end"], position(1, 5));
    }
}

#[test]
fn untitled_texts_and_several_at_once() {
    let mut client = Client::start();
    assert_eq!(client.open("untitled:Untitled-1", SPEC), Vec::<Value>::new());
    assert_eq!(client.open(URI, "model { }").len(), 2);
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
    let cleared = client.wait(|message| {
        message["method"] == "textDocument/publishDiagnostics" && message["params"]["uri"] == URI
    });
    assert_eq!(cleared["params"]["diagnostics"], json!([]));
    assert_eq!(client.leave(), 0);
}

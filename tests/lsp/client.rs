//! A small editor: speaks with the real binary over its standard input and output.

use serde_json::{Value, json};
use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

pub struct Client {
    process: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
    /// Messages that were read while another one was waited for.
    kept: VecDeque<Value>,
    requests: i64,
    pub told: Value,
}

/// What an editor with everything says of itself.
pub fn able() -> Value {
    json!({
        "textDocument": {
            "completion": { "completionItem": { "snippetSupport": true } },
            "publishDiagnostics": { "relatedInformation": true },
        },
        "workspace": {
            "didChangeWatchedFiles": { "dynamicRegistration": true },
        },
    })
}

impl Client {
    /// Started and greeted.
    pub fn start() -> Client {
        Client::with(able(), None)
    }

    pub fn with(capabilities: Value, folder: Option<&Path>) -> Client {
        let mut client = Client::silent();
        let folders = folder.map(|path| json!([{ "uri": uri(path), "name": "workspace" }]));
        let params = json!({
            "processId": null, "capabilities": capabilities, "workspaceFolders": folders,
        });
        client.told = client.ask("initialize", params);
        client.notify("initialized", json!({}));
        client
    }

    /// Started, not greeted.
    pub fn silent() -> Client {
        let mut process = Command::new(env!("CARGO_BIN_EXE_hpm"))
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let output = BufReader::new(process.stdout.take().unwrap());
        let input = process.stdin.take();
        let told = Value::Null;
        Client { process, input, output, kept: VecDeque::new(), requests: 0, told }
    }

    pub fn raw(&mut self, text: &str) {
        let input = self.input.as_mut().unwrap();
        input.write_all(text.as_bytes()).unwrap();
        input.flush().unwrap();
    }

    pub fn send(&mut self, message: &Value) {
        let text = message.to_string();
        self.raw(&format!("Content-Length: {}\r\n\r\n{text}", text.len()));
    }

    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Sends a request and gives its id.
    pub fn request(&mut self, method: &str, params: Value) -> i64 {
        self.requests += 1;
        let id = self.requests;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        id
    }

    /// The result of a request; panics where it was refused.
    pub fn ask(&mut self, method: &str, params: Value) -> Value {
        let id = self.request(method, params);
        let answer = self.answer(id);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].clone()
    }

    /// The error of a request; panics where it was answered.
    pub fn refused(&mut self, method: &str, params: Value) -> (i64, String) {
        let id = self.request(method, params);
        let answer = self.answer(id);
        let error = answer.get("error").unwrap_or_else(|| panic!("{method}: {answer}"));
        (error["code"].as_i64().unwrap(), error["message"].as_str().unwrap().to_string())
    }

    pub fn answer(&mut self, id: i64) -> Value {
        self.wait(|message| message.get("method").is_none() && message["id"] == json!(id))
    }

    /// The first message, kept or to come, for which `wanted` holds.
    pub fn wait(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.kept.iter().position(&wanted) {
            return self.kept.remove(at).unwrap();
        }
        loop {
            let message = self.read().expect("the server is there");
            if wanted(&message) {
                return message;
            }
            self.kept.push_back(message);
        }
    }

    fn read(&mut self) -> Option<Value> {
        let mut length = 0;
        loop {
            let mut line = String::new();
            if self.output.read_line(&mut line).ok()? == 0 {
                return None;
            }
            if let Some(number) = line.strip_prefix("Content-Length: ") {
                length = number.trim().parse().unwrap();
            }
            if line == "\r\n" {
                break;
            }
        }
        let mut text = vec![0; length];
        self.output.read_exact(&mut text).ok()?;
        Some(serde_json::from_slice(&text).expect("JSON"))
    }

    /// Opens a text and waits for all that is wrong with it.
    pub fn open(&mut self, uri: &str, text: &str) -> Vec<Value> {
        let item = json!({ "uri": uri, "languageId": "hpm", "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": item }));
        self.settled(uri)
    }

    /// Puts a whole new text in place of the old one.
    pub fn rewrite(&mut self, uri: &str, version: i64, text: &str) -> Vec<Value> {
        self.change(uri, version, json!([{ "text": text }]));
        self.settled(uri)
    }

    pub fn change(&mut self, uri: &str, version: i64, changes: Value) {
        let document = json!({ "uri": uri, "version": version });
        let params = json!({ "textDocument": document, "contentChanges": changes });
        self.notify("textDocument/didChange", params);
    }

    /// What is wrong with a text once it was wholly checked: hints are answered after that, and
    /// what was told last counts.
    pub fn settled(&mut self, uri: &str) -> Vec<Value> {
        let range = json!({ "start": position(0, 0), "end": position(100_000, 0) });
        let document = json!({ "uri": uri });
        self.ask("textDocument/inlayHint", json!({ "textDocument": document, "range": range }));
        let told = |message: &Value| {
            message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["uri"] == uri
        };
        let last = self.kept.iter().rposition(told).expect("diagnostics were published");
        let found = self.kept[last]["params"]["diagnostics"].as_array().unwrap().clone();
        self.kept.retain(|message| !told(message));
        found
    }

    /// Says goodbye; the exit code.
    pub fn leave(mut self) -> i32 {
        self.ask("shutdown", Value::Null);
        self.notify("exit", Value::Null);
        self.end()
    }

    /// Waits for the end; the exit code.
    pub fn end(mut self) -> i32 {
        self.input.take();
        self.process.wait().unwrap().code().unwrap_or(-1)
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        self.input.take();
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

pub fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

pub fn position(line: usize, character: usize) -> Value {
    json!({ "line": line, "character": character })
}

/// A text with a mark at the cursor: the text without it, and the cursor's place in UTF-16.
pub fn marked(text: &str) -> (String, Value) {
    let at = text.find('‸').expect("a mark");
    let before = &text[..at];
    let line = before.matches('\n').count();
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let character = before[start..].encode_utf16().count();
    (text.replace('‸', ""), position(line, character))
}

pub fn at(uri: &str, position: &Value) -> Value {
    json!({ "textDocument": { "uri": uri }, "position": position })
}

pub fn codes(found: &[Value]) -> Vec<&str> {
    found.iter().map(|one| one["code"].as_str().unwrap()).collect()
}

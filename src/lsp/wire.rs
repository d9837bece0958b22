//! Messages in and out, each on a thread of its own.

use crossbeam_channel::{Receiver, Sender};
use lsp_server::Message;
use serde_json::json;
use std::io::{BufRead, ErrorKind, Write};
use std::thread;

/// What the client sends.
pub enum Incoming {
    Message(Message),
    /// Something that is no message; what was wrong with it.
    Malformed(String),
}

/// What the server sends.
pub enum Outgoing {
    Message(Message),
    /// The answer to something that was no message.
    Refusal(String),
}

/// Reads until the input ends.
pub fn read(mut input: impl BufRead + Send + 'static) -> Receiver<Incoming> {
    let (send, receive) = crossbeam_channel::unbounded();
    thread::spawn(move || {
        loop {
            let incoming = match Message::read(&mut input) {
                Ok(Some(message)) => Incoming::Message(message),
                Ok(None) => return,
                // The next message is whole again: its length was told.
                Err(error) if error.kind() == ErrorKind::InvalidData => {
                    Incoming::Malformed(error.to_string())
                }
                Err(_) => return,
            };
            if send.send(incoming).is_err() {
                return;
            }
        }
    });
    receive
}

/// Writes until the sender is gone; then the thread ends.
pub fn write(
    mut output: impl Write + Send + 'static,
) -> (Sender<Outgoing>, thread::JoinHandle<()>) {
    let (send, receive) = crossbeam_channel::unbounded();
    let handle = thread::spawn(move || {
        for outgoing in receive {
            let written = match outgoing {
                Outgoing::Message(message) => message.write(&mut output),
                Outgoing::Refusal(why) => refuse(&mut output, &why),
            };
            if written.and_then(|()| output.flush()).is_err() {
                return;
            }
        }
    });
    (send, handle)
}

fn refuse(output: &mut impl Write, why: &str) -> std::io::Result<()> {
    const PARSE_ERROR: i32 = -32700;
    let error = json!({ "code": PARSE_ERROR, "message": why });
    let text = json!({ "jsonrpc": "2.0", "id": null, "error": error }).to_string();
    write!(output, "Content-Length: {}\r\n\r\n{text}", text.len())
}

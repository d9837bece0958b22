//! The main loop: from the first message to the last.

use super::client::Client;
use super::disk::Facts;
use super::session::Session;
use super::wire::{Incoming, Outgoing, read, write};
use super::work::{Outcome, Workers};
use super::{capabilities, changes, outcomes, requests, watch};
use crossbeam_channel::{Receiver, Sender, select};
use lsp_server::{ErrorCode, Message, Notification, Request, RequestId, Response};
use lsp_types::InitializeParams;
use std::collections::VecDeque;
use std::io::{BufRead, Write};
use std::time::Duration;

/// Serves one client until it says `exit` or is gone. Whether it said goodbye in order.
pub fn serve(input: impl BufRead + Send + 'static, output: impl Write + Send + 'static) -> bool {
    let incoming = read(input);
    let (out, writer) = write(output);
    let good = match greet(&incoming, &out) {
        Greeting::Client(client) => run(*client, incoming, out),
        Greeting::Over(good) => {
            drop(out);
            good
        }
    };
    // What was said last is to be heard.
    let _ = writer.join();
    good
}

enum Greeting {
    Client(Box<Client>),
    Over(bool),
}

/// Waits for `initialize` and answers it.
fn greet(incoming: &Receiver<Incoming>, out: &Sender<Outgoing>) -> Greeting {
    let send = |message: Message| out.send(Outgoing::Message(message));
    for message in incoming {
        match message {
            Incoming::Malformed(why) => {
                let _ = out.send(Outgoing::Refusal(why));
            }
            Incoming::Message(Message::Request(request)) if request.method == "initialize" => {
                let client = match serde_json::from_value::<InitializeParams>(request.params) {
                    Ok(params) => Client::of(&params),
                    Err(error) => {
                        let _ =
                            send(refusal(request.id, ErrorCode::InvalidParams, &error.to_string()));
                        continue;
                    }
                };
                let result = capabilities::told(&client);
                let _ = send(Response::new_ok(request.id, result).into());
                return Greeting::Client(Box::new(client));
            }
            Incoming::Message(Message::Request(request)) => {
                let why = "the first request is `initialize`";
                let _ = send(refusal(request.id, ErrorCode::ServerNotInitialized, why));
            }
            Incoming::Message(Message::Notification(one)) if one.method == "exit" => {
                return Greeting::Over(false);
            }
            Incoming::Message(_) => {}
        }
    }
    Greeting::Over(false)
}

pub fn refusal(id: RequestId, code: ErrorCode, why: &str) -> Message {
    Response::new_err(id, code as i32, why.to_string()).into()
}

fn run(client: Client, incoming: Receiver<Incoming>, out: Sender<Outgoing>) -> bool {
    let facts = Facts::default();
    let (workers, outcomes) = Workers::start(facts.clone());
    let mut session = Session::new(client, out, workers, facts);
    let mut watched = watch::Watch::new(&session.client);
    loop {
        let mut inbox = VecDeque::new();
        select! {
            recv(incoming) -> message => match message {
                Ok(message) => inbox.push_back(message),
                Err(_) => return session.shutdown,
            },
            recv(outcomes) -> outcome => {
                if let Ok(outcome) = outcome {
                    outcomes::take(&mut session, outcome);
                }
            }
            default(watched.pause()) => watched.look(&mut session),
        }
        // Everything that is there already: of several changes only the last is understood.
        inbox.extend(incoming.try_iter());
        while let Some(message) = inbox.pop_front() {
            match message {
                Incoming::Malformed(why) => {
                    let _ = session.out.send(Outgoing::Refusal(why));
                }
                Incoming::Message(Message::Notification(one)) if one.method == "exit" => {
                    return session.shutdown;
                }
                Incoming::Message(message) => handle(&mut session, message, &inbox),
            }
        }
        session.dispatch();
        later(&mut session, &outcomes);
    }
}

/// What the threads have brought meanwhile.
fn later(session: &mut Session, outcomes: &Receiver<Outcome>) {
    for outcome in outcomes.try_iter() {
        outcomes::take(session, outcome);
    }
}

fn handle(session: &mut Session, message: Message, inbox: &VecDeque<Incoming>) {
    match message {
        Message::Request(request) => {
            if session.shutdown && request.method != "shutdown" {
                let why = "the server is shutting down";
                session.send(refusal(request.id, ErrorCode::InvalidRequest, why));
            } else if inbox.iter().any(|later| cancels(later, &request)) {
                requests::cancelled(session, request.id);
            } else {
                requests::request(session, request);
            }
        }
        Message::Notification(one) => notification(session, one),
        // Answers to our own requests (registering, refreshing) need no act.
        Message::Response(_) => {}
    }
}

fn cancels(later: &Incoming, request: &Request) -> bool {
    match later {
        Incoming::Message(Message::Notification(one)) => {
            changes::cancelled(one).is_some_and(|id| id == request.id)
        }
        _ => false,
    }
}

fn notification(session: &mut Session, one: Notification) {
    match one.method.as_str() {
        "initialized" => watch::register(session),
        "$/cancelRequest" => {
            if let Some(id) = changes::cancelled(&one) {
                requests::cancel(session, &id);
            }
        }
        _ => changes::notification(session, one),
    }
}

/// How long a client that tells of no changed files is left in peace between two looks at them.
pub const LOOK: Duration = Duration::from_secs(2);

//! What the parser makes of every form of the language, and of every slip.

mod show;

use crate::source::FileId;
use crate::syntax::{Parsed, parse};

fn parsed(text: &str) -> Parsed {
    parse(FileId(0), text)
}

#[test]
fn scratch() {
    let Ok(path) = std::env::var("SCRATCH") else { return };
    for text in std::fs::read_to_string(path).unwrap().split("=====\n") {
        let result = parsed(text);
        println!("-----\n{text}--> {}", show::spec(&result.spec));
        for one in &result.diagnostics {
            let at = one.primary.span;
            let line = text[..at.start as usize].matches('\n').count() + 1;
            println!("   {} {line} {:?} {}", one.code.id, &text[at.range()], one.message);
        }
    }
}

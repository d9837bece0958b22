//! What holds for every text: it means the same afterwards, and formatting again changes nothing.

use crate::common::{files, folder, read};
use crate::faithful::formatted;
use crate::generate::specification;
use crate::scramble::{mutant, scrambled};
use hpm::random::Stream;

const GENERATED: usize = 300;
const SCRAMBLED: usize = 600;
const MUTANTS: usize = 2_000;

/// `HPM_MANY=20 cargo test --test fmt` tries so many times as many.
fn many(count: usize) -> usize {
    let times = std::env::var("HPM_MANY").ok().and_then(|it| it.parse().ok());
    count * times.unwrap_or(1usize)
}

fn all_files() -> Vec<String> {
    let folders = ["examples", "src", "tests"];
    let paths = folders.iter().flat_map(|name| files(&folder(name), ".hpm"));
    paths.filter_map(|path| String::from_utf8(std::fs::read(path).unwrap()).ok()).collect()
}

#[test]
fn every_file_of_the_repository_is_formatted_faithfully_or_refused() {
    let all = all_files();
    let done = all.iter().filter(|text| formatted(text).is_some()).count();
    assert!(done >= 40 && done < all.len(), "{done} of {}", all.len());
}

#[test]
fn examples_of_the_codes_are_formatted_faithfully_or_refused() {
    let codes = hpm::diagnostic::codes::all();
    let texts = codes.iter().flat_map(|code| [code.failing, code.mended]);
    let done = texts.filter(|text| formatted(text).is_some()).count();
    assert!(done > codes.len(), "{done}");
}

#[test]
fn generated_specifications_are_formatted_faithfully() {
    let mut stream = Stream::new(0, "fmt generated");
    let mut done = 0;
    for _ in 0..many(GENERATED) {
        let text = specification(&mut stream);
        done += usize::from(formatted(&text).is_some());
        let other = scrambled(&mut stream, &text);
        done += usize::from(formatted(&other).is_some());
    }
    assert!(done * 10 > many(GENERATED) * 16, "{done} of {} had no fault", 2 * many(GENERATED));
}

/// Other blanks, other line ends, comments between any two words.
#[test]
fn scrambled_files_are_formatted_faithfully() {
    let all: Vec<String> =
        all_files().into_iter().filter(|text| formatted(text).is_some()).collect();
    let mut stream = Stream::new(0, "fmt scrambled");
    let mut done = 0;
    for _ in 0..many(SCRAMBLED) {
        let text = &all[stream.below(all.len() as u64) as usize];
        let other = scrambled(&mut stream, text);
        done += usize::from(formatted(&other).is_some());
    }
    assert!(done * 10 > many(SCRAMBLED) * 9, "{done} of {} had no fault", many(SCRAMBLED));
}

/// Odd texts that happen to have no fault, and many that have one.
#[test]
fn mutants_are_formatted_faithfully_or_refused() {
    let all: Vec<String> =
        all_files().into_iter().filter(|text| formatted(text).is_some()).collect();
    let mut stream = Stream::new(0, "fmt mutants");
    let mut done = 0;
    for _ in 0..many(MUTANTS) {
        let text = &all[stream.below(all.len() as u64) as usize];
        done += usize::from(formatted(&mutant(&mut stream, text)).is_some());
    }
    assert!(done * 8 > many(MUTANTS) && done < many(MUTANTS), "{done} had no fault");
}

#[test]
fn blanks_between_words_do_not_matter() {
    let text = read(&folder("examples/iris.hpm"));
    let (_, text) = text.split_once('\n').unwrap();
    let wanted = formatted(text);
    let spaced = text.replace(": ", " :\t").replace('\n', "   \r\n").replace("..", " .. ");
    assert!(wanted.is_some());
    assert_eq!(formatted(&spaced), wanted);
    assert_eq!(formatted(&format!("\u{feff}\n\n{text}\n\n")), wanted);
}

/// Nothing but blanks stands between two tokens.
#[test]
fn tokens_leave_nothing_out() {
    for text in all_files().into_iter().filter(|text| hpm::fmt::format(text).is_ok()) {
        let mut end = 0;
        for token in hpm::syntax::tokens(&text) {
            assert!(text[end..token.start].trim_matches('\u{feff}').trim().is_empty(), "{text}");
            assert_eq!(&text[token.start..token.end()], token.text);
            end = token.end();
        }
    }
}

/// The guard in front of every file that is written.
#[test]
fn texts_that_say_something_else_are_not_the_same() {
    let text = "## Doc.\nmodel { a: (3 + 4) * 2 } # c\n";
    let same = |other: &str| hpm::fmt::same(text, other);
    assert!(same("## Doc.\nmodel {\n    a: (3+4)*2;\n}\n# c\n"));
    assert!(!same("## Doc.\nmodel { a: 3 + 4 * 2 } # c\n"));
    assert!(!same("# Doc.\nmodel { a: (3 + 4) * 2 } # c\n"));
    assert!(!same("## Doc.\n\nmodel { a: (3 + 4) * 2 } # c\n"));
    assert!(!same("## Doc.\nmodel { a: (3 + 4) * 2 }\n"));
    assert!(!same("## Doc.\nmodel { a: (3 + 4) * 2 ) } # c\n"));
}

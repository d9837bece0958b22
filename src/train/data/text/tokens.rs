//! Cutting text into words or characters.

use crate::template::Level;

/// Hands each token to `each` until it says stop by `false`.
///
/// Words are runs of letters, digits and apostrophes; every other mark but blanks is a token of its
/// own. Characters are all characters, every run of blanks as written.
pub fn each(text: &str, level: Level, lowercase: bool, mut each: impl FnMut(&str) -> bool) {
    let mut word = String::new();
    let mut letter = [0_u8; 4];
    for character in text.chars().flat_map(|one| lower(one, lowercase)) {
        let of_word = character.is_alphanumeric() || character == '\'' || character == '’';
        if level == Level::Words && of_word {
            word.push(character);
            continue;
        }
        if !word.is_empty() {
            if !each(&word) {
                return;
            }
            word.clear();
        }
        let blank = level == Level::Words && character.is_whitespace();
        if !blank && !each(character.encode_utf8(&mut letter)) {
            return;
        }
    }
    if !word.is_empty() {
        each(&word);
    }
}

/// One character, or the several that are its small form.
fn lower(character: char, lowercase: bool) -> impl Iterator<Item = char> {
    let small = lowercase.then(|| character.to_lowercase());
    let plain = (!lowercase).then_some(character);
    small.into_iter().flatten().chain(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str, level: Level, lowercase: bool) -> Vec<String> {
        let mut found = Vec::new();
        each(text, level, lowercase, |token| {
            found.push(token.to_owned());
            true
        });
        found
    }

    #[test]
    fn words_and_marks() {
        let words = all("Don't  panic, Äpfel!", Level::Words, true);
        assert_eq!(words, ["don't", "panic", ",", "äpfel", "!"]);
        assert_eq!(all("A\u{301}b Ab", Level::Words, false).last().unwrap(), "Ab");
        assert_eq!(all("  ", Level::Words, true), Vec::<String>::new());
    }

    #[test]
    fn characters_keep_blanks() {
        assert_eq!(all("A b\n", Level::Characters, true), ["a", " ", "b", "\n"]);
        let mut count = 0;
        each("abcdef", Level::Characters, false, |_| {
            count += 1;
            count < 3
        });
        assert_eq!(count, 3);
    }
}

//! `cases/NAME.in.hpm` becomes `cases/NAME.out.hpm`.
//!
//! `HPM_UPDATE=1 cargo test --test fmt` writes the latter anew; look at what it wrote.

use crate::common::{files, folder, read};
use crate::faithful::formatted;

#[test]
fn texts_become_what_stands_beside_them() {
    let all = files(&folder("tests/fmt/cases"), ".in.hpm");
    assert!(all.len() >= 10, "{}", all.len());
    let update = std::env::var_os("HPM_UPDATE").is_some();
    for path in all {
        let text = read(&path);
        let found = formatted(&text).unwrap_or_else(|| panic!("{} is refused", path.display()));
        let out = path.to_string_lossy().replace(".in.hpm", ".out.hpm");
        if update {
            std::fs::write(&out, &found).unwrap();
        }
        let wanted = std::fs::read_to_string(&out).unwrap();
        assert_eq!(found, wanted, "{out}");
    }
}

/// The files that people read first are the style's witnesses.
#[test]
fn the_examples_and_the_library_are_formatted() {
    let mut all = files(&folder("examples"), ".hpm");
    all.extend(files(&folder("src/library/blocks"), ".hpm"));
    assert!(all.len() >= 15);
    for path in all {
        let text = read(&path);
        assert_eq!(formatted(&text).as_deref(), Some(text.as_str()), "{}", path.display());
    }
}

#[test]
fn the_examples_in_the_documentation_are_formatted() {
    for page in ["docs/language.md", "docs/formatting.md", "docs/data.md", "README.md"] {
        for block in read(&folder(page)).split("```hpm\n").skip(1) {
            let text = block.split("```").next().unwrap();
            assert_eq!(formatted(text).as_deref(), Some(text), "{page}");
        }
    }
}

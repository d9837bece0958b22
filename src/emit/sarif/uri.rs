//! A file's name as a URI reference.

/// `a b.hpm` → `a%20b.hpm`; an absolute path gets the scheme `file`; standard input is `stdin`.
pub fn of(name: &str) -> String {
    if name == "<stdin>" {
        return "stdin".to_owned();
    }
    let path = name.replace('\\', "/");
    let path = path.strip_prefix("./").unwrap_or(&path);
    let drive = path.get(1..3) == Some(":/");
    let encoded: String = path.bytes().map(|byte| encode(byte, drive)).collect();
    match (path.starts_with('/'), drive) {
        (true, _) => format!("file://{encoded}"),
        (_, true) => format!("file:///{encoded}"),
        _ => encoded,
    }
}

fn encode(byte: u8, drive: bool) -> String {
    let plain = byte.is_ascii_alphanumeric()
        || matches!(byte, b'/' | b'-' | b'_' | b'.' | b'~')
        || (drive && byte == b':');
    if plain { char::from(byte).to_string() } else { format!("%{byte:02X}") }
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn paths_become_uris() {
        assert_eq!(of("./a b/ü.hpm"), "a%20b/%C3%BC.hpm");
        assert_eq!(of("/tmp/a#1.hpm"), "file:///tmp/a%231.hpm");
        assert_eq!(of("C:\\x\\a.hpm"), "file:///C:/x/a.hpm");
        assert_eq!(of("<stdin>"), "stdin");
    }
}

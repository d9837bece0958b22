//! The standard library: architectures of previous research, written in the language itself.
//!
//! One file an architecture, embedded in the binary; `hpm show std/NAME` prints one. Its blocks are
//! called like layers, without an import.

/// One file of the library.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// `resnet`: the file is `std/resnet`.
    pub name: &'static str,
    /// The blocks that it declares, for others to call.
    pub blocks: &'static [&'static str],
    pub text: &'static str,
}

macro_rules! entry {
    ($name:literal, $($block:literal),+) => {
        Entry {
            name: $name,
            blocks: &[$($block),+],
            text: include_str!(concat!("blocks/", $name, ".hpm")),
        }
    };
}

/// In the order in which people meet them.
pub static ALL: &[Entry] = &[
    entry!("mlp", "mlp"),
    entry!("lenet", "lenet"),
    entry!("vgg", "vgg"),
    entry!("resnet", "resnet", "resnet_basic", "resnet_bottleneck"),
    entry!(
        "inception",
        "inception",
        "inception_v1",
        "inception_factorised",
        "inception_asymmetric",
        "googlenet"
    ),
    entry!("densenet", "densenet"),
    entry!("mobilenet", "mobilenet"),
    entry!("text_cnn", "text_cnn"),
    entry!("tcn", "tcn"),
    entry!("vit", "vit"),
];

/// The file of that name, or the one that declares a block of that name.
pub fn find(name: &str) -> Option<&'static Entry> {
    let file = ALL.iter().find(|entry| entry.name == name);
    file.or_else(|| ALL.iter().find(|entry| entry.blocks.contains(&name)))
}

/// The names of all blocks.
pub fn names() -> impl Iterator<Item = &'static str> {
    ALL.iter().flat_map(|entry| entry.blocks.iter().copied())
}

//! The pipeline from a file to a checked family, shared by all commands.

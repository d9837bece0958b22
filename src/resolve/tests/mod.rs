//! Specifications to spaces and to diagnostics.

//! Networks

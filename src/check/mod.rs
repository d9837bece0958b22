//! Proofs over the whole family: does every member have valid shapes?

//! The record of a sweep: a SQLite file in the schema of Optuna, with tables of our own.

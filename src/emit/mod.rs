//! Diagnostics out: for people (miette), for machines (JSON).

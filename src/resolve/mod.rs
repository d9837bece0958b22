//! Tree + catalog → family: names, types, bounds, roles, lints.

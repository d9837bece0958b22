//! Tables and stories for people. Reads a study, nothing else.

//! Pairs of networks in double precision: what is said to be exact is, to 1e-10.

mod approximate;
mod evaluate;
mod exact;
mod figures;
mod pieces;
mod property;
mod random;
mod refused;

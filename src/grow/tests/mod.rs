//! Pairs of networks in double precision: what is said to be exact is, to 1e-10.

mod approximate;
mod evaluate;
mod exact;
mod families;
mod figures;
mod learning;
mod pieces;
mod property;
mod random;
mod refused;

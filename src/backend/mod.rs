//! Graph → network: its learned numbers in Candle, its plan, and the kernels that the plan runs.

pub mod candle;
pub mod kernels;
pub mod plan;

//! Graph → Candle network, and the kernels that Candle lacks.

pub mod candle;
pub mod kernels;
pub mod plan;

//! Graph → Candle network, and the kernels that Candle lacks.

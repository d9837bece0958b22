//! How many threads a piece of work may use.

use super::error::TrainError;

/// Runs `work` with `threads` threads for its kernels: 1 for a trial that runs beside others, all
/// cores for a training that runs alone. The results are the same bit for bit.
///
/// # Errors
/// The machine refuses the threads.
pub fn on_threads<R: Send>(
    threads: usize,
    work: impl FnOnce() -> R + Send,
) -> Result<R, TrainError> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads.max(1))
        .build()
        .map_err(|fault| TrainError::Failed(format!("no threads to train with: {fault}")))?;
    Ok(pool.install(work))
}

#[cfg(test)]
mod tests {
    use super::on_threads;

    #[test]
    fn gives_that_many() {
        for threads in [1, 2, 5] {
            assert_eq!(on_threads(threads, rayon::current_num_threads), Ok(threads));
        }
        assert_eq!(on_threads(0, rayon::current_num_threads), Ok(1));
    }
}

//! Ctrl-C: the first one asks to stop, the second one stops at once.

use super::fault::Fault;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Installs the handler. The flag turns true on the first Ctrl-C (or SIGTERM).
///
/// # Errors
/// The system refuses a handler.
pub fn install(message: &'static str) -> Result<Arc<AtomicBool>, Fault> {
    let flag = Arc::new(AtomicBool::new(false));
    let seen = Arc::clone(&flag);
    ctrlc::set_handler(move || {
        if seen.swap(true, Ordering::SeqCst) {
            std::process::exit(130);
        }
        eprintln!("\n{message}");
    })
    .map_err(|error| Fault::new(format!("cannot listen for Ctrl-C: {error}")))?;
    Ok(flag)
}

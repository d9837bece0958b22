//! Room for intermediate results, kept by each thread from one use to the next.

use std::cell::RefCell;

use super::aligned::Aligned;

thread_local! {
    static FREE: RefCell<Vec<Aligned>> = const { RefCell::new(Vec::new()) };
}

/// Calls `work` with `length` numbers of any old values, aligned to a cache line. May be nested.
pub fn with<R>(length: usize, work: impl FnOnce(&mut [f32]) -> R) -> R {
    let mut buffer = FREE.with_borrow_mut(Vec::pop).unwrap_or_default();
    if buffer.len() < length {
        buffer = Aligned::zeroed(length);
    }
    let place = buffer.as_mut_slice().get_mut(..length).unwrap_or_default();
    if cfg!(test) {
        // Whoever reads a number before writing it shall be found out.
        place.fill(f32::NAN);
    }
    let result = work(place);
    FREE.with_borrow_mut(|free| free.push(buffer));
    result
}

/// Frees what this thread keeps.
pub fn release() {
    // A thread that ends has freed it already.
    let _ = FREE.try_with(RefCell::take);
}

#[cfg(test)]
mod tests {
    use super::with;

    #[test]
    fn nested_buffers_are_apart() {
        with(10, |outer| {
            outer.fill(1.0);
            with(20, |inner| {
                assert_eq!(inner.len(), 20);
                inner.fill(2.0);
            });
            assert!(outer.iter().all(|x| *x == 1.0));
        });
    }
}

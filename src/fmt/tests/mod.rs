//! What the formatter makes of every form.

//! Callbacks: the call after the work, and what comes of it.

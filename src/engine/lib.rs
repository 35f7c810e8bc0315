//! What can be done.

//! What is exchanged.

//! What is on paper.

//! Starts headquarters.

fn main() {}

//! A demo city to try everything in.

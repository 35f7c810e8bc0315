//! Headquarters: takes what the offices did, orders and keeps it, and gives it to everyone concerned.

pub mod catalog;

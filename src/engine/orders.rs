//! Orders: lists, one order's file, and what may happen to them at the desk.

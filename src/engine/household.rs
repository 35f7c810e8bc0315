//! A household's file: who, where, which machines, what happened.

//! Parts: what lies where, and how it moves.

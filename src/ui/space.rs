//! Distances on the 8-pixel grid, in logical pixels. A room never spells a number.

/// Nothing at all.
pub const NONE: f32 = 0.0;
/// Between the lines of one thing: a label and its field.
pub const TIGHT: f32 = 4.0;
/// Between things that belong together.
pub const NEAR: f32 = 8.0;
/// Inside a card, and between the fields of a form.
pub const SNUG: f32 = 12.0;
/// Between groups.
pub const APART: f32 = 16.0;
/// Between things that do not belong together.
pub const FAR: f32 = 24.0;
/// Between a page and its edge.
pub const MARGIN: f32 = 32.0;

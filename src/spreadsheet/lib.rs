//! What comes from a spreadsheet, and goes back.

//! Bringing over the spreadsheet of another system.

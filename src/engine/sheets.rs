//! Returned sheets: entering what a technician brings back.

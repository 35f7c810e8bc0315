//! Today: what waits for whom, by urgency.

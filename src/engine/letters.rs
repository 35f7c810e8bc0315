//! Letters: templates, batches, and what was sent.

//! The exchange with headquarters over HTTP.

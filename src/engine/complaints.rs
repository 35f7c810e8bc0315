//! Complaints: routed, answered, judged.

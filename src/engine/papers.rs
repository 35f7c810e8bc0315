//! Paper: job sheets as snapshots, previews, printing.

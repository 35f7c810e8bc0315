//! Backups, restoring them, and checking the database.

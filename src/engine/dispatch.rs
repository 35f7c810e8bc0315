//! Who goes where and when: assigning, booking, moving.

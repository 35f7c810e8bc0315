//! Joining a headquarters with an enrolment code.

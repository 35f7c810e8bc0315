//! Headquarters' own deeds, on the same path as everybody's operations.

use sync::hq::{Headquarters, Role, Submission};
use sync::wire::{Outcome, Verdict};
use sync::{Change, OpId, StreamId};

use crate::Error;
use crate::storage::Session;
use crate::surroundings::Moment;

/// What headquarters does to one stream.
#[derive(Debug)]
pub(crate) struct Deed {
    pub(crate) stream: StreamId,
    /// As a verb.
    pub(crate) name: &'static str,
    /// Who did it.
    pub(crate) actor: String,
    pub(crate) changes: Vec<Change>,
}

/// Does it, or fails if the merge refuses it.
pub(crate) fn submit(
    session: &mut Session<'_>,
    moment: &mut Moment,
    deed: Deed,
) -> Result<Outcome, Error> {
    submit_as(Role::Headquarters, session, moment, deed)
}

/// Does it with no more rights than `role` has.
pub(crate) fn submit_as(
    role: Role,
    session: &mut Session<'_>,
    moment: &mut Moment,
    deed: Deed,
) -> Result<Outcome, Error> {
    submit_named(OpId::mint(moment), role, (session, moment), deed)
}

/// Does it under a name that it has whenever it is tried: it counts once.
pub(crate) fn submit_named(
    op_id: OpId,
    role: Role,
    (session, moment): (&mut Session<'_>, &mut Moment),
    deed: Deed,
) -> Result<Outcome, Error> {
    let submission = Submission {
        op_id,
        stream: deed.stream,
        role,
        actor: deed.actor,
        deed: deed.name.to_owned(),
        changes: deed.changes,
    };
    let outcome = Headquarters::default().submit(submission, session, moment)?;

    match outcome.result {
        Verdict::Applied | Verdict::Merged => Ok(outcome),
        Verdict::Rejected | Verdict::Quarantined => Err(Error::Refused(outcome.why)),
    }
}

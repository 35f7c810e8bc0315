//! What must hold of every answer, and of what people counted.

use serde_json::Value;

use super::deeds::CANARY;
use super::storage::{Backend, Hq};
use super::world::{Broken, World};
use crate::wire::{Pull, PullReply, Refusal, Reply, Request};
use crate::{DeviceId, Laws, Row, Text};

impl<L: Laws, B: Backend> World<L, B> {
    /// I6: a count corrected exactly what its author knew.
    pub(super) fn check_counts(&mut self, rows: &[Row]) -> Result<(), Broken> {
        for row in rows {
            let (Some(ought), Some(body)) = (self.counts.get(&row.id), &row.body) else { continue };
            let moved = body.get("quantity").and_then(Value::as_i64);
            if moved != Some(*ought) {
                let what = format!("count {} moved {moved:?}, not {ought}", row.id);
                return Err(("I6", what));
            }
            self.seen.counts += 1;
        }
        Ok(())
    }

    /// I9, I15, I16, I17: what is answered is the caller's business, whole, and not too much.
    pub(super) fn check_bounds(
        &mut self,
        device: DeviceId,
        request: &Request,
        answer: &Result<Reply, Refusal>,
    ) -> Result<(), Broken> {
        let Ok(reply) = answer else { return Ok(()) };
        let gone = self.desktops.iter().any(|it| it.device == device && it.revoked);
        if gone && !matches!(reply, Reply::Push(_)) {
            return Err(("I16", format!("{device} is served after it was sent away")));
        }
        let (Request::Pull(pull), Reply::Pull(page)) = (request, reply) else { return Ok(()) };
        let most = if pull.at.is_empty() { 1 + pull.max / 100 } else { pull.at.len() as u64 };
        if page.rows.len() as u64 > most {
            return Err(("I17", format!("{} rows in a page of {}", page.rows.len(), pull.max)));
        }
        let foreign = page.rows.iter().find(|row| {
            let body = row.body.as_ref().and_then(Text::fields);
            let canary = body.as_ref().and_then(|body| body.get(CANARY));
            canary.is_some_and(|canary| *canary != pull.stream.as_str())
        });
        if let Some(row) = foreign {
            return Err(("I9", format!("{} of another stream in {}", row.id, pull.stream)));
        }
        if pull.at.is_empty() { self.check_no_hole(pull, page) } else { Ok(()) }
    }

    /// I8: who has seen a sequence has seen all below it.
    fn check_no_hole(&self, pull: &Pull, page: &PullReply) -> Result<(), Broken> {
        let there = self.hq.places(&pull.stream);
        let within = there.into_iter().filter(|seq| *seq > pull.after && *seq <= page.next);
        let missing = within.filter(|seq| !page.rows.iter().any(|it| it.seq == *seq)).count();

        match missing {
            0 => Ok(()),
            count => Err(("I8", format!("{count} rows below {} are missing", page.next))),
        }
    }
}

//! Files that desks take for one person's, and take apart again.

use std::collections::BTreeSet;

use domain::found_in;
use serde_json::json;
use uuid::Uuid;

use super::deeds::{CUSTOMER, fields};
use super::storage::{Backend, Desk};
use super::world::World;
use crate::{Change, Fields, Laws, StreamId};

pub(super) const SAMENESS: &str = "sameness";

impl<L: Laws, B: Backend> World<L, B> {
    /// Somebody finds out that two files are of one person, or are not; or that this was wrong.
    pub(super) fn say_who_is_who(&mut self, desk: usize, stream: StreamId) {
        let back = self.chance.percent(35).then(|| self.someones(&stream, SAMENESS)).flatten();
        let known = back.and_then(|fact| {
            Some((fact, self.desktops[desk].store.view(&stream, SAMENESS, fact)?))
        });
        let id = self.chance.uuid();
        if let Some((fact, mut body)) = known {
            body.retain(|name, _| ["kept", "other", "likeness"].contains(&name.as_str()));
            body.extend(fields(json!({"withdraws": fact, "at": self.clock_ms()})));
            let kind = SAMENESS.to_owned();
            self.record(desk, stream, vec![Change::Fact { kind, id, body }]);
            return;
        }
        let pair = (self.someones(&stream, CUSTOMER), self.someones(&stream, CUSTOMER));
        let (Some(kept), Some(other)) = pair else { return };
        let store = &self.desktops[desk].store;
        if kept == other
            || store.view(&stream, CUSTOMER, kept).is_none()
            || store.view(&stream, CUSTOMER, other).is_none()
        {
            return;
        }
        let base_rev = store.base_rev(&stream, CUSTOMER, kept);
        let (name, apart) = (self.word(), self.chance.percent(20));
        let body = json!({
            "kept": kept, "other": other, "likeness": if apart { "apart" } else { "same" },
            "before": {"name": self.word()}, "after": {"name": name}, "at": self.clock_ms(),
        });
        let fact = Change::Fact { kind: SAMENESS.to_owned(), id, body: fields(body) };
        let mut changes = vec![fact];
        if !apart {
            let (kind, fields) = (CUSTOMER.to_owned(), fields(json!({"name": name})));
            changes.insert(0, Change::Patch { kind, id: kept, base_rev, fields });
        }
        self.records.push((stream.clone(), SAMENESS, id));
        self.record(desk, stream, changes);
    }

    /// The files of one person, as a desk knows them.
    pub(super) fn files_of(&self, desk: usize, stream: &StreamId, file: Uuid) -> BTreeSet<Uuid> {
        let store = &self.desktops[desk].store;
        let facts =
            self.records.iter().filter(|(home, kind, _)| home == stream && *kind == SAMENESS);
        let facts: Vec<Fields> =
            facts.filter_map(|(home, kind, id)| store.view(home, kind, *id)).collect();
        let id = |body: &Fields, name: &str| body.get(name)?.as_str()?.parse::<Uuid>().ok();
        let pairs = facts.iter().filter(|body| body.get("likeness") == Some(&json!("same")));
        let pairs: Vec<_> =
            pairs.filter_map(|body| Some((id(body, "other")?, id(body, "kept")?))).collect();
        let found = found_in(&pairs);
        let kept = found.get(&file).copied().unwrap_or(file);
        let others = found.iter().filter(|(_, in_)| **in_ == kept).map(|(file, _)| *file);

        others.chain([kept]).collect()
    }
}

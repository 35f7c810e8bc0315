//! Slips that were begun: laid aside, turned to, and unfolded again after a new start.

use ui::Tone;

use super::slip::Slip;
use super::{Message, Parts};
use crate::action::{Action, Notice};
use crate::context::Context;

impl Parts {
    /// A slip of the same kind that lies aside, by its place.
    pub(super) fn aside(&self) -> Option<usize> {
        let kind = self.slip.as_ref()?.kind;

        self.begun.iter().position(|slip| slip.kind == kind)
    }

    /// What there is in place of the slip in hand, where it is told from another: the one that lies aside, or a new one.
    pub(super) fn other_slip(&self) -> Option<bool> {
        let again = self.slip.as_ref().filter(|_| !self.posting)?.again;

        (again || self.aside().is_some()).then_some(self.aside().is_some())
    }

    /// Lays the slip aside for the other one, or for a new one with the part that is picked.
    pub(super) fn turn_slip(&mut self) -> Action<Message> {
        let Some((aside, overview)) = self.other_slip().zip(self.overview.as_ref()) else {
            return Action::None;
        };
        let Some(before) = &self.slip else { return Action::None };
        let part = self.picked.and_then(|id| overview.parts.iter().find(|part| part.id == id));
        let fresh = (!aside).then(|| Slip::new(before.kind, part, overview));
        let other = self.aside().map(|at| self.begun.remove(at).come_back());
        let before = std::mem::replace(&mut self.slip, fresh.or(other));
        self.begun.extend(before.filter(Slip::is_begun));

        self.begun_at()
    }

    /// The cursor goes to where the slip is written on.
    pub(super) fn begun_at(&self) -> Action<Message> {
        let slip = self.slip.as_ref().zip(self.overview.as_ref());

        slip.map_or(Action::None, |(slip, overview)| Action::Run(slip.begin(overview).task()))
    }

    /// What the other slip is, in words.
    pub(super) fn other_words(&self, cx: &Context) -> Option<String> {
        let aside = self.other_slip()?;
        let parts = self.overview.iter().flat_map(|overview| &overview.parts);
        let part = parts.into_iter().find(|part| Some(part.id) == self.picked);

        Some(match part {
            _ if aside => cx.locale.parts_slip_back(),
            Some(part) => cx.locale.parts_slip_anew_with(&part.name),
            None => cx.locale.parts_slip_anew(),
        })
    }

    /// What was begun when the program ended is there again, as soon as it is known what there is.
    pub(super) fn unfold(&mut self) {
        let Some(overview) = &self.overview else { return };
        let here = self.slip.iter().chain(&self.begun).map(|slip| slip.kind).collect::<Vec<_>>();
        for kept in self.kept.drain(..) {
            let slip = kept.slip(overview);
            if !here.contains(&slip.kind) && slip.is_begun() {
                self.begun.push(slip);
            }
        }
    }

    /// Leaves the slip. What was written on it is there when one like it is begun again; what is being posted stays
    /// until it is.
    pub(super) fn lay_aside(&mut self, cx: &Context) -> Action<Message> {
        let Some(slip) = self.slip.take_if(|_| !self.posting) else { return Action::None };
        if !slip.is_begun() {
            return Action::Run(self.keep(cx));
        }
        let words = cx.locale.parts_slip_kept(&slip.kind.name(&cx.locale));
        self.begun.push(slip);

        Action::Tell(Notice { tone: Tone::Info, ..Notice::done(words) }, self.keep(cx))
    }
}

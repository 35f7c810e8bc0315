//! What begins a deed, and whose duty that is: what is not done at this computer is not offered, and says why where it is
//! asked for by its key.

use engine::{DeskRole, DeskWork};
use locale::Locale;

use crate::context::Context;

mod rooms;
#[cfg(test)]
mod tests;

/// Whoever enters sheets or assigns.
const ROUND: &[DeskWork] = &[DeskWork::Dispatch, DeskWork::Sheets];

/// Whoever looks after what people write.
pub const ENQUIRIES: &[DeskWork] = &[DeskWork::Intake, DeskWork::Letters];

/// Something that a person asks for.
pub trait Dutiful {
    /// Of these duties one is needed; none if anybody may.
    fn duties(&self) -> &'static [DeskWork];
}

impl Context {
    /// Whether this computer is there for it.
    pub fn may(&self, duties: &[DeskWork]) -> bool {
        duties.is_empty() || duties.iter().any(|duty| self.engine.may(*duty))
    }

    /// A deed that may be offered here.
    pub fn offer<M: Dutiful>(&self, message: M) -> Option<M> {
        self.may(message.duties()).then_some(message)
    }

    /// Why it may not: what this computer is there for, and where it is done.
    pub fn why_not(&self, duties: &[DeskWork]) -> String {
        let locale = &self.locale;
        let named: Vec<String> = duties.iter().map(|duty| locale.desk_work(*duty)).collect();
        let others = DeskRole::ALL.into_iter().filter(|role| duties.iter().any(|it| role.has(*it)));
        let others: Vec<String> = others.map(|role| locale.desk_role(role)).collect();
        let own = locale.desk_role(self.engine.role());

        locale.desk_not_here(&own, &locale.enumeration(&named), &locale.enumeration(&others))
    }
}

/// What is done at a computer that is there for this.
pub fn done_there(role: DeskRole, locale: &Locale) -> String {
    let duties: Vec<String> = role.duties().iter().map(|duty| locale.desk_work(*duty)).collect();
    if duties.is_empty() {
        return locale.desk_does_nothing();
    }

    locale.desk_does(&locale.enumeration(&duties))
}

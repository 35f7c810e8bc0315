//! What the computers of a branch are there for, where they share its work.

use serde::{Deserialize, Serialize};

/// What a desk is there for, as headquarters enrolled it. What nobody may do at it, it may still read.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum DeskRole {
    /// 网点经理: everything that a branch may do.
    Manager,
    /// 信息员: takes calls, assigns, prints.
    Dispatcher,
    /// 文员: enters sheets, calls back, writes letters, and takes calls.
    Clerk,
    /// 配件员: keeps the parts.
    PartsKeeper,
    /// Sees everything and writes nothing.
    ReadOnly,
    /// All of these at once: the only desk of a small office. What only a newer headquarters knows is taken for it, too:
    /// that headquarters refuses what goes beyond.
    #[default]
    #[serde(other)]
    WholeOffice,
}

/// What there is to do at a branch, as its desks share it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DeskWork {
    /// Households, machines, and what they ask for.
    Intake,
    /// Who goes where and when, and the paper for it.
    Dispatch,
    /// What came back from there.
    Sheets,
    /// What lies where.
    Parts,
    /// Calls to customers, complaints.
    Callbacks,
    /// Letters and their wording.
    Letters,
    /// People, settings, price lists, imports, and forgetting somebody who asks for it.
    Office,
}

impl DeskWork {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Intake,
        Self::Dispatch,
        Self::Sheets,
        Self::Parts,
        Self::Callbacks,
        Self::Letters,
        Self::Office,
    ];
}

impl DeskRole {
    /// All of them, in the order of a list.
    pub const ALL: [Self; 6] = [
        Self::WholeOffice,
        Self::Manager,
        Self::Dispatcher,
        Self::Clerk,
        Self::PartsKeeper,
        Self::ReadOnly,
    ];

    /// Its name on the wire and in databases.
    pub const fn code(self) -> &'static str {
        match self {
            Self::WholeOffice => "whole_office",
            Self::Manager => "manager",
            Self::Dispatcher => "dispatcher",
            Self::Clerk => "clerk",
            Self::PartsKeeper => "parts_keeper",
            Self::ReadOnly => "read_only",
        }
    }

    /// The one of this name.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }

    /// What is done at such a desk.
    pub const fn duties(self) -> &'static [DeskWork] {
        match self {
            Self::WholeOffice | Self::Manager => &DeskWork::ALL,
            Self::Dispatcher => &[DeskWork::Intake, DeskWork::Dispatch],
            Self::Clerk => {
                &[DeskWork::Intake, DeskWork::Sheets, DeskWork::Callbacks, DeskWork::Letters]
            }
            Self::PartsKeeper => &[DeskWork::Parts],
            Self::ReadOnly => &[],
        }
    }

    /// Whether that is done at such a desk.
    pub fn has(self, duty: DeskWork) -> bool {
        self.duties().contains(&duty)
    }

    /// Whether everything that a branch does is done at such a desk.
    pub const fn has_all(self) -> bool {
        matches!(self, Self::WholeOffice | Self::Manager)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn roles_have_names_that_last() {
        for role in DeskRole::ALL {
            assert_eq!(DeskRole::of_code(role.code()), Some(role));
            assert_eq!(serde_json::to_value(role).ok(), Some(json!(role.code())));
        }
        let newer = serde_json::from_value(json!("night_watch"));
        assert_eq!(newer.ok(), Some(DeskRole::WholeOffice));
    }
}

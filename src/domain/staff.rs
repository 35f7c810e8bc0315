//! The people of an office.

use serde::{Deserialize, Serialize};

use crate::{AreaId, Category, Phone};

/// What someone does here. One person may do several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 信息员: takes calls, assigns.
    Dispatcher,
    /// 师傅: goes out.
    Technician,
    /// 回访员: enters sheets, calls back.
    Clerk,
    /// 配件员: keeps the parts.
    PartsKeeper,
    /// 网点经理.
    Manager,
}

/// Someone who works here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Staff {
    /// Their name.
    pub name: String,
    /// The number on their badge and on paper.
    #[serde(default)]
    pub badge: Option<String>,
    /// What they do.
    #[serde(default)]
    pub roles: Vec<Role>,
    /// How to reach them.
    #[serde(default)]
    pub phone: Option<Phone>,
    /// Where they go first; empty means anywhere.
    #[serde(default)]
    pub areas: Vec<AreaId>,
    /// The machines they know; empty means all.
    #[serde(default)]
    pub skills: Vec<Category>,
    /// Whether they no longer work here.
    #[serde(default)]
    pub left: bool,
}

impl Staff {
    /// Whether they go out to customers today.
    pub fn is_technician(&self) -> bool {
        !self.left && self.roles.contains(&Role::Technician)
    }
}

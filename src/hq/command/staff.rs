//! `staff`: who works at a branch.

use clap::Subcommand;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use domain::Role;
use hq::Storage;
use hq::staff::Member;
use locale::Locale;
use serde_json::json;
use uuid::Uuid;

use crate::print::Printer;
use crate::problem::Problem;

#[derive(Debug, Subcommand)]
pub enum StaffDeed {
    /// List everyone at a branch, with their ids.
    List {
        /// The branch's code.
        branch: String,
    },
    /// Take somebody on.
    Add {
        /// The branch's code.
        branch: String,
        /// Their name.
        name: String,
        /// The number on their badge and on paper.
        #[arg(long, value_name = "BADGE")]
        badge: Option<String>,
        /// What they do; may be given several times.
        #[arg(long, value_name = "ROLE", num_args = 1.., value_parser = roles())]
        role: Vec<Role>,
    },
    /// Somebody no longer works there. What they did stays under their name.
    Leave {
        /// The branch's code.
        branch: String,
        /// Their id, as list says it.
        id: Uuid,
    },
    /// Somebody who left works there again.
    Return {
        /// The branch's code.
        branch: String,
        /// Their id, as list says it.
        id: Uuid,
    },
}

const ROLES: [(&str, Role); 5] = [
    ("dispatcher", Role::Dispatcher),
    ("technician", Role::Technician),
    ("clerk", Role::Clerk),
    ("parts-keeper", Role::PartsKeeper),
    ("manager", Role::Manager),
];

fn roles() -> impl TypedValueParser<Value = Role> {
    PossibleValuesParser::new(ROLES.map(|(word, _)| word)).map(|word| {
        let role = ROLES.iter().find(|(own, _)| *own == word);
        role.map_or(Role::Clerk, |(_, role)| *role)
    })
}

/// Does what was asked.
pub fn run(
    storage: &Storage,
    deed: StaffDeed,
    printer: Printer,
    locale: &Locale,
) -> Result<(), Problem> {
    let member = match deed {
        StaffDeed::List { branch } => {
            let all = hq::staff::list(storage, &branch)?;
            let mut lines: Vec<_> = all.iter().map(|each| line(each, locale)).collect();
            if lines.is_empty() {
                lines.push(locale.hq_staff_none());
            }
            printer.say(&lines, &json!({"staff": all}))?;
            return Ok(());
        }
        StaffDeed::Add { branch, name, badge, role } => {
            hq::staff::add(storage, &branch, (&name, badge.as_deref()), &role)?
        }
        StaffDeed::Leave { branch, id } => hq::staff::set_left(storage, &branch, id, true)?,
        StaffDeed::Return { branch, id } => hq::staff::set_left(storage, &branch, id, false)?,
    };
    printer.say(&[line(&member, locale)], &json!(member))?;

    Ok(())
}

fn line(member: &Member, locale: &Locale) -> String {
    let Member { id, name, badge, roles, left } = member;
    let roles: Vec<_> = roles.iter().map(|role| locale.role(*role)).collect();
    let (id, badge) = (id.to_string(), badge.as_deref().unwrap_or("-"));
    let roles = locale.enumeration(&roles);

    if *left {
        return locale.hq_staff_line_left(&id, badge, name);
    }
    locale.hq_staff_line(&id, badge, name, &roles)
}

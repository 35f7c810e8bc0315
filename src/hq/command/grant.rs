//! `grant`: what a desktop may read, or write, of other branches than its own.

use clap::Subcommand;
use hq::Storage;
use hq::grant::Grant;
use locale::Locale;
use serde_json::json;

use crate::print::Printer;
use crate::problem::Problem;

#[derive(Debug, Subcommand)]
pub enum GrantDeed {
    /// Let a desktop read another branch, from its next call on.
    Add {
        /// The desktop's id.
        device: String,
        /// The other branch's code.
        branch: String,
        /// It may write there, too.
        #[arg(long)]
        write: bool,
    },
    /// Take that back: the desktop forgets what it read.
    Remove {
        /// The desktop's id.
        device: String,
        /// The other branch's code.
        branch: String,
    },
    /// List all.
    List,
}

pub fn run(
    storage: &Storage,
    deed: GrantDeed,
    printer: Printer,
    locale: &Locale,
) -> Result<(), Problem> {
    match deed {
        GrantDeed::Add { device, branch, write } => {
            let grant = hq::grant::add(storage, &device, &branch, write)?;
            printer.say(&[line(&grant, locale)], &json!(grant))?;
        }
        GrantDeed::Remove { device, branch } => {
            hq::grant::remove(storage, &device, &branch)?;
            let words = locale.hq_grant_removed(&device, &branch.to_ascii_uppercase());
            printer.say(&[words], &json!({"removed": branch, "device": device}))?;
        }
        GrantDeed::List => {
            let all = hq::grant::list(storage)?;
            let mut lines: Vec<_> = all.iter().map(|each| line(each, locale)).collect();
            if lines.is_empty() {
                lines.push(locale.hq_grant_none());
            }
            printer.say(&lines, &json!({"grants": all}))?;
        }
    }
    Ok(())
}

fn line(grant: &Grant, locale: &Locale) -> String {
    let device = grant.device.to_string();

    if grant.writes {
        locale.hq_grant_writes(&device, &grant.branch)
    } else {
        locale.hq_grant_reads(&device, &grant.branch)
    }
}

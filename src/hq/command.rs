//! The command line.

mod backup;
#[cfg(feature = "console")]
mod console;
mod grant;
mod journal;
mod late;
mod list;
mod order;
mod person;
mod place;
mod role;
mod staff;
pub mod usage;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use domain::DeskRole;
use hq::branch::Served;
use hq::list::Kind;
use hq::{Device, Storage};
use locale::Locale;
use serde_json::json;

use crate::print::{Printer, moment};
use crate::problem::Problem;
use crate::serve;

pub use list::refusal;
pub use place::Place;

/// Headquarters of Branchdesk.
#[derive(Debug, Parser)]
#[command(name = "branchdesk-hq", version, about)]
pub struct Cli {
    /// Folder of headquarters' data.
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<PathBuf>,
    /// A PostgreSQL database in the place of that folder: `postgres://user:password@host/name`. Without it, what
    /// `BRANCHDESK_DATABASE` says.
    #[arg(long, global = true, value_name = "URL")]
    database: Option<String>,
    /// Print one JSON object.
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    deed: Deed,
}

#[derive(Debug, Subcommand)]
enum Deed {
    /// Serve the branches over HTTP until Ctrl-C.
    Serve {
        /// Where to listen.
        #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8470")]
        listen: SocketAddr,
        /// A proxy of your own stands before it and says in X-Forwarded-For who calls. Without one, anybody could say
        /// so.
        #[arg(long)]
        behind_proxy: bool,
        /// Serve over HTTPS with this certificate: a PEM file with those between it and a root after it. Read once:
        /// start again when it was renewed.
        #[arg(long, value_name = "FILE", requires = "key")]
        certificate: Option<PathBuf>,
        /// The certificate's key, a PEM file.
        #[arg(long, value_name = "FILE", requires = "certificate")]
        key: Option<PathBuf>,
    },
    /// Name headquarters, as its branches see it.
    Name {
        /// As people say it.
        name: String,
    },
    /// Branches.
    #[command(subcommand)]
    Branch(BranchDeed),
    /// Make a code that lets one desktop into a branch, once, within 24 hours.
    EnrolCode {
        /// The branch's code.
        branch: String,
        /// What the desktop is for, where several share the work of a branch.
        #[arg(long, value_name = "ROLE", default_value = "whole-office", value_parser = role::words())]
        role: DeskRole,
    },
    /// Say what all branches keep their books in; refused once money was charged or taken anywhere.
    Currency {
        /// Which; none shows the present one.
        #[arg(value_name = "CODE", value_parser = list::currencies(), ignore_case = true)]
        code: Option<String>,
    },
    /// What work costs.
    #[command(subcommand)]
    Prices(list::ListDeed),
    /// Parts, with what they cost.
    #[command(subcommand)]
    Parts(list::PartsDeed),
    /// What makers promise: warranty terms.
    #[command(subcommand)]
    Terms(list::ListDeed),
    /// Keys for those who hand orders in.
    #[command(subcommand)]
    IntakeKey(KeyDeed),
    /// Orders from outside.
    #[command(subcommand)]
    Order(order::OrderDeed),
    /// Desktops that are enrolled.
    #[command(subcommand)]
    Device(DeviceDeed),
    /// What desktops may read of other branches than their own.
    #[command(subcommand)]
    Grant(grant::GrantDeed),
    /// Recompute everything that the database says of itself.
    Check,
    /// Write a backup, open it and check all of it before it counts.
    Backup {
        /// Where to.
        file: PathBuf,
    },
    /// Open a backup and check all of it. A copy of a database on a server counts as a backup only then.
    Verify {
        /// Which file.
        file: Option<PathBuf>,
        /// The address of a database on a server into which a copy of this headquarters was put back with the server's
        /// own tools. Without it and without a file, what `BRANCHDESK_COPY` says.
        #[arg(long, value_name = "URL", conflicts_with = "file")]
        copy: Option<String>,
    },
    /// Take headquarters back to a backup. What was here is kept, and the desks bring back what was lost.
    Restore {
        /// Which. None if the database is on a server that was put back with the server's own tools.
        file: Option<PathBuf>,
    },
    /// What desks handed back after that and people must decide on.
    #[command(subcommand)]
    Salvage(backup::SalvageDeed),
    /// What desks sent after they had been sent away, and people must decide on.
    #[command(subcommand)]
    Late(late::LateDeed),
    /// Who may sign in to the console, the pages that `serve` shows at /console.
    #[cfg(feature = "console")]
    #[command(subcommand)]
    Console(console::ConsoleDeed),
    /// What people changed at headquarters, the latest first.
    Journal {
        /// So many at most.
        #[arg(long, value_name = "COUNT", default_value = "50")]
        most: u32,
    },
    /// What headquarters refused within the last day, the latest first.
    Refusals,
    /// The people who work at a branch.
    #[command(subcommand)]
    Staff(staff::StaffDeed),
    /// Persons in a branch's books: find them by their number, erase them where they asked for it.
    #[command(subcommand)]
    Person(person::PersonDeed),
}

#[derive(Debug, Subcommand)]
enum BranchDeed {
    /// Open a branch.
    Add {
        /// 1 to 8 letters and digits, part of every order number.
        code: String,
        /// As people say it.
        name: String,
        /// Divisions that it looks after, by the code of the Chinese statistics or by name: 310115, 310115=浦东新区, Leeds,
        /// or Leeds/Headingley for a district of a city. Orders come to it by the code, or by the name of their city,
        /// district or street.
        #[arg(long, value_name = "DIVISION", num_args = 1..)]
        district: Vec<String>,
        /// The same, for divisions where a remote fee is due.
        #[arg(long, value_name = "DIVISION", num_args = 1..)]
        remote: Vec<String>,
    },
    /// List all.
    List,
}

#[derive(Debug, Subcommand)]
enum KeyDeed {
    /// Make a key; it is shown once.
    Add {
        /// Whose it is.
        name: String,
    },
}

#[derive(Debug, Subcommand)]
enum DeviceDeed {
    /// List all, or those of one branch.
    List {
        /// The branch's code.
        #[arg(long, value_name = "CODE")]
        branch: Option<String>,
    },
    /// Say what one is for, where several share the work of a branch. It counts from its next call on.
    Role {
        /// Its id.
        id: String,
        /// What for.
        #[arg(value_name = "ROLE", value_parser = role::words())]
        role: DeskRole,
    },
    /// Send one away: from its next call on it is refused.
    Revoke {
        /// Its id.
        id: String,
    },
}

/// Does what was asked.
pub fn run(cli: Cli, locale: &Locale) -> Result<ExitCode, Problem> {
    let printer = Printer { json: cli.json };
    if let Deed::Verify { file: Some(file), .. } = &cli.deed {
        backup::verify(file, printer, locale)?;
        return Ok(ExitCode::SUCCESS);
    }
    let place = Place::of(cli.database, cli.data)?;
    if let Deed::Serve { listen, behind_proxy, certificate, key } = cli.deed {
        let certificate = certificate.zip(key);
        serve::serve(place, (listen, behind_proxy), certificate, (printer, locale))?;
        return Ok(ExitCode::SUCCESS);
    }
    if let Deed::Restore { file } = &cli.deed {
        backup::restore(&place, file.as_deref(), printer, locale)?;
        return Ok(ExitCode::SUCCESS);
    }

    if let (Deed::Verify { .. }, Place::Folder(_)) = (&cli.deed, &place) {
        return Err(Problem::NoServer);
    }
    let storage = place.open()?;
    let storage = user().map_or(storage.clone(), |user| storage.by(&hq::journal::of_shell(&user)));
    match cli.deed {
        Deed::Serve { .. } | Deed::Restore { .. } => {}
        Deed::Verify { copy, .. } => backup::verify_copy(&storage, copy, printer, locale)?,
        Deed::Backup { file } => backup::back_up(&storage, &file, printer, locale)?,
        Deed::Salvage(deed) => backup::salvage(&storage, deed, printer, locale)?,
        Deed::Late(deed) => late::run(&storage, deed, printer, locale)?,
        Deed::Staff(deed) => staff::run(&storage, deed, printer, locale)?,
        #[cfg(feature = "console")]
        Deed::Console(deed) => console::run(&storage, deed, printer, locale)?,
        Deed::Journal { most } => journal::journal(&storage, most, printer, locale)?,
        Deed::Refusals => journal::refusals(&storage, printer, locale)?,
        Deed::Person(deed) => person::run(&storage, deed, printer, locale)?,
        Deed::Name { name } => {
            hq::rename(&storage, &name)?;
            printer.say(&[locale.hq_named(&name)], &json!({"name": name}))?;
        }
        Deed::Branch(deed) => branch(&storage, deed, printer, locale)?,
        Deed::EnrolCode { branch, role } => {
            let made = hq::device::make_code_for(&storage, &branch, role)?;
            let (until, role) = (moment(made.expires), locale.desk_role(role));
            let line = locale.hq_enrol_code(&made.branch, &made.code, &until, &role);
            printer.say(&[line], &json!(made))?;
        }
        Deed::IntakeKey(KeyDeed::Add { name }) => {
            let key = hq::intake::add_key(&storage, &name)?;
            let object = json!({"name": name, "key": key});
            printer.say(&[locale.hq_intake_key(&name, &key)], &object)?;
        }
        Deed::Currency { code } => list::currency(&storage, code.as_deref(), printer, locale)?,
        Deed::Prices(deed) => list::run(&storage, (Kind::Prices, deed), printer, locale)?,
        Deed::Parts(deed) => list::parts(&storage, deed, printer, locale)?,
        Deed::Terms(deed) => list::run(&storage, (Kind::Terms, deed), printer, locale)?,
        Deed::Order(deed) => order::run(&storage, deed, printer, locale)?,
        Deed::Device(deed) => device(&storage, deed, printer, locale)?,
        Deed::Grant(deed) => grant::run(&storage, deed, printer, locale)?,
        Deed::Check => check(&storage, printer, locale)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Who sits at the machine, as far as it says.
fn user() -> Option<String> {
    let names = ["SUDO_USER", "USER", "LOGNAME", "USERNAME"].into_iter();
    let mut named = names.filter_map(|name| std::env::var(name).ok());

    named.find(|user| !user.trim().is_empty())
}

fn branch(
    storage: &Storage,
    deed: BranchDeed,
    printer: Printer,
    locale: &Locale,
) -> Result<(), Problem> {
    match deed {
        BranchDeed::Add { code, name, district, remote } => {
            let near = district.iter().map(|text| Served::parse(text));
            let remote = remote.iter().map(|text| Served::parse_remote(text));
            let served: Result<Vec<_>, _> = near.chain(remote).collect();
            let branch = hq::branch::add(storage, &code, &name, &served?)?;
            let line = locale.hq_branch_added(&branch.code, &branch.name);
            printer.say(&[line], &json!(branch))?;
        }
        BranchDeed::List => {
            let all = hq::branch::list(storage)?;
            let mut lines: Vec<_> = all
                .iter()
                .map(|each| locale.hq_branch_line(&each.code, &each.name, each.desks, each.orders))
                .collect();
            if lines.is_empty() {
                lines.push(locale.hq_branch_none());
            }
            printer.say(&lines, &json!({"branches": all}))?;
        }
    }
    Ok(())
}

fn device(
    storage: &Storage,
    deed: DeviceDeed,
    printer: Printer,
    locale: &Locale,
) -> Result<(), Problem> {
    match deed {
        DeviceDeed::List { branch } => {
            let all = match branch {
                Some(code) => hq::device::of_branch(storage, &code)?,
                None => hq::device::list(storage)?,
            };
            let mut lines: Vec<_> = all.iter().map(|each| device_line(each, locale)).collect();
            if lines.is_empty() {
                lines.push(locale.hq_device_none());
            }
            lines.extend(cut(all.len(), hq::device::LISTED, locale));
            printer.say(&lines, &json!({"devices": all}))?;
        }
        DeviceDeed::Role { id, role } => {
            hq::device::assign_role(storage, &id, role)?;
            let line = locale.hq_device_role(&id, &locale.desk_role(role));
            printer.say(&[line], &json!({"device": id, "role": role}))?;
        }
        DeviceDeed::Revoke { id } => {
            hq::device::revoke(storage, &id)?;
            printer.say(&[locale.hq_device_revoked(&id)], &json!({"revoked": id}))?;
        }
    }
    Ok(())
}

/// That a list ends before its end, where it may.
fn cut(listed: usize, most: u32, locale: &Locale) -> Option<String> {
    (listed >= most as usize).then(|| locale.hq_listed_most(most))
}

fn device_line(device: &Device, locale: &Locale) -> String {
    let Device { id, branch, name, desk, revoked_at, role, .. } = device;
    let id = id.to_string();

    match revoked_at {
        Some(at) => locale.hq_device_line_revoked(&id, branch, desk, name, &moment(*at)),
        None => locale.hq_device_line(&id, branch, desk, name, &locale.desk_role(*role)),
    }
}

fn check(storage: &Storage, printer: Printer, locale: &Locale) -> Result<(), Problem> {
    backup::report(&hq::check(storage)?, printer, locale)
}

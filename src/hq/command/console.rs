//! `console`: who may sign in to headquarters' pages.

use std::io::{self, BufRead};

use clap::Subcommand;
use hq::Storage;
use hq::operator::{self, Operator};
use locale::Locale;
use serde_json::json;

use crate::print::{Printer, moment};
use crate::problem::Problem;

#[derive(Debug, Subcommand)]
pub enum ConsoleDeed {
    /// Let somebody in. Their password is made here and shown once.
    Add {
        /// What they sign in with: letters, digits, . - _ @
        name: String,
        /// They look at everything and change nothing.
        #[arg(long)]
        read_only: bool,
        /// Read the password from standard input in the place of making one: its first line.
        #[arg(long)]
        stdin: bool,
    },
    /// List everyone who may sign in.
    List,
    /// Shut somebody out, at once.
    Remove {
        /// Their name.
        name: String,
    },
    /// Give somebody another password. It is made here and shown once.
    Password {
        /// Their name.
        name: String,
        /// Read the password from standard input in the place of making one: its first line.
        #[arg(long)]
        stdin: bool,
    },
}

/// Does what was asked.
pub fn run(
    storage: &Storage,
    deed: ConsoleDeed,
    printer: Printer,
    locale: &Locale,
) -> Result<(), Problem> {
    let (name, password, stdin) = match deed {
        ConsoleDeed::Add { name, read_only, stdin } => {
            let password = password(storage, stdin)?;
            let name = operator::add(storage, &name, &password, read_only)?.name;
            (name, password, stdin)
        }
        ConsoleDeed::Password { name, stdin } => {
            let password = password(storage, stdin)?;
            operator::set_password(storage, &name, &password)?;
            (name, password, stdin)
        }
        ConsoleDeed::Remove { name } => {
            operator::remove(storage, &name)?;
            let line = locale.hq_operator_removed(&name);
            return Ok(printer.say(&[line], &json!({"removed": name}))?);
        }
        ConsoleDeed::List => return list(storage, printer, locale),
    };
    if stdin {
        // They know it already.
        return Ok(printer.say(&[locale.hq_operator(&name)], &json!({"name": name}))?);
    }
    let line = locale.hq_operator_password(&name, &password);

    Ok(printer.say(&[line], &json!({"name": name, "password": password}))?)
}

fn password(storage: &Storage, stdin: bool) -> Result<String, Problem> {
    if !stdin {
        return Ok(operator::new_password(storage));
    }
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;

    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

fn list(storage: &Storage, printer: Printer, locale: &Locale) -> Result<(), Problem> {
    let all = operator::list(storage)?;
    let line = |operator: &Operator| {
        let since = moment(operator.made_at);
        if operator.read_only {
            return locale.hq_operator_line_read_only(&operator.name, &since);
        }
        locale.hq_operator_line(&operator.name, &since)
    };
    let mut lines: Vec<_> = all.iter().map(line).collect();
    if lines.is_empty() {
        lines.push(locale.hq_operator_none());
    }

    Ok(printer.say(&lines, &json!({"operators": all}))?)
}

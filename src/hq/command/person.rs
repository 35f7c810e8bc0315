//! `person`: find somebody by their number, and erase them where they asked for it.

use clap::builder::PossibleValuesParser;
use clap::{Subcommand, builder::TypedValueParser as _};
use domain::ErasureReason;
use hq::Storage;
use hq::person::Person;
use locale::Locale;
use serde_json::json;
use uuid::Uuid;

use crate::print::Printer;
use crate::problem::Problem;

#[derive(Debug, Subcommand)]
pub enum PersonDeed {
    /// Find the persons with a number, and their ids.
    Find {
        /// The branch's code.
        branch: String,
        /// The whole number.
        number: String,
    },
    /// Erase a person at headquarters and on the branch's desks: names, numbers, addresses, notes, letters. Numbers of orders,
    /// states, parts and money stay for the books. Nothing brings the person back. Without --yes it only says what would
    /// go.
    Erase {
        /// The branch's code.
        branch: String,
        /// Their id, as find says it.
        id: Uuid,
        /// Why: request (they asked), withdrawn (they no longer agree), unneeded, mistake.
        #[arg(long, value_name = "WORD", value_parser = reasons())]
        reason: ErasureReason,
        /// Really do it.
        #[arg(long)]
        yes: bool,
    },
}

fn reasons() -> impl clap::builder::TypedValueParser<Value = ErasureReason> {
    const WORDS: [&str; 4] = ["request", "withdrawn", "unneeded", "mistake"];

    PossibleValuesParser::new(WORDS).map(|word| {
        let place = WORDS.iter().position(|own| *own == word).unwrap_or_default();
        ErasureReason::ALL[place]
    })
}

/// Does what was asked.
pub fn run(
    storage: &Storage,
    deed: PersonDeed,
    printer: Printer,
    locale: &Locale,
) -> Result<(), Problem> {
    match deed {
        PersonDeed::Find { branch, number } => {
            let found = hq::person::find(storage, &branch, &number)?;
            let mut lines: Vec<_> = found.iter().map(|each| line(each, locale)).collect();
            if lines.is_empty() {
                lines.push(locale.hq_person_none());
            }
            printer.say(&lines, &json!({"persons": found}))?;
        }
        PersonDeed::Erase { branch, id, yes: false, .. } => {
            let person = hq::person::show(storage, &branch, id)?;
            let lines = [line(&person, locale), locale.hq_person_would()];
            printer.say(&lines, &json!({"erased": false, "person": person}))?;
        }
        PersonDeed::Erase { branch, id, reason, yes: true } => {
            let person = hq::person::erase(storage, &branch, id, reason)?;
            let object = json!({"erased": true, "id": id, "orders": person.orders});
            printer.say(&[locale.hq_person_erased(person.orders)], &object)?;
        }
    }
    Ok(())
}

fn line(person: &Person, locale: &Locale) -> String {
    let Person { id, name, addresses, machines, orders, open_orders, .. } = person;

    locale.hq_person_line(&id.to_string(), name, *addresses, *machines, *orders, *open_orders)
}

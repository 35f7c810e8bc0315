//! One box finds everything.

mod meaning;
mod upkeep;

use std::cmp::Reverse;

use domain::{Appliance, Code, CustomerId, Money, Order, Term, Verdict, verdict};
use store::{ApplianceRow, HitKind, Session};

use crate::{Engine, Error};

/// The longest text that is looked for, in bytes: what is longer is not a scrap.
const LONGEST: usize = 200;
/// So many households are found at most.
pub const MOST_HITS: usize = 200;
/// So many machines are named of a household.
const MACHINES: usize = 4;

/// A household that was found, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Whose file.
    pub customer: CustomerId,
    /// What of it matched.
    pub kind: HitKind,
    /// The customer's name.
    pub name: String,
    /// The number to call first.
    pub phone: String,
    /// Their address.
    pub line: String,
    /// The text that matched, as it is written.
    pub reason: String,
    /// Whether that was theirs, and is not any more.
    pub gone: bool,
    /// The order that matched, or the household's newest; none where they have none.
    pub order: Option<String>,
    /// Whose order was found, where one office keeps the books of several.
    pub branch: Option<String>,
    /// How many orders are open.
    pub open_orders: u32,
    /// What they owe in all, where they owe anything.
    pub owes: Option<Money>,
    /// Some of their machines with today's verdict: the one that matched first, then the newest.
    pub machines: Vec<(Appliance, Verdict)>,
}

impl Engine {
    /// Households that hold every scrap of `text`, best first, at most `limit`, and never more than [`MOST_HITS`].
    pub fn find(
        &self,
        text: &str,
        limit: usize,
    ) -> impl Future<Output = Result<Vec<Hit>, Error>> + Send + use<> {
        let end = text.floor_char_boundary(LONGEST.min(text.len()));
        let text = text[..end].to_owned();
        let today = self.clock.today();

        self.workers.read(move |session| {
            // A word that many machines share tells something only beside another.
            let several = text.split_whitespace().nth(1).is_some();
            let codes = if several { session.all::<Code>()? } else { Vec::new() };
            let meant = |scrap: &str| match several {
                true => meaning::of(scrap, codes.iter().map(|(_, code)| code)),
                false => Vec::new(),
            };
            let found = session.find_meant(&text, limit.min(MOST_HITS), meant)?;
            let terms = crate::household::terms(session)?;
            let hit = |hit| with_machines(session, hit, (&terms, today));

            found.into_iter().map(hit).collect()
        })
    }
}

/// The same within a transaction, for words that somebody wrote.
pub(crate) fn hits(
    session: &Session<'_>,
    text: &str,
    limit: usize,
    today: chrono::NaiveDate,
) -> Result<Vec<Hit>, Error> {
    let text = &text[..text.floor_char_boundary(LONGEST.min(text.len()))];
    let terms = crate::household::terms(session)?;
    let found = session.find(text, limit.min(MOST_HITS))?.into_iter();

    found.map(|hit| with_machines(session, hit, (&terms, today))).collect()
}

fn with_machines(
    session: &Session<'_>,
    hit: store::Hit,
    (terms, today): (&[Term], chrono::NaiveDate),
) -> Result<Hit, Error> {
    let mut machines = session.appliances(hit.customer)?;
    machines.sort_by_key(|row| {
        let matched = hit.kind == HitKind::Appliance(row.id);
        (!matched, Reverse(since(&row.appliance)))
    });
    machines.truncate(MACHINES);
    let judged = |row: ApplianceRow| {
        let verdict = verdict(terms, &row.appliance, today);
        (row.appliance, verdict)
    };
    let (order, branch) = match hit.kind {
        HitKind::Order(id) => {
            let order = session.get::<Order>(id)?;
            (order.as_ref().map(|it| it.number.to_string()), order.and_then(|it| it.branch))
        }
        HitKind::Customer | HitKind::Appliance(_) => (session.newest_number(hit.customer)?, None),
    };
    let store::Hit { customer, kind, name, phone, line, reason, gone, open_orders, owes } = hit;
    let currency = crate::prices::currency(session)?;

    Ok(Hit {
        customer,
        kind,
        name,
        phone,
        line,
        reason,
        gone,
        order,
        branch,
        open_orders,
        owes: (owes > 0).then(|| Money::new(owes, currency)),
        machines: machines.into_iter().map(judged).collect(),
    })
}

fn since(appliance: &Appliance) -> Option<chrono::NaiveDate> {
    appliance.purchased.or(appliance.installed)
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use chrono::NaiveDate;
    use domain::{Appliance, Category};

    use crate::testing::{call, founding, office, wait};
    use crate::{Clock, Engine};

    #[test]
    fn whoever_is_found_comes_with_their_machines_and_who_pays() {
        let engine = office();
        let received = wait(engine.receive_order(call())).expect("a whole call");
        let mut newer = wait(engine.household(received.customer)).expect("a file").machines[0]
            .appliance
            .clone();
        newer.category = Category::RangeHood;
        newer.purchased = NaiveDate::from_ymd_opt(2026, 11, 1);
        newer.model = Some("CXW-200".into());
        let old = Appliance { purchased: NaiveDate::from_ymd_opt(2012, 1, 5), ..newer.clone() };
        for machine in [old, newer] {
            let made =
                engine.deed("test", move |deed| deed.create::<_, domain::ApplianceId>(&machine));
            wait(made).expect("a machine");
        }

        let hits = wait(engine.find("5678", 5)).expect("readable");
        let found: Vec<_> = hits[0]
            .machines
            .iter()
            .map(|(machine, verdict)| {
                (machine.purchased.map(|day| day.to_string()), verdict.in_warranty())
            })
            .collect();
        let expected = [("2026-11-01", true), ("2026-05-01", true), ("2012-01-05", false)];
        assert_eq!(found, expected.map(|(day, covered)| (Some(day.to_owned()), covered)));
    }

    #[test]
    fn a_search_waits_for_no_import() {
        let folder = tempfile::tempdir().expect("a folder");
        let engine = Engine::open(folder.path(), Clock::System).expect("it opens");
        wait(engine.found_office(founding())).expect("an empty database");
        let received = wait(engine.receive_order(call())).expect("a whole call");
        // An import in the middle of its rows, as far as the writer can tell; so is the exchange with headquarters.
        let (begun, has_begun) = mpsc::channel();
        let (end, ended) = mpsc::channel::<()>();
        let import = engine.workers.write(move |session| {
            session.put_setting("test", "written")?;
            begun.send(()).expect("somebody waits");
            Ok(ended.recv().is_ok())
        });
        has_begun.recv().expect("it begins");
        // Each reader is asked more than once.
        for _ in 0..5 {
            let hits = wait(engine.find("5678", 5)).expect("readable");
            assert_eq!(hits.first().map(|hit| hit.customer), Some(received.customer));
        }
        end.send(()).expect("it has not ended yet");

        assert!(wait(import).expect("it ends"));
    }

    #[test]
    fn a_kind_of_machine_and_a_fault_narrow_what_is_looked_for() {
        let engine = office();
        let received = wait(engine.receive_order(call())).expect("a whole call");
        let code = |text: &str| wait(engine.find(text, 5)).expect("readable");

        for text in ["5678 热水器", "heater ouyang", "1234 澄源", "欧阳 出热水", "5678 start"]
        {
            let hits = code(text);
            let found: Vec<_> = hits.iter().map(|hit| hit.customer).collect();
            assert_eq!(found, [received.customer], "{text}");
        }
        for text in ["5678 冰箱", "heater 9999", "热水器"] {
            let found = code(text).len();
            assert_eq!(found, 0, "{text}");
        }
    }
}

//! What headquarters and every desk must hold alike at the end: orders and their states, customers, stock, tasks, digests.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use domain::{
    Customer, CustomerId, Location, Order, OrderId, PartId, Record, State, StockMove, fields_of,
};
use engine::{DutyKind, Engine, OrderFilter, Stage, hq};
use serde_json::Value;

use super::{Astray, Ledger};

/// More of a kind than a day brings.
const ALL: u32 = 5_000;

/// What one of those who take part holds.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Holding {
    /// The number of each order and what it is at.
    pub orders: BTreeMap<OrderId, (String, Option<State>)>,
    /// Each customer, word for word.
    pub customers: BTreeMap<CustomerId, Value>,
    /// How many pieces of each part lie in the store and in every van.
    pub balances: BTreeMap<(PartId, Location), i64>,
    /// How much of each kind is to be done; headquarters has no tasks of its own.
    pub tasks: Option<BTreeMap<DutyKind, u64>>,
    /// The running sum over everything of the branch.
    pub digest: Option<String>,
}

impl Holding {
    /// What a desk shows of itself in its rooms.
    pub async fn of_desk(engine: &Engine, stream: &str) -> Result<Self, Astray> {
        let filter = OrderFilter { stage: Stage::All, ..OrderFilter::default() };
        let orders = engine.orders(filter, ALL).await?.rows.into_iter();
        let mut customers = BTreeMap::new();
        for row in engine.customers(0, ALL).await?.rows {
            let household = engine.household(row.id).await?;
            customers.insert(row.id, fields_of(&household.customer).into());
        }
        let parts = engine.parts_overview().await?.parts.into_iter();
        let held = parts.flat_map(|part| {
            let id = part.id;
            part.held.into_iter().map(move |(location, pieces)| ((id, location), pieces))
        });
        let digests = engine.digests().await?;

        Ok(Self {
            orders: orders.map(|row| (row.id, (row.number, Some(row.state)))).collect(),
            customers,
            balances: held.filter(|(_, pieces)| *pieces != 0).collect(),
            tasks: Some(engine.today().await?.counts.into_iter().collect()),
            digest: digests.into_iter().find(|(name, _)| name == stream).map(|(_, digest)| digest),
        })
    }

    /// What headquarters has, from its own rows: a balance is the sum of the moves that it knows.
    pub fn of_headquarters(there: &hq::Headquarters, stream: &str) -> Result<Self, Astray> {
        let name = stream.parse()?;
        let digest = Some(there.digest(&name)?.to_string());
        let kinds = [Order::KIND, Customer::KIND, StockMove::KIND];
        let [orders, customers, moves] = there.storage().read(|session, _| {
            let mut all = [Vec::new(), Vec::new(), Vec::new()];
            for (rows, kind) in all.iter_mut().zip(kinds) {
                *rows = session.each_body(&name, kind)?;
            }
            Ok(all)
        })?;
        let mut balances = BTreeMap::<(PartId, Location), i64>::new();
        for (_, fields) in moves {
            let moved: StockMove = serde_json::from_value(fields.into())?;
            *balances.entry((moved.part, moved.from)).or_default() -= moved.quantity;
            *balances.entry((moved.part, moved.to)).or_default() += moved.quantity;
        }
        balances.retain(|(_, location), pieces| location.is_held() && *pieces != 0);
        let order = |(id, fields): (_, domain::Fields)| {
            let value = |name: &str| fields.get(name).cloned().unwrap_or_default();
            let number = value("number").as_str().unwrap_or_default().to_owned();
            (OrderId(id), (number, serde_json::from_value(value("state")).ok()))
        };

        Ok(Self {
            orders: orders.into_iter().map(order).collect(),
            customers: customers
                .into_iter()
                .map(|(id, fields)| {
                    let customer: Customer = serde_json::from_value(fields.into())?;
                    Ok((CustomerId(id), fields_of(&customer).into()))
                })
                .collect::<Result<_, serde_json::Error>>()?,
            balances,
            tasks: None,
            digest,
        })
    }
}

/// Holds what one has against what another has, and names each thing that differs.
pub fn compare(
    ledger: &mut Ledger<'_>,
    (whose, is): (&str, &Holding),
    (others, should): (&str, &Holding),
) {
    let what = |kind: &str| format!("{kind} of {whose} and of {others}");
    each(ledger, &what("orders and their states"), &is.orders, &should.orders);
    each(ledger, &what("customers"), &is.customers, &should.customers);
    each(ledger, &what("stock balances"), &is.balances, &should.balances);
    if let (Some(is), Some(should)) = (&is.tasks, &should.tasks) {
        each(ledger, &what("tasks"), is, should);
    }
    ledger.expect(&what("digests"), &is.digest, &should.digest);
}

/// Every entry of two tables, side by side.
fn each<K: Ord + Copy + Debug, V: PartialEq + Debug>(
    ledger: &mut Ledger<'_>,
    what: &str,
    is: &BTreeMap<K, V>,
    should: &BTreeMap<K, V>,
) {
    let all: BTreeSet<K> = is.keys().chain(should.keys()).copied().collect();
    for key in all {
        ledger.expect(&format!("{what}: {key:?}"), &is.get(&key), &should.get(&key));
    }
}

#[cfg(test)]
mod tests {
    use domain::StaffId;

    use super::*;

    /// An id that ends in this figure.
    fn id<T: serde::de::DeserializeOwned>(figure: u8) -> T {
        let text = format!("00000000-0000-0000-0000-00000000000{figure}");
        serde_json::from_value(text.into()).expect("an id")
    }

    fn van() -> Location {
        Location::Van(id::<StaffId>(7))
    }

    fn holding() -> Holding {
        Holding {
            orders: [(id(1), ("SH01-A00001".to_owned(), Some(State::Closed)))].into(),
            customers: [(id(2), serde_json::json!({ "name": "王小明" }))].into(),
            balances: [((id(3), Location::Store), 7), ((id(3), van()), 3)].into(),
            tasks: Some([(DutyKind::Callback, 2)].into()),
            digest: Some("00".to_owned()),
        }
    }

    /// What is written down when one of two that were alike is changed.
    fn caught(change: impl FnOnce(&mut Holding)) -> Vec<String> {
        let (first, mut second) = (holding(), holding());
        change(&mut second);
        let mut say = |_: &str| {};
        let mut ledger = Ledger::new(&mut say);
        compare(&mut ledger, ("the second desk", &second), ("the first", &first));
        assert_eq!(ledger.compared, 6);

        ledger.wrong
    }

    /// A kind of thing, and how it goes wrong.
    type Change = (&'static str, fn(&mut Holding));

    #[test]
    fn whatever_differs_is_written_down_by_its_kind() {
        assert_eq!(caught(|_| {}), Vec::<String>::new());
        let changes: [Change; 5] = [
            ("orders", |it| it.orders.values_mut().for_each(|order| order.1 = None)),
            ("customers", |it| it.customers.clear()),
            ("stock balances", |it| it.balances.retain(|(_, place), _| *place == Location::Store)),
            ("tasks", |it| it.tasks = Some([(DutyKind::Callback, 1)].into())),
            ("digests", |it| it.digest = None),
        ];
        for (kind, change) in changes {
            let wrong = caught(change);
            assert_eq!(wrong.len(), 1, "{kind}");
            assert!(wrong[0].starts_with(kind), "{wrong:?}");
        }
        let wrong = caught(|it| *it.balances.entry((id(3), van())).or_default() += 1);
        assert!(wrong.len() == 1 && wrong[0].contains("Van"), "each van is compared: {wrong:?}");
    }
}

//! What the office does between an import and the next one, or its taking back, is the office's.

use domain::{Appliance, Customer, CustomerPhone, Order, OrderId, Phone, Record};

use super::*;
use crate::testing::call;

const LIST: &str = "\
id,customer,phone,address,brand,problem,event_date
k1,王小明,13812345678,世纪大道1号,海川,不制冷,2024-05-01
k2,李秀英,13987654321,世纪大道2号,海川,漏水,2024-05-01
";

impl Office {
    /// The orders that another system calls so, earliest first.
    fn called(&self, alias: &str) -> Vec<(OrderId, Order)> {
        let alias = alias.to_owned();
        let found = self.engine.workers.read(move |session| {
            let orders = session.orders_by_alias(&alias)?.into_iter().rev();
            orders.map(|id| Ok((id, session.get(id)?.expect("it is here")))).collect()
        });
        wait(found).expect("a database")
    }

    fn get<R: Record + Send + 'static>(&self, id: impl Into<uuid::Uuid>) -> Option<R> {
        let id = id.into();
        wait(self.engine.workers.read(move |session| Ok(session.get(id)?))).expect("a database")
    }

    fn edit<R: Record + Send + 'static>(
        &self,
        id: impl Into<uuid::Uuid>,
        edit: impl FnOnce(&mut R) + Send + 'static,
    ) {
        let id = id.into();
        let done = self.engine.deed("edit", move |deed| deed.edit(id, edit).map(|_: R| ()));
        wait(done).expect("a record");
    }
}

#[test]
fn the_same_file_again_writes_over_nothing_that_the_office_wrote_since() -> Result<(), Error> {
    let office = office();
    office.bring(&office.write(LIST), false)?;
    let (order, head) = office.called("k1").remove(0);
    let appliance = head.appliance.expect("a machine");
    office.edit(head.customer, |customer: &mut Customer| {
        customer.name = "王小明（科苑）".to_owned();
        let number = Phone::parse("021 5588 1234").expect("a number");
        customer.phones.insert(0, CustomerPhone::new(number));
    });
    office.edit(appliance, |machine: &mut Appliance| {
        machine.model = Some("HC-20".to_owned());
        machine.brand = Some("海川电器".to_owned());
    });
    office
        .edit(order, |order: &mut Order| order.description = Some("不制冷，已电话指导".to_owned()));
    let before = (
        office.get::<Customer>(head.customer),
        office.get::<Appliance>(appliance),
        office.get::<Order>(order),
    );

    let again = office.bring(&office.write(LIST), false)?;
    assert_eq!((again.created, again.updated, again.unchanged), (0, 0, 2));
    let emptied = LIST.replace("海川", "").replace("不制冷", "").replace("漏水", "漏水，有异响");
    let report = office.bring(&office.write(emptied), false)?;
    assert_eq!((report.created, report.updated, report.unchanged), (0, 1, 1));
    let after = (
        office.get::<Customer>(head.customer),
        office.get::<Appliance>(appliance),
        office.get::<Order>(order),
    );
    assert_eq!(after, before);
    let (_, other) = office.called("k2").remove(0);
    assert_eq!(other.description.as_deref(), Some("漏水，有异响"), "nobody had touched it");
    let machine: Appliance = office.get(other.appliance.expect("one")).expect("one");
    assert_eq!(machine.brand.as_deref(), Some("海川"), "an empty cell says nothing");
    Ok(())
}

#[test]
fn a_line_is_no_order_that_came_in_otherwise_and_none_of_another_year() -> Result<(), Error> {
    let office = office();
    let taken = wait(office.engine.receive_order(call()))?;
    office.edit(taken.order, |order: &mut Order| order.alias = Some("k1".to_owned()));
    let before: Option<Order> = office.get(taken.order);
    office.bring(&office.write(LIST), false)?;
    assert_eq!(office.get::<Order>(taken.order), before);
    assert_eq!(office.called("k1").len(), 2);

    let next_year = LIST.replace("2024", "2025").replace("不制冷", "不加热");
    let report = office.bring(&office.write(&next_year), false)?;
    assert_eq!((report.created, report.updated), (2, 0));
    for list in [LIST, &next_year] {
        let again = office.bring(&office.write(list), false)?;
        assert_eq!((again.created, again.updated, again.unchanged), (0, 0, 2));
    }
    Ok(())
}

#[test]
fn taking_an_import_back_keeps_every_file_that_was_worked_on_since() -> Result<(), Error> {
    let office = office();
    let list = "姓名,电话,地址,品牌\n王小明,13812345678,世纪大道1号,海川\n李秀英,13987654321,世纪大道2号,海川\n张伟,13611112222,世纪大道3号,海川\n陈静,13633334444,世纪大道4号,海川\n";
    let run = office.bring(&office.write(list), false)?.id.expect("a number");
    let customer = |phone: &str| {
        wait(office.engine.find(phone, 2)).expect("an index").first().map(|hit| hit.customer)
    };
    let id = |phone: &str| customer(phone).expect("a customer");
    office.edit(id("13812345678"), |customer: &mut Customer| customer.name = "王晓明".to_owned());
    let theirs = id("13987654321");
    wait(office.engine.deed("add", move |deed| {
        let place = domain::Place { detail: "科苑路88号".to_owned(), ..Default::default() };
        let address = domain::Address::new(theirs, place);
        deed.create::<_, domain::AddressId>(&address)
    }))?;
    let intake = crate::Intake { customer: Some(id("13611112222")), ..call() };
    wait(office.engine.receive_order(intake))?;
    let taken = wait(office.engine.undo_import(run, std::sync::Arc::default()))?;

    for kept in ["13812345678", "13987654321", "13611112222"] {
        assert!(customer(kept).is_some(), "{kept}");
    }
    assert!(customer("13633334444").is_none(), "nobody had touched it");
    assert!(taken.kept >= 3 && taken.records >= 3, "{taken:?}");
    assert_eq!(wait(office.engine.check(crate::Progress::new()))?.findings, []);
    Ok(())
}

#[test]
fn what_was_written_over_is_put_back_unless_the_office_wrote_there_since() -> Result<(), Error> {
    let office = office();
    office.bring(&office.write(LIST), false)?;
    let corrected = LIST.replace("不制冷", "不制冷，有霜").replace("漏水", "漏水，滴水");
    let run = office.bring(&office.write(corrected), false)?.id.expect("a number");
    let [first, second] = ["k1", "k2"].map(|alias| office.called(alias).remove(0).0);
    office.edit(first, |order: &mut Order| order.description = Some("已修好".to_owned()));
    let taken = wait(office.engine.undo_import(run, std::sync::Arc::default()))?;

    assert_eq!((taken.records, taken.kept), (1, 1));
    let said = |order| office.get::<Order>(order).and_then(|order| order.description);
    assert_eq!(said(first).as_deref(), Some("已修好"));
    assert_eq!(said(second).as_deref(), Some("漏水"));
    Ok(())
}

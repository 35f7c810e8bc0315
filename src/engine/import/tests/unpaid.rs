//! What finished work cost, where no column says whether that was paid.

use super::*;
use crate::import::Fees;

const LIST: &str = "姓名,电话,地址,产品,故障,日期,师傅,状态,费用\n\
    甲一,13916000001,甲路1号,空调,不制冷,2026-11-03,张建国,已完工,150\n\
    乙二,13916000002,乙路2号,空调,不制冷,2026-11-03,张建国,未付,120\n\
    丙三,13916000003,丙路3号,空调,不制冷,2026-11-03,张建国,已付款,80\n\
    丁四,13916000004,丁路4号,空调,不制冷,2019-11-03,张建国,已完工,90\n\
    戊五,13916000005,戊路5号,空调,不制冷,2026-11-03,张建国,已完工,\n";

fn bring(office: &Office, fees: Fees, rehearsal: bool) -> Result<ImportReport, Error> {
    let path = office.write(LIST);
    let desk = wait(office.engine.desk())?.expect("founded");
    wait(office.engine.sit_down(desk.staff[0].id))?;
    let mut mapping =
        wait(office.engine.inspect_table(&path, crate::Reading::default(), None))?.mapping;
    fees.choose(&mut mapping);
    assert_eq!(Fees::of(&mapping), fees);

    office.bring_mapped(&path, mapping, rehearsal)
}

#[test]
fn a_charge_without_a_word_on_payment_is_owed_and_a_trial_says_the_same() -> Result<(), Error> {
    let office = office();
    let tried = bring(&office, Fees::Owed, true)?;
    let report = bring(&office, Fees::Owed, false)?;
    let told = |it: &ImportReport| (it.charges, it.payments, it.owing, it.owed, it.errors);
    assert_eq!(told(&tried), told(&report));

    let currency = wait(office.engine.prices())?.currency;
    let sum = domain::Money::parse("270", currency);
    // Of 2019 nobody knows, and nobody waits for it.
    assert_eq!(told(&report), (3, 1, 2, sum, 0), "{report:?}");
    assert_eq!(office.states().len(), 5);
    let owing = OrderFilter { stage: Stage::Owing, ..OrderFilter::default() };
    assert_eq!(wait(office.engine.orders(owing, 9))?.rows.len(), 2);
    Ok(())
}

#[test]
fn whoever_brings_a_list_over_says_that_it_was_paid_or_that_nobody_knows() -> Result<(), Error> {
    let office = office();
    let report = bring(&office, Fees::Paid, true)?;
    assert_eq!((report.charges, report.payments, report.owing), (4, 3, 1), "{report:?}");
    let report = bring(&office, Fees::Noted, true)?;
    assert_eq!((report.charges, report.payments, report.owing), (2, 1, 1), "{report:?}");
    Ok(())
}

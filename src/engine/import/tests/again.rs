//! A list that comes again: what it leaves out stays, what it says once more is there once.

use domain::{Address, Appliance, Category, Customer, Order, Record};
use sync::client::Read as _;

use super::*;
use crate::HitKind;

const LIST: &str = "\
Job No,Date,Customer,Phone,Address,Town,Postcode,Make,Fault,Engineer,Paid
1001,2026-11-02,Ann Hill,0118 496 0123,12 Reading Road,Reading,RG1 1AA,Bosch,Leaks,Dave,Card
";

impl Office {
    /// How many addresses, machines and orders there are.
    fn counts(&self) -> [u64; 4] {
        let kinds = [Customer::KIND, Address::KIND, Appliance::KIND, Order::KIND];
        let count = self.engine.workers.read(move |session| {
            let mut counts = [0; 4];
            for (count, kind) in counts.iter_mut().zip(kinds) {
                *count = session.count(kind)?;
            }
            Ok(counts)
        });
        wait(count).expect("a database")
    }

    pub(super) fn household(&self, scrap: &str) -> crate::Household {
        let hit = wait(self.engine.find(scrap, 1)).expect("an index").remove(0);
        wait(self.engine.household(hit.customer)).expect("a file")
    }

    fn lines(&self, scrap: &str) -> Vec<String> {
        let household = self.household(scrap);
        household.addresses.iter().map(|it| it.address.place.in_one_line()).collect()
    }
}

#[test]
fn a_list_that_says_less_erases_nothing() -> Result<(), Error> {
    let office = office();
    office.bring(&office.write(LIST), false)?;
    let whole = ["12 Reading Road, Reading, RG1 1AA"];
    assert_eq!(office.lines("1001"), whole, "the street is not the town");

    let emptied = LIST.replace(",Reading,RG1 1AA", ",,");
    assert_eq!(office.bring(&office.write(emptied), false)?.unchanged, 1);
    let narrower = "Job No,Date,Customer,Phone,Branch,Fault\n1001,2026-11-02,Ann Hill,0118 496 0123,Slough,Leaks\n";
    office.bring(&office.write(narrower), false)?;
    assert_eq!(office.lines("1001"), whole);

    let moved = LIST.replace("12 Reading Road", "14 Mill Lane").replace(",RG1 1AA", ",");
    assert_eq!(office.bring(&office.write(moved), false)?.updated, 1);
    assert_eq!(office.lines("1001"), ["14 Mill Lane, Reading, RG1 1AA"]);
    Ok(())
}

#[test]
fn a_customer_list_twice_leaves_as_many_of_everything_as_once() -> Result<(), Error> {
    let office = office();
    let list = "Name,Phone,Address,Town,Postcode,Category,Brand,Model,Serial,Fault,Date\n\
                Ann Hill,0118 496 0123,12 High Street,Reading,RG1 1AA,Oven,Bosch,HB1,,,\n\
                Ben Ross,0118 496 0456,3 Mill Lane,,,Washer,Neff,,S-1,Leaks,2026-11-02\n\
                Ben Ross,0118 496 0456,3 Mill Lane,,,Washer,Neff,,S-2,Leaks,2026-11-02\n\
                Cay Lee,,5 Elm Close,Slough,,Kettle,,,,,\n";
    let first = office.bring(&office.write(list), false)?;
    assert_eq!((first.created, first.errors), (4, 0));
    let counts = office.counts();
    assert_eq!(counts, [3, 3, 4, 2]);
    let tried = office.bring(&office.write(list), true)?;
    let again = office.bring(&office.write(list), false)?;
    for report in [tried, again] {
        assert_eq!((report.created, report.updated, report.unchanged), (0, 0, 4), "{report:?}");
    }
    assert_eq!(office.counts(), counts);

    let fuller = list.replace("3 Mill Lane,,", "3 Mill Lane,Reading,RG2 7BB");
    let fuller = fuller.replace("Oven,Bosch,HB1,,", "Oven,Bosch,HB1,S-9,");
    let report = office.bring(&office.write(fuller), false)?;
    assert!(report.created == 0 && report.updated >= 2, "{report:?}");
    assert_eq!(office.counts(), counts, "what agrees is the same, and learns the rest");
    let ann = office.household("Ann Hill");
    assert_eq!(ann.machines[0].appliance.serial.as_deref(), Some("S-9"));
    Ok(())
}

#[test]
fn words_about_a_known_household_are_added_to_its_note_and_go_with_the_import() -> Result<(), Error>
{
    let office = office();
    office.bring(&office.write("Name,Phone,Notes\nAnn Hill,0118 496 0123,Two dogs\n"), false)?;
    let note = || office.household("Ann Hill").customer.note;
    let more = "Name,Phone,Notes,Paid\nAnn Hill,0118 496 0123,Two dogs,Card\n\
                Ann Hill,0118 496 0123,Ring twice,\n";
    let report = office.bring(&office.write(more), false)?;
    assert_eq!((report.created, report.updated), (0, 2));
    assert_eq!(note().as_deref(), Some("Two dogs\nPaid: Card\nRing twice"));
    let again = office.bring(&office.write(more), false)?;
    assert_eq!((again.updated, again.unchanged), (0, 2));

    wait(office.engine.undo_import(report.id.expect("a number"), Arc::default()))?;
    assert_eq!(note().as_deref(), Some("Two dogs"));
    Ok(())
}

#[test]
fn words_about_a_known_job_that_it_does_not_hold_are_counted() -> Result<(), Error> {
    let office = office();
    office.bring(&office.write(LIST), false)?;
    assert_eq!(office.bring(&office.write(LIST), false)?.unnoted, 0);
    let path = office.write(LIST);
    let mapping =
        wait(office.engine.inspect_table(&path, crate::Reading::default(), None))?.mapping;
    let locale = Locale::new(Language::SimplifiedChinese);
    let order = ImportOrder {
        path,
        reading: crate::Reading::default(),
        mapping,
        rehearsal: false,
        refused: None,
        replace: false,
        locale,
    };
    let other = wait(office.engine.import_table(order, Arc::default()))?;
    assert_eq!(other.unnoted, 0, "in whatever language it was noted");
    let report = office.bring(&office.write(LIST.replace("Dave", "Sue")), false)?;

    assert_eq!((report.unchanged, report.unnoted), (1, 1));
    Ok(())
}

#[test]
fn long_texts_are_cut_as_the_forms_have_them_and_no_operation_is_too_large() -> Result<(), Error> {
    let office = office();
    let words = "很长的备注，".repeat(900);
    let lines =
        (0..600).map(|at| format!("{at},Ann {at},0118 496 {at:04},{words},{words},{words}\n"));
    let list =
        "Job No,Customer,Phone,Address,Fault,Notes\n".to_owned() + &lines.collect::<String>();
    let report = office.bring(&office.write(list), false)?;
    assert_eq!((report.created, report.cut), (600, 600));
    let sizes = wait(office.engine.workers.read(|session| {
        let sent = session.pending(0, 10_000, usize::MAX).expect("operations").ops;
        Ok(sent.iter().filter_map(|it| serde_json::to_string(it).ok()).map(|it| it.len()).max())
    }))?;
    let largest = sizes.expect("operations");
    assert!(largest < sync::limits::OPERATION_BYTES, "{largest} bytes");
    let order = wait(office.engine.find("599", 1))?.remove(0);
    let HitKind::Order(order) = order.kind else { panic!("{order:?}") };
    let said = wait(office.engine.order(order))?.order.description.expect("a fault");
    assert!(said.chars().count() <= 2_000);
    Ok(())
}

#[test]
fn only_columns_that_say_something_count_as_left_out_and_no_refused_line_is_kept()
-> Result<(), Error> {
    let office = office();
    let list = "Job No,Customer,Phone,Fault,Date,Colour,Shelf\n\
                1,Ann Hill,0118 496 0123,Leaks,2026-11-02,,\n\
                2,Ben Ross,0118 496 0456,Leaks,no day,red,\n";
    let report = office.bring(&office.write(list), false)?;
    assert_eq!((report.errors, report.refused.len()), (1, 1));
    assert_eq!(report.untaken, ["Colour"], "nothing is written under the other");
    let kept = wait(office.engine.imports())?.remove(0).report;
    assert!(!kept.contains("Ben Ross") && !kept.contains("0456"), "{kept}");
    assert!(kept.contains("\"errors\":1"), "{kept}");
    Ok(())
}

#[test]
fn the_same_machine_in_two_jobs_is_one_machine() -> Result<(), Error> {
    let office = office();
    let list = "Job No,Date,Customer,Phone,Category,Make,Fault\n\
                1,2025-11-02,Ann Hill,0118 496 0123,Oven,Bosch,Cold\n\
                2,2026-11-02,Ann Hill,0118 496 0123,Oven,Bosch,Smells\n\
                3,2026-11-02,Ann Hill,0118 496 0123,灶烤一体机,Bosch,Smells\n";
    office.bring(&office.write(list), false)?;
    let machines = office.household("Ann Hill").machines;
    let kinds: Vec<Category> = machines.iter().map(|it| it.appliance.category).collect();
    assert_eq!(kinds, [Category::Oven, Category::Cooker]);
    Ok(())
}

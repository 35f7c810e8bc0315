//! Letters that are sent, taken back, or left by a full disk.

use super::*;

#[test]
fn a_reprint_is_what_was_sent_whatever_was_edited_since() {
    let engine = office();
    let order = closed(&engine);
    let (sent, posted) = post(&engine, order);
    let desk = wait(engine.desk()).expect("readable").expect("founded");
    let opened = desk.opened_office();
    let moved = domain::Office { name: "别的网点".into(), ..desk.office };
    wait(engine.edit_office(opened, moved)).expect("the office is there");
    edit_customer(&engine, order, |customer| customer.name = "改了名".into());
    let wording = own("{customer}，改过的信");
    wait(engine.save_template(wording)).expect("its places are known");
    pass_days(&engine, 400);

    let again = wait(engine.reprint_letter(posted.letters[0])).expect("it is kept");

    assert_eq!(words(&again), words(&sent));
    assert_eq!(again.pages, sent.pages);
}

#[test]
fn letters_that_were_not_sent_after_all_are_taken_back_and_may_be_written_again() {
    let engine = office();
    let order = closed(&engine);
    let undo = post(&engine, order).1.undo().expect("one letter");
    wait(engine.undo(undo.clone())).expect("just sent");
    wait(engine.undo(undo)).expect("twice is once");

    assert_eq!(wait(engine.letters_sent()).expect("a list"), []);
    let file = wait(engine.order(order)).expect("an order");
    assert_eq!(file.letters, []);
    let told = |happened| file.timeline.iter().filter(|line| line.what == happened).count();
    assert_eq!(told(crate::Happened::Wrote(Purpose::Thanks)), 1);
    assert_eq!(told(crate::Happened::TookBack(Purpose::Thanks)), 1);
    assert_eq!(post(&engine, order).1.letters.len(), 1, "the thirty days have not begun");
}

#[test]
fn a_run_of_letters_is_cut_into_deeds_and_stops_when_asked() {
    let engine = office();
    let customers = wait(engine.deed("test", |deed| {
        let mut ids = Vec::new();
        for at in 0..450 {
            let name = format!("客户{at}");
            let id = deed.create(&Customer { name, ..Customer::default() })?;
            let place =
                domain::Place { detail: format!("人民路 {at} 号"), ..Default::default() };
            deed.create::<_, domain::AddressId>(&domain::Address::new(id, place))?;
            ids.push(LetterTarget::Appliance(deed.create(&heater(id))?));
        }
        Ok(ids)
    }))
    .expect("written");
    let before = wait(engine.link()).expect("a link").queue.unsent;
    let drafts = compose(&engine, Purpose::MaintenanceDue, customers).drafts;
    let stopped = Progress::new();
    stopped.cancel();
    let none = wait(engine.lay_out_letters(drafts.clone(), &stopped)).expect("stopped");
    assert!(none.is_none());

    let progress = Progress::new();
    let letters = wait(engine.lay_out_letters(drafts, &progress)).expect("printable");
    let letters = letters.expect("all of them");
    assert!(!letters.stopped && letters.count() == 450);
    assert_eq!(wait(engine.link()).expect("a link").queue.unsent, before, "nothing is sent yet");
    let posted = wait(engine.post_letters(&letters));

    assert_eq!(posted.letters.len(), 450);
    assert_eq!(wait(engine.link()).expect("a link").queue.unsent, before + 3);
    assert_eq!(progress.watch().borrow().done, 450);
    let paper = letters.paper;
    assert_eq!((paper.pages.len(), paper.bookmarks.len()), (450, 450));
    assert_eq!(paper.bookmarks[449].page, 449);
}

#[test]
fn what_a_full_disk_left_of_a_run_is_remembered_afterwards_and_nothing_twice() {
    let engine = office();
    let order = closed(&engine);
    let drafts = compose(&engine, Purpose::Thanks, vec![LetterTarget::Order(order)]).drafts;
    let letters = wait(engine.lay_out_letters(drafts, &Progress::new())).expect("printable");
    let letters = letters.expect("one letter");
    let limit = |pages| wait(engine.workers.own(move |store| Ok(store.limit(pages)?)));
    limit(1).expect("a database");
    // Some calls still fit into the last page.
    let _full = (0..200).find_map(|_| wait(engine.receive_order(call())).err());

    let posted = wait(engine.post_letters(&letters));

    assert!(matches!(posted.failed, Some(Error::DiskFull)), "{posted:?}");
    assert_eq!((posted.letters.len(), posted.undo()), (0, None));
    let rest = letters.after(&posted);
    assert_eq!((rest.count(), rest.paper.pages.len()), (1, 1));
    limit(u32::MAX - 1).expect("a database");
    let posted = wait(engine.post_letters(&rest));
    assert_eq!((posted.letters.len(), posted.failed.is_none()), (1, true));
    assert_eq!(letters.after(&posted).count(), 0);
    assert_eq!(wait(engine.letters_sent()).expect("a list").len(), 1);
}

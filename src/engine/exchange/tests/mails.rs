//! One mail at two desks, and what both did with it without knowing of each other.

use std::path::PathBuf;

use domain::{EnquiryId, EnquiryState};

use super::real::Trial;
use super::twice::{apart, settle_down};
use super::*;
use crate::{EnquiryFilter, EnquiryStage};

const MAIL: &str = "From: Ann <ann@example.com>\r\nMessage-ID: <1@example.com>\r\n\
    Date: Fri, 20 Nov 2026 10:00:00 +0800\r\nSubject: Washer\r\n\r\nMy washer leaks.\r\n";

fn mail() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("one.eml");
    std::fs::write(&path, MAIL).expect("a file");

    (folder, path)
}

fn take(desk: &Engine, path: &std::path::Path) -> EnquiryId {
    wait(desk.take_in_mails(vec![path.to_owned()])).expect("taken in").taken[0]
}

#[test]
fn a_mail_that_two_desks_take_in_is_one_and_what_both_did_ends_alike() {
    let trial = Trial::new();
    let desks = [trial.join(), trial.join()];
    settle_down(&desks);
    let (_folder, path) = mail();
    let (trial, taken) = apart(trial, &desks, |_, desk| take(desk, &path));
    assert_eq!(taken[0], taken[1]);
    settle_down(&desks);
    for desk in &desks {
        let list = wait(desk.enquiries(EnquiryFilter::default())).expect("a list");
        assert_eq!((list.rows.len(), list.rows[0].subject.as_str()), (1, "Washer"));
        assert_eq!(wait(desk.attention()).expect("a journal").lost.len(), 0);
    }

    let (_trial, _) = apart(trial, &desks, |at, desk| {
        if at == 0 {
            wait(desk.answer_enquiry(taken[0], ("Shut the valve".into(), None), Vec::new()))
                .expect("answered");
        } else {
            wait(desk.close_enquiry(taken[0], String::new())).expect("closed");
        }
    });
    settle_down(&desks);
    let over = EnquiryFilter { stage: EnquiryStage::Over, ..EnquiryFilter::default() };
    for desk in &desks {
        let file = wait(desk.enquiry(taken[0])).expect("an enquiry");
        assert_eq!(
            (file.state, file.answer.as_deref()),
            (EnquiryState::Closed, Some("Shut the valve"))
        );
        assert_eq!(file.history.len(), 2);
        assert_eq!(wait(desk.enquiries(over.clone())).expect("a list").rows.len(), 1);
    }
}

//! Tests of mail against a server with the mishaps of real ones.

mod server;

use domain::{
    Article, ArticleStep, EnquiryEventKind, EnquiryId, EnquiryState, Purpose, ReplyWay, Rule,
    Template,
};

use self::server::{Mishap, PASSWORD, Server};
use super::*;
use crate::testing::{MORNING, wait};
use crate::{Clock, EnquiryFile, EnquiryFilter, EnquiryStage, Founding};

/// A desk with a mailbox.
struct Desk {
    engine: Engine,
    clock: Clock,
    server: Server,
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let server = Server::start();
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join(TRUSTED), &server.certificate).expect("a file");
        let clock = Clock::by_hand(MORNING);
        let engine = Engine::open(folder.path(), clock.clone()).expect("an empty office");
        let office =
            domain::Office { code: "SH01".into(), name: "SH".into(), ..Default::default() };
        let founding = Founding { office, first: "李秀英".into(), ..Founding::default() };
        wait(engine.found_office(founding)).expect("an empty database");
        let desk = Self { engine, clock, server, folder };
        let account = desk.account();
        wait(desk.engine.set_mail_account(account, Some(PASSWORD.into()))).expect("kept");

        desk
    }

    fn account(&self) -> MailAccount {
        MailAccount {
            address: "office@example.com".into(),
            name: "浦东网点".into(),
            user: "office".into(),
            imap: "localhost".into(),
            imap_port: self.server.imap,
            smtp: "localhost".into(),
            smtp_port: self.server.smtp,
            ..MailAccount::default()
        }
    }

    fn mishap(&self, mishap: Mishap) {
        self.server.with(|post| post.mishap = mishap);
    }

    fn arrives(&self, uid: u32, mail: &str) {
        self.server.with(|post| post.mails.push((uid, mail.as_bytes().to_vec())));
    }

    fn turn(&self) -> MailTurn {
        self.clock.set(Moment(self.clock.now().0 + 10 * MINUTE));
        wait(self.engine.mail_turn(true)).expect("a turn").expect("a mailbox")
    }

    fn fetched(&self) -> Fetched {
        self.turn().fetched.expect("fetched")
    }

    fn fault(&self) -> MailFault {
        match self.turn().fetched {
            Err(Error::Mail(fault)) => fault,
            other => panic!("{other:?}"),
        }
    }

    fn listed(&self, stage: EnquiryStage) -> Vec<EnquiryId> {
        let filter = EnquiryFilter { stage, ..EnquiryFilter::default() };
        let list = wait(self.engine.enquiries(filter)).expect("a list");
        list.rows.into_iter().map(|row| row.id).collect()
    }

    fn file(&self, id: EnquiryId) -> EnquiryFile {
        wait(self.engine.enquiry(id)).expect("an enquiry")
    }

    fn sent(&self) -> Vec<String> {
        self.server.with(|post| post.sent.clone())
    }

    /// One mail is here, and was answered by mail.
    fn answered(&self) -> (EnquiryId, crate::Undo) {
        self.arrives(1, &mail("a", "Leak"));
        self.fetched();
        let id = self.listed(EnquiryStage::Waiting)[0];
        let answer = ("Shut the valve.\n.\n请关阀门。".to_owned(), Some(ReplyWay::Mail));
        let undo = wait(self.engine.answer_enquiry(id, answer, Vec::new())).expect("answered");

        (id, undo)
    }
}

fn mail(name: &str, subject: &str) -> String {
    format!(
        "From: Ann Bell <{name}@example.org>\r\nTo: office@example.com\r\n\
         Date: Fri, 20 Nov 2026 10:00:00 +0800\r\nMessage-ID: <{name}@example.org>\r\n\
         Subject: {subject}\r\n\r\nMy water heater leaks.\r\n"
    )
}

#[test]
fn mails_come_in_once_and_the_mailbox_stays_as_it_is() {
    let desk = Desk::new();
    desk.arrives(1, &mail("a", "One"));
    desk.arrives(3, &mail("b", "Two"));
    assert_eq!(desk.fetched(), Fetched { taken: 2, ..Fetched::default() });
    assert_eq!(desk.fetched(), Fetched::default(), "the star names the last one again");
    desk.arrives(4, &mail("b", "Two"));
    desk.arrives(5, "no mail");
    let known = Fetched { known: 1, refused: 1, ..Fetched::default() };
    assert_eq!(desk.fetched(), known);
    assert_eq!(desk.fetched(), Fetched::default());
    desk.server.with(|post| post.validity = 8);
    assert_eq!(desk.fetched().known, 3, "in another life of the mailbox");
    assert_eq!(desk.listed(EnquiryStage::Waiting).len(), 2);

    let heard = desk.server.with(|post| post.heard.join("\n"));
    assert!(heard.contains("EXAMINE") && heard.contains("BODY.PEEK"), "{heard}");
    assert!(!heard.contains("SELECT") && !heard.contains("STORE"), "{heard}");
    let database = std::fs::read(desk.folder.path().join(crate::DATABASE)).expect("the database");
    assert!(!database.windows(7).any(|part| part == PASSWORD.as_bytes()), "no password in it");
}

#[test]
fn many_mails_come_in_some_at_a_time() {
    let desk = Desk::new();
    for uid in 1..=60 {
        desk.arrives(uid, &mail(&format!("m{uid}"), "Many"));
    }
    assert_eq!(desk.fetched(), Fetched { taken: 50, left: 10, ..Fetched::default() });
    assert_eq!(desk.fetched(), Fetched { taken: 10, ..Fetched::default() });
}

#[test]
fn whatever_breaks_the_line_is_said_and_nothing_is_lost() {
    let desk = Desk::new();
    desk.arrives(1, &mail("a", "One"));
    desk.arrives(2, &mail("b", "Two"));
    for (mishap, said) in [
        (Mishap::CutInMail, MailFault::Cut),
        (Mishap::CutInLine, MailFault::Cut),
        (Mishap::Silence, MailFault::Silent),
        (Mishap::Endless, MailFault::Strange),
        (Mishap::Plain, MailFault::NoTls),
    ] {
        desk.mishap(mishap);
        assert_eq!(desk.fault(), said, "{mishap:?}");
        let state = wait(desk.engine.mail_state()).expect("a state");
        assert!(matches!(state.last, Some(MailTurn { fetched: Err(Error::Mail(_)), .. })));
    }
    desk.mishap(Mishap::Nothing);
    assert_eq!(desk.fetched().taken, 2);
}

#[test]
fn a_wrong_password_a_stranger_and_nobody_are_told_apart() {
    let desk = Desk::new();
    let try_it = |account, password: &str| {
        let tried = desk.engine.try_mail_account(account, Some(password.to_owned()));
        wait(tried).expect("asked")
    };
    let good = try_it(desk.account(), PASSWORD);
    assert_eq!(good, MailTried { inbox: Ok(0), way_out: Some(Ok(())) });
    let wrong = try_it(desk.account(), "another");
    assert_eq!(wrong.inbox, Err(MailFault::Login("wrong password".into())));
    assert!(matches!(wrong.way_out, Some(Err(MailFault::Login(_)))), "{wrong:?}");
    let nobody = MailAccount { imap_port: 1, smtp_port: 1, ..desk.account() };
    let nobody = try_it(nobody, PASSWORD);
    assert!(matches!(nobody.inbox, Err(MailFault::Unreachable(_))), "{nobody:?}");
    assert!(matches!(nobody.way_out, Some(Err(MailFault::Unreachable(_)))), "{nobody:?}");

    std::fs::remove_file(desk.folder.path().join(TRUSTED)).expect("it was there");
    let stranger = try_it(desk.account(), PASSWORD);
    let untrusted =
        MailTried { inbox: Err(MailFault::Untrusted), way_out: Some(Err(MailFault::Untrusted)) };
    assert_eq!(stranger, untrusted);
    let odd = MailAccount { address: "no address".into(), ..desk.account() };
    assert!(wait(desk.engine.set_mail_account(odd, None)).is_err());
    wait(desk.engine.forget_mail_account()).expect("forgotten");
    assert!(wait(desk.engine.mail_turn(true)).expect("asked").is_none());
}

#[test]
fn of_a_mail_of_forty_megabytes_the_words_come_in() {
    let desk = Desk::new();
    desk.mishap(Mishap::Large(41 * 1024 * 1024));
    let body = "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nIt leaks.\r\n--b\r\n\
        Content-Type: image/jpeg\r\nContent-Disposition: attachment; filename=big.jpg\r\n\r\nabc";
    let head = mail("a", "Film").replace("\r\n\r\nMy water heater leaks.\r\n", "\r\n");
    desk.arrives(1, &format!("{head}{body}"));
    assert_eq!(desk.fetched().taken, 1);
    let file = desk.file(desk.listed(EnquiryStage::Waiting)[0]);
    assert_eq!((file.enquiry.text.as_str(), file.files.len()), ("It leaks.", 0));
    assert_eq!(file.enquiry.left_out, ["big.jpg", "> 40 MB"]);
}

#[test]
fn a_reply_leaves_once_in_the_thread_of_what_it_answers() {
    let desk = Desk::new();
    let (id, _) = desk.answered();
    assert_eq!(desk.file(id).outgoing.map(|it| it.state), Some(OutgoingState::Waiting));
    wait(desk.engine.mail_turn(true)).expect("a turn");
    assert!(desk.sent().is_empty(), "somebody may think better of it");
    assert_eq!(desk.turn().sent.expect("sent"), SentMails { sent: 1, stuck: 0 });
    assert_eq!(desk.turn().sent.expect("nothing"), SentMails::default());

    let [mail] = desk.sent().try_into().expect("one mail");
    let mail: String = mail;
    assert!(mail.contains("In-Reply-To: <a@example.org>"), "{mail}");
    assert!(mail.contains("References: <a@example.org>") && mail.contains("Subject: Re: Leak"));
    assert!(!mail.contains("Auto-Submitted") && mail.contains("Message-ID: <"), "{mail}");
    let parsed = mail_parser::MessageParser::default().parse(mail.as_bytes()).expect("a mail");
    let text = parsed.body_text(0).expect("a text");
    assert!(text.contains("Shut the valve.") && text.contains("请关阀门。"), "{text}");
    assert_eq!(parsed.from().and_then(|it| it.first()?.name()), Some("浦东网点"));
    let file = desk.file(id);
    assert_eq!((file.outgoing, file.state), (None, EnquiryState::Answered));
    let last = file.history.last().expect("it left");
    assert_eq!((last.event.event, last.event.way), (EnquiryEventKind::Send, Some(ReplyWay::Mail)));
}

#[test]
fn what_is_taken_back_in_time_does_not_leave_and_afterwards_cannot_be_taken_back() {
    let desk = Desk::new();
    let (id, undo) = desk.answered();
    wait(desk.engine.undo(undo)).expect("in time");
    desk.turn();
    assert!(desk.sent().is_empty());
    assert_eq!(desk.file(id).state, EnquiryState::Open);

    let answer = ("Shut the valve.".to_owned(), Some(ReplyWay::Mail));
    let undo = wait(desk.engine.answer_enquiry(id, answer, Vec::new())).expect("answered");
    desk.turn();
    assert_eq!(desk.sent().len(), 1);
    let late = wait(desk.engine.undo(undo));
    assert!(matches!(late, Err(Error::Mail(MailFault::Left))), "{late:?}");
}

#[test]
fn what_the_server_refuses_waits_for_a_person() {
    let desk = Desk::new();
    let (id, _) = desk.answered();
    desk.mishap(Mishap::NoRecipient);
    assert_eq!(desk.turn().sent.expect("asked"), SentMails { sent: 0, stuck: 1 });
    let refused = desk.file(id).outgoing.expect("it is here");
    assert_eq!(refused.state, OutgoingState::Refused);
    assert!(matches!(&refused.why, Some(MailFault::Refused(words)) if words.contains("nobody")));
    desk.mishap(Mishap::Nothing);
    desk.turn();
    assert!(desk.sent().is_empty(), "nobody said so");
    wait(desk.engine.send_again(refused.event)).expect("somebody does");
    desk.turn();
    assert_eq!(desk.sent().len(), 1);
    assert_eq!(desk.file(id).outgoing, None);
}

#[test]
fn what_may_have_left_never_leaves_a_second_time_by_itself() {
    let desk = Desk::new();
    let (id, _) = desk.answered();
    desk.mishap(Mishap::CutAfterMail);
    desk.turn();
    desk.mishap(Mishap::Nothing);
    desk.turn();
    let perhaps = desk.file(id).outgoing.expect("it is here");
    assert_eq!((perhaps.state, desk.sent().len()), (OutgoingState::Perhaps, 1));
    let state = wait(desk.engine.mail_state()).expect("a state");
    assert_eq!((state.waiting, state.stuck), (0, 1));
    wait(desk.engine.it_arrived(perhaps.event)).expect("somebody asked");
    assert_eq!(desk.file(id).outgoing, None);
    assert_eq!(desk.file(id).history.last().map(|it| it.event.event), Some(EnquiryEventKind::Send));
}

#[test]
fn after_a_crash_in_the_middle_a_person_is_asked() {
    let desk = Desk::new();
    let (id, _) = desk.answered();
    let event = desk.file(id).outgoing.expect("it is here").event;
    let name = format!("mail-out:{}", event.0);
    let crash = desk.engine.workers.write(move |session| {
        let kept = session.setting(&name)?.unwrap_or_default().replace("waiting", "sending");
        Ok(session.put_setting(&name, &kept)?)
    });
    wait(crash).expect("as it was when the light went out");
    desk.turn();
    assert_eq!(desk.file(id).outgoing.map(|it| it.state), Some(OutgoingState::Perhaps));
    assert!(desk.sent().is_empty());
}

#[test]
fn after_the_office_was_taken_back_to_a_backup_nothing_leaves_unasked() {
    let desk = Desk::new();
    let (id, _) = desk.answered();
    went_back(desk.folder.path()).expect("room");
    desk.turn();
    assert_eq!(desk.file(id).outgoing.map(|it| it.state), Some(OutgoingState::Perhaps));
    assert!(desk.sent().is_empty());
    let event = desk.file(id).outgoing.expect("it is here").event;
    wait(desk.engine.send_again(event)).expect("somebody knows");
    desk.turn();
    assert_eq!(desk.sent().len(), 1);
}

#[test]
fn a_server_that_is_away_is_asked_again_later() {
    let desk = Desk::new();
    let (id, _) = desk.answered();
    desk.mishap(Mishap::Silence);
    assert!(matches!(desk.turn().sent, Err(Error::Mail(MailFault::Silent))));
    let waits = desk.file(id).outgoing.expect("it is here");
    assert_eq!((waits.state, waits.why), (OutgoingState::Waiting, Some(MailFault::Silent)));
    desk.mishap(Mishap::Nothing);
    desk.turn();
    desk.turn();
    assert_eq!(desk.sent().len(), 1);
}

#[test]
fn of_an_erased_person_no_reply_leaves() {
    let desk = Desk::new();
    let (id, _) = desk.answered();
    let (customer, _) = wait(desk.engine.open_file_of(id)).expect("a file");
    let reason = domain::ErasureReason::Request;
    wait(desk.engine.erase_customer(customer, reason)).expect("erased");
    desk.turn();
    assert!(desk.sent().is_empty());
}

/// A rule that answers, with what it says.
fn rule(desk: &Desk, body: &str) {
    let template = Template {
        name: "自动".into(),
        purpose: Purpose::Reply,
        language: "en".into(),
        subject: "Re".into(),
        body: body.into(),
    };
    let template = wait(desk.engine.save_template(template)).expect("a wording").id;
    let article = Article {
        title: "Leak".into(),
        body: "Shut the valve.".into(),
        language: "en".into(),
        ..Article::default()
    };
    let article = wait(desk.engine.write_article(article)).expect("an article").id;
    wait(desk.engine.step_article(article, ArticleStep::Publish)).expect("published");
    let answers = Rule {
        name: "leaks".into(),
        words: vec!["leak".into()],
        template: Some(template),
        article: Some(article.0),
        send: true,
        ..Rule::default()
    };
    wait(desk.engine.write_rule(None, answers)).expect("a rule");
}

#[test]
fn a_rule_answers_only_where_it_says_so_and_nobody_twice_a_day() {
    let desk = Desk::new();
    rule(&desk, "Dear {customer}, {answer}");
    desk.arrives(1, &mail("a", "Leak"));
    desk.fetched();
    assert_eq!(desk.listed(EnquiryStage::Answered).len(), 0, "not at this computer");

    let account = MailAccount { rules: true, ..desk.account() };
    wait(desk.engine.set_mail_account(account, None)).expect("kept");
    desk.arrives(2, &mail("b", "Leak"));
    desk.arrives(
        3,
        &mail("b", "Leak again").replace("<b@example.org>\r\nSubject", "<b2@x>\r\nSubject"),
    );
    let list = mail("news", "Leak").replace("Subject", "List-Id: <news>\r\nSubject");
    desk.arrives(4, &list);
    desk.arrives(5, &mail("no-reply", "Leak"));
    assert_eq!(desk.fetched().taken, 4);
    let [answered] = desk.listed(EnquiryStage::Answered).try_into().expect("one of four");
    assert_eq!(desk.file(answered).enquiry.mail.as_deref(), Some("b@example.org"));
    desk.turn();
    let [mail] = desk.sent().try_into().expect("one mail");
    let mail: String = mail;
    assert!(mail.contains("Auto-Submitted: auto-replied") && mail.contains("Shut the valve."));
    let told = wait(desk.engine.knowledge(locale::Language::English)).expect("a shelf");
    assert_eq!(told.articles.iter().map(|it| it.row.solved).sum::<u32>(), 1);
}

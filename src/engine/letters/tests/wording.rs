//! What a letter says, and in which words.

use super::*;

#[test]
fn a_letter_of_thanks_names_customer_machine_and_technician() {
    let engine = office();
    let order = closed(&engine);
    let (paper, posted) = post(&engine, order);
    let text = words(&paper);

    assert_eq!((posted.letters.len(), posted.skipped.len()), (1, 0));
    for word in ["欧阳喆 收", "科苑路 88 弄 12 号 1603 室", "王建国", "澄源电热水器", "SH01-A00001"]
    {
        assert!(text.contains(word), "{word} in {text}");
    }
    assert_eq!(wait(engine.letters_sent()).expect("a list")[0].name, "欧阳喆");
}

/// Whether a text has a mark with nothing before it, or a gap.
fn dangles(text: &str) -> bool {
    let marks = ['，', '。', '、', '：', '；', ',', '.', ';', ':', ')', '）'];
    let lonely = |pair: &[char]| {
        (matches!(pair[0], ' ' | '\n' | '（' | '(' | '，' | ',') && marks.contains(&pair[1]))
            || (pair[0] == ' ' && pair[1] == ' ')
    };

    text.chars().collect::<Vec<_>>().windows(2).any(lonely)
}

#[test]
fn a_letter_does_without_the_sentence_of_what_the_office_does_not_have() {
    let engine = office();
    let order = closed(&engine);
    let (_, complaint) = complaint(&engine);
    wait(engine.route_complaint(complaint, "售后".into())).expect("its turn");
    wait(engine.answer_complaint(complaint, "已免费更换".into())).expect("its turn");
    let write = |purpose, target, language| {
        let targets = vec![LetterTarget::Order(target)];
        let composition = Composition { purpose, template: None, language, targets };
        wait(engine.compose(composition)).expect("the wording fits").drafts.remove(0)
    };
    let letters = [
        (Purpose::Thanks, order),
        (Purpose::ComplaintAnswer, complaint),
        (Purpose::MaintenanceDue, order),
    ];
    for (language, (purpose, target)) in
        Language::ALL.into_iter().flat_map(|language| letters.map(|letter| (language, letter)))
    {
        let draft = write(purpose, target, language);
        let text = &draft.letter.body;
        assert_eq!(draft.left_out, ["phone"], "{text}");
        assert!(!dangles(text) && text.lines().count() > 4, "{text}");
        assert!(!["拨打", "撥打", "call"].iter().any(|call| text.contains(call)), "{text}");
    }

    let desk = wait(engine.desk()).expect("readable").expect("founded");
    let phone = domain::Office { phone: Some("021-58886688".into()), ..desk.office.clone() };
    wait(engine.edit_office(desk.opened_office(), phone)).expect("the office is there");
    let draft = write(Purpose::Thanks, order, Language::SimplifiedChinese);
    assert!(draft.left_out.is_empty());
    assert!(draft.letter.body.contains("请随时拨打 021-58886688，"), "{}", draft.letter.body);
}

#[test]
fn a_letter_is_in_its_customers_language_else_in_the_offices_else_in_the_screens() {
    let engine = office();
    let order = closed(&engine);
    let written = || {
        let composed = compose(&engine, Purpose::Thanks, vec![LetterTarget::Order(order)]);
        composed.drafts[0].letter.language.clone()
    };
    assert_eq!(written(), "zh-CN", "nothing is known");
    let desk = wait(engine.desk()).expect("readable").expect("founded");
    let office = domain::Office { language: Some("zh-TW".into()), ..desk.office.clone() };
    wait(engine.edit_office(desk.opened_office(), office)).expect("the office is there");
    assert_eq!(written(), "zh-TW");
    edit_customer(&engine, order, |customer| customer.language = Some("English".into()));
    assert_eq!(written(), "en");
    edit_customer(&engine, order, |customer| customer.language = Some("粤语".into()));
    assert_eq!(written(), "zh-TW", "a dialect is not written");
}

#[test]
fn a_wording_that_says_nothing_without_a_place_is_not_sent() {
    let engine = office();
    let order = closed(&engine);
    wait(engine.save_template(own("电话：{phone}"))).expect("its places are known");
    let composed = compose(&engine, Purpose::Thanks, vec![LetterTarget::Order(order)]);
    assert_eq!((composed.drafts.len(), composed.skipped[0].why), (0, NoLetter::Lacks("phone")));

    edit_customer(&engine, order, |customer| customer.name.clear());
    wait(engine.save_template(own("尊敬的{customer}：您好"))).expect("its places are known");
    let composed = compose(&engine, Purpose::Thanks, vec![LetterTarget::Order(order)]);
    let letter = &composed.drafts[0].letter;
    assert_eq!(letter.body, "尊敬的客户：您好");
    assert!(letter.recipient.iter().all(|line| !line.contains('收')), "{:?}", letter.recipient);
}

#[test]
fn a_branchs_own_wording_goes_before_the_catalogues() {
    let engine = office();
    let order = closed(&engine);
    let masters = wait(engine.templates()).expect("a catalogue");
    assert_eq!(masters.len(), 12, "four purposes in three languages");
    let saved = wait(engine.save_template(own("{customer}您好"))).expect("complete");
    let rows = wait(engine.templates()).expect("a catalogue");
    assert_eq!((rows.len(), rows.iter().filter(|row| row.own).count()), (12, 1));
    let composed = compose(&engine, Purpose::Thanks, vec![LetterTarget::Order(order)]);
    assert_eq!(composed.drafts[0].letter.body, "欧阳喆先生/女士您好");

    let second = wait(engine.save_template(own("{customer}再见"))).expect("complete");
    assert_eq!(second.id, saved.id, "one copy for a purpose and language");
    wait(engine.undo(second.undo)).expect("just saved");
    let composed = compose(&engine, Purpose::Thanks, vec![LetterTarget::Order(order)]);
    assert_eq!(composed.drafts[0].letter.body, "欧阳喆先生/女士您好");
    let dropped = wait(engine.drop_template(saved.id)).expect("it is our own");
    wait(engine.undo(dropped)).expect("just given up");
    let composed = compose(&engine, Purpose::Thanks, vec![LetterTarget::Order(order)]);
    assert_eq!(composed.drafts[0].letter.body, "欧阳喆先生/女士您好", "it is there again");
    wait(engine.drop_template(saved.id)).expect("it is our own");
    assert_eq!(wait(engine.templates()).expect("a catalogue"), masters);
    let master = wait(engine.drop_template(masters[0].id));
    assert!(matches!(master, Err(Error::Unknown("template"))), "masters are headquarters'");
}

#[test]
fn a_place_that_nothing_fills_is_named_beside_its_field() {
    let engine = office();
    let wrong = wait(engine.save_template(own("尊敬的{kunde}")));
    assert!(matches!(
        wrong,
        Err(Error::Place { field: "body", why: domain::Unmerged::UnknownPlace(place) })
            if place == "kunde"
    ));
    let subject = Template { subject: "{".into(), ..own("好") };
    let wrong = wait(engine.save_template(subject.clone()));
    assert!(matches!(wrong, Err(Error::Place { field: "subject", .. })));
    assert!(wait(engine.sample_letter(subject)).is_err());
    let paper = wait(engine.sample_letter(own("{customer}：{answer}"))).expect("it fits");
    assert!(words(&paper).contains("王小明"), "{}", words(&paper));
}

#[test]
fn nobody_is_called_by_a_title_twice_or_by_a_wrong_one() {
    use super::super::compose::addressed;

    let chinese = locale::Locale::new(locale::Language::SimplifiedChinese);
    for (name, called) in [
        ("王小明", "王小明先生/女士"),
        ("李女士", "李女士"),
        ("王老师", "王老师"),
        ("Margaret Hill", "Margaret Hill"),
        ("云湄市第三幼儿园", "云湄市第三幼儿园"),
    ] {
        assert_eq!(addressed(name, &chinese), called);
    }
    let english = locale::Locale::new(locale::Language::English);
    for (name, called) in [
        ("王小明", "王小明"),
        ("Margaret Hill", "Margaret Hill"),
        ("Mrs Eleanor Whitfield", "Mrs Whitfield"),
        ("Dr. J. van der Berg", "Dr. van der Berg"),
        ("Mr Patel", "Mr Patel"),
        ("Mr and Mrs Smith", "Mr and Mrs Smith"),
        ("Miss", "Miss"),
    ] {
        assert_eq!(addressed(name, &english), called);
    }
}

#[test]
fn a_sample_is_on_the_office_s_own_paper_throughout() {
    let engine = office();
    let own_office = wait(engine.desk()).expect("readable").expect("founded").office;
    let paper = wait(engine.sample_letter(own("{office} {order}"))).expect("it fits");
    let words = words(&paper);

    // The window of its envelopes is too low for a sender.
    assert_eq!(words.matches(&own_office.name).count(), 2, "letterhead and text: {words}");
    assert!(words.contains(&format!("{}-A00012", own_office.code)), "{words}");
}

use domain::{
    Article, ArticleCategory, ArticleId, ArticleState, ArticleStep, Category, Code, Model, Part,
    Record as _, Stale, State, fields_of,
};
use locale::Language;

use super::starter::{files, parse, starters};
use super::*;
use crate::testing::{call, office, wait};
use crate::{Engine, Error, Intake, Undo, Wrong};

fn article(title: &str, body: &str) -> Article {
    Article {
        title: title.into(),
        body: body.into(),
        state: ArticleState::Published,
        category: ArticleCategory::PseudoFault,
        kinds: vec![Category::WaterHeater],
        faults: vec!["F01".into()],
        language: "zh-CN".into(),
        ..Article::default()
    }
}

fn written(engine: &Engine, article: Article) -> ArticleId {
    wait(engine.write_article(article)).expect("it can be kept").id
}

fn told(engine: &Engine, id: ArticleId) -> (u32, u32) {
    wait(engine.article(id)).expect("it is there").told
}

#[test]
fn what_is_told_in_a_call_is_offered_counted_and_taken_back() -> Result<(), Error> {
    let engine = office();
    let id = written(&engine, article("不出热水先看漏保插头", "按一下复位。"));
    let asked =
        Asked { kind: Some(Category::WaterHeater), fault: Some("F01".into()), ..Asked::default() };
    let offered = wait(engine.suggest_articles(asked, 3))?;
    assert_eq!(offered.iter().map(|row| row.id).collect::<Vec<_>>(), [id]);

    wait(engine.receive_order(Intake { answers: vec![id, id], ..call() }))?;
    assert_eq!(told(&engine, id), (1, 0), "told twice in one call is told once");

    let solved = wait(engine.solve_by_phone(call(), vec![id], "undone".into()))?;
    let order = solved.received.as_ref().expect("a caller with a name").order;
    let file = wait(engine.order(order))?;
    assert_eq!((file.state, file.order.kind), (State::Closed, domain::OrderKind::Consultation));
    assert_eq!(told(&engine, id), (2, 1));
    assert_eq!(wait(engine.knowledge(Language::English))?.saved, 1);

    wait(engine.undo(solved.undo))?;
    assert_eq!(told(&engine, id), (1, 0));
    assert_eq!(wait(engine.order(order))?.state, State::Cancelled);
    assert_eq!(wait(engine.knowledge(Language::English))?.saved, 0);
    Ok(())
}

#[test]
fn a_caller_without_a_name_is_helped_and_counted_too() -> Result<(), Error> {
    let engine = office();
    let id = written(&engine, article("不出热水先看漏保插头", "按一下复位。"));
    let solved = wait(engine.solve_by_phone(Intake::default(), vec![id], String::new()))?;

    assert_eq!((solved.received, told(&engine, id)), (None, (1, 1)));
    wait(engine.undo(solved.undo))?;
    assert_eq!(told(&engine, id), (0, 0));

    let number = Intake { phone: domain::Phone::parse("13900001111"), ..Intake::default() };
    let solved = wait(engine.solve_by_phone(number, vec![id], String::new()))?;
    assert!(solved.received.is_some(), "a number is enough for a file");
    Ok(())
}

#[test]
fn an_older_version_is_read_and_brought_back() -> Result<(), Error> {
    let engine = office();
    let id = written(&engine, article("First", "One."));
    let rewrite = |title: &str, body: &str| {
        let opened = wait(engine.article(id))?.opened();
        let edited = Article { title: title.into(), body: body.into(), ..opened.record.clone() };
        wait(engine.rewrite_article(opened, edited))
    };
    rewrite("Second", "Two.")?;
    let third = rewrite("Third", "Three.")?;
    let texts = || -> Result<(String, Vec<String>), Error> {
        let file = wait(engine.article(id))?;
        Ok((file.article.body, file.older.into_iter().map(|it| it.was.title).collect()))
    };
    assert_eq!(texts()?, ("Three.".into(), vec!["Second".into(), "First".into()]));

    wait(engine.undo(third.undo))?;
    assert_eq!(texts()?, ("Two.".into(), vec!["First".into()]), "what stands is no older version");

    let first = wait(engine.article(id))?.older[0].id;
    let undo = wait(engine.bring_article_back(first))?;
    assert_eq!(texts()?.0, "One.");
    assert_eq!(wait(engine.find_articles("first".into()))?, [id]);
    wait(engine.undo(undo))?;
    assert_eq!(texts()?.0, "Two.");
    Ok(())
}

#[test]
fn a_question_becomes_a_draft_that_is_offered_to_nobody_until_it_is_told() -> Result<(), Error> {
    let engine = office();
    let asked = Unanswered {
        question: "能不能接太阳能？\n水箱 100 升".into(),
        kind: Some(Category::WaterHeater),
        language: Language::SimplifiedChinese,
        ..Unanswered::default()
    };
    let id = wait(engine.note_question(asked))?.id;
    let file = wait(engine.article(id))?;
    assert_eq!(file.article.title, "能不能接太阳能？");
    assert_eq!(file.article.state, ArticleState::Draft);

    let offered = || {
        let asked = Asked { kind: Some(Category::WaterHeater), ..Asked::default() };
        wait(engine.suggest_articles(asked, 3)).map(|rows| rows.len())
    };
    let refused = wait(engine.step_article(id, ArticleStep::Publish));
    assert!(matches!(refused, Err(Error::Field { field: "body", why: Wrong::Missing })));
    assert_eq!(offered()?, 0);

    let opened = file.opened();
    let answered = Article { body: "可以，要加恒温阀。".into(), ..opened.record.clone() };
    wait(engine.rewrite_article(opened, answered))?;
    let undo = wait(engine.step_article(id, ArticleStep::Publish))?;
    assert_eq!(offered()?, 1);
    let due = wait(engine.article(id))?.article.review_on;
    assert_eq!(due.map(|day| day.to_string()).as_deref(), Some("2027-11-21"));
    wait(engine.undo(undo))?;
    assert_eq!((offered()?, wait(engine.article(id))?.article.review_on), (0, None));
    Ok(())
}

#[test]
fn an_article_is_to_be_looked_through_when_its_day_comes_or_its_model_changes() -> Result<(), Error>
{
    let engine = office();
    let models = wait(engine.workers.read(|session| Ok(session.all::<Model>()?)))?;
    let (model, known) = models[0].clone();
    let named = Article { models: vec![known.designation.clone()], ..article("Plate", "A word.") };
    let id = written(&engine, named);
    let stale = || wait(engine.article(id)).map(|file| file.stale);
    assert_eq!(stale()?, None);

    let other = Model { designation: format!("{}-II", known.designation), ..known.clone() };
    let body = fields_of(&other);
    wait(engine.workers.write(move |session| {
        let change = sync::Change::Patch {
            kind: Model::KIND.to_owned(),
            id: model,
            base_rev: 0,
            fields: body,
        };
        session.stage(change)?;
        session.forget_staged();
        Ok(())
    }))?;
    assert_eq!(stale()?, Some(Stale::Models(vec![known.in_words()])));
    wait(engine.review_article(id, "2026-11-22".parse().ok()))?;
    assert_eq!(stale()?, None);

    engine.clock.set(domain::Moment(crate::testing::MORNING.0 + 24 * 60 * 60 * 1_000));
    assert!(matches!(stale()?, Some(Stale::Due(_))));
    let shelf = wait(engine.knowledge(Language::English))?;
    assert_eq!(shelf.articles.iter().filter(|it| it.stale.is_some()).count(), 1);
    let today = wait(engine.today())?;
    let about = today.tasks.iter().find(|duty| duty.kind == crate::DutyKind::Article);
    assert!(
        matches!(&about.expect("a task").about, crate::About::Article { id: its, .. } if *its == id)
    );
    Ok(())
}

#[test]
fn what_headquarters_wrote_stays_as_it_is_and_the_branch_writes_its_note_beside_it()
-> Result<(), Error> {
    let engine = office();
    let id = ArticleId(uuid::Uuid::from_u128(7));
    let master = fields_of(&article("Master", "As headquarters says."));
    wait(
        engine.workers.write(move |session| Ok(session.put_bundled(("article", id.0), &master)?)),
    )?;
    let file = wait(engine.article(id))?;
    assert!(!file.own);
    for refused in [
        wait(engine.step_article(id, ArticleStep::Archive)).map(drop),
        wait(engine.review_article(id, None)).map(drop),
        wait(engine.rewrite_article(file.opened(), article("Mine", "No."))).map(drop),
    ] {
        assert!(matches!(refused, Err(Error::ArticleKeptElsewhere)));
    }

    let note = wait(engine.write_note_beside(id))?.id;
    let (file, beside) = (wait(engine.article(note))?, wait(engine.article(id))?);
    assert!(file.own && file.article.body == "As headquarters says.");
    assert_eq!(file.beside.map(|(id, _)| id), Some(id));
    assert_eq!(beside.notes.into_iter().map(|(id, _)| id).collect::<Vec<_>>(), [note]);
    Ok(())
}

#[test]
fn a_title_is_needed_and_a_word_is_kept_once() -> Result<(), Error> {
    let engine = office();
    let refused = wait(engine.write_article(article(" ", "Text")));
    assert!(matches!(refused, Err(Error::Field { field: "title", why: Wrong::Missing })));

    let words = vec![" E1 ".into(), "E1".into(), String::new(), "漏水".into()];
    let id = written(&engine, Article { words, ..article("Leaks", "Text") });
    assert_eq!(wait(engine.article(id))?.article.words, ["E1", "漏水"]);
    Ok(())
}

#[test]
fn the_starter_set_is_brought_in_once_and_taken_away_again() -> Result<(), Error> {
    let engine = office();
    let language = Language::SimplifiedChinese;
    let all = starters(language).len();
    assert_eq!(wait(engine.knowledge(language))?.starters, all);
    let brought = wait(engine.bring_in_starters(language))?;
    assert_eq!(brought.articles, all);
    let shelf = wait(engine.knowledge(language))?;
    assert_eq!((shelf.starters, shelf.articles.len()), (0, all));
    assert!(shelf.articles.iter().all(|it| it.row.own && it.stale.is_none()));
    assert_eq!(wait(engine.bring_in_starters(language))?.articles, 0);

    wait(engine.undo(brought.undo))?;
    assert_eq!(wait(engine.knowledge(language))?.starters, all);
    Ok(())
}

#[test]
fn every_starter_is_whole_and_says_the_same_in_each_language() {
    let texts =
        |json: &str| -> Vec<serde_json::Value> { serde_json::from_str(json).expect("a list") };
    let codes: Vec<Code> = texts(include_str!("../../../assets/catalog/code.json"))
        .into_iter()
        .map(|it| serde_json::from_value(it).expect("a code"))
        .collect();
    let parts: Vec<Part> = texts(include_str!("../../../assets/catalog/part.json"))
        .into_iter()
        .map(|it| serde_json::from_value(it).expect("a part"))
        .collect();
    let heads = |language| {
        let of = |(_, it): (_, Article)| (it.starter, it.category, it.kinds, it.faults);
        starters(language).into_iter().map(of).collect::<Vec<_>>()
    };
    for language in Language::ALL {
        assert_eq!(starters(language).len(), files(language), "each file is an article");
        assert_eq!(heads(language), heads(Language::English), "{language:?}");
        for (_, article) in starters(language) {
            let name = article.starter.clone().unwrap_or_default();
            assert!(!article.kinds.is_empty() && !article.words.is_empty(), "{name}");
            for fault in &article.faults {
                assert!(codes.iter().any(|code| code.code == *fault), "{name}: {fault}");
            }
            let number = |word: &&str| {
                let mut halves = word.split('-');
                let (head, tail) = (halves.next().unwrap_or_default(), halves.next());
                (2..=3).contains(&head.len())
                    && head.bytes().all(|byte| byte.is_ascii_uppercase())
                    && tail
                        .is_some_and(|it| it.len() == 4 && it.bytes().all(|b| b.is_ascii_digit()))
            };
            let leaves = article.body.lines().filter(|line| line.contains('→'));
            for part in leaves.flat_map(str::split_whitespace).filter(number) {
                assert!(parts.iter().any(|known| known.number == part), "{name}: {part}");
            }
        }
    }
}

#[test]
fn a_file_without_a_whole_head_is_no_article() {
    let whole = "---\nid: a\ntitle: T: with a colon\ncategory: fault\nkinds: washer, dryer\nfaults:\nwords: x，y\n---\n\nText\n";
    let article = parse(whole, "en").expect("an article");

    assert_eq!((article.title.as_str(), article.body.as_str()), ("T: with a colon", "Text"));
    assert_eq!((article.kinds.len(), article.faults.len(), article.words.len()), (2, 0, 2));
    for broken in ["Text", "---\ntitle: T\n---\n", &whole.replace("washer", "spaceship")] {
        assert!(parse(broken, "en").is_none(), "{broken}");
    }
}

#[test]
fn undoing_a_new_article_takes_it_away() -> Result<(), Error> {
    let engine = office();
    let saved = wait(engine.write_article(article("Leaks", "Text")))?;
    assert!(matches!(saved.undo, Undo::TakeAway { .. }));
    wait(engine.undo(saved.undo))?;
    assert!(matches!(wait(engine.article(saved.id)), Err(Error::Unknown("article"))));
    Ok(())
}

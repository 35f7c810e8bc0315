use domain::{ArticleStep, Fields, Record as _, fields_of};
use sync::Change;

use super::*;
use crate::Store;

fn store() -> Store {
    let mut store = Store::in_memory().expect("memory");
    store.transact(crate::replica::found).expect("a desk");
    store
}

fn article(
    title: &str,
    kinds: &[Category],
    faults: &[&str],
    words: &[&str],
    body: &str,
) -> Article {
    let texts = |list: &[&str]| list.iter().map(|it| (*it).to_owned()).collect();

    Article {
        title: title.into(),
        body: body.into(),
        state: ArticleState::Draft.after(ArticleStep::Publish).expect("it can be"),
        kinds: kinds.to_vec(),
        faults: texts(faults),
        words: texts(words),
        ..Article::default()
    }
}

fn put(session: &Session<'_>, n: u128, article: &Article) -> Result<(), Error> {
    let (kind, id) = (Article::KIND.to_owned(), Uuid::from_u128(n));

    session.stage(Change::Create { kind, id, body: fields_of(article) })
}

/// Three articles that are told, and one that is not.
fn shelf(session: &Session<'_>) -> Result<(), Error> {
    use Category::{RangeHood, Washer, WaterHeater};
    let heater = article(
        "电热水器不出热水",
        &[WaterHeater],
        &["F01"],
        &["水不热", "no hot water"],
        "## 先问\n- 插座有没有电",
    );
    put(session, 1, &heater)?;
    put(session, 2, &article("漏电保护插头跳闸", &[WaterHeater], &["F02"], &["跳闸"], "复位按钮"))?;
    put(session, 3, &article("Drum does not drain", &[Washer], &[], &["E1", "drain"], "Filter"))?;
    let draft = Article {
        state: ArticleState::Draft,
        ..article("不出热水", &[RangeHood], &[], &[], "")
    };
    put(session, 4, &draft)
}

fn ids(found: &[(ArticleRow, u32)]) -> Vec<u128> {
    found.iter().map(|(row, _)| row.id.0.as_u128()).collect()
}

#[test]
fn words_find_articles_by_their_title_first() -> Result<(), Error> {
    let mut store = store();
    store.transact(|session| {
        shelf(session)?;
        let found = |text: &str| -> Result<Vec<u128>, Error> {
            Ok(session.find_articles(text)?.into_iter().map(|id| id.0.as_u128()).collect())
        };

        assert_eq!(found("热水")?, [4, 1]);
        assert_eq!(found("插座 热水")?, [1]);
        assert_eq!(found("hot water")?, [1]);
        assert_eq!(found("e1")?, [3]);
        assert_eq!(found("drain filter")?, [3]);
        assert!(found("冰箱")?.is_empty() && found(" ")?.is_empty());
        Ok(())
    })
}

#[test]
fn what_fits_the_machine_and_the_fault_is_offered_first_and_drafts_never() -> Result<(), Error> {
    let mut store = store();
    store.transact(|session| {
        shelf(session)?;
        let asked = |kind, fault: Option<&str>, words: &str| Asked {
            kind,
            fault: fault.map(str::to_owned),
            words: words.into(),
            ..Asked::default()
        };
        let offered = |asked: Asked| Ok::<_, Error>(ids(&session.suggest_articles(&asked, 5)?));
        let heater = Some(Category::WaterHeater);

        assert_eq!(offered(asked(heater, Some("f02"), ""))?, [2, 1]);
        assert_eq!(offered(asked(heater, None, "早上起来水不热了"))?, [1, 2]);
        assert_eq!(offered(asked(None, None, "洗衣机显示E1"))?, [3]);
        assert_eq!(offered(asked(Some(Category::Washer), None, ""))?, [3]);
        assert!(offered(asked(Some(Category::Refrigerator), None, "水不热"))?.is_empty());
        assert!(offered(Asked::default())?.is_empty());
        Ok(())
    })
}

#[test]
fn an_edit_is_found_by_its_new_words_alone_and_a_removed_one_by_none() -> Result<(), Error> {
    let mut store = store();
    store.transact(|session| {
        shelf(session)?;
        let id = Uuid::from_u128(3);
        let fields = Fields::from_iter([("title".to_owned(), "Pump is blocked".into())]);
        let kind = Article::KIND.to_owned();
        session.stage(Change::Patch { kind: kind.clone(), id, base_rev: 0, fields })?;
        assert_eq!(session.find_articles("pump blocked")?.len(), 1);
        assert!(session.find_articles("does not")?.is_empty());

        session.stage(Change::Remove { kind, id, base_rev: 0 })?;
        assert!(session.find_articles("pump")?.is_empty());
        assert_eq!(session.articles()?.len(), 3);
        Ok(())
    })
}

#[test]
fn articles_that_lay_here_before_are_filed_when_the_program_is_updated() -> Result<(), Error> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("branchdesk.db");
    let mut store = Store::open(&path)?;
    store.transact(|session| {
        crate::replica::found(session)?;
        shelf(session)
    })?;
    store.db.execute_batch(&format!(
        "{} drop table article; drop table article_about; drop table search_article;
         pragma user_version = 17",
        crate::BEFORE_22,
    ))?;
    drop(store);

    let mut store = Store::open(&path)?;
    assert_eq!(store.read(|session| session.find_articles("drain"))?.len(), 1);
    assert_eq!(store.read(|session| session.setting(BEHIND))?, None);
    Ok(())
}

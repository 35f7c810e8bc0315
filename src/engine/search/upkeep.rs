//! The search index made anew, and brought up to date after an update.

use crate::worker::Workers;
use crate::{Engine, Error, Progress};

impl Engine {
    /// Makes the search index anew, beside whoever else has the office open; answers how many households it has. Until it is
    /// done, those to whom nothing has happened for long are not found. Stopped, it goes on when the office is
    /// opened next.
    pub fn rebuild_search(
        &self,
        progress: Progress,
    ) -> impl Future<Output = Result<u64, Error>> + Send + use<> {
        let (workers, changed) = (self.workers.clone(), self.changed.clone());

        async move {
            let all = workers.write(|session| Ok(session.forget_search()?)).await?;
            let done = catch_up(&workers, all, &progress).await;
            changed.tell();
            done.map(|()| all)
        }
    }

    /// Whether the search index was behind when the office was opened: an older version made it, or making it anew was
    /// stopped.
    pub fn is_search_behind(&self) -> bool {
        self.workers.is_behind()
    }

    /// Brings a search index that is behind up to date. Stopped, it goes on when the office is opened next.
    pub fn catch_up_search(
        &self,
        progress: Progress,
    ) -> impl Future<Output = Result<(), Error>> + Send + use<> {
        let (workers, changed) = (self.workers.clone(), self.changed.clone());

        async move {
            let all = workers.read(|session| Ok(session.search_behind()?)).await?;
            let done = catch_up(&workers, all, &progress).await;
            changed.tell();
            done
        }
    }
}

/// Some households in each transaction, so that nobody else waits long.
async fn catch_up(workers: &Workers, all: u64, progress: &Progress) -> Result<(), Error> {
    loop {
        if progress.is_cancelled() {
            return Err(Error::Cancelled);
        }
        let step = workers.write(|session| {
            let more = session.catch_up_search()?;
            Ok((more, session.search_behind()?))
        });
        let (more, left) = step.await?;
        progress.reach(all.saturating_sub(left), all);
        if !more {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Clock;
    use crate::testing::{call, founding, office, wait};

    #[test]
    fn an_index_that_was_stopped_goes_on_when_the_office_is_opened_next() {
        let folder = tempfile::tempdir().expect("a folder");
        let open = || Engine::open(folder.path(), Clock::System).expect("it opens");
        let found = |engine: &Engine| wait(engine.find("5678", 5)).expect("readable").len();
        let engine = open();
        wait(engine.found_office(founding())).expect("an empty database");
        wait(engine.receive_order(call())).expect("a whole call");
        assert_eq!(wait(engine.rebuild_search(Progress::new())).expect("it is made"), 1);
        assert_eq!(found(&engine), 1);

        let stopped = Progress::new();
        stopped.cancel();
        assert!(matches!(wait(engine.rebuild_search(stopped)), Err(Error::Cancelled)));
        assert_eq!(found(&engine), 0);
        drop(engine);

        let engine = open();
        assert!(engine.is_search_behind());
        let progress = Progress::new();
        let steps = progress.watch();
        wait(engine.catch_up_search(progress)).expect("it catches up");
        let last = *steps.borrow();
        assert_eq!((found(&engine), last.done, last.total), (1, 1, 1));
        drop(engine);
        assert!(!open().is_search_behind());
    }

    #[test]
    fn who_is_renamed_meanwhile_is_found_by_the_new_name_alone() {
        let engine = office();
        let customer = wait(engine.receive_order(call())).expect("a whole call").customer;
        wait(engine.workers.write(|session| Ok(session.forget_search()?))).expect("forgotten");
        let renamed = engine.deed("test", move |deed| {
            deed.edit(customer, |person: &mut domain::Customer| person.name = "欧阳敏".into())
        });
        wait(renamed).expect("a new name");
        wait(engine.catch_up_search(Progress::new())).expect("it catches up");

        for (text, count) in [("5678", 1), ("欧阳敏", 1), ("欧阳喆", 0)] {
            assert_eq!(wait(engine.find(text, 5)).expect("readable").len(), count, "{text}");
        }
    }
}

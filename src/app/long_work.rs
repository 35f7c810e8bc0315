//! Work that takes longer than a second: how far it is, and the way to stop it.

use engine::{Progress, Step};
use iced::widget::{row, space as gap};
use iced::{Center, Element, Task};
use ui::widget::{button, progress, spinner};

/// Work that goes on, as the room that waits for it sees it.
pub struct LongWork {
    progress: Progress,
    step: Step,
}

impl LongWork {
    /// Begins the work. `stepped` brings each step to [`Self::reach`], `done` what came of it.
    pub fn begin<T, F, Message>(
        work: impl FnOnce(Progress) -> F,
        stepped: impl Fn(Step) -> Message + Send + 'static,
        done: impl Fn(T) -> Message + Send + 'static,
    ) -> (Self, Task<Message>)
    where
        T: Send + 'static,
        F: Future<Output = T> + Send + 'static,
        Message: Send + 'static,
    {
        let progress = Progress::new();
        let steps = iced::futures::stream::unfold(progress.watch(), async |mut steps| {
            steps.changed().await.ok()?;
            let step = *steps.borrow_and_update();
            Some((step, steps))
        });
        let (watching, handle) = Task::run(steps, stepped).abortable();
        let work = Task::perform(work(progress.clone()), done).map(move |message| {
            // When the work is done nobody counts any more.
            handle.abort();
            message
        });

        (Self { progress, step: Step::default() }, Task::batch([watching, work]))
    }

    /// It came so far.
    pub fn reach(&mut self, step: Step) {
        self.step = step;
    }

    /// How far it is.
    pub fn step(&self) -> Step {
        self.step
    }

    /// Asks it to stop. What it had begun is undone.
    pub fn cancel(&self) {
        self.progress.cancel();
    }

    /// What it is, how far it is, and the button that stops it.
    pub fn view<'a, Message: Clone + 'a>(
        &self,
        words: String,
        cancel: Option<(String, Message)>,
    ) -> Element<'a, Message> {
        if let Some(share) = self.step.share() {
            return progress(words, share, cancel.map(|(label, message)| (label.into(), message)));
        }
        let cancel = cancel.map(|(label, message)| button(label).small().on_press(message));

        row![spinner(words), gap::horizontal(), cancel].align_y(Center).into()
    }
}

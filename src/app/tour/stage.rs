//! The real program on a stage: its rooms are entered and drawn without a window.

use std::path::Path;
use std::time::Duration;

use engine::Engine;
use iced::futures::StreamExt;
use iced::{Size, Task};
use iced_runtime::{Action, task};
use locale::Language;
use tokio::runtime::Runtime;
use ui::shot::Frame;

use super::Astray;
use crate::look::Look;
use crate::place::Place;
use crate::{App, Message};

/// How long a room may take to settle.
const PATIENCE: Duration = Duration::from_secs(20);

/// A program without a window.
pub struct Stage<'a> {
    app: App,
    runtime: &'a Runtime,
}

impl<'a> Stage<'a> {
    /// Starts the program on `engine`.
    pub fn new(engine: Engine, runtime: &'a Runtime) -> Self {
        let (app, task) = App::new(engine, None);
        let mut stage = Self { app, runtime };
        stage.settle(task);
        stage
    }

    /// Shows everything in this language and light.
    pub fn look(&mut self, language: Language, dark: bool) {
        self.app.show(Look { language, dark, percent: 100 });
    }

    /// Reads the desk anew: it belongs to an office now.
    pub fn begin(&mut self) {
        let desk = Task::perform(self.app.cx.engine.desk(), Message::DeskRead);
        self.settle(desk);
    }

    /// Enters a room.
    pub fn enter(&mut self, place: Place) {
        let task = self.app.go(place);
        self.settle(task);
    }

    /// Draws what is on screen.
    pub fn picture(&self, file: &Path, (size, percent): ((u32, u32), u16)) -> Result<(), Astray> {
        let frame = Frame {
            size: Size::new(size.0, size.1),
            scale: f32::from(percent) / 100.0,
            theme: self.app.theme(),
        };
        let png = ui::shot::png(self.app.view(), &frame)?;
        std::fs::write(file, png).map_err(|error| engine::Error::file(file, &error))?;

        Ok(())
    }

    /// Runs work and what follows from it to the end.
    fn settle(&mut self, task: Task<Message>) {
        let mut waiting = vec![task];
        while let Some(task) = waiting.pop() {
            let Some(stream) = task::into_stream(task) else { continue };
            let messages = self.runtime.block_on(async {
                let all = stream.filter_map(async |action| match action {
                    Action::Output(message) => Some(message),
                    _ => None,
                });
                tokio::time::timeout(PATIENCE, all.collect::<Vec<_>>()).await.unwrap_or_default()
            });
            for message in messages {
                waiting.push(self.app.update(message));
            }
        }
    }
}

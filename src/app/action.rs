//! What a room wants after a message.

use engine::Undo;
use iced::Task;
use ui::Tone;

use crate::look::Look;
use crate::place::Place;

/// What is to be done.
pub enum Action<Message> {
    /// Nothing.
    None,
    /// Work that answers to this room.
    Run(Task<Message>),
    /// Another room.
    Open(Place),
    /// The room before this one.
    Close,
    /// Words at the foot of the window, and work that answers to this room.
    Tell(Notice, Task<Message>),
    /// Words at the foot of the window, and another room.
    TellAndOpen(Notice, Place),
    /// Everything is to look like this from now on.
    Look(Look),
    /// This desk now belongs to an office, or to another one.
    Begin,
}

impl<Message: Send + 'static> Action<Message> {
    /// The same for whoever stands around the room.
    pub fn map<Outer: Send + 'static>(
        self,
        outer: impl Fn(Message) -> Outer + Send + Sync + Clone + 'static,
    ) -> Action<Outer> {
        match self {
            Self::None => Action::None,
            Self::Run(task) => Action::Run(task.map(outer)),
            Self::Open(place) => Action::Open(place),
            Self::Close => Action::Close,
            Self::Tell(notice, task) => Action::Tell(notice, task.map(outer)),
            Self::TellAndOpen(notice, place) => Action::TellAndOpen(notice, place),
            Self::Look(look) => Action::Look(look),
            Self::Begin => Action::Begin,
        }
    }
}

/// Words at the foot of the window, with the way back.
#[derive(Debug, Clone)]
pub struct Notice {
    pub tone: Tone,
    pub words: String,
    pub undo: Option<Undo>,
    /// What was done, where the words alone do not say what it was about.
    pub deed: Option<String>,
    /// Where it leads.
    pub way: Option<Way>,
    /// It is about what is being typed: it is over once anything else is said.
    pub passing: bool,
    /// A deed was done for which there is no way back.
    pub for_good: bool,
}

/// What waits to be looked at.
#[derive(Debug, Clone)]
pub enum Way {
    /// The number of somebody who rang.
    Caller(String),
    /// What was made ready while somebody was elsewhere.
    Place(Place),
    /// Where what was just done is found: it goes with its words.
    Found(Place),
}

impl Notice {
    /// Something was done.
    pub fn done(words: String) -> Self {
        Self {
            tone: Tone::Success,
            words,
            undo: None,
            deed: None,
            way: None,
            passing: false,
            for_good: false,
        }
    }

    /// Something could not be done.
    pub fn problem(words: String) -> Self {
        Self { tone: Tone::Danger, ..Self::done(words) }
    }

    /// Something is still missing from what is being typed: it need not be told longer than that is so.
    pub fn missing(words: String) -> Self {
        Self { passing: true, ..Self::problem(words) }
    }

    /// With the way back.
    pub fn undone_by(self, undo: Undo) -> Self {
        Self { undo: Some(undo), ..self }
    }

    /// With the way back, or that there is none: then Ctrl+Z says so, and takes no older deed back in its place.
    pub fn undone_if(self, undo: Option<Undo>) -> Self {
        Self { for_good: undo.is_none(), undo, ..self }
    }

    /// Done to this order, file or other thing: its name goes before the words when the deed is taken back, unless they
    /// say it.
    pub fn about(self, what: &str) -> Self {
        let unsaid = !what.is_empty() && !self.words.contains(what);
        let deed = unsaid.then(|| format!("{what} · {}", self.words));

        Self { deed, ..self }
    }

    /// With the way to where it is now found, as long as its words are there.
    pub fn found_at(self, place: Place) -> Self {
        Self { way: Some(Way::Found(place)), ..self }
    }

    /// With the way to what it tells of, which waits until somebody takes it.
    pub fn leading_to(self, place: Place) -> Self {
        Self { way: Some(Way::Place(place)), ..self }
    }
}

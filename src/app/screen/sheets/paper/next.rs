//! Where the cursor goes.

use iced::Task;
use iced::widget::operation;

/// Where the cursor goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    Stay,
    Field(&'static str),
    /// Behind what stands in this field.
    After(&'static str),
    Save,
}

impl Next {
    /// Moves the cursor there; in a field with all that stands there selected, so that typing replaces it.
    pub fn task<M: Send + 'static>(self) -> Task<M> {
        match self {
            Self::Field(id) => operation::focus(id).chain(operation::select_all(id)),
            Self::After(id) => operation::focus(id).chain(operation::move_cursor_to_end(id)),
            Self::Stay | Self::Save => Task::none(),
        }
    }
}

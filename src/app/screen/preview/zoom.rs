//! How large a paper is shown.

/// Logical pixels to a point at true size.
const TRUE_SIZE: f32 = 96.0 / 72.0;
/// The largest that a page is made to fit a wide room: larger letters are no easier to read.
const WIDEST: f32 = 1.6;
/// The steps of the zoom, in percent.
const STEPS: [u16; 8] = [50, 75, 100, 125, 150, 200, 300, 400];

/// How large the paper is shown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Zoom {
    /// As wide as the room, within reason.
    Fit,
    /// So many percent of its true size.
    Percent(u16),
}

impl Zoom {
    /// One step larger or smaller, or back to the width of the room.
    pub fn stepped(self, larger: Option<bool>) -> Self {
        let now = match self {
            Self::Fit => 100,
            Self::Percent(percent) => percent,
        };
        let next = match larger {
            None => return Self::Fit,
            Some(true) => STEPS.into_iter().find(|step| *step > now),
            Some(false) => STEPS.into_iter().rev().find(|step| *step < now),
        };

        Self::Percent(next.unwrap_or(now))
    }

    /// Logical pixels to a point, where a page is so many points wide and there is so much room.
    pub fn scale(self, page: f32, room: f32) -> f32 {
        match self {
            Self::Fit => (room / page.max(1.0)).clamp(0.2, WIDEST),
            Self::Percent(percent) => f32::from(percent) / 100.0 * TRUE_SIZE,
        }
    }
}

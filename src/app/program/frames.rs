//! For measurements: says when the first picture of the window was on screen, and when that of the office was.

use std::io::Write;

/// What a picture shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shown {
    /// Anything.
    Something,
    /// A room with what belongs in it.
    Room,
}

/// The pictures so far.
#[derive(Debug, Default)]
pub struct Frames {
    /// What the picture shows that is being drawn.
    coming: Option<Shown>,
    said: Option<Shown>,
}

impl Frames {
    /// Whether all was said.
    pub fn is_over(&self) -> bool {
        self.said == Some(Shown::Room)
    }

    /// A picture is about to be drawn that shows this; so the one before is on screen.
    pub fn drawing(&mut self, shown: Shown) {
        let before = self.coming.replace(shown);
        if before <= self.said {
            return;
        }
        let words: &[&str] = match (self.said.is_none(), before) {
            (true, Some(Shown::Room)) => &["window", "room"],
            (true, _) => &["window"],
            (false, _) => &["room"],
        };
        self.said = before;
        for word in words {
            // Whoever measured has stopped listening.
            let _ = writeln!(std::io::stdout(), "{word}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_counts_when_the_next_one_is_begun() {
        let mut frames = Frames::default();
        frames.drawing(Shown::Something);
        assert_eq!(frames.said, None);
        frames.drawing(Shown::Room);
        assert_eq!((frames.said, frames.is_over()), (Some(Shown::Something), false));
        frames.drawing(Shown::Room);
        assert!(frames.is_over());
    }
}

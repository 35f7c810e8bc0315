//! How one file travels (rule 17): a machine that says what to ask headquarters next, and what the answer means. It does
//! no I/O: whoever drives it does, and may let go of it between any two calls. What headquarters holds and what lies
//! here say where to go on.

use crate::limits;
use crate::wire::Held;

/// What to ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// How much of it is there.
    Look,
    /// Send this piece.
    Send {
        /// Its first byte.
        at: u64,
        /// So many bytes.
        len: u64,
    },
    /// Fetch from there on.
    Fetch {
        /// The first byte.
        at: u64,
    },
}

/// What headquarters said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// So much of it is there: to a look, or to a piece that was sent.
    Held(Held),
    /// The piece does not follow what is there.
    Elsewhere(Held),
    /// What was sent is not what its hash says.
    Wrong,
    /// So many bytes came, and are on the disk.
    Came(u64),
    /// There is no such file as far as we may know.
    Unknown,
    /// This headquarters knows nothing of files.
    TooOld,
    /// Not before so many seconds.
    Busy(u64),
    /// No answer, or none that can be read.
    Lost,
}

/// What to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Ask this.
    Ask(Ask),
    /// Headquarters has all of it.
    Confirmed,
    /// All of it is here: is it what its hash says?
    Verify,
    /// Not now.
    Later(Pause),
}

/// Why it does not go on now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pause {
    /// The line is cut, or what answers is not headquarters.
    Line,
    /// Headquarters is busy, for so many seconds.
    Busy(u64),
    /// Headquarters knows nothing of files yet.
    TooOld,
    /// Headquarters does not know this file, or its facts are not there yet.
    Unknown,
    /// The computer that has it has not sent it yet.
    Awaited,
    /// What arrived was not what the hash says.
    Wrong,
}

/// One hour: so often is asked at most what has no prospect of another answer.
pub const HOUR_MS: i64 = 3_600_000;

impl Pause {
    /// How long, in milliseconds, if it was so `times` before.
    pub fn ms(self, times: u32) -> i64 {
        let doubled = |first: i64, most: i64| (first << times.min(16)).min(most);

        match self {
            Self::Line => doubled(5_000, 300_000),
            Self::Awaited => doubled(10_000, HOUR_MS),
            Self::Busy(seconds) => i64::try_from(seconds.clamp(1, 3_600)).unwrap_or(60) * 1_000,
            Self::TooOld | Self::Unknown | Self::Wrong => HOUR_MS,
        }
    }

    /// Whether it is so for all files: none is tried meanwhile.
    pub fn is_for_all(self) -> bool {
        match self {
            Self::Line | Self::Busy(_) | Self::TooOld => true,
            Self::Unknown | Self::Awaited | Self::Wrong => false,
        }
    }
}

/// A file on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Carrier {
    way: Way,
    size: u64,
    /// How much of it is where it goes.
    at: u64,
    /// How often it did not go on.
    stuck: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Up,
    Down,
}

/// A headquarters that tells us to begin elsewhere so often will not take it.
const STUCK: u32 = 3;

impl Carrier {
    /// A file that lies here, whole and verified, goes to headquarters.
    pub fn up(size: u64) -> Self {
        Self { way: Way::Up, size, at: 0, stuck: 0 }
    }

    /// A file comes from there; `here` bytes of it came before.
    pub fn down(size: u64, here: u64) -> Self {
        Self { way: Way::Down, size, at: if here > size { 0 } else { here }, stuck: 0 }
    }

    /// Where it begins: nothing is sent that is there already.
    pub fn begin(&self) -> Next {
        Next::Ask(Ask::Look)
    }

    /// How much of it is where it goes, in bytes.
    pub fn at(&self) -> u64 {
        self.at
    }

    /// How many bytes it has.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// What to do after headquarters said that.
    pub fn heard(&mut self, said: Said) -> Next {
        match said {
            Said::Lost => Next::Later(Pause::Line),
            Said::Busy(seconds) => Next::Later(Pause::Busy(seconds)),
            Said::TooOld => Next::Later(Pause::TooOld),
            Said::Unknown => Next::Later(Pause::Unknown),
            Said::Wrong => Next::Later(Pause::Wrong),
            Said::Held(held) | Said::Elsewhere(held) if held.size != self.size => {
                // A headquarters that has another file under this name is none, or the fact lies.
                Next::Later(Pause::Wrong)
            }
            Said::Held(held) | Said::Elsewhere(held) => match self.way {
                Way::Up => self.go_on(held),
                Way::Down if held.is_whole() => self.fetch(),
                Way::Down => Next::Later(Pause::Awaited),
            },
            Said::Came(bytes) => {
                self.at = (self.at + bytes).min(self.size);
                if bytes == 0 { Next::Later(Pause::Line) } else { self.fetch() }
            }
        }
    }

    fn fetch(&self) -> Next {
        if self.at == self.size {
            return Next::Verify;
        }

        Next::Ask(Ask::Fetch { at: self.at })
    }

    fn go_on(&mut self, held: Held) -> Next {
        if held.is_whole() {
            self.at = held.held;
            return Next::Confirmed;
        }
        if held.held <= self.at && self.at > 0 {
            self.stuck += 1;
            if self.stuck > STUCK {
                return Next::Later(Pause::Line);
            }
        }
        self.at = held.held;
        let len = (self.size - self.at).min(limits::DESK_CHUNK_BYTES);

        Next::Ask(Ask::Send { at: self.at, len })
    }
}

#[cfg(test)]
mod tests;

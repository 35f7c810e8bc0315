//! What happened, line by line, and what was not as it should be.

use std::fmt::Debug;
use std::time::Instant;

/// The tour's ledger.
pub struct Ledger<'a> {
    begun: Instant,
    last: Instant,
    say: &'a mut dyn FnMut(&str),
    /// How many things were compared.
    pub compared: u32,
    /// What was not as it should be.
    pub wrong: Vec<String>,
}

impl<'a> Ledger<'a> {
    pub fn new(say: &'a mut dyn FnMut(&str)) -> Self {
        let now = Instant::now();

        Self { begun: now, last: now, say, compared: 0, wrong: Vec::new() }
    }

    /// Something happened; it took as long as passed since the line before.
    pub fn note(&mut self, what: impl AsRef<str>) {
        let now = Instant::now();
        let took = now.duration_since(self.last).as_secs_f64() * 1e3;
        let at = now.duration_since(self.begun).as_secs_f64();
        self.last = now;
        (self.say)(&format!("{at:7.2} s {took:8.1} ms  {}", what.as_ref()));
    }

    /// Something is as it should be, or is written down.
    pub fn expect<T: PartialEq + Debug>(&mut self, what: &str, is: &T, should: &T) {
        self.compared += 1;
        if is != should {
            let line = format!("{what}: is {is:?}, should be {should:?}");
            (self.say)(&format!("WRONG  {line}"));
            self.wrong.push(line);
        }
    }

    /// Something holds, or is written down.
    pub fn hold(&mut self, what: &str, holds: bool) {
        self.expect(what, &holds, &true);
    }
}

//! The table of figures, and how time is taken.

use std::time::{Duration, Instant};

/// Rows as they are printed.
#[derive(Default)]
pub struct Table(Vec<[String; 4]>);

impl Table {
    /// A figure, what it is measured against, and how many times that it is.
    pub fn row(&mut self, what: &str, figure: String, against: &str, ratio: Option<f64>) {
        let ratio = ratio.map_or_else(|| "–".to_owned(), |ratio| format!("{ratio:.2} ×"));
        eprintln!("{what}: {figure} ({ratio} {against})");
        self.0.push([what.to_owned(), figure, against.to_owned(), ratio]);
    }

    pub fn print(&self) {
        println!("| what | figure | against | ratio |\n|---|---|---|---|");
        for [what, figure, against, ratio] in &self.0 {
            println!("| {what} | {figure} | {against} | {ratio} |");
        }
    }
}

/// How long `work` takes.
pub fn time<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let begun = Instant::now();
    let value = work();

    (begun.elapsed(), value)
}

/// The value below which `share` of the sorted times lie.
pub fn percentile(times: &mut [Duration], share: f64) -> Duration {
    times.sort_unstable();
    let at = ((times.len() as f64 - 1.0) * share).round();

    times.get(at as usize).copied().unwrap_or_default()
}

pub fn ms(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1e3)
}

pub fn seconds(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}

/// The most memory this process had at once since [`forget_peak`], in MB; 0 where the system does not say.
pub fn peak_mb() -> u64 {
    status_mb("VmHWM:")
}

/// The memory that this process has now, in MB; 0 where the system does not say.
pub fn resident_mb() -> u64 {
    status_mb("VmRSS:")
}

/// Lets the peak begin anew, where the system can do that.
pub fn forget_peak() {
    // Elsewhere the peak is that of the whole run.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

fn status_mb(name: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let kb: u64 = line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0);

    kb / 1024
}

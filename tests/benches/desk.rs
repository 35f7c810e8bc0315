//! `cargo bench -p acceptance`: what a desk can do, each figure beside the limit it was measured against in the same run.
//!
//! Machines are noisy: figures are medians, and what counts is the ratio. Nothing here fails because it is slow.
#![expect(
    clippy::expect_used,
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "a measurement that cannot be made ends here, and its figures are for whoever looks"
)]

mod customers;
mod exchange;
mod households;
mod import;
mod load;
mod lookup;
mod paper;
mod snapshot;
mod suspects;
mod table;
mod wake;
mod window;

use table::Table;

fn main() {
    if window::is_one() || load::is_one() || exchange::is_one() {
        return;
    }
    let wanted: Vec<String> =
        std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let asked =
        |name: &str| wanted.is_empty() || wanted.iter().any(|word| name.contains(word.as_str()));
    let folder = tempfile::tempdir().expect("a folder for the databases");
    let mut table = Table::default();

    if asked("lookup") {
        lookup::measure(folder.path(), &mut table);
    }
    if asked("import") {
        import::measure(folder.path(), &mut table);
    }
    if asked("exchange") {
        exchange::measure(folder.path(), &mut table);
    }
    if asked("wake") {
        wake::measure(folder.path(), &mut table);
    }
    if asked("paper") {
        paper::measure(folder.path(), &mut table);
    }
    if asked("window") {
        window::measure(folder.path(), &mut table);
    }
    if wanted.iter().any(|word| word == "snapshot") {
        snapshot::measure(folder.path(), &mut table);
    }
    if wanted.iter().any(|word| word == "customers") {
        let sizes: Vec<u32> = wanted.iter().filter_map(|word| word.parse().ok()).collect();
        for count in if sizes.is_empty() { &[1_000_000][..] } else { &sizes[..] } {
            customers::measure(folder.path(), *count, &mut table);
        }
    }
    if wanted.iter().any(|word| word == "households") {
        let sizes: Vec<u32> = wanted.iter().filter_map(|word| word.parse().ok()).collect();
        for count in if sizes.is_empty() { &[100_000][..] } else { &sizes[..] } {
            households::measure(folder.path(), *count, &mut table);
        }
    }
    if wanted.iter().any(|word| word == "suspects") {
        let sizes: Vec<u32> = wanted.iter().filter_map(|word| word.parse().ok()).collect();
        for count in if sizes.is_empty() { &[100_000][..] } else { &sizes[..] } {
            suspects::measure(folder.path(), *count, &mut table);
        }
    }
    if wanted.iter().any(|word| word == "load") {
        let sizes: Vec<usize> = wanted.iter().filter_map(|word| word.parse().ok()).collect();
        for desks in if sizes.is_empty() { &[1_000][..] } else { &sizes[..] } {
            load::measure(folder.path(), *desks, &mut table);
        }
    }
    table.print();
}

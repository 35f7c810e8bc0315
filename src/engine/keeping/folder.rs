//! The folder of backups: what lies there, when the next daily one is due, and which of them may go.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{FixedOffset, NaiveDate, NaiveDateTime};
use domain::Moment;

use crate::Clock;

/// The folder of the backups in the data folder.
pub(super) const FOLDER: &str = "backups";
/// The daily backups of so many days are kept.
pub(super) const KEPT: usize = 14;
/// Between two daily backups, in milliseconds.
const DAY_MS: i64 = 24 * 3_600_000;
/// What the name of a daily backup begins with.
const DAILY: &str = "branchdesk-";
/// What the name of a backup begins with that a person made: only a person removes it.
const BY_HAND: &str = "by-hand-";
/// What follows: the moment by the office's clock.
const MOMENT: &str = "%Y%m%d-%H%M%S";

/// A backup that lies in the data folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupFile {
    /// Where.
    pub path: PathBuf,
    /// When it was made.
    pub at: Moment,
    /// How large it is.
    pub bytes: u64,
}

impl BackupFile {
    /// Whether a person made it: then only a person removes it.
    pub fn is_by_hand(&self) -> bool {
        let name = self.path.file_name().unwrap_or_default().to_string_lossy();

        name.starts_with(BY_HAND)
    }
}

/// The backups of the office in `folder`, latest first, whether its database can be opened or not.
pub fn backups_of(folder: &Path) -> Vec<BackupFile> {
    let folder = folder.join(FOLDER);
    let mut all = backups(&folder, DAILY);
    all.extend(backups(&folder, BY_HAND));
    all.sort();

    all.into_iter().rev().filter_map(|(_, path)| described(path)).collect()
}

/// The name of a daily backup that is made now.
pub(super) fn daily_name(clock: &Clock) -> String {
    named(DAILY, clock)
}

/// The name of a backup that a person makes now.
pub(super) fn by_hand_name(clock: &Clock) -> String {
    named(BY_HAND, clock)
}

/// How long until the next daily backup is due. What is named after a moment that is still to come was made while the
/// clock was wrong, and says nothing.
pub(super) fn until_due(folder: &Path, now: Moment, offset: FixedOffset) -> Duration {
    let made = |at: NaiveDateTime| {
        Some(Moment(at.and_local_timezone(offset).single()?.timestamp_millis()))
    };
    let past = backups(folder, DAILY).into_iter().filter_map(|(at, _)| made(at));
    let Some(latest) = past.filter(|at| *at <= now).max() else { return Duration::ZERO };
    let age = now.0.saturating_sub(latest.0);

    Duration::from_millis(u64::try_from(DAY_MS - age).unwrap_or_default())
}

/// Removes daily backups: of each day all but the last, and those of days before the last fourteen. What is named
/// after a moment that is still to come neither counts nor goes.
pub(super) fn prune(folder: &Path, now: Moment, offset: FixedOffset) {
    let now = now.at(offset).naive_local();
    let mut days = BTreeSet::<NaiveDate>::new();
    for (at, path) in backups(folder, DAILY).into_iter().rev().filter(|(at, _)| *at <= now) {
        if days.len() == KEPT || !days.insert(at.date()) {
            // One too many does no harm.
            let _ = std::fs::remove_file(path);
        }
    }
}

fn named(kind: &str, clock: &Clock) -> String {
    format!("{kind}{}.db", clock.now().at(clock.offset()).format(MOMENT))
}

/// The backups of one kind with the moments in their names, earliest first.
fn backups(folder: &Path, kind: &str) -> Vec<(NaiveDateTime, PathBuf)> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let moment = |path: &Path| {
        let name = path.file_name()?.to_str()?;
        let moment = name.strip_prefix(kind)?.strip_suffix(".db")?;
        NaiveDateTime::parse_from_str(moment, MOMENT).ok()
    };
    let with_moment = |path: PathBuf| Some((moment(&path)?, path));
    let mut all: Vec<_> = entries.filter_map(|entry| with_moment(entry.path())).collect();
    all.sort();

    all
}

fn described(path: PathBuf) -> Option<BackupFile> {
    let metadata = path.metadata().ok()?;
    let since = metadata.modified().ok()?.duration_since(std::time::UNIX_EPOCH).ok()?;
    let at = Moment(i64::try_from(since.as_millis()).ok()?);

    Some(BackupFile { path, at, bytes: metadata.len() })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600_000;

    fn shanghai() -> FixedOffset {
        FixedOffset::east_opt(8 * 3_600).expect("an offset")
    }

    /// The moment of a local time in November 2026.
    fn november(day: u32, hour: u32) -> Moment {
        let at = NaiveDate::from_ymd_opt(2026, 11, day).and_then(|day| day.and_hms_opt(hour, 0, 0));
        let at = at.and_then(|at| at.and_local_timezone(shanghai()).single()).expect("a moment");
        Moment(at.timestamp_millis())
    }

    fn put(folder: &Path, kind: &str, moment: &str) {
        std::fs::write(folder.join(format!("{kind}{moment}.db")), "").expect("room");
    }

    fn names(folder: &Path, kind: &str) -> Vec<String> {
        let all = backups(folder, kind).into_iter();
        all.map(|(at, _)| at.format("%Y-%m-%d %H").to_string()).collect()
    }

    #[test]
    fn a_clock_that_was_wrong_for_a_while_costs_no_backup() {
        let folder = tempfile::tempdir().expect("a folder");
        let folder = folder.path();
        for day in 1..=14 {
            put(folder, DAILY, &format!("202611{day:02}-090000"));
        }
        // The battery was empty, and then the date was typed wrong.
        put(folder, DAILY, "20360101-000000");
        put(folder, DAILY, "19700101-000000");
        let mut now = november(14, 10);
        let mut made = 0;
        for _ in 0..48 {
            if until_due(folder, now, shanghai()).is_zero() {
                put(folder, DAILY, &now.at(shanghai()).format(MOMENT).to_string());
                prune(folder, now, shanghai());
                made += 1;
            }
            now = Moment(now.0 + HOUR);
        }

        assert_eq!(made, 2, "one a day");
        let left = names(folder, DAILY);
        assert_eq!(left.len(), KEPT + 1, "{left:?}");
        assert_eq!((left[0].as_str(), left[13].as_str()), ("2026-11-03 09", "2026-11-16 09"));
    }

    #[test]
    fn of_one_day_one_daily_backup_is_kept_and_all_that_people_made() {
        let folder = tempfile::tempdir().expect("a folder");
        let folder = folder.path();
        for day in 1..=16 {
            put(folder, DAILY, &format!("202611{day:02}-090000"));
        }
        for hour in 10..20 {
            put(folder, DAILY, &format!("20261116-{hour}0000"));
            put(folder, BY_HAND, &format!("20261116-{hour}0000"));
        }
        prune(folder, november(16, 20), shanghai());

        let left = names(folder, DAILY);
        assert_eq!(left.len(), KEPT);
        assert_eq!((left[0].as_str(), left[13].as_str()), ("2026-11-03 09", "2026-11-16 19"));
        assert_eq!(names(folder, BY_HAND).len(), 10);
        assert!(!until_due(folder, november(16, 20), shanghai()).is_zero());
        assert!(until_due(folder, november(17, 19), shanghai()).is_zero());
    }
}

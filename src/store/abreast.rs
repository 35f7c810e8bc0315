//! Two processors for one transaction: what takes thought is made ready on a second thread, and written on this one.

use std::sync::mpsc;
use std::thread;

/// Fewer are not worth a thread.
const WORTH_IT: usize = 64;
/// So many are handed over at once.
const BATCH: usize = 32;
/// So many batches lie ready at most.
const AHEAD: usize = 4;

/// Makes each of `items` ready and takes what came of it, in their order. What is ready waits in small numbers, however
/// many there are. Ends with the first failure.
pub(crate) fn abreast<T: Sync, U: Send, E>(
    items: &[T],
    prepare: impl Fn(&T) -> U + Sync,
    mut take: impl FnMut(&T, U) -> Result<(), E>,
) -> Result<(), E> {
    let done = thread::scope(|scope| {
        if items.len() < WORTH_IT {
            return None;
        }
        let (ready, taken) = mpsc::sync_channel(AHEAD);
        let prepare = &prepare;
        let work = move || {
            for batch in items.chunks(BATCH) {
                let batch: Vec<U> = batch.iter().map(prepare).collect();
                // Whoever takes has ended.
                if ready.send(batch).is_err() {
                    return;
                }
            }
        };
        // A computer that has no thread to spare does everything on this one.
        thread::Builder::new().name("abreast".to_owned()).spawn_scoped(scope, work).ok()?;

        let prepared = taken.into_iter().flatten();
        Some(items.iter().zip(prepared).try_for_each(|(item, it)| take(item, it)))
    });

    done.unwrap_or_else(|| items.iter().try_for_each(|item| take(item, prepare(item))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_are_taken_in_their_order_and_none_after_a_failure() {
        for count in [0, 1, WORTH_IT - 1, WORTH_IT, 1_000] {
            let items: Vec<usize> = (0..count).collect();
            let mut met = Vec::new();
            let all = abreast(
                &items,
                |item| item * 2,
                |item, twice| {
                    assert_eq!(item * 2, twice);
                    met.push(*item);
                    Ok::<_, ()>(())
                },
            );
            assert_eq!((all, &met), (Ok(()), &items));

            let half = count / 2;
            let mut last = None;
            let some = abreast(
                &items,
                |item| *item,
                |_, item| {
                    last = Some(item);
                    if item == half { Err(item) } else { Ok(()) }
                },
            );
            assert_eq!(some.is_err(), count > 0);
            assert_eq!(last, (count > 0).then_some(half));
        }
    }
}

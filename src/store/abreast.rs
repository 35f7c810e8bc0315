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
/// many there are; an item is let go of where it was made ready. Ends with the first failure.
pub(crate) fn abreast<T: Send, U: Send, E>(
    items: Vec<T>,
    prepare: impl Fn(T) -> U + Sync,
    mut take: impl FnMut(U) -> Result<(), E>,
) -> Result<(), E> {
    let few = items.len() < WORTH_IT;
    let mut items = items.into_iter();
    let (prepare, left, taking) = (&prepare, &mut items, &mut take);
    let done = thread::scope(|scope| {
        if few {
            return None;
        }
        let (ready, taken) = mpsc::sync_channel(AHEAD);
        let work = move || {
            loop {
                let batch: Vec<U> = left.by_ref().take(BATCH).map(prepare).collect();
                // Nothing is left, or whoever takes has ended.
                if batch.is_empty() || ready.send(batch).is_err() {
                    return;
                }
            }
        };
        // A computer that has no thread to spare does everything on this one.
        thread::Builder::new().name("abreast".to_owned()).spawn_scoped(scope, work).ok()?;

        Some(taken.into_iter().flatten().try_for_each(taking))
    });

    done.unwrap_or_else(|| items.map(prepare).try_for_each(take))
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
                items.clone(),
                |item| (item, item * 2),
                |(item, twice)| {
                    assert_eq!(item * 2, twice);
                    met.push(item);
                    Ok::<_, ()>(())
                },
            );
            assert_eq!((all, &met), (Ok(()), &items));

            let half = count / 2;
            let mut last = None;
            let some = abreast(
                items,
                |item| item,
                |item| {
                    last = Some(item);
                    if item == half { Err(item) } else { Ok(()) }
                },
            );
            assert_eq!(some.is_err(), count > 0);
            assert_eq!(last, (count > 0).then_some(half));
        }
    }
}

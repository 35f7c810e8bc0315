//! Orders that other branches have to do with, in a few words for lists and boards.

use domain::{Handover, State};
use locale::Locale;
use ui::{Icon, Tone, icon};

/// What another branch has to do with an order, with its sign; nothing where none has. What was asked of headquarters is no
/// news any more once the order is over.
pub fn said(handover: &Handover, state: State, locale: &Locale) -> Option<(String, Tone, Icon)> {
    let open = !state.is_over();
    match (&handover.to, &handover.from) {
        (Some(to), _) => {
            Some((locale.order_to_branch(&to.branch), Tone::Neutral, icon::arrow_right()))
        }
        _ if open && handover.refused().is_some() => {
            Some((locale.order_is_refused(), Tone::Warning, icon::pause()))
        }
        _ if open && handover.is_asked() => {
            Some((locale.order_is_asked(), Tone::Info, icon::clock()))
        }
        (None, Some(from)) => {
            Some((locale.order_from_branch(&from.branch), Tone::Info, icon::arrow_left()))
        }
        (None, None) => None,
    }
}

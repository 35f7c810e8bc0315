//! What other files of a person hold besides the one that is open: it counts as well, and is marked with where it stands.

use engine::Household as File;
use iced::widget::{column, row, text};
use iced::{Center, Element};
use ui::{Tone, icon, size, space, theme};

use super::Message;
use crate::context::Context;

/// Numbers and refusals that stand in files that are found in this one; nothing where there are none.
pub(super) fn besides<'a>(file: &'a File, cx: &'a Context) -> Option<Element<'a, Message>> {
    let locale = &cx.locale;
    let besides = &file.besides;
    if besides.phones.is_empty() && besides.refused.is_empty() {
        return None;
    }
    let within = |name: &str| {
        let name = locale.person_name(name);
        let name = if name.is_empty() { locale.customer_nobody() } else { name };
        text(locale.merging_in_file(&name)).size(size::CAPTION).style(theme::style::muted)
    };
    let phones = besides.phones.iter().map(|(phone, name)| {
        let label = phone.label.as_deref().map(|it| text(it).style(theme::style::muted));
        let number = text(locale.phone(&phone.number));
        let number = row![icon::phone().sized(size::ICON), number, label];

        column![number.spacing(space::NEAR).align_y(Center), within(name)].into()
    });
    let refused = besides.refused.iter().map(|(channel, name)| {
        let words = locale.consent_refused_list(&locale.channel(*channel));

        column![text(words).style(theme::style::toned(Tone::Warning)), within(name)].into()
    });
    let lines = phones.chain(refused).collect::<Vec<_>>();

    Some(iced::widget::Column::with_children(lines).spacing(space::NEAR).into())
}

//! The room on screen: the number and the day in figures, what is out, the sheet in hand.

use engine::{Error, SheetOut};
use iced::alignment::Vertical;
use iced::widget::{column, container, responsive, row, rule, text};
use iced::{Center, Element, Fill, Length, Size};
use ui::widget::{combo, divider, empty, key_hint, scroll, title};
use ui::{Suggestion, icon, size, space, theme};

use super::{Message, Sheets, WIDE, day, form};
use crate::context::Context;
use crate::problem;

impl Sheets {
    pub(super) fn room<'a>(&'a self, room: Size, cx: &'a Context) -> Element<'a, Message> {
        let slim = room.width < size::SLIM;
        // Every line counts: the sheet gets those that nobody types in.
        let low = room.height < size::SIDE;
        let edges = if low { [space::TIGHT, space::SNUG] } else { [space::SNUG, space::FAR] };
        let head = container(self.head(slim, low, cx)).padding(edges);
        // The paper has all the room unless there is enough for both.
        let both = if self.paper.is_some() { WIDE } else { size::SLIM };
        let list = |width: Length| day::view(&self.day, self.picked, width, cx);
        let body = if room.width >= both {
            let line = rule::vertical(1.0).style(theme::style::hairline);
            row![list((size::SIDE + space::MARGIN).into()), line, self.desk(slim, low, cx)].into()
        } else if self.paper.is_some() {
            self.desk(slim, low, cx)
        } else {
            list(Fill)
        };

        column![head, divider(), body].into()
    }

    /// The sheets that may be meant by a number that is not whole.
    pub(super) fn offered(&self) -> &[SheetOut] {
        match &self.refused {
            Some(Error::SheetSeveral { sheets, .. }) => sheets,
            _ => &[],
        }
    }

    /// The number, why it leads nowhere, and the day in figures.
    pub(super) fn head<'a>(
        &'a self,
        slim: bool,
        low: bool,
        cx: &'a Context,
    ) -> Element<'a, Message> {
        let locale = &cx.locale;
        let refused = self.refused.as_ref().map(|error| problem::message(error, locale));
        let offered = self.offered().iter().map(|sheet| {
            let who = [sheet.customer.as_str(), sheet.technician.as_str()].join(" · ");
            Suggestion::new(sheet.number.as_str()).detail(who)
        });
        // In a low window the title says what the number is.
        let label = if low { String::new() } else { locale.sheet_number() };
        let number = combo(label, "", &self.number, offered.collect())
            .id(Self::NUMBER)
            .icon(icon::scan())
            .width(size::FIELD)
            .on_input(Message::NumberChanged)
            .on_pick(Message::OfferedPicked)
            .on_submit(Message::NumberEntered);
        let said = refused.map(|words| text(words).style(theme::style::toned(ui::Tone::Danger)));
        let (beside, below) = if slim { (None, said) } else { (said, None) };
        let name = row![title(locale.sheet_title()), key_hint("F2")].spacing(space::NEAR);

        let line = row![
            name.align_y(Center),
            Element::from(number),
            beside.map(|said| container(said).width(Fill)),
            (!low).then(|| {
                let figures = responsive(move |room| self.figures(room.width < size::SIDE, cx));
                figures.height(size::BAR)
            }),
        ]
        .spacing(space::FAR)
        .align_y(if low { Vertical::Center } else { Vertical::Bottom });

        column![line, below].spacing(space::NEAR).into()
    }

    /// What was entered today, how fast, and how many are left; where there is little room, only the last.
    pub(super) fn figures<'a>(&'a self, slim: bool, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        // There is no pace before two sheets were entered one after the other.
        let pace = self.day.pace.map(|seconds| (locale.number(seconds), locale.sheet_pace()));
        let entered = Some((locale.number(self.day.entered), locale.sheet_entered_today()));
        let left = Some((locale.number(self.day.unreturned.len()), locale.sheet_left()));
        let figures = if slim { [None, None, left] } else { [entered, pace, left] };
        let figures = figures.into_iter().flatten().map(|(number, words)| {
            let number = text(number).size(size::TITLE).font(ui::fonts::BOLD);
            let words = text(words).size(size::CAPTION).style(theme::style::muted);
            column![number, words].align_x(Center).into()
        });
        let figures = iced::widget::Row::with_children(figures).spacing(space::FAR);

        container(figures).align_right(Fill).align_bottom(Fill).into()
    }

    pub(super) fn desk<'a>(
        &'a self,
        slim: bool,
        low: bool,
        cx: &'a Context,
    ) -> Element<'a, Message> {
        let locale = &cx.locale;
        let Some(paper) = &self.paper else {
            return empty(icon::scan(), locale.sheet_waiting(), locale.sheet_waiting_how(), None);
        };
        let form = form::view(paper, slim, cx).map(Message::Paper);
        let foot = form::foot(paper, (self.saving, low), cx);
        let side = if slim { space::SNUG } else { space::FAR };
        let paper = container(form).padding([space::NEAR, side]);

        column![scroll("sheet-paper", paper), divider(), foot].width(Fill).into()
    }
}

//! What the list is of: words, service, technician, branch.

use domain::OrderKind;
use engine::{Books, Shared};
use iced::widget::{container, row};
use iced::{Center, Element};
use ui::widget::{beside, choice, columns, combo, spinner, title};
use ui::{icon, size, space};

use super::{Message, Orders};
use crate::context::Context;

/// As wide as two choices side by side, and as three.
const TWO: f32 = size::CODE * 2.0 + space::FAR;
const THREE: f32 = size::CODE * 3.0 + space::FAR * 2.0;

impl Orders {
    /// With the stage, where that is chosen here.
    pub(super) fn head<'a>(
        &'a self,
        stage: Option<Element<'a, Message>>,
        cx: &'a Context,
    ) -> Element<'a, Message> {
        let locale = &cx.locale;
        let kinds = OrderKind::ALL.into_iter().map(|kind| locale.order_kind(kind));
        let kinds: Vec<_> = std::iter::once(locale.order_every_kind()).chain(kinds).collect();
        let kind = self.filter.kind.map_or(Some(0), |kind| {
            OrderKind::ALL.iter().position(|it| *it == kind).map(|at| at + 1)
        });
        let names = self.technicians.iter().map(|staff| staff.name.clone());
        let names: Vec<_> = std::iter::once(locale.order_every_technician()).chain(names).collect();
        let technician = self.filter.technician.map_or(Some(0), |id| {
            self.technicians.iter().position(|staff| staff.id == id).map(|at| at + 1)
        });
        let branches = self.branches.iter().map(|books| books_name(books, cx));
        let branches: Vec<_> =
            std::iter::once(locale.order_every_branch()).chain(branches).collect();
        let branch = match &self.filter.books {
            Books::All => Some(0),
            books => self.branches.iter().position(|it| it == books).map(|at| at + 1),
        };
        let branch = (!self.branches.is_empty()).then(|| {
            choice("", branches, branch).none(locale.list_no_match()).on_pick(Message::BranchPicked)
        });
        let filter = combo("", &locale.order_filter_hint(), &self.filter.text, Vec::new())
            .id(Self::TEXT)
            .icon(icon::filter())
            .on_input(Message::TextChanged);
        let filter = container(Element::from(filter)).max_width(size::SIDE);

        let shared = self.shared.iter().map(|it| shared_name(*it, cx));
        let shared: Vec<_> = std::iter::once(locale.order_any_handover()).chain(shared).collect();
        let asked = self.filter.shared.map_or(Some(0), |asked| {
            self.shared.iter().position(|it| *it == asked).map(|at| at + 1)
        });
        let shared = (!self.shared.is_empty()).then(|| {
            choice("", shared, asked).none(locale.list_no_match()).on_pick(Message::SharedPicked)
        });

        let choices = [
            Some(choice("", kinds, kind).none(locale.list_no_match()).on_pick(Message::KindPicked)),
            Some(
                choice("", names, technician)
                    .none(locale.list_no_match())
                    .on_pick(Message::TechnicianPicked),
            ),
            branch,
            shared,
        ];
        let choices = choices.into_iter().flatten().map(Element::from);
        let choices: Vec<_> = stage.into_iter().chain(choices).collect();
        let width = if choices.len() > 2 { THREE } else { TWO };
        let words = row![
            title(locale.room_orders()),
            filter,
            (self.waiting > 0).then(|| spinner(locale.window_loading())),
        ]
        .spacing(space::SNUG)
        .align_y(Center);

        beside(words, size::SIDE, columns(size::LABEL, choices), width)
    }
}

fn shared_name(shared: Shared, cx: &Context) -> String {
    match shared {
        Shared::Came => cx.locale.order_came_over(),
        Shared::Went => cx.locale.order_handed_away(),
        Shared::Wanted => cx.locale.order_wanted_away(),
    }
}

fn books_name(books: &Books, cx: &Context) -> String {
    match books {
        Books::All => cx.locale.order_every_branch(),
        Books::Own => cx.locale.order_own_branch(),
        Books::Of(branch) => branch.clone(),
    }
}

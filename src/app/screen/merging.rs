//! Two files side by side: which goes on, what is taken from the other, what in them is one thing.

use std::collections::BTreeSet;

use domain::{AddressId, Appliance, ApplianceId, CustomerId, Level};
use engine::{Compared, Error, FoundOut, MergeSide, Merging as Wish, Said};
use iced::widget::{column, row, text};
use iced::{Element, Fill, Task};
use ui::widget::{button, checkbox, dialog, spinner};
use ui::{fonts, size, space, theme};

use super::intake::machine_name;
use super::likely::reasons;
use crate::context::Context;
use crate::shortcut::Shortcut;

/// Two files that are compared.
pub struct Merging {
    compared: Option<Box<Compared>>,
    taken: BTreeSet<Said>,
    /// By their place in the lists of what may be one thing.
    addresses: BTreeSet<usize>,
    machines: BTreeSet<usize>,
    working: bool,
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    Read(Result<Box<Compared>, Error>),
    TurnPressed,
    TakeToggled(Said, bool),
    AddressToggled(usize, bool),
    MachineToggled(usize, bool),
    MergePressed,
    BackPressed,
    Merged(Result<FoundOut, Error>),
}

/// What the room must do about it.
pub enum Outcome {
    Stay(Task<Message>),
    Close,
    Merged(FoundOut),
    Refused(Error),
}

impl Merging {
    pub fn new(pair: (CustomerId, CustomerId), cx: &Context) -> (Self, Task<Message>) {
        let merging = Self {
            compared: None,
            taken: BTreeSet::new(),
            addresses: BTreeSet::new(),
            machines: BTreeSet::new(),
            working: false,
        };
        let read = cx.engine.compare(pair);

        (merging, Task::perform(read, |compared| Message::Read(compared.map(Box::new))))
    }

    /// The message of a key that nothing else wanted.
    pub fn key(&self, shortcut: &Shortcut) -> Option<Message> {
        let turns = shortcut.is(iced::keyboard::key::Named::F6);

        match () {
            () if shortcut.saves() => Some(Message::MergePressed),
            () if turns => Some(Message::TurnPressed),
            () => None,
        }
    }

    pub fn is_working(&self) -> bool {
        self.working
    }

    pub fn update(&mut self, message: Message, cx: &Context) -> Outcome {
        match message {
            Message::Read(Ok(compared)) => self.begin(compared),
            Message::Read(Err(error)) => return Outcome::Refused(error),
            Message::TurnPressed => {
                if let Some(compared) = self.compared.take() {
                    self.begin(Box::new(compared.turned()));
                }
            }
            Message::TakeToggled(said, is) => toggle(&mut self.taken, said, is),
            Message::AddressToggled(at, is) => toggle(&mut self.addresses, at, is),
            Message::MachineToggled(at, is) => toggle(&mut self.machines, at, is),
            Message::MergePressed => return self.merge(cx),
            Message::BackPressed if self.working => {}
            Message::BackPressed => return Outcome::Close,
            Message::Merged(Ok(found)) => return Outcome::Merged(found),
            Message::Merged(Err(error)) => {
                self.working = false;
                return Outcome::Refused(error);
            }
        }
        Outcome::Stay(Task::none())
    }

    /// What only the other file says is taken from it, and what is surely one thing is one.
    fn begin(&mut self, compared: Box<Compared>) {
        let [kept, other] = &compared.sides;
        let (kept, other) = (&kept.customer, &other.customer);
        let lacks = |said: &Said| said.is_blank(kept) && !said.is_blank(other);
        self.taken = Said::ALL.into_iter().filter(lacks).collect();
        let sure = |sure: Vec<bool>| {
            let sure = sure.into_iter().enumerate().filter(|(_, is)| *is);
            sure.map(|(at, _)| at).collect()
        };
        self.addresses = sure(compared.addresses.iter().map(|it| it.sure).collect());
        self.machines = sure(compared.machines.iter().map(|it| it.sure).collect());
        self.compared = Some(compared);
    }

    fn merge(&mut self, cx: &Context) -> Outcome {
        let Some(compared) = self.compared.as_ref().filter(|_| !self.working) else {
            return Outcome::Stay(Task::none());
        };
        let [kept, other] = &compared.sides;
        let addresses = compared.addresses.iter().enumerate();
        let addresses = addresses.filter(|(at, _)| self.addresses.contains(at));
        let machines = compared.machines.iter().enumerate();
        let machines = machines.filter(|(at, _)| self.machines.contains(at));
        let wish = Wish {
            kept: kept.id,
            other: other.id,
            taken: self.taken.iter().copied().collect(),
            addresses: addresses.map(|(_, it)| (it.other, it.kept)).collect(),
            machines: machines.map(|(_, it)| (it.other, it.kept)).collect(),
        };
        self.working = true;

        Outcome::Stay(Task::perform(cx.engine.merge(wish), Message::Merged))
    }

    pub fn view<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let back = button(locale.action_back())
            .key("Esc")
            .on_press_maybe((!self.working).then_some(Message::BackPressed));
        let Some(compared) = &self.compared else {
            let wait = spinner(locale.window_loading());
            return dialog(locale.merging_title(), wait, vec![back.into()]);
        };
        let turn = button(locale.merging_turn()).key("F6").on_press(Message::TurnPressed);
        let merge = button(locale.merging_merge())
            .primary()
            .key("F10")
            .on_press_maybe((!self.working).then_some(Message::MergePressed));

        dialog(
            locale.merging_title(),
            self.sides(compared, cx),
            vec![back.into(), turn.into(), merge.into()],
        )
    }

    fn sides<'a>(&'a self, compared: &'a Compared, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let [kept, other] = &compared.sides;
        let heads = beside(
            text(locale.merging_kept()).font(fonts::BOLD).into(),
            text(locale.merging_other()).font(fonts::BOLD).into(),
        );
        let why = (!compared.clues.is_empty()).then(|| muted(reasons(&compared.clues, locale)));
        let said = Said::ALL.into_iter().filter_map(|said| self.said(said, (kept, other), cx));
        let counts = |side: &MergeSide| {
            let last = side.last.as_ref().map(|order| order.number.clone());
            let words =
                locale.merging_counts(side.addresses.len(), side.machines.len(), side.orders);
            text([Some(words), last].into_iter().flatten().collect::<Vec<_>>().join(" · "))
        };
        let numbers = |side: &MergeSide| {
            let numbers = side.customer.phones.iter().map(|phone| {
                let number = locale.phone(&phone.number);
                let gone =
                    phone.gone.map(|day| locale.customer_phone_gone_since(&locale.date(day)));
                [Some(number), gone].into_iter().flatten().collect::<Vec<_>>().join(" · ")
            });
            text(numbers.collect::<Vec<_>>().join("\n"))
        };
        let lines = |side: &MergeSide| {
            let lines = side.addresses.iter().map(|row| row.address.place.in_one_line());
            text(lines.collect::<Vec<_>>().join("\n"))
        };
        let goes = muted(locale.merging_goes());

        column![
            why,
            heads,
            iced::widget::Column::with_children(said).spacing(space::NEAR),
            labelled(locale.customer_phone(), numbers(kept).into(), numbers(other).into()),
            labelled(locale.customer_addresses(), lines(kept).into(), lines(other).into()),
            self.one_address(compared, cx),
            self.one_machine(compared, cx),
            labelled(locale.household_orders(), counts(kept).into(), counts(other).into()),
            goes,
        ]
        .spacing(space::SNUG)
        .into()
    }

    /// A field that the files say differently, with the way to take it from the other one.
    fn said<'a>(
        &'a self,
        said: Said,
        (kept, other): (&'a MergeSide, &'a MergeSide),
        cx: &'a Context,
    ) -> Option<Element<'a, Message>> {
        let same = said.is_same(&kept.customer, &other.customer);
        if same && said != Said::Name {
            return None;
        }
        let (label, [own, theirs]) =
            (label(said, cx), [value(said, kept, cx), value(said, other, cx)]);
        let theirs: Element<'a, Message> = match same || said.is_blank(&other.customer) {
            true => text(theirs).into(),
            false => checkbox(
                theirs,
                self.taken.contains(&said),
                Some(move |is| Message::TakeToggled(said, is)),
            ),
        };

        Some(labelled(label, text(own).into(), theirs))
    }

    fn one_address<'a>(
        &'a self,
        compared: &'a Compared,
        cx: &'a Context,
    ) -> Option<Element<'a, Message>> {
        let line = |id: AddressId| {
            let row = compared.sides[1].addresses.iter().find(|row| row.id == id);
            row.map(|row| row.address.place.in_one_line()).unwrap_or_default()
        };
        let pairs = compared.addresses.iter().enumerate().map(|(at, pair)| {
            checkbox(
                cx.locale.merging_one_address(&line(pair.other)),
                self.addresses.contains(&at),
                Some(move |is| Message::AddressToggled(at, is)),
            )
        });

        listed(pairs)
    }

    fn one_machine<'a>(
        &'a self,
        compared: &'a Compared,
        cx: &'a Context,
    ) -> Option<Element<'a, Message>> {
        let pairs = compared.machines.iter().enumerate().map(|(at, pair)| {
            let words = cx.locale.merging_one_machine(
                &machine(&compared.sides[0], pair.kept, cx),
                &machine(&compared.sides[1], pair.other, cx),
            );
            checkbox(
                words,
                self.machines.contains(&at),
                Some(move |is| Message::MachineToggled(at, is)),
            )
        });

        listed(pairs)
    }
}

fn toggle<T: Ord>(all: &mut BTreeSet<T>, one: T, is: bool) {
    if is {
        all.insert(one);
    } else {
        all.remove(&one);
    }
}

fn machine(side: &MergeSide, id: ApplianceId, cx: &Context) -> String {
    let Some((_, appliance)) = side.machines.iter().find(|(own, _)| *own == id) else {
        return String::new();
    };
    let Appliance { serial, .. } = appliance;
    let name = machine_name(appliance, cx);

    serial.as_ref().map_or(name.clone(), |serial| format!("{name} {serial}"))
}

fn label(said: Said, cx: &Context) -> String {
    let locale = &cx.locale;

    match said {
        Said::Name => locale.customer_name(),
        Said::Level => locale.level(Level::Vip),
        Said::Language => locale.customer_language(),
        Said::Birthday => locale.customer_birthday(),
        Said::Note => locale.customer_note(),
    }
}

fn value(said: Said, side: &MergeSide, cx: &Context) -> String {
    let (locale, file) = (&cx.locale, &side.customer);
    let nothing = || "—".to_owned();

    match said {
        Said::Name if file.name.trim().is_empty() => locale.customer_nobody(),
        Said::Name => locale.person_name(&file.name),
        Said::Level => locale.level(file.level),
        Said::Language => file.language.clone().unwrap_or_else(nothing),
        Said::Birthday => file.birthday.map_or_else(nothing, |day| locale.birthday(day)),
        Said::Note => file.note.clone().unwrap_or_else(nothing),
    }
}

fn beside<'a>(one: Element<'a, Message>, other: Element<'a, Message>) -> Element<'a, Message> {
    let half = |content| iced::widget::container(content).width(Fill);

    row![half(one), half(other)].spacing(space::SNUG).into()
}

fn labelled<'a>(
    label: String,
    one: Element<'a, Message>,
    other: Element<'a, Message>,
) -> Element<'a, Message> {
    column![muted(label), beside(one, other)].spacing(space::TIGHT).into()
}

fn listed<'a>(
    lines: impl ExactSizeIterator<Item = Element<'a, Message>>,
) -> Option<Element<'a, Message>> {
    let any = lines.len() > 0;

    any.then(|| iced::widget::Column::with_children(lines).into())
}

fn muted<'a>(words: String) -> Element<'a, Message> {
    text(words).size(size::CAPTION).style(theme::style::muted).into()
}

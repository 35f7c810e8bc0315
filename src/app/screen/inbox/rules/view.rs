//! How the rules look: the table, the form, the tester.

use domain::{Category, EnquiryChannel, EnquiryId, Fit, Level, Rule};
use engine::{RuleFit, RuleRow};
use iced::widget::{Column as Lines, column, container, responsive, row, rule, space as gap, text};
use iced::{Center, Element, Fill};
use ui::grid::{Cell, Column, grid};
use ui::widget::{
    badge, button, checkbox, choice, columns, divider, empty, field, key_hint, note, scroll,
    section, spinner,
};
use ui::{Mark, Tone, icon, size, space, theme};

use super::form::{self, Form, Line};
use super::{LIST, Message, NAME, Rules, TRY};
use crate::context::Context;
use crate::{problem, unread};

impl Rules {
    pub fn view<'a>(
        &'a self,
        in_hand: Option<(EnquiryId, &'a str)>,
        cx: &'a Context,
    ) -> Element<'a, Message> {
        responsive(move |room| {
            let narrow = room.width < size::SLIM - size::RAIL;
            let width = if narrow { size::SIDE } else { size::DIALOG - space::MARGIN };
            let left = column![self.head(cx), self.rows(width, cx)].width(width).height(Fill);
            let bar = rule::vertical(1.0).style(theme::style::hairline);
            let form = self.form.as_ref().map(|form| self.card(form, cx));
            let right = column![form, self.tester(in_hand, cx)].spacing(space::APART);
            let right = scroll("rules", right.padding([space::APART, space::FAR]));

            row![left, bar, container(right).width(Fill)].spacing(space::NONE).into()
        })
        .into()
    }

    fn head<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let how = text(locale.inbox_rules_how()).size(size::CAPTION).style(theme::style::muted);
        let new = button(locale.inbox_rule_new())
            .icon(icon::plus())
            .small()
            .key("F2")
            .on_press_maybe(cx.offer(Message::NewPressed));

        column![how, row![new, key_hint("F2")].spacing(space::NEAR).align_y(Center)]
            .spacing(space::NEAR)
            .padding(space::SNUG)
            .into()
    }

    fn rows<'a>(&'a self, width: f32, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let Some(list) = &self.list else {
            return match &self.unread {
                Some(error) => {
                    let name = locale.inbox_page_rules();
                    unread::view(&name, (error, 0), Message::AgainPressed, cx)
                }
                None => container(spinner(locale.window_loading())).center(Fill).into(),
            };
        };
        if list.is_empty() {
            let words = (locale.inbox_rules_none(), locale.inbox_rules_none_how());
            return empty(icon::filter(), words.0, words.1, None);
        }
        let selected = list.iter().position(|row| Some(row.id) == self.selected);
        let names = list.iter().map(|row| row.rule.name.as_str());
        let columns = vec![
            Column::fixed("", 36.0),
            Column::fitting(locale.inbox_rule_column_name(), names, (88.0, width / 2.5)),
            Column::weight(locale.inbox_rule_column_when(), 1.0, 96.0).folds(1),
            Column::weight(locale.inbox_rule_column_then(), 1.0, 96.0).folds(2),
        ];
        let rows = grid(columns, list.len(), move |at, column| match column {
            0 => Cell::text(locale.number(at + 1)).muted(),
            _ => cell(&list[at], column, cx),
        })
        .id(LIST)
        .selected(selected)
        .beside_a_page()
        .on_select(Message::RowPicked)
        .on_activate(|_| Message::RowOpened);

        container(rows).height(Fill).into()
    }

    fn card<'a>(&'a self, form: &'a Form, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let error = self.error.as_ref();
        let line = |label: String, (line, name): (Line, &str), hint: String| {
            field(label, form.line(line))
                .hint(hint)
                .error(problem::beside(name, error, locale))
                .on_input(move |words| Message::Form(form::Message::Typed(line, words)))
        };
        let none = String::new;
        let name = line(locale.inbox_rule_name(), (Line::Name, "name"), none()).id(NAME);
        let words = (Line::Words, "words");
        let words = line(locale.inbox_rule_words(), words, locale.inbox_rule_words_hint());
        let models = line(locale.inbox_rule_models(), (Line::Models, "models"), none());
        let regions = line(locale.inbox_rule_regions(), (Line::Regions, "regions"), none());
        let typed = form.rule();
        let label = |words: String| text(words).size(size::LEAD).font(ui::fonts::BOLD);
        let vip = checkbox(
            locale.inbox_rule_vip(),
            typed.level == Some(Level::Vip),
            Some(|vip| Message::Form(form::Message::VipToggled(vip))),
        );
        let urgent = checkbox(
            locale.inbox_rule_urgent(),
            typed.urgent,
            Some(|urgent| Message::Form(form::Message::UrgentToggled(urgent))),
        );
        let when = columns(
            size::FIELD,
            [words.into(), category(typed, cx), channel(typed, cx), models.into(), regions.into()],
        );
        let then = [self.person(typed, cx), self.wording(typed, cx), self.article(typed, cx)];
        let then = columns(size::FIELD, then);
        let send = checkbox(
            locale.inbox_rule_send(),
            typed.send,
            Some(|send| Message::Form(form::Message::SendToggled(send))),
        );
        let how = text(locale.inbox_rule_send_hint()).size(size::CAPTION);
        let how = typed.send.then(|| how.style(theme::style::muted));
        let content = column![
            name,
            label(locale.inbox_rule_when()),
            when,
            vip,
            label(locale.inbox_rule_then()),
            then,
            urgent,
            send,
            how,
            self.deeds(form, cx),
        ];

        section(locale.inbox_page_rules(), None, content.spacing(space::SNUG))
    }

    fn deeds<'a>(&'a self, form: &'a Form, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let stored = self.selected.is_some();
        let offered = |message: Message| cx.offer(message).filter(|_| stored);
        let switch = match form.rule().off {
            true => locale.inbox_rule_on(),
            false => locale.inbox_rule_off(),
        };
        let up = button(locale.inbox_rule_up()).icon(icon::arrow_up()).key("F3");
        let down = button(locale.inbox_rule_down()).icon(icon::arrow_down()).key("F4");
        let remove = button(locale.inbox_rule_remove()).icon(icon::x()).key("F8");
        let save = button(locale.action_save())
            .icon(icon::save())
            .primary()
            .key("F10")
            .on_press_maybe(cx.offer(Message::SavePressed).filter(|_| form.touched));

        row![
            up.small().on_press_maybe(offered(Message::MovePressed(true))),
            down.small().on_press_maybe(offered(Message::MovePressed(false))),
            button(switch).small().key("F7").on_press_maybe(offered(Message::SwitchPressed)),
            remove.small().on_press_maybe(offered(Message::RemovePressed)),
            key_hint("F10"),
            save,
        ]
        .spacing(space::NEAR)
        .align_y(Center)
        .wrap()
        .into()
    }

    fn person<'a>(&'a self, typed: &Rule, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let names = self.staff.iter().map(|row| row.name.clone());
        let names = std::iter::once(locale.inbox_rule_as_before()).chain(names);
        let at = typed.person.and_then(|id| self.staff.iter().position(|row| row.id == id));
        let picked = match (typed.person, at) {
            (None, _) => Some(0),
            (Some(_), at) => at.map(|at| at + 1),
        };
        let gone = self.list.iter().flatten();
        let gone = gone.into_iter().find(|row| row.person_left && Some(row.id) == self.selected);
        let gone = gone.filter(|_| picked.is_none()).and_then(|row| row.person.as_deref());

        choice(locale.inbox_rule_person(), names, picked)
            .placeholder(gone.map(|name| locale.inbox_rule_left(name)).unwrap_or_default())
            .on_pick(|at| Message::Form(form::Message::PersonPicked(at)))
            .into()
    }

    fn wording<'a>(&'a self, typed: &Rule, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let names = self.wordings.iter().map(|(_, name)| name.clone());
        let names = std::iter::once(locale.inbox_rule_as_before()).chain(names);
        let at = typed.template.and_then(|id| self.wordings.iter().position(|it| it.0 == id));
        let picked = match (typed.template, at) {
            (None, _) => Some(0),
            (Some(_), at) => at.map(|at| at + 1),
        };

        choice(locale.inbox_rule_template(), names, picked)
            .on_pick(|at| Message::Form(form::Message::TemplatePicked(at)))
            .into()
    }

    fn article<'a>(&'a self, typed: &Rule, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let names = self.articles.iter().map(|(_, title)| title.clone());
        let names = std::iter::once(locale.inbox_rule_as_before()).chain(names);
        let at = typed.article.and_then(|id| self.articles.iter().position(|it| it.0.0 == id));
        let picked = match (typed.article, at) {
            (None, _) => Some(0),
            (Some(_), at) => at.map(|at| at + 1),
        };

        choice(locale.inbox_rule_article(), names, picked)
            .none(locale.list_no_match())
            .on_pick(|at| Message::Form(form::Message::ArticlePicked(at)))
            .into()
    }

    fn tester<'a>(
        &'a self,
        in_hand: Option<(EnquiryId, &'a str)>,
        cx: &'a Context,
    ) -> Element<'a, Message> {
        let locale = &cx.locale;
        let words = note("", &self.tried)
            .id(TRY)
            .lines(4)
            .hint(locale.inbox_try_hint())
            .on_action(Message::TriedEdited);
        let this = in_hand.map(|(_, subject)| {
            button(locale.inbox_try_this())
                .small()
                .tip(subject.to_owned())
                .on_press(Message::TryThisPressed)
        });
        let go = button(locale.inbox_try_go()).icon(icon::check()).key("F9");
        let go = go.on_press(Message::TryPressed);
        let deeds =
            row![this, gap::horizontal(), key_hint("F9"), go].spacing(space::NEAR).align_y(Center);
        let result = self.trial.as_ref().map(|trial| {
            let seen = [
                trial.seen.category.map(|category| locale.category(category)),
                trial.seen.model.clone(),
            ];
            let seen: Vec<String> = seen.into_iter().flatten().collect();
            let seen = (!seen.is_empty()).then(|| {
                let seen = locale.inbox_try_seen(&seen.join(" · "));
                text(seen).size(size::CAPTION).style(theme::style::muted)
            });
            let none = trial.fits.iter().all(|fit| !fit.decides);
            let none = none.then(|| text(locale.inbox_try_none()));
            let fits = trial.fits.iter().map(|fit| fitting(fit, cx));
            column![seen, none, Lines::with_children(fits).spacing(space::NEAR)]
                .spacing(space::NEAR)
        });

        section(locale.inbox_try(), None, column![words, deeds, result].spacing(space::SNUG))
    }
}

fn category<'a>(typed: &Rule, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let names = Category::ALL.map(|category| locale.category(category));
    let also = Category::ALL.map(|category| locale.category_also(category));
    let picked = typed.categories.first();
    let picked = picked.and_then(|one| Category::ALL.iter().position(|it| it == one));
    let names = std::iter::once(locale.inbox_rule_any()).chain(names);
    let also = std::iter::once(String::new()).chain(also);

    choice(locale.inbox_rule_category(), names, Some(picked.map_or(0, |at| at + 1)))
        .also(also)
        .on_pick(|at| Message::Form(form::Message::CategoryPicked(at)))
        .into()
}

fn channel<'a>(typed: &Rule, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let names = EnquiryChannel::ALL.map(|channel| locale.enquiry_channel(channel));
    let picked = typed.channels.first();
    let picked = picked.and_then(|one| EnquiryChannel::ALL.iter().position(|it| it == one));
    let names = std::iter::once(locale.inbox_rule_any()).chain(names);

    choice(locale.inbox_rule_channel(), names, Some(picked.map_or(0, |at| at + 1)))
        .on_pick(|at| Message::Form(form::Message::ChannelPicked(at)))
        .into()
}

fn cell<'a>(row: &'a RuleRow, column: usize, cx: &'a Context) -> Cell<'a> {
    let locale = &cx.locale;
    match column {
        1 if row.rule.off => Cell::text(row.rule.name.as_str()).muted(),
        1 => Cell::text(row.rule.name.as_str()),
        2 => Cell::text(when(&row.rule, cx)).muted(),
        _ if row.rule.off => Cell::badge(Tone::Neutral, Mark::Pause, locale.inbox_rule_is_off()),
        _ => Cell::text(then(row, cx)),
    }
}

/// All conditions of a rule in one line.
fn when(rule: &Rule, cx: &Context) -> String {
    let locale = &cx.locale;
    let mut said = rule.words.clone();
    said.extend(rule.categories.iter().map(|it| locale.category(*it)));
    said.extend(rule.channels.iter().map(|it| locale.enquiry_channel(*it)));
    said.extend(rule.models.iter().map(|model| locale.inbox_why_model(model)));
    said.extend(rule.regions.iter().map(|region| locale.inbox_why_region(region)));
    said.extend(rule.level.map(|level| of_level(level, cx)));

    if said.is_empty() { locale.inbox_rule_always() } else { said.join(" · ") }
}

/// What a rule does in one line.
fn then(row: &RuleRow, cx: &Context) -> String {
    let locale = &cx.locale;
    let person = row.person.as_deref().map(|name| match row.person_left {
        true => locale.inbox_rule_left(name),
        false => name.to_owned(),
    });
    let urgent = row.rule.urgent.then(|| locale.inbox_urgent());
    let sends = row.rule.send.then(|| locale.inbox_rule_sends());
    let said = [person, urgent, row.template.clone(), row.article.clone(), sends];

    said.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn of_level(level: Level, cx: &Context) -> String {
    match level {
        Level::Vip => cx.locale.inbox_why_level(),
        Level::Ordinary => cx.locale.inbox_why_ordinary(),
    }
}

fn fitting<'a>(fit: &'a RuleFit, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let (tone, mark, word) = match (fit.decides, fit.row.rule.off) {
        (true, _) => (Tone::Success, Mark::Check, locale.inbox_try_decides()),
        (false, true) => (Tone::Neutral, Mark::Pause, locale.inbox_try_off()),
        (false, false) => (Tone::Neutral, Mark::Dot, locale.inbox_try_fits()),
    };
    let why: Vec<String> = fit.why.iter().map(|why| reason(why, cx)).collect();
    let name = text(fit.row.rule.name.as_str()).font(ui::fonts::BOLD);
    let head = row![badge(tone, mark, word), name].spacing(space::NEAR).align_y(Center).wrap();
    let why = text(why.join(" · ")).size(size::CAPTION).style(theme::style::muted);

    column![divider(), head, why, text(then(&fit.row, cx))].spacing(space::TIGHT).into()
}

fn reason(why: &Fit, cx: &Context) -> String {
    let locale = &cx.locale;
    match why {
        Fit::Always => locale.inbox_why_always(),
        Fit::Channel(channel) => locale.enquiry_channel(*channel),
        Fit::Category(category) => locale.category(*category),
        Fit::InSubject(word) => locale.inbox_why_subject(word),
        Fit::InText(word) => locale.inbox_why_text(word),
        Fit::Model(model) => locale.inbox_why_model(model),
        Fit::Region(region) => locale.inbox_why_region(region),
        Fit::Level(level) => of_level(*level, cx),
    }
}

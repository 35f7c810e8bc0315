//! Every widget in one window, or in one picture without a window.
//!
//! `gallery [--page controls|list|board] [--dark] [--scale 2] [--size 1366x768] [--dialog]
//! [--language zh-CN] [--picture FILE] [--proof FILE]`
//!
//! With `--proof`, F12 in the window writes what it should be showing, drawn from scratch.

mod rooms;

use std::error::Error;
use std::fs;
use std::io::Write as _;
use std::thread;
use std::time::Duration;

use iced::futures::channel::oneshot;
use iced::widget::{column, container, responsive, row, space as gap, text, text_editor};
use iced::{Center, Element, Fill, Size, Subscription, Task, Theme, keyboard, window};
use ui::schedule::{Dropped, Place};
use ui::shot::{Frame, Picture};
use ui::widget::{
    Offer, RailItem, button, combo, dialog, icon_button, modal, pair, rail, saying, slim_rail,
};
use ui::{Suggestion, Tone, icon, size, space, theme};

fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::read(std::env::args().skip(1))?;
    ui::fonts::install(&options.language);
    let gallery = Gallery::new(&options);

    if let Some(file) = &options.picture {
        let frame = Frame { size: options.size, scale: options.scale, theme: gallery.theme() };
        fs::write(file, ui::shot::png(gallery.view(), &frame)?)?;
        return Ok(());
    }
    let scale = options.scale;
    let window_size =
        Size::new(options.size.width as f32, options.size.height as f32) * (1.0 / scale);
    iced::application(move || Gallery::new(&options), Gallery::update, Gallery::view)
        .settings(ui::settings())
        .theme(Gallery::theme)
        .subscription(Gallery::keys)
        .scale_factor(move |_| scale)
        .window_size(window_size)
        .run()?;
    Ok(())
}

#[derive(Debug, Clone)]
struct Options {
    page: Page,
    dark: bool,
    scale: f32,
    size: Size<u32>,
    dialog: bool,
    language: String,
    picture: Option<String>,
    proof: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Page {
    Controls,
    List,
    Board,
}

impl Options {
    fn read(mut words: impl Iterator<Item = String>) -> Result<Self, Box<dyn Error>> {
        let mut options = Self {
            page: Page::Controls,
            dark: false,
            scale: 1.0,
            size: Size::new(1366, 768),
            dialog: false,
            language: "zh-CN".to_owned(),
            picture: None,
            proof: None,
        };
        while let Some(word) = words.next() {
            let mut value = || words.next().ok_or(format!("{word} needs a value"));
            match word.as_str() {
                "--dark" => options.dark = true,
                "--page" => {
                    options.page = match value()?.as_str() {
                        "controls" => Page::Controls,
                        "list" => Page::List,
                        "board" => Page::Board,
                        other => return Err(format!("no page {other}").into()),
                    }
                }
                "--scale" => options.scale = value()?.parse()?,
                "--size" => {
                    let size = value()?;
                    let (width, height) = size.split_once('x').ok_or("--size 1366x768")?;
                    options.size = Size::new(width.parse()?, height.parse()?);
                }
                "--language" => options.language = value()?,
                "--dialog" => options.dialog = true,
                "--proof" => options.proof = Some(value()?),
                "--picture" => options.picture = Some(value()?),
                other => return Err(format!("unknown option {other}").into()),
            }
        }
        Ok(options)
    }
}

struct Gallery {
    dark: bool,
    page: Page,
    search: String,
    name: String,
    phone: String,
    fault: text_editor::Content,
    urgent: bool,
    row: Option<usize>,
    kind: Option<usize>,
    period: usize,
    card: Option<u32>,
    places: Vec<Place>,
    dialog: bool,
    proof: Option<String>,
}

#[derive(Debug, Clone)]
enum Message {
    KindPicked(usize),
    PeriodPicked(usize),
    CardPicked(u32),
    SearchChanged(String),
    FoundPicked,
    CardDropped(Dropped<u32>),
    CardReturned(u32),
    PageChosen(Page),
    NameChanged(String),
    PhoneChanged(String),
    FaultChanged(text_editor::Action),
    UrgentToggled(bool),
    DarkToggled(bool),
    RowSelected(usize),
    Pressed,
    DialogOpened(bool),
    ProofAsked,
    ProofTaken(window::Screenshot),
}

impl Gallery {
    fn new(options: &Options) -> Self {
        Self {
            dark: options.dark,
            page: options.page,
            search: String::new(),
            name: "欧阳喆㛃".to_owned(),
            phone: "1380013800".to_owned(),
            fault: text_editor::Content::with_text(
                "燃气热水器不打火，显示 E1。\n用户要求下午三点以后上门。",
            ),
            urgent: true,
            row: Some(3),
            kind: Some(1),
            period: 0,
            card: Some(5),
            places: rooms::places(),
            dialog: options.dialog,
            proof: options.proof.clone(),
        }
    }

    fn theme(&self) -> Theme {
        if self.dark { theme::dark() } else { theme::light() }
    }

    fn update(&mut self, message: Message) -> Task<Message> {
        match message {
            Message::PageChosen(page) => self.page = page,
            Message::NameChanged(name) => self.name = name,
            Message::PhoneChanged(phone) => self.phone = phone,
            Message::FaultChanged(action) => self.fault.perform(action),
            Message::UrgentToggled(urgent) => self.urgent = urgent,
            Message::DarkToggled(dark) => self.dark = dark,
            Message::RowSelected(row) => self.row = Some(row),
            Message::KindPicked(kind) => self.kind = Some(kind),
            Message::PeriodPicked(period) => self.period = period,
            Message::CardPicked(card) => self.card = Some(card),
            Message::CardDropped(dropped) => {
                self.places[dropped.key as usize] = Place::Row(dropped.row, dropped.start);
            }
            Message::CardReturned(card) => self.places[card as usize] = Place::Pool,
            Message::SearchChanged(search) => self.search = search,
            Message::FoundPicked => self.search.clear(),
            Message::Pressed => {}
            Message::DialogOpened(open) => self.dialog = open,
            Message::ProofAsked => {
                return Task::future(drawn())
                    .then(|()| window::latest())
                    .and_then(window::screenshot)
                    .map(Message::ProofTaken);
            }
            Message::ProofTaken(shot) => self.write_proof(shot),
        }
        Task::none()
    }

    fn write_proof(&self, shot: window::Screenshot) {
        let Some(file) = &self.proof else { return };
        let picture = Picture { size: shot.size, rgba: shot.rgba.to_vec() };
        // Written aside first, so that whoever waits for the file finds the whole of it.
        let written = picture
            .to_png()
            .map_err(|error| error.to_string())
            .and_then(|png| fs::write(format!("{file}.part"), png).map_err(|e| e.to_string()))
            .and_then(|()| fs::rename(format!("{file}.part"), file).map_err(|e| e.to_string()));
        if let Err(reason) = written {
            let _ = writeln!(std::io::stderr(), "no proof: {reason}");
        }
    }

    fn keys(&self) -> Subscription<Message> {
        if self.proof.is_none() {
            return Subscription::none();
        }
        keyboard::listen().filter_map(|event| match event {
            keyboard::Event::KeyPressed {
                key: keyboard::Key::Named(keyboard::key::Named::F12),
                ..
            } => Some(Message::ProofAsked),
            _ => None,
        })
    }

    fn view(&self) -> Element<'_, Message> {
        ui::root(responsive(|window| self.view_in(window)))
    }

    fn view_in(&self, window: Size) -> Element<'_, Message> {
        let room = match self.page {
            Page::Controls => self.controls(),
            Page::List => self.list(),
            Page::Board => self.board(),
        };
        let said = saying(
            Tone::Success,
            "已派给 王建国，今天 14:00–16:00",
            Some(Offer {
                icon: icon::undo(),
                label: "撤销".into(),
                key: Some("Ctrl+Z".into()),
                on_press: Message::Pressed,
            }),
            ("关闭", Message::Pressed),
            rooms::status(),
        );
        let below = row![self.rail(window.width < size::SLIM), room].height(Fill);

        let view = column![self.bar(), ui::widget::divider(), below, ui::widget::divider(), said];
        modal(view, self.dialog.then(question), Some(Message::DialogOpened(false)))
    }

    fn bar(&self) -> Element<'_, Message> {
        let found = vec![
            Suggestion::new("欧阳喆㛃")
                .detail("138 0013 8000 · 浦东新区张江镇")
                .aside(Tone::Warning, "1 张未完")
                .icon(icon::user()),
            Suggestion::new("欧阳锋").detail("139 1234 5678 · 徐汇区漕溪北路").icon(icon::user()),
        ];
        let search = combo("", "姓名、电话、地址、机号、单号", &self.search, found)
            .id("search")
            .icon(icon::search())
            .eager()
            .on_input(Message::SearchChanged)
            .on_pick(|_| Message::FoundPicked);
        let content = row![
            text("网点通").font(ui::fonts::BOLD).size(size::LEAD),
            container(search).max_width(420),
            gap::horizontal(),
            button("新建工单")
                .icon(icon::plus())
                .primary()
                .key("Ctrl+N")
                .on_press(Message::Pressed),
            icon_button(icon::moon(), "夜间").on_press(Message::DarkToggled(!self.dark)),
        ]
        .spacing(space::APART)
        .align_y(Center);

        container(content)
            .padding([0.0, space::APART])
            .center_y(size::BAR)
            .style(theme::style::bar)
            .into()
    }

    fn rail(&self, slim: bool) -> Element<'_, Message> {
        let rooms = [
            (icon::today(), "今日", Page::Controls, Some((Tone::Danger, "7"))),
            (icon::dispatch(), "派工", Page::Board, Some((Tone::Warning, "12"))),
            (icon::orders(), "工单", Page::List, None),
            (icon::customers(), "客户", Page::List, None),
            (icon::parts(), "配件", Page::List, None),
            (icon::callbacks(), "回访", Page::List, None),
            (icon::care(), "关怀", Page::List, None),
            (icon::knowledge(), "知识", Page::List, None),
            (icon::reports(), "统计", Page::List, None),
            (icon::settings(), "设置", Page::List, None),
        ];
        let items =
            rooms.into_iter().enumerate().map(|(at, (icon, name, page, waiting))| RailItem {
                icon,
                name: name.into(),
                key: Some(format!("Alt+{}", (at + 1) % 10).into()),
                waiting: waiting.map(|(tone, number)| (tone, number.into())),
                selected: page == self.page && at < 3,
                on_press: Message::PageChosen(page),
            });
        if slim { slim_rail(items, size::READING) } else { rail(items, None) }
    }
}

fn question<'a>() -> Element<'a, Message> {
    dialog(
        "取消这张工单？",
        column![
            text("客户会收到短信，已派的师傅会被释放。这一步不能撤销。"),
            pair("工单", "QD25-099997"),
            pair("客户", "欧阳喆㛃"),
        ]
        .spacing(space::NEAR),
        vec![
            button("不取消").on_press(Message::DialogOpened(false)).into(),
            button("取消工单").danger().on_press(Message::DialogOpened(false)).into(),
        ],
    )
}

/// Waits until the window has been drawn again: before that, iced has no text to draw from.
async fn drawn() {
    let (done, waiting) = oneshot::channel();
    thread::spawn(move || {
        thread::sleep(Duration::from_millis(300));
        done.send(())
    });
    // A thread that could not send has ended, which is as good.
    let _ = waiting.await;
}

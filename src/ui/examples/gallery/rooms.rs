//! The rooms of the gallery, filled with what an office might see.

use iced::widget::{column, container, row, space as gap};
use iced::{Center, Element, Fill};
use ui::grid::{Cell, Column};
use ui::schedule::{Card, Dropped, Place, Row, Said, Words};
use ui::widget::{
    Entry, badge, banner, bar, beside, button, card, checkbox, choice, columns, count, empty,
    field, figure, icon_button, key_hint, note, pair, pair_with, progress, scroll, section,
    segments, spinner, status_bar, status_item, tabs, timeline, title,
};
use ui::{Mark, Tone, icon, size, space};

use crate::{Gallery, Message};

impl Gallery {
    pub fn controls(&self) -> Element<'_, Message> {
        let left = column![self.form(), buttons(), notices()].spacing(space::APART).width(Fill);
        let right = column![states(), history()].spacing(space::APART);
        let content = column![
            row![title("今日"), key_hint("Alt+1"), gap::horizontal(), self.busy()]
                .spacing(space::NEAR)
                .align_y(Center),
            banner(
                Tone::Warning,
                "有 3 张工单一小时内到期，其中 1 张还没有派人。",
                Some(button("查看").small().on_press(Message::Pressed).into())
            ),
            beside(left, 480.0, right, size::SIDE),
        ]
        .spacing(space::APART)
        .padding(space::FAR);

        scroll("controls", content)
    }

    /// Nothing moves by itself while a proof is being taken.
    fn busy(&self) -> Option<Element<'_, Message>> {
        self.proof.is_none().then(|| spinner("正在读取…"))
    }

    fn form(&self) -> Element<'_, Message> {
        let wrong = (self.phone.len() < 11).then_some("手机号少一位，请核对");
        let fields = columns(
            160.0,
            [
                field("客户姓名", &self.name).on_input(Message::NameChanged).into(),
                field("手机", &self.phone).on_input(Message::PhoneChanged).error(wrong).into(),
                choice("类别", ["安装", "维修", "保养", "移机", "测量"], self.kind)
                    .on_pick(Message::KindPicked)
                    .into(),
                field("单号", "QD-2025-0418-017").hint("自动编号").into(),
            ],
        );
        let fault = note("故障描述", &self.fault).on_action(Message::FaultChanged).lines(3);

        section(
            "受理",
            Some(checkbox("加急", self.urgent, Some(Message::UrgentToggled))),
            column![fields, fault].spacing(space::SNUG),
        )
    }

    pub fn board(&self) -> Element<'_, Message> {
        const NAMES: [&str; 7] = ["王建国", "陈志强", "赵敏", "孙卫东", "周凯", "吴海峰", "郑晓"];
        let rows = (0..30_usize).map(|at| Row {
            label: NAMES[at % 7].into(),
            detail: format!("{} 单", at % 5 + 2).into(),
            load: (at * 37 % 100) as f32 / 90.0,
            tone: if at * 37 % 100 > 85 {
                Tone::Danger
            } else if at * 37 % 100 > 65 {
                Tone::Warning
            } else {
                Tone::Success
            },
        });
        let cards = self.places.iter().enumerate().map(|(at, place)| {
            let (tone, mark) = [
                (Tone::Accent, Mark::Calendar),
                (Tone::Neutral, Mark::Ring),
                (Tone::Success, Mark::Check),
                (Tone::Warning, Mark::Pause),
                (Tone::Danger, Mark::Triangle),
            ][at * 3 % 5];
            Card {
                key: at as u32,
                place: *place,
                length: [60, 90, 120][at % 3],
                words: Words::when_seen(move || words(at)),
                tone,
                mark: Some(mark),
                fixed: false,
            }
        });
        let verdict =
            |dropped: &Dropped<u32>| if dropped.row == 2 { Tone::Warning } else { Tone::Accent };
        let board = ui::schedule::schedule("待派工 12", rows.collect(), cards.collect(), 8..20)
            .id("board")
            .now(Some(10 * 60 + 24))
            .selected(self.card)
            .verdict(verdict)
            .on_pick(Message::CardPicked)
            .on_drop(Message::CardDropped)
            .on_return(Message::CardReturned);
        let head = row![
            title("派工"),
            segments(["今天", "明天", "一周"], Some(self.period), Message::PeriodPicked),
            gap::horizontal(),
            button("建议").icon(icon::suggest()).on_press(Message::Pressed),
            button("打印当日").icon(icon::printer()).primary().key("F9").on_press(Message::Pressed)
        ]
        .spacing(space::APART)
        .align_y(Center);

        column![container(head).padding([space::SNUG, space::FAR]), ui::widget::divider(), board]
            .into()
    }

    pub fn list(&self) -> Element<'_, Message> {
        let columns = vec![
            Column::fixed("工单号", 120.0).sorted(false),
            Column::fixed("状态", 112.0),
            Column::fixed("客户", 104.0),
            Column::weight("地址", 2.0, 160.0),
            Column::weight("机型", 1.0, 120.0),
            Column::fixed("师傅", 88.0),
            Column::fixed("预约", 96.0),
            Column::fixed("应收", 88.0).right(),
        ];
        let list = ui::grid::grid(columns, 100_000, cell)
            .id("orders")
            .selected(self.row)
            .on_select(Message::RowSelected);
        let pages = [
            ("全部".into(), Some("100,000".into()), Message::Pressed),
            ("待派工".into(), Some("12".into()), Message::Pressed),
            ("超时".into(), Some("3".into()), Message::Pressed),
        ];
        let head = row![
            title("工单"),
            tabs(pages, 0),
            gap::horizontal(),
            button("筛选").icon(icon::filter()).on_press(Message::Pressed),
            button("导出").icon(icon::download()).on_press(Message::Pressed)
        ]
        .spacing(space::APART)
        .align_y(Center);

        column![container(head).padding([space::SNUG, space::FAR]), ui::widget::divider(), list]
            .into()
    }
}

pub fn status<'a>() -> Element<'a, Message> {
    status_bar([
        status_item(icon::cloud_off(), "离线", Tone::Warning),
        status_item(icon::import(), "待发送 3", Tone::Neutral),
        status_item(icon::sync(), "上次交换 09:42", Tone::Neutral),
        status_item(icon::backup(), "备份 昨天 22:00", Tone::Neutral),
        gap::horizontal().into(),
        status_item(icon::user(), "李秀英 · 信息员", Tone::Neutral),
    ])
}

fn buttons<'a>() -> Element<'a, Message> {
    let content = row![
        button("保存并下一张").primary().key("F10").on_press(Message::Pressed),
        button("打印").icon(icon::printer()).on_press(Message::Pressed),
        button("取消").quiet().on_press(Message::Pressed),
        button("作废").icon(icon::trash()).danger().on_press(Message::Pressed),
        button("不可用").icon(icon::lock()),
        icon_button(icon::edit(), "修改").on_press(Message::Pressed),
        button("小").small().on_press(Message::Pressed),
    ]
    .spacing(space::NEAR)
    .align_y(Center);

    card(content)
}

fn notices<'a>() -> Element<'a, Message> {
    let nothing = empty(
        icon::inbox(),
        "今天没有待回访的工单",
        "完工的工单收回回单之后会出现在这里。",
        Some(button("去收回单").primary().on_press(Message::Pressed).into()),
    );
    let busy = progress(
        "正在导入 客户.xlsx，第 3,120 行 / 共 8,400 行",
        0.37,
        Some(("取消".into(), Message::Pressed)),
    );

    column![card(busy), card(container(nothing).height(240))].spacing(space::APART).into()
}

fn states<'a>() -> Element<'a, Message> {
    let badges = column![
        row![
            badge(Tone::Neutral, Mark::Ring, "待派工"),
            badge(Tone::Info, Mark::Person, "已派工"),
            badge(Tone::Accent, Mark::Calendar, "已预约")
        ]
        .spacing(space::NEAR),
        row![
            badge(Tone::Accent, Mark::Wrench, "处理中"),
            badge(Tone::Warning, Mark::Pause, "待件"),
            badge(Tone::Danger, Mark::Triangle, "超时")
        ]
        .spacing(space::NEAR),
        row![
            badge(Tone::Success, Mark::Check, "已完工"),
            badge(Tone::Success, Mark::CheckAll, "已结单"),
            badge(Tone::Neutral, Mark::Ban, "已取消"),
            count(Tone::Danger, "7")
        ]
        .spacing(space::NEAR)
        .align_y(Center),
    ]
    .spacing(space::NEAR);
    let figures = row![
        figure("42", "今日工单", Tone::Neutral),
        figure("3", "超时", Tone::Danger),
        figure("96.4%", "满意率 53/55", Tone::Success),
    ]
    .spacing(space::FAR);
    let load = column![
        pair_with("王建国", container(bar(0.62, Tone::Success, Fill)).center_y(20)),
        pair_with("陈志强", container(bar(0.94, Tone::Warning, Fill)).center_y(20)),
        pair("保修", "保内，至 2027-03-14"),
        pair("地址", "上海市浦东新区张江镇科苑路 88 弄 12 号 1603 室"),
    ]
    .spacing(space::TIGHT);

    column![
        section("数字", None, figures),
        section("状态", None, badges),
        section("负荷", None, load)
    ]
    .spacing(space::APART)
    .into()
}

fn history<'a>() -> Element<'a, Message> {
    let entry = |mark, tone, time, text, detail: Option<&'static str>| Entry {
        mark,
        tone,
        time: std::borrow::Cow::Borrowed(time),
        text: std::borrow::Cow::Borrowed(text),
        detail: detail.map(Into::into),
    };
    section(
        "经过",
        None,
        timeline([
            entry(Mark::Check, Tone::Success, "今天 15:20", "已完工", Some("王建国 · 更换点火器")),
            entry(Mark::Calendar, Tone::Accent, "今天 09:12", "预约 14:00–16:00", Some("李秀英")),
            entry(Mark::Dot, Tone::Neutral, "昨天 18:03", "来电受理", None),
        ]),
    )
}

fn cell<'a>(row: usize, column: usize) -> Cell<'a> {
    let pick = |words: &[&'static str]| words[(row * 7 + row / 3) % words.len()];
    match column {
        0 => Cell::text(format!("QD25-{:06}", 100_000 - row)).bold(),
        1 => match row % 5 {
            0 => Cell::badge(Tone::Neutral, Mark::Ring, "待派工"),
            1 => Cell::badge(Tone::Accent, Mark::Calendar, "已预约"),
            2 => Cell::badge(Tone::Warning, Mark::Pause, "待件"),
            3 => Cell::badge(Tone::Danger, Mark::Triangle, "超时"),
            _ => Cell::badge(Tone::Success, Mark::CheckAll, "已结单"),
        },
        2 => Cell::text(pick(&["张喆", "欧阳㛃", "王小明", "李𬱖", "陈家豪有限公司上海分公司"])),
        3 => Cell::text(pick(&[
            "浦东新区张江镇科苑路 88 弄 12 号 1603 室（靠近地铁二号线张江高科站三号口，小区东门进）",
            "徐汇区漕溪北路 18 号",
            "静安区南京西路 1266 号恒隆广场",
        ])),
        4 => Cell::text(pick(&["JSQ31-16FW1", "KFR-72GW/BpDNT", "CXW-268-Q3", "WH-60L2.0"])),
        5 => Cell::text(pick(&["王建国", "陈志强", "赵敏", ""])).icon(icon::user()),
        6 => Cell::text(pick(&["今天 14:00", "明天 09:00", "4 月 21 日"])),
        _ => Cell::text(format!("{}.00", (row * 37) % 1200)),
    }
}

pub fn places() -> Vec<Place> {
    (0..96_usize)
        .map(|at| match at {
            0..12 => Place::Pool,
            _ => Place::Row(at * 7 % 30, (8 * 60 + at * 97 % 600 / 30 * 30) as u16),
        })
        .collect()
}

fn words(at: usize) -> Said<'static> {
    const TITLES: [&str; 5] = [
        "张喆 · 热水器不打火",
        "李𬱖 · 安装空调",
        "陈家豪 · 油烟机清洗",
        "王小明 · 洗衣机漏水",
        "欧阳㛃 · 燃气灶熄火",
    ];

    Said {
        title: TITLES[at % 5].into(),
        lines: vec!["浦东张江 科苑路 88 弄 12 号".into(), "承诺 今天 18:00".into()],
    }
}

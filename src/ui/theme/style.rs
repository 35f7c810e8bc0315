//! What buttons, fields, boxes and scrollbars look like: style functions for iced's widgets and ours.

use iced::border::{self, Radius};
use iced::widget::button::Style as Face;
use iced::widget::{container, progress_bar, rule, scrollable, text, text_editor, text_input};
use iced::{Background, Border, Color, Shadow, Theme};

use super::{Tone, colors};
use crate::size;

/// What the pointer and the keyboard are doing to a control.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Touch {
    /// The pointer is over it.
    pub hovered: bool,
    /// It is being held down.
    pub pressed: bool,
    /// It cannot be used now.
    pub disabled: bool,
}

/// How much a button asks to be pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Weight {
    /// The one thing to do here.
    Primary,
    /// Something else that can be done.
    #[default]
    Secondary,
    /// Something beside the text; no edge until pointed at.
    Quiet,
    /// Something that takes away.
    Danger,
    /// Something begun that waits to be gone on with.
    Waiting,
}

/// A button of the given weight.
pub fn button(weight: Weight, theme: &Theme, touch: Touch) -> Face {
    let colors = colors(theme);
    let (ground, ink, edge) = match weight {
        Weight::Primary => (Some(colors.accent), colors.on_accent, colors.accent),
        Weight::Secondary => (Some(colors.raised), colors.text, colors.edge),
        Weight::Quiet => (None, colors.text, Color::TRANSPARENT),
        Weight::Danger => (Some(colors.raised), colors.danger, colors.danger),
        Weight::Waiting => (Some(colors.warning_soft), colors.warning, colors.warning),
    };
    let filled = weight == Weight::Primary;
    let ground = match (touch.disabled, touch.pressed, touch.hovered) {
        (true, ..) => ground.map(|_| colors.sunken),
        (_, true, _) if filled => Some(mix(colors.accent, colors.text, 0.24)),
        (_, _, true) if filled => Some(mix(colors.accent, colors.text, 0.12)),
        (_, true, _) => Some(mix(colors.hover, colors.text, 0.08)),
        (_, _, true) => Some(colors.hover),
        _ => ground,
    };
    let (ink, edge) = match (touch.disabled, weight) {
        (true, Weight::Quiet) => (colors.muted, Color::TRANSPARENT),
        (true, _) => (colors.muted, colors.line),
        (false, _) => (ink, edge),
    };

    Face {
        background: ground.map(Background::Color),
        text_color: ink,
        border: Border { color: edge, width: 1.0, radius: size::ROUND.into() },
        ..Face::default()
    }
}

/// A row that can be picked: a room of the rail, a tab, a task.
pub fn row(selected: bool, theme: &Theme, touch: Touch) -> Face {
    let colors = colors(theme);
    let ground = match (selected, touch.hovered || touch.pressed) {
        (true, _) => Some(colors.accent_soft),
        (false, true) => Some(mix(colors.hover, colors.text, 0.03)),
        (false, false) => None,
    };
    let ink = match (selected, touch.disabled) {
        (true, _) => colors.accent,
        (false, true) => colors.muted,
        (false, false) => colors.text,
    };

    Face {
        background: ground.map(Background::Color),
        text_color: ink,
        border: border::rounded(size::ROUND),
        ..Face::default()
    }
}

/// `color` with `share` (0 to 1) of `other` in it.
pub(crate) fn mix(color: Color, other: Color, share: f32) -> Color {
    let part = |a: f32, b: f32| a + (b - a) * share;
    Color {
        r: part(color.r, other.r),
        g: part(color.g, other.g),
        b: part(color.b, other.b),
        a: color.a,
    }
}

/// A single line that can be typed in; `wrong` when what is in it cannot stay.
pub fn input(wrong: bool) -> impl Fn(&Theme, text_input::Status) -> text_input::Style {
    move |theme, status| {
        let colors = colors(theme);
        let focused = matches!(status, text_input::Status::Focused { .. });
        let disabled = matches!(status, text_input::Status::Disabled);
        text_input::Style {
            background: if disabled { colors.sunken } else { colors.raised }.into(),
            border: entry_border(theme, focused, wrong),
            icon: colors.muted,
            placeholder: colors.muted.scale_alpha(0.8),
            value: if disabled { colors.muted } else { colors.text },
            selection: colors.accent.scale_alpha(0.28),
        }
    }
}

/// Several lines that can be typed in.
pub fn editor(wrong: bool) -> impl Fn(&Theme, text_editor::Status) -> text_editor::Style {
    move |theme, status| {
        let colors = colors(theme);
        let focused = matches!(status, text_editor::Status::Focused { .. });
        text_editor::Style {
            background: colors.raised.into(),
            border: entry_border(theme, focused, wrong),
            placeholder: colors.muted.scale_alpha(0.8),
            value: colors.text,
            selection: colors.accent.scale_alpha(0.28),
        }
    }
}

/// The border of whatever can be typed in or chosen from.
pub(crate) fn entry_border(theme: &Theme, focused: bool, wrong: bool) -> Border {
    let colors = colors(theme);
    let (color, width) = match (focused, wrong) {
        (true, _) => (colors.focus, size::RING),
        (false, true) => (colors.danger, 1.0),
        (false, false) => (colors.edge, 1.0),
    };

    Border { color, width, radius: size::ROUND.into() }
}

/// A sheet of paper on the floor of the window.
pub fn card(theme: &Theme) -> container::Style {
    let colors = colors(theme);
    container::Style {
        text_color: Some(colors.text),
        background: Some(colors.raised.into()),
        border: Border { color: colors.line, width: 1.0, radius: (size::ROUND + 2.0).into() },
        ..container::Style::default()
    }
}

/// The bar at the top.
pub fn bar(theme: &Theme) -> container::Style {
    let colors = colors(theme);
    container::background(colors.raised).color(colors.text)
}

/// The rail at the left.
pub fn rail(theme: &Theme) -> container::Style {
    let colors = colors(theme);
    container::background(colors.sunken).color(colors.text)
}

/// The status bar at the bottom.
pub fn status_bar(theme: &Theme) -> container::Style {
    let colors = colors(theme);
    container::background(colors.sunken).color(colors.muted)
}

/// The line at the bottom of the window while something is said there.
pub fn saying(tone: Tone) -> impl Fn(&Theme) -> container::Style {
    move |theme| {
        let colors = colors(theme);
        container::background(colors.soft(tone)).color(colors.text)
    }
}

/// A line across the room that says something important.
pub fn banner(tone: Tone) -> impl Fn(&Theme) -> container::Style {
    move |theme| {
        let colors = colors(theme);
        container::Style {
            text_color: Some(colors.text),
            background: Some(colors.soft(tone).into()),
            border: Border {
                color: colors.ink(tone).scale_alpha(0.4),
                width: 1.0,
                radius: size::ROUND.into(),
            },
            ..container::Style::default()
        }
    }
}

/// Something that floats above the room: a toast, a menu, a tooltip. It casts no shadow by itself,
/// since the renderer does not keep a shadow within what it repaints; see
/// [`lifted`](crate::widget::lifted).
pub fn floating(theme: &Theme) -> container::Style {
    let border =
        Border { color: colors(theme).edge, width: 1.0, radius: (size::ROUND + 2.0).into() };
    card(theme).border(border)
}

/// One of the layers of shade under what floats.
pub(crate) fn shade(theme: &Theme) -> container::Style {
    let radius = size::ROUND + 4.0;
    container::background(colors(theme).shadow.scale_alpha(0.3)).border(border::rounded(radius))
}

/// The veil between a dialog and the room behind it.
pub fn veil(theme: &Theme) -> container::Style {
    container::background(colors(theme).veil)
}

/// A box as deep as the floor or deeper, without an edge.
pub fn well(theme: &Theme) -> container::Style {
    let colors = colors(theme);
    container::background(colors.sunken).border(border::rounded(size::ROUND)).color(colors.text)
}

/// A scrollbar that keeps in the background.
pub fn scroll(theme: &Theme, status: scrollable::Status) -> scrollable::Style {
    let colors = colors(theme);
    let active = matches!(
        status,
        scrollable::Status::Dragged { .. }
            | scrollable::Status::Hovered { is_vertical_scrollbar_hovered: true, .. }
            | scrollable::Status::Hovered { is_horizontal_scrollbar_hovered: true, .. }
    );
    let thumb = if active { colors.muted } else { colors.edge };
    let rail = scrollable::Rail {
        background: None,
        border: Border::default(),
        scroller: scrollable::Scroller {
            background: thumb.into(),
            border: border::rounded(Radius::new(4.0)),
        },
    };

    scrollable::Style {
        container: container::Style::default(),
        vertical_rail: rail,
        horizontal_rail: rail,
        gap: None,
        auto_scroll: scrollable::AutoScroll {
            background: colors.raised.into(),
            border: Border { color: colors.edge, width: 1.0, radius: 999.0.into() },
            shadow: Shadow::default(),
            icon: colors.muted,
        },
    }
}

/// A bar that fills.
pub fn progress(tone: Tone) -> impl Fn(&Theme) -> progress_bar::Style {
    move |theme| {
        let colors = colors(theme);
        progress_bar::Style {
            background: colors.line.into(),
            bar: colors.ink(tone).into(),
            border: border::rounded(999.0),
        }
    }
}

/// A hairline.
pub fn hairline(theme: &Theme) -> rule::Style {
    rule::Style {
        color: colors(theme).line,
        radius: 0.0.into(),
        fill_mode: rule::FillMode::Full,
        snap: true,
    }
}

/// Text that can wait.
pub fn muted(theme: &Theme) -> text::Style {
    text::Style { color: Some(colors(theme).muted) }
}

/// Text of a tone; neutral text is muted.
pub fn toned(tone: Tone) -> impl Fn(&Theme) -> text::Style {
    move |theme| text::Style { color: Some(colors(theme).ink(tone)) }
}

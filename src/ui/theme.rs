//! Colours by name, light and dark, and the iced theme made of them.

pub mod style;

use iced::theme::{Palette, Style};
use iced::{Color, Theme, color};

/// What a colour is for. Every text colour reads well (4.5 : 1) on `surface`, `raised` and
/// `sunken`; the tests hold that.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Colors {
    /// The floor of the window.
    pub surface: Color,
    /// Cards, rows and fields.
    pub raised: Color,
    /// Headers, rails and whatever lies deeper than the floor.
    pub sunken: Color,
    /// A row or a quiet button under the pointer.
    pub hover: Color,
    /// Hairlines between things.
    pub line: Color,
    /// The edge of something that can be typed in or pressed.
    pub edge: Color,
    /// Text.
    pub text: Color,
    /// Text that can wait: labels, hints, what is disabled.
    pub muted: Color,
    /// The one accent.
    pub accent: Color,
    /// Behind what is selected.
    pub accent_soft: Color,
    /// Text on the accent.
    pub on_accent: Color,
    /// What is broken, late or refused.
    pub danger: Color,
    /// Behind it.
    pub danger_soft: Color,
    /// What needs a look soon.
    pub warning: Color,
    /// Behind it.
    pub warning_soft: Color,
    /// What went well.
    pub success: Color,
    /// Behind it.
    pub success_soft: Color,
    /// What is good to know.
    pub info: Color,
    /// Behind it.
    pub info_soft: Color,
    /// The ring around what has the focus.
    pub focus: Color,
    /// The shadow under what floats.
    pub shadow: Color,
    /// The veil under a dialog.
    pub veil: Color,
}

/// By day.
pub static LIGHT: Colors = Colors {
    surface: color!(0xf6f7f9),
    raised: color!(0xffffff),
    sunken: color!(0xedf0f3),
    hover: color!(0xf0f3f7),
    line: color!(0xe0e4e9),
    edge: color!(0xb3bcc8),
    text: color!(0x1c2530),
    muted: color!(0x586474),
    accent: color!(0x2360c4),
    accent_soft: color!(0xe5eefb),
    on_accent: color!(0xffffff),
    danger: color!(0xb3261e),
    danger_soft: color!(0xfbe9e7),
    warning: color!(0x855000),
    warning_soft: color!(0xfcf0d9),
    success: color!(0x1b6a3a),
    success_soft: color!(0xe3f3e8),
    info: color!(0x1a5f7a),
    info_soft: color!(0xe2f0f5),
    focus: color!(0x2f74e6),
    shadow: color!(0x101828, 0.16),
    veil: color!(0x101828, 0.36),
};

/// By night.
pub static DARK: Colors = Colors {
    surface: color!(0x16191e),
    raised: color!(0x1e2228),
    sunken: color!(0x111418),
    hover: color!(0x272c34),
    line: color!(0x2e343c),
    edge: color!(0x525c69),
    text: color!(0xe3e7ec),
    muted: color!(0x9ca7b5),
    accent: color!(0x7cabf7),
    accent_soft: color!(0x22324d),
    on_accent: color!(0x0b1a33),
    danger: color!(0xf28b82),
    danger_soft: color!(0x3b2122),
    warning: color!(0xe5b567),
    warning_soft: color!(0x372b17),
    success: color!(0x7bcb97),
    success_soft: color!(0x193224),
    info: color!(0x74c3df),
    info_soft: color!(0x16323d),
    focus: color!(0x8bb8ff),
    shadow: color!(0x000000, 0.5),
    veil: color!(0x000000, 0.55),
};

/// How a word is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Nothing to remark.
    #[default]
    Neutral,
    /// In hand.
    Accent,
    /// Good to know.
    Info,
    /// Went well.
    Success,
    /// Needs a look soon.
    Warning,
    /// Broken, late or refused.
    Danger,
}

impl Colors {
    /// The text colour of `tone`.
    pub fn ink(&self, tone: Tone) -> Color {
        match tone {
            Tone::Neutral => self.muted,
            Tone::Accent => self.accent,
            Tone::Info => self.info,
            Tone::Success => self.success,
            Tone::Warning => self.warning,
            Tone::Danger => self.danger,
        }
    }

    /// The colour behind a text of `tone`.
    pub fn soft(&self, tone: Tone) -> Color {
        match tone {
            Tone::Neutral => self.sunken,
            Tone::Accent => self.accent_soft,
            Tone::Info => self.info_soft,
            Tone::Success => self.success_soft,
            Tone::Warning => self.warning_soft,
            Tone::Danger => self.danger_soft,
        }
    }

    fn palette(&self) -> Palette {
        Palette {
            background: self.surface,
            text: self.text,
            primary: self.accent,
            success: self.success,
            warning: self.warning,
            danger: self.danger,
        }
    }
}

/// The theme by day.
pub fn light() -> Theme {
    Theme::custom("Light", LIGHT.palette())
}

/// The theme by night.
pub fn dark() -> Theme {
    Theme::custom("Dark", DARK.palette())
}

/// The colours of `theme`.
pub fn colors(theme: &Theme) -> &'static Colors {
    if theme.extended_palette().is_dark { &DARK } else { &LIGHT }
}

/// The style of the window, with a background that no eye can tell from the last one's when
/// `frame` has changed. The software renderer then draws the whole window, where it would else
/// leave stale pixels behind text that moved. Count `frame` up with each update.
///
/// A view inside [`root`](crate::root) needs none of this: it does the same by itself, and also
/// where something moves without an update.
pub fn clean_frame(theme: &Theme, frame: u64) -> Style {
    let colors = colors(theme);

    Style { background_color: nudge(colors.surface, frame), text_color: colors.text }
}

/// `color`, off by less than a screen can show, and by another amount for each of 64 frames.
fn nudge(color: Color, frame: u64) -> Color {
    const STEP: f32 = 1e-6;

    let steps = u16::try_from(frame % 64).unwrap_or_default();
    Color { b: color.b - STEP * f32::from(steps), ..color }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contrast(a: Color, b: Color) -> f32 {
        let (a, b) = (a.relative_luminance(), b.relative_luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_text_can_be_read_on_every_ground() {
        for colors in [&LIGHT, &DARK] {
            for ground in [colors.surface, colors.raised, colors.sunken, colors.hover] {
                for ink in [colors.text, colors.muted, colors.accent, colors.danger] {
                    assert!(contrast(ink, ground) >= 4.5, "{ink:?} on {ground:?}");
                }
            }
            assert!(contrast(colors.on_accent, colors.accent) >= 4.5);
            assert!(contrast(colors.muted, colors.accent_soft) >= 4.5);
            assert!(contrast(colors.text, colors.accent_soft) >= 7.0);
        }
    }

    #[test]
    fn every_tone_can_be_read_on_its_own_ground_and_on_paper() {
        use Tone::{Accent, Danger, Info, Neutral, Success, Warning};
        for colors in [&LIGHT, &DARK] {
            for tone in [Neutral, Accent, Info, Success, Warning, Danger] {
                assert!(contrast(colors.ink(tone), colors.soft(tone)) >= 4.5, "{tone:?}");
                assert!(contrast(colors.ink(tone), colors.raised) >= 4.5, "{tone:?}");
            }
        }
    }

    #[test]
    fn the_focus_ring_stands_out() {
        for colors in [&LIGHT, &DARK] {
            for ground in [colors.surface, colors.raised, colors.sunken, colors.accent_soft] {
                assert!(contrast(colors.focus, ground) >= 3.0, "on {ground:?}");
            }
        }
    }

    #[test]
    fn a_clean_frame_differs_from_the_last_but_not_to_the_eye() {
        let (a, b) = (clean_frame(&light(), 7), clean_frame(&light(), 8));
        assert_ne!(a.background_color, b.background_color);
        assert_eq!(a.background_color.into_rgba8(), b.background_color.into_rgba8());
        assert_eq!(a.background_color.into_rgba8(), LIGHT.surface.into_rgba8());
    }
}

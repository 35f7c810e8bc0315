//! How the board looks.

use iced::advanced::Renderer as _;
use iced::advanced::text::Alignment;
use iced::{Border, Point, Rectangle, Renderer, Size, Theme, border};

use super::geometry::Ground;
use super::widget::State;
use super::{Card, Dropped, Place, Schedule};
use crate::ink::{self, Line};
use crate::theme::{Colors, Tone, colors, style::mix};
use crate::{size, space};

/// The narrowest card whose mark stands before its name.
const NARROW: f32 = 96.0;

/// What every part of the board is drawn with.
struct Brush<'a, Key> {
    colors: &'a Colors,
    state: &'a State<Key>,
    ground: &'a Ground,
}

impl<'a, Key: Copy + PartialEq + 'static, Message: Clone> Schedule<'a, Key, Message> {
    pub(super) fn paint(
        &self,
        renderer: &mut Renderer,
        theme: &Theme,
        state: &State<Key>,
        (ground, clip): (&Ground, Rectangle),
    ) {
        let brush = Brush { colors: colors(theme), state, ground };
        let layer = |part: Rectangle| part.intersection(&clip);

        renderer.with_layer(clip, |renderer| self.paint_floor(renderer, &brush));
        if let Some(part) = layer(ground.labels) {
            renderer.with_layer(part, |renderer| self.paint_labels(renderer, &brush));
        }
        if let Some(part) = layer(ground.body) {
            renderer.with_layer(part, |renderer| {
                self.paint_hours(renderer, &brush);
                self.paint_target(renderer, &brush);
            });
            renderer.with_layer(part, |renderer| self.paint_cards(renderer, &brush, false));
        }
        if let Some(part) = layer(ground.pool) {
            renderer.with_layer(part, |renderer| self.paint_cards(renderer, &brush, true));
        }
        renderer.with_layer(clip, |renderer| {
            self.paint_ghost(renderer, &brush);
            self.paint_start(renderer, &brush);
            if state.focused {
                ink::ring(renderer, ground.bounds, 0.0, brush.colors.focus);
            }
        });
    }

    fn paint_floor(&self, renderer: &mut Renderer, brush: &Brush<'_, Key>) {
        let (colors, ground) = (brush.colors, brush.ground);
        let bounds = ground.bounds;
        let head = Rectangle { height: size::ROW, ..bounds };

        ink::fill(renderer, bounds, colors.raised);
        ink::fill(renderer, ground.pool, colors.sunken);
        ink::fill(renderer, head, colors.sunken);
        let title = Self::pool_head(ground).shrink([0.0, space::SNUG]);
        ink::line(renderer, &self.pool, Line::new(colors.text).caption().bold(), title, head);

        let clip = Rectangle { x: ground.body.x, width: ground.body.width, ..head };
        for hour in self.hours.clone() {
            let x = self.x_of(hour * 60, ground);
            // An hour that has begun further left would stand over the names.
            if x + 1.0 < clip.x {
                continue;
            }
            let place = Rectangle { x: x + space::TIGHT, width: ground.hour, ..head };
            let style = Line::new(colors.muted).caption();
            ink::line(renderer, &format!("{hour}:00"), style, place, clip);
        }
        let below = Rectangle { y: head.y + head.height - 1.0, height: 1.0, ..head };
        ink::fill(renderer, below, colors.line);
        for x in [ground.labels.x, ground.body.x] {
            ink::fill(renderer, Rectangle { x: x - 1.0, width: 1.0, ..bounds }, colors.line);
        }
    }

    fn paint_labels(&self, renderer: &mut Renderer, brush: &Brush<'_, Key>) {
        let (colors, ground) = (brush.colors, brush.ground);
        for at in self.rows_in_view(ground) {
            let Some(place) = self.row_place(at, ground) else { continue };
            let row = &self.rows[at];
            let inner =
                Rectangle { width: ground.labels.width, ..place }.shrink([0.0, space::NEAR]);
            let name = Rectangle { y: inner.y + 4.0, height: 20.0, ..inner };
            ink::line(renderer, &row.label, Line::new(colors.text), name, ground.labels);
            let detail = Line::new(colors.muted).caption().align(Alignment::Right);
            let used = ink::width(&row.label, Line::new(colors.text)) + space::NEAR;
            let rest = Rectangle { x: name.x + used, width: (name.width - used).max(0.0), ..name };
            ink::line(renderer, &row.detail, detail, rest, ground.labels);

            let track = Rectangle { y: inner.y + 32.0, height: 4.0, ..inner };
            let full = Rectangle { width: track.width * row.load.clamp(0.0, 1.0), ..track };
            let round = border::rounded(2.0);
            ink::boxed(renderer, track, colors.line, round);
            ink::boxed(renderer, full, colors.ink(row.tone), round);
            paint_row_line(renderer, colors, place);
        }
    }

    fn paint_hours(&self, renderer: &mut Renderer, brush: &Brush<'_, Key>) {
        let (colors, ground) = (brush.colors, brush.ground);
        let faint = mix(colors.line, colors.raised, 0.4);
        for hour in self.hours.clone() {
            let x = self.x_of(hour * 60, ground);
            if hour > self.hours.start {
                ink::fill(renderer, Rectangle { x, width: 1.0, ..ground.body }, faint);
            }
        }
        for at in self.rows_in_view(ground) {
            if let Some(place) = self.row_place(at, ground) {
                paint_row_line(renderer, colors, place);
            }
        }
        if let Some(now) = self.now {
            let x = self.x_of(now, ground);
            ink::fill(renderer, Rectangle { x, width: 2.0, ..ground.body }, colors.danger);
        }
    }

    /// The place that the card in hand would take.
    fn paint_target(&self, renderer: &mut Renderer, brush: &Brush<'_, Key>) {
        let Some((target, card)) = self.in_hand(brush) else { return };
        let Some(slot) = self.slot(target.row, target.start, card.length, brush.ground) else {
            return;
        };
        let tone = (self.verdict)(&target);
        let colors = brush.colors;
        if let Some(row) = self.row_place(target.row, brush.ground) {
            ink::fill(renderer, row, mix(colors.raised, colors.ink(tone), 0.06));
        }
        let border =
            Border { color: colors.ink(tone), width: 2.0, radius: size::ROUND_SMALL.into() };
        ink::boxed(renderer, slot, colors.soft(tone), border);
    }

    /// When the card in hand would begin, on the line of the hours.
    fn paint_start(&self, renderer: &mut Renderer, brush: &Brush<'_, Key>) {
        let Some((target, _)) = self.in_hand(brush) else { return };
        let (colors, ground) = (brush.colors, brush.ground);
        let place = Rectangle {
            x: self.x_of(target.start, ground).max(ground.body.x),
            y: ground.bounds.y + space::TIGHT,
            width: 44.0,
            height: size::SMALL,
        };
        let time = format!("{}:{:02}", target.start / 60, target.start % 60);
        let style = Line::new(colors.on_accent).caption().align(Alignment::Center);
        ink::boxed(renderer, place, colors.accent, border::rounded(size::ROUND_SMALL));
        renderer.with_layer(place, |renderer| ink::line(renderer, &time, style, place, place));
    }

    fn in_hand(&self, brush: &Brush<'_, Key>) -> Option<(Dropped<Key>, &Card<'a, Key>)> {
        let target = match (&brush.state.held, brush.state.carried) {
            (Some(held), _) => self.target(held, brush.ground)?,
            (None, carried) => carried?,
        };
        Some((target, &self.cards[self.find(target.key)?]))
    }

    fn paint_cards(&self, renderer: &mut Renderer, brush: &Brush<'_, Key>, pool: bool) {
        let ground = brush.ground;
        let moving = brush.state.held.as_ref().filter(|held| held.at.is_some());
        for (at, card) in self.cards.iter().enumerate() {
            if (card.place == Place::Pool) != pool {
                continue;
            }
            let pane = self.pane(at, ground);
            let Some(place) = self.card_place(at, ground) else { continue };
            if place.intersection(&pane).is_none() {
                continue;
            }
            let away = moving.is_some_and(|held| held.key == card.key)
                || brush.state.carried.is_some_and(|carried| carried.key == card.key);
            let look = Look {
                selected: self.selected == Some(card.key),
                pointed: brush.state.pointed == Some(at),
                away,
            };
            paint_card(renderer, brush.colors, card, (place, pane), look);
        }
    }

    /// The card in hand, under the pointer or where the keys have carried it.
    fn paint_ghost(&self, renderer: &mut Renderer, brush: &Brush<'_, Key>) {
        let ground = brush.ground;
        let look = Look { selected: true, ..Look::default() };
        if let Some(held) = &brush.state.held {
            let Some(point) = held.at else { return };
            let Some(at) = self.find(held.key) else { return };
            let card = &self.cards[at];
            let width = f32::from(card.length.max(60)) / 60.0 * ground.hour;
            let place = Rectangle::new(
                Point::new(point.x - held.grip.x, point.y - held.grip.y.min(24.0)),
                Size::new(width, 42.0),
            );
            renderer.with_layer(ground.bounds, |renderer| {
                paint_card(renderer, brush.colors, card, (place, ground.bounds), look);
            });
        } else if let Some((target, card)) = self.in_hand(brush)
            && let Some(place) = self.slot(target.row, target.start, card.length, ground)
        {
            renderer.with_layer(ground.body, |renderer| {
                paint_card(renderer, brush.colors, card, (place, ground.body), look);
            });
        }
    }
}

fn paint_row_line(renderer: &mut Renderer, colors: &Colors, place: Rectangle) {
    let below = Rectangle { y: place.y + place.height - 1.0, height: 1.0, ..place };
    ink::fill(renderer, below, colors.line);
}

#[derive(Debug, Clone, Copy, Default)]
struct Look {
    selected: bool,
    pointed: bool,
    /// Only its shadow is left, the card is in hand.
    away: bool,
}

fn paint_card<Key>(
    renderer: &mut Renderer,
    colors: &Colors,
    card: &Card<'_, Key>,
    (place, pane): (Rectangle, Rectangle),
    look: Look,
) {
    let ink_color = colors.ink(card.tone);
    let calm = card.tone == Tone::Neutral || card.place == Place::Pool;
    let ground = if calm { colors.raised } else { colors.soft(card.tone) };
    let (edge, width) = match (look.selected, look.pointed) {
        (true, _) => (colors.accent, 2.0),
        (false, true) => (ink_color, 1.0),
        (false, false) => (mix(colors.edge, ink_color, 0.2), 1.0),
    };
    let border = Border { color: edge, width, radius: size::ROUND_SMALL.into() };
    if look.away {
        let faint = Border { color: edge.scale_alpha(0.4), ..border };
        return ink::boxed(renderer, place, ground.scale_alpha(0.4), faint);
    }
    ink::boxed(renderer, place, ground, border);
    let stripe =
        Rectangle { x: place.x + 3.0, y: place.y + 4.0, width: 3.0, height: place.height - 8.0 };
    ink::boxed(renderer, stripe, ink_color, border::rounded(1.5));

    let Some(clip) = place.shrink(1.0).intersection(&pane) else { return };
    let inner = Rectangle { x: place.x + 10.0, width: (place.width - 14.0).max(0.0), ..place };
    let rows = [3.0, 21.0, 38.0].map(|down| Rectangle { y: inner.y + down, height: 17.0, ..inner });
    let said = card.words.say();
    // In a narrow card the name needs the whole first line, and a long one the second too.
    let narrow = inner.width < NARROW && card.place != Place::Pool;
    let name = Line { size: 13.0, ..Line::new(colors.text).bold() };
    let (first, rest) = match narrow {
        true => split(&said.title, inner.width, name),
        false => (said.title.as_ref(), ""),
    };
    let names = std::iter::once(first).chain((!rest.is_empty()).then_some(rest));
    let lines: Vec<&str> = names.chain(said.lines.iter().map(AsRef::as_ref)).collect();
    let marked = usize::from(inner.width < NARROW && lines.len() > 1);
    let named = 1 + usize::from(!rest.is_empty());
    for (at, (words, mut row)) in lines.into_iter().zip(rows).enumerate() {
        if row.y + row.height > place.y + place.height {
            break;
        }
        if let Some(mark) = card.mark.filter(|_| at == marked) {
            mark.draw(renderer, Rectangle { width: size::CAPTION, ..row }, ink_color);
            row.x += size::CAPTION + space::TIGHT;
            row.width -= size::CAPTION + space::TIGHT;
        }
        let style = if at < named { name } else { Line::new(colors.muted).caption() };
        ink::line(renderer, words, style, row, clip);
    }
}

/// A name on two lines where one is too short for it: cut between its words, or where it has none between its letters.
fn split(name: &str, width: f32, style: Line) -> (&str, &str) {
    if ink::width(name, style) <= width {
        return (name, "");
    }
    let fits = |end: &usize| ink::width(name[..*end].trim_end(), style) <= width;
    let letters = name.char_indices().map(|(at, _)| at).skip(1);
    let words = name.match_indices(' ').map(|(at, _)| at);
    let end = words.take_while(fits).last().or_else(|| letters.take_while(fits).last());
    let (first, rest) = name.split_at(end.unwrap_or(0));

    if first.is_empty() { (name, "") } else { (first, rest.trim_start()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_goes_on_in_the_second_line_of_a_narrow_card() {
        crate::fonts::install("zh-CN");
        let style = Line { size: 13.0, ..Line::new(iced::Color::BLACK).bold() };
        let split = |name| split(name, 54.0, style);

        assert_eq!(split("王小明"), ("王小明", ""));
        assert_eq!(split("Owen Rees-Davies"), ("Owen", "Rees-Davies"));
        assert_eq!(split("欧阳喆挈子"), ("欧阳喆", "挈子"));
        assert_eq!(split(""), ("", ""));
    }
}

//! Text in Markdown as it is read: headings, lists within lists, what is stressed. Links and pictures are their words.

use iced::widget::text::Span;
use iced::widget::{Column, column, container, rich_text, row, rule, text};
use iced::{Element, Fill, Font};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::theme::style;
use crate::{fonts, size, space};

/// Lists within lists are set in no further than so many times.
const DEEPEST: usize = 4;

/// One part of a text, below the one before.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Block {
    Heading(bool, Vec<Piece>),
    /// A paragraph, so deep in lists, and what stands before it.
    Words(usize, Option<String>, Vec<Piece>),
    Code(String),
    Rule,
}

/// Words that are stressed, or not.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Piece {
    words: String,
    bold: bool,
}

/// A text in Markdown, as wide as there is room.
pub fn markdown<'a, Message: 'a>(source: &str) -> Element<'a, Message> {
    let blocks = blocks(source).into_iter().map(|block| match block {
        Block::Heading(large, pieces) => {
            let words: String = pieces.into_iter().map(|piece| piece.words).collect();
            let size = if large { size::LEAD } else { size::BODY };
            let heading = text(words).size(size).font(fonts::BOLD);
            container(heading).padding([space::TIGHT, space::NONE]).into()
        }
        Block::Words(depth, mark, pieces) => set_in(depth, mark, pieces),
        Block::Code(words) => {
            container(text(words)).padding(space::NEAR).width(Fill).style(style::well).into()
        }
        Block::Rule => rule::horizontal(1.0).style(style::hairline).into(),
    });

    Column::with_children(blocks).spacing(space::NEAR).width(Fill).into()
}

fn set_in<'a, Message: 'a>(
    depth: usize,
    mark: Option<String>,
    pieces: Vec<Piece>,
) -> Element<'a, Message> {
    let words = words(pieces);
    if depth == 0 {
        return words;
    }
    let far = space::APART * (depth.min(DEEPEST) - 1) as f32;
    let mark = container(text(mark.unwrap_or_default()).style(style::muted)).width(space::APART);
    let line = row![mark, column![words].width(Fill)].spacing(space::TIGHT);

    container(line).padding(iced::Padding { left: far, ..iced::Padding::ZERO }).into()
}

fn words<'a, Message: 'a>(pieces: Vec<Piece>) -> Element<'a, Message> {
    if pieces.iter().all(|piece| !piece.bold) {
        let words: String = pieces.into_iter().map(|piece| piece.words).collect();
        return text(words).width(Fill).into();
    }
    let spans: Vec<Span<'a, (), Font>> = pieces
        .into_iter()
        .map(|piece| Span::new(piece.words).font(if piece.bold { fonts::BOLD } else { fonts::UI }))
        .collect();

    rich_text(spans).width(Fill).into()
}

/// The first words of a text in Markdown, as plain words in one line.
pub fn plain(source: &str) -> String {
    let words = blocks(source).into_iter().filter_map(|block| match block {
        Block::Words(_, _, pieces) => {
            Some(pieces.into_iter().map(|piece| piece.words).collect::<String>())
        }
        _ => None,
    });

    words.collect::<Vec<_>>().join(" ")
}

fn blocks(source: &str) -> Vec<Block> {
    let mut reading = Reading::default();
    for event in Parser::new_ext(source, Options::ENABLE_TABLES) {
        reading.take(event);
    }
    reading.end();

    reading.blocks
}

/// What was read so far.
#[derive(Default)]
struct Reading {
    blocks: Vec<Block>,
    pieces: Vec<Piece>,
    /// The lists that are open, with the number of the next item where they have numbers.
    lists: Vec<Option<u64>>,
    /// What stands before the words that come.
    mark: Option<String>,
    heading: Option<bool>,
    code: bool,
    bold: usize,
}

impl Reading {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.open(&tag),
            Event::End(tag) => self.close(tag),
            Event::Text(words) | Event::Code(words) => self.say(&words),
            Event::SoftBreak => self.say(" "),
            Event::HardBreak => self.say("\n"),
            Event::Rule => {
                self.end();
                self.blocks.push(Block::Rule);
            }
            _ => {}
        }
    }

    fn open(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.end();
                self.heading = Some(*level <= HeadingLevel::H2);
            }
            Tag::List(first) => {
                self.end();
                self.lists.push(*first);
            }
            Tag::Item => {
                self.end();
                self.mark = Some(match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}.", *number - 1)
                    }
                    _ => "•".to_owned(),
                });
            }
            Tag::Paragraph | Tag::TableRow | Tag::TableHead => self.end(),
            Tag::CodeBlock(_) => {
                self.end();
                self.code = true;
            }
            Tag::TableCell if !self.pieces.is_empty() => self.say(" · "),
            Tag::Strong => self.bold += 1,
            _ => {}
        }
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::List(_) => {
                self.end();
                self.lists.pop();
            }
            TagEnd::Heading(_)
            | TagEnd::Item
            | TagEnd::Paragraph
            | TagEnd::TableRow
            | TagEnd::TableHead
            | TagEnd::CodeBlock => self.end(),
            TagEnd::Strong => self.bold = self.bold.saturating_sub(1),
            _ => {}
        }
    }

    fn say(&mut self, words: &str) {
        let bold = self.bold > 0;
        match self.pieces.last_mut() {
            Some(last) if last.bold == bold => last.words.push_str(words),
            _ => self.pieces.push(Piece { words: words.to_owned(), bold }),
        }
    }

    /// What was said until here is one part.
    fn end(&mut self) {
        let pieces = std::mem::take(&mut self.pieces);
        let (heading, code) = (self.heading.take(), std::mem::take(&mut self.code));
        if pieces.is_empty() {
            return;
        }
        self.blocks.push(match heading {
            Some(large) => Block::Heading(large, pieces),
            None if code => {
                let words: String = pieces.into_iter().map(|piece| piece.words).collect();
                Block::Code(words.trim_end().to_owned())
            }
            None => Block::Words(self.lists.len(), self.mark.take(), pieces),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(words: &str) -> Vec<Piece> {
        vec![Piece { words: words.into(), bold: false }]
    }

    #[test]
    fn a_tree_of_causes_keeps_its_depth() {
        let text = "## Cause\n\n- Leaks\n  - Seal → replace → WH-1\n- Cold\n\nSay **stop** first.\n\n1. a\n2. b";
        let read = blocks(text);

        let item =
            |depth, mark: &str, words| Block::Words(depth, Some(mark.to_owned()), piece(words));
        assert_eq!(read[0], Block::Heading(true, piece("Cause")));
        assert_eq!(read[1], item(1, "•", "Leaks"));
        assert_eq!(read[2], item(2, "•", "Seal → replace → WH-1"));
        assert_eq!(read[3], item(1, "•", "Cold"));
        assert!(matches!(&read[4], Block::Words(0, None, pieces) if pieces[1].bold));
        assert_eq!(read[5..], [item(1, "1.", "a"), item(1, "2.", "b")]);
    }

    #[test]
    fn whatever_is_typed_is_some_text() {
        for text in ["", "**", "- ", "|a|b|\n|-|-|\n|1|2|", "```\ncode\n```", "<b>x</b>", "[a](b)"]
        {
            let _drawn: Element<'_, ()> = markdown(text);
        }
        assert_eq!(plain("# T\n\nOne *two*\n- three"), "One two three");
    }
}

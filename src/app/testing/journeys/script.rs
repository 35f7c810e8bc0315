//! A journey as it is written down: the `.ice` files of iced, with the keys that a desk has beside them.
//!
//! Each line is one of iced's own instructions (`click "words"`, `type "text"`, `type enter`, `expect "words"`), or
//! - `press alt+2`, `press F10`, `press down`: any key, with what is held down;
//! - `expect no "words"`: these words are not on screen;
//! - `expect part "words"`: some text on screen holds these words;
//! - `expect pdf "file"`: there is such a file, and it is a PDF;
//! - `scroll to "words"`: the wheel is turned over the middle of the window until these words are in sight;
//! - `type 500 "字"`: the same text so many times;
//! - `file "file"`, `file none`: what the next dialog for a file is answered with;
//! - `# …`: why the next lines are there.

use std::path::PathBuf;

use iced::Size;
use iced::keyboard::{Key, Modifiers, key::Named};
use iced_test::instruction::{Expectation, Interaction, Keyboard};
use iced_test::{Ice, Instruction};

use crate::shortcut::Shortcut;

/// One thing that is done or seen.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// What iced knows itself.
    Ice(Instruction),
    Press(Shortcut),
    ExpectNone(String),
    ExpectPart(String),
    ExpectPdf(PathBuf),
    ScrollTo(String),
    /// The answer to the next dialog; without a file somebody thinks better of it.
    File(Option<PathBuf>),
}

/// A journey, with the number of the line that each step stands on.
#[derive(Debug)]
pub struct Script {
    pub size: Size,
    pub preset: String,
    pub steps: Vec<(usize, Step)>,
}

/// The line between the head and the steps.
const LINE: &str = "-----";

impl Script {
    pub fn read(text: &str) -> Result<Self, String> {
        let (head, _) = text.split_once(LINE).ok_or("there is no line below the head")?;
        let ice = Ice::parse(&format!("{head}{LINE}")).map_err(|error| error.to_string())?;
        let preset = ice.preset.ok_or("no preset is named")?;
        let numbered = text.lines().enumerate().map(|(at, line)| (at + 1, line.trim()));
        let steps = numbered
            .skip(head.lines().count() + 1)
            .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
            .map(|(at, line)| Ok((at, step(line).ok_or(format!("line {at}: {line}"))?)))
            .collect::<Result<_, String>>()?;

        Ok(Self { size: ice.viewport, preset, steps })
    }
}

/// The step that a line stands for.
pub fn step(line: &str) -> Option<Step> {
    let quoted = |rest: &str| match Instruction::parse(&format!("expect {rest}")).ok()? {
        Instruction::Expect(Expectation::Text(words)) => Some(words),
        Instruction::Interact(_) => None,
    };
    if let Some(rest) = line.strip_prefix("expect no ") {
        return quoted(rest).map(Step::ExpectNone);
    }
    if let Some(rest) = line.strip_prefix("expect part ") {
        return quoted(rest).map(Step::ExpectPart);
    }
    if let Some(rest) = line.strip_prefix("expect pdf ") {
        return quoted(rest).map(|path| Step::ExpectPdf(path.into()));
    }
    if let Some(rest) = line.strip_prefix("scroll to ") {
        return quoted(rest).map(Step::ScrollTo);
    }
    if line == "file none" {
        return Some(Step::File(None));
    }
    if let Some(rest) = line.strip_prefix("file ") {
        return quoted(rest).map(|path| Step::File(Some(path.into())));
    }
    if let Some((times, rest)) = line.strip_prefix("type ").and_then(|rest| rest.split_once(' '))
        && let Ok(times) = times.parse()
    {
        let text = quoted(rest)?.repeat(times);
        let typed = Interaction::Keyboard(Keyboard::Typewrite(text));
        return Some(Step::Ice(Instruction::Interact(typed)));
    }
    if let Some(keys) = line.strip_prefix("press ")
        && let Some(shortcut) = shortcut(keys)
    {
        return Some(Step::Press(shortcut));
    }

    Instruction::parse(line).ok().map(Step::Ice)
}

/// A key with what is held down, as people write it: `ctrl+shift+F9`.
fn shortcut(keys: &str) -> Option<Shortcut> {
    let mut modifiers = Modifiers::empty();
    let mut parts: Vec<&str> = keys.split('+').collect();
    let last = parts.pop()?;
    for held in parts {
        modifiers |= match held.to_lowercase().as_str() {
            "ctrl" => Modifiers::COMMAND,
            "alt" => Modifiers::ALT,
            "shift" => Modifiers::SHIFT,
            _ => return None,
        };
    }

    Some(Shortcut { key: key(last)?, modifiers })
}

fn key(name: &str) -> Option<Key> {
    let named = match name.to_lowercase().as_str() {
        "enter" => Named::Enter,
        "escape" => Named::Escape,
        "tab" => Named::Tab,
        "space" => Named::Space,
        "backspace" => Named::Backspace,
        "delete" => Named::Delete,
        "up" => Named::ArrowUp,
        "down" => Named::ArrowDown,
        "left" => Named::ArrowLeft,
        "right" => Named::ArrowRight,
        "home" => Named::Home,
        "end" => Named::End,
        "pageup" => Named::PageUp,
        "pagedown" => Named::PageDown,
        "f1" => Named::F1,
        "f2" => Named::F2,
        "f3" => Named::F3,
        "f4" => Named::F4,
        "f5" => Named::F5,
        "f6" => Named::F6,
        "f7" => Named::F7,
        "f8" => Named::F8,
        "f9" => Named::F9,
        "f10" => Named::F10,
        "f11" => Named::F11,
        "f12" => Named::F12,
        one if one.chars().count() == 1 => return Some(Key::Character(one.into())),
        _ => return None,
    };

    Some(Key::Named(named))
}

#[test]
fn a_line_that_means_nothing_is_named() {
    let head = "viewport: 1366x768\nmode: Zen\npreset: Fresh\n-----\n";
    let wrong = Script::read(&format!("{head}click \"a\"\ndance \"b\"\n"));
    assert_eq!(wrong.err().as_deref(), Some("line 6: dance \"b\""));

    let right = Script::read(&format!("{head}# why\n\ntype 3 \"ab\"\npress ctrl+L\n"));
    let steps = right.expect("it is right").steps;
    let typed = Keyboard::Typewrite("ababab".into());
    let typed = Step::Ice(Instruction::Interact(Interaction::Keyboard(typed)));
    let letter = Shortcut { key: Key::Character("l".into()), modifiers: Modifiers::COMMAND };
    assert_eq!(steps, [(7, typed), (8, Step::Press(letter))]);
}

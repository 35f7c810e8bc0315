//! A step of a journey, done at a desk.

use iced_test::Instruction;
use iced_test::instruction::{Expectation, Interaction, Keyboard, Target};

use super::Screen;
use super::script::Step;
use crate::file_dialog::Chosen;
use crate::shortcut::Shortcut;
use crate::testing::desk::Desk;

/// Does what a line says; answers what was found instead of what it says.
pub fn play(desk: &mut Desk, step: &Step, on_screen: Screen) -> Result<(), String> {
    match step {
        Step::Press(shortcut) => desk.press(shortcut),
        Step::File(chosen) => {
            desk.prepare_file(chosen.clone().map_or(Chosen::Nothing, Chosen::Path));
        }
        Step::Ice(Instruction::Interact(Interaction::Mouse(mouse))) => {
            let there = |target: &Target| match target {
                Target::Point(point) => Some(*point),
                Target::Text(words) => match on_screen {
                    Screen::Own => desk.place(words),
                    Screen::Doubled => desk.scrolled_to(words),
                },
            };
            let interaction = Interaction::Mouse(mouse.clone());
            let events = interaction.events(there).ok_or("it is not on screen")?;
            desk.point(&events);
        }
        Step::Ice(Instruction::Interact(Interaction::Keyboard(keys))) => type_in(desk, keys),
        Step::Ice(Instruction::Expect(Expectation::Text(words))) => {
            sees(desk, on_screen, |seen| seen == words)?;
        }
        Step::ExpectNone(words) if desk.place(words).is_some() => return Err("it is".into()),
        Step::ExpectNone(_) => {}
        Step::ExpectPart(part) => {
            sees(desk, on_screen, |seen| seen.contains(part.as_str()))?;
        }
        Step::ScrollTo(words) => {
            desk.scrolled_to(words).ok_or("it is not there to scroll to")?;
        }
        Step::ExpectPdf(path) => {
            let bytes = std::fs::read(path).map_err(|error| error.to_string())?;
            if !bytes.starts_with(b"%PDF-") {
                return Err("it is no PDF".into());
            }
        }
    }

    Ok(())
}

/// Whether such words are in sight; on a small screen also what can be scrolled to.
fn sees(desk: &mut Desk, on_screen: Screen, such: impl Fn(&str) -> bool) -> Result<(), String> {
    let words = match on_screen {
        Screen::Own => desk.words(),
        Screen::Doubled => desk.all_words(),
    };
    let found = words.iter().any(|words| such(words));

    found.then_some(()).ok_or_else(|| "it is not on screen".to_owned())
}

fn type_in(desk: &mut Desk, keys: &Keyboard) {
    match keys {
        Keyboard::Typewrite(text) => desk.write(text),
        Keyboard::Press(key) | Keyboard::Type(key) => {
            let modifiers = iced::keyboard::Modifiers::empty();
            desk.press(&Shortcut { key: (*key).into(), modifiers });
        }
        Keyboard::Release(_) => {}
    }
}

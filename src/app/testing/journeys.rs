//! Journeys: each deed that a person can name, done on the whole program by keys and clicks, in the languages.
//!
//! They lie in `tests/journeys`, a folder for each language, and are named by their deed. `{folder}` in one is a folder
//! with a copy of `tests/journeys/files`; `{headquarters}` and `{code}` are the address of a headquarters and a code that
//! it gave out. `JOURNEY_PICTURES=DIR` in the environment draws the screen after each step.

pub mod headquarters;
pub mod play;
mod preset;
pub mod script;

use std::path::{Path, PathBuf};

use engine::Engine;

use self::preset::Start;
use self::script::Script;
use super::desk::Desk;

/// How a journey is watched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    /// The journey's own; what it expects is in sight.
    Own,
    /// 1366 by 768 pixels at 200 %; what it expects may have to be scrolled to.
    Doubled,
}

/// The journey on which a whole city is built.
const CITY: &str = "the-demo-city-opens-behind-the-first-door";

/// The journeys of an office that has nobody above it.
const OF_AN_OFFICE_ALONE: &[&str] = &["an-office-of-its-own-sets-its-prices"];

/// What is left of 1366 by 768 pixels at 200 %.
const DOUBLED: iced::Size = iced::Size::new(683.0, 384.0);

impl Screen {
    fn size(self, script: &Script) -> iced::Size {
        match self {
            Self::Own => script.size,
            Self::Doubled => DOUBLED,
        }
    }
}

/// Plays the journey of a deed in one language. What fails says where, and what was on screen instead.
fn play(language: &str, deed: &str, on_screen: Screen) {
    let file = folder().join(language).join(deed).with_extension("ice");
    let text =
        std::fs::read_to_string(&file).unwrap_or_else(|_| panic!("{} is missing", file.display()));
    let files = tempfile::tempdir().expect("a place for files");
    let text = with_files(&text, files.path());
    let read = Script::read(&text);
    let Script { preset, size, .. } =
        read.unwrap_or_else(|why| panic!("{language}/{deed}.ice: {why}"));
    // The demo city takes its time, and there is nothing on its door that the other two doors do not have.
    if on_screen == Screen::Doubled && (size == DOUBLED || deed == CITY) {
        return;
    }
    let start = preset::start(&preset, text.contains(ADDRESS).then_some(language));
    let start = start.unwrap_or_else(|| panic!("{preset} is no preset"));
    let text = with_headquarters(&text, &start);
    walk((language, deed), &text, start.engine, on_screen);
}

/// Plays it at an office that belongs to a headquarters, if an office is where it begins: what is done there is at
/// headquarters and at the office's other desk afterwards.
fn play_joined(language: &str, deed: &str) {
    if OF_AN_OFFICE_ALONE.contains(&deed) {
        return;
    }
    let file = folder().join(language).join(deed).with_extension("ice");
    let text = std::fs::read_to_string(&file).expect("it was played before");
    let files = tempfile::tempdir().expect("a place for files");
    let text = with_files(&text, files.path());
    let preset = Script::read(&text).expect("it was played before").preset;
    let Some((engine, headquarters)) = preset::of_headquarters(&preset) else { return };
    walk((language, deed), &text, engine.clone(), Screen::Own);
    let wrong = headquarters.differences(&engine);
    assert!(wrong.is_empty(), "{language}/{deed}.ice, with a headquarters: {wrong:#?}");
}

/// Takes each step of a journey.
fn walk((language, deed): (&str, &str), text: &str, engine: Engine, on_screen: Screen) {
    let script = Script::read(text).unwrap_or_else(|why| panic!("{language}/{deed}.ice: {why}"));
    ui::fonts::install(language);
    // Rooms that count while they work need a clock that ticks.
    let mut threads = tokio::runtime::Builder::new_multi_thread();
    let runtime = threads.worker_threads(1).enable_time().build().expect("a thread");
    let _guard = runtime.enter();
    let mut desk = Desk::new(engine, on_screen.size(&script));
    let pictures = std::env::var_os("JOURNEY_PICTURES").map(PathBuf::from);

    for (line, step) in &script.steps {
        let played = play::play(&mut desk, step, on_screen);
        if let Some(folder) = &pictures {
            let name = format!("{language}-{deed}-{on_screen:?}-{line:03}.png");
            let png = desk.picture().to_png().expect("a screen has pixels");
            std::fs::write(folder.join(name), png).expect("the folder can be written");
        }
        if let Err(why) = played {
            let line_text = text.lines().nth(line - 1).unwrap_or_default();
            let words = desk.words().join(" | ");
            panic!("{language}/{deed}.ice:{line}: {line_text}: {why}. On screen: {words}");
        }
    }
}

/// What stands for the folder of files that a journey may read, and write beside.
const FILES: &str = "{folder}";

/// What stand for the address of a headquarters, and for a code.
const ADDRESS: &str = "{headquarters}";
const CODE: &str = "{code}";

/// The journey's text with the way to its headquarters in it.
fn with_headquarters(text: &str, start: &Start) -> String {
    match &start.headquarters {
        Some(there) => text.replace(ADDRESS, &there.address()).replace(CODE, &there.code()),
        None => text.to_owned(),
    }
}

/// The journey's text with a folder of its own in it, in which its files lie.
fn with_files(text: &str, own: &Path) -> String {
    if text.contains(FILES) {
        for file in std::fs::read_dir(folder().join("files")).expect("there are files") {
            let path = file.expect("it can be read").path();
            std::fs::copy(&path, own.join(path.file_name().expect("a name"))).expect("a copy");
        }
    }

    text.replace(FILES, &own.display().to_string())
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/journeys")
}

/// The name of a deed's file.
fn file_name(deed: &str) -> String {
    deed.replace('_', "-")
}

macro_rules! deeds {
    ($($deed:ident in $($language:literal)+;)+) => {
        /// Each deed, and the languages that it is done in.
        const DEEDS: &[(&str, &[&str])] = &[$((stringify!($deed), &[$($language),+]),)+];

        $(
            #[test]
            fn $deed() {
                let deed = file_name(stringify!($deed));
                for language in [$($language),+] {
                    play(language, &deed, Screen::Own);
                    play_joined(language, &deed);
                }
                play("en", &deed, Screen::Doubled);
            }
        )+
    };
}

deeds! {
    a_call_is_solved_by_telephone_from_an_article in "en" "zh-CN" "zh-TW";
    an_article_is_written_and_an_earlier_version_brought_back in "en" "zh-CN" "zh-TW";
    a_question_that_nothing_answers_becomes_a_draft in "en" "zh-CN" "zh-TW";
    a_complaint_is_passed_on_answered_and_closed in "en" "zh-CN" "zh-TW";
    a_letter_is_taken_down_answered_and_printed in "en" "zh-CN" "zh-TW";
    an_enquiry_is_settled_by_telephone_and_its_question_noted in "en" "zh-CN" "zh-TW";
    a_mail_is_handed_on_by_a_rule_and_becomes_a_question in "en" "zh-CN" "zh-TW";
    a_delivery_of_parts_is_received in "en" "zh-CN" "zh-TW";
    a_desk_joins_its_headquarters_and_has_its_orders in "en" "zh-CN" "zh-TW";
    a_dissatisfied_customer_becomes_a_complaint_in_one_key in "en" "zh-CN" "zh-TW";
    a_half_written_call_is_there_again in "en" "zh-CN" "zh-TW";
    what_is_typed_and_not_saved_is_there_again in "en" "zh-CN" "zh-TW";
    a_household_is_found_by_digits_name_initials_and_number in "en" "zh-CN" "zh-TW";
    a_job_sheet_is_previewed in "en" "zh-CN" "zh-TW";
    a_letter_of_thanks_is_written_from_the_order in "en" "zh-CN" "zh-TW";
    a_new_caller_becomes_an_order_with_verdict_and_price_in_view in "en" "zh-CN" "zh-TW";
    a_new_office_opens_behind_the_third_door in "en" "zh-CN" "zh-TW";
    a_person_is_erased_who_asked_for_it in "en" "zh-CN" "zh-TW";
    a_payment_that_comes_later_is_written_down in "en" "zh-CN" "zh-TW";
    a_photo_is_kept_with_an_order in "en" "zh-CN" "zh-TW";
    a_paper_is_saved_where_the_dialog_says in "en" "zh-CN" "zh-TW";
    a_repeated_call_urges_the_open_order in "en" "zh-CN" "zh-TW";
    a_sheet_names_the_part_that_is_missing in "en" "zh-CN" "zh-TW";
    a_slip_that_was_begun_comes_back in "en" "zh-CN" "zh-TW";
    a_returned_sheet_is_entered_by_its_number in "en" "zh-CN" "zh-TW";
    a_time_is_agreed_with_the_customer in "en" "zh-CN" "zh-TW";
    a_very_satisfied_customer_closes_the_order in "en" "zh-CN" "zh-TW";
    a_part_that_was_not_ours_is_said_to_be_so in "en" "zh-CN" "zh-TW";
    a_visit_in_vain_is_seen_on_the_board in "en" "zh-CN" "zh-TW";
    an_address_of_five_hundred_characters_is_kept_whole in "en" "zh-CN" "zh-TW";
    an_office_of_its_own_sets_its_prices in "en" "zh-CN" "zh-TW";
    an_office_without_a_name_is_told_what_is_missing in "en" "zh-CN" "zh-TW";
    an_old_spreadsheet_is_rehearsed_and_brought_over in "en" "zh-CN" "zh-TW";
    a_list_of_customers_is_brought_over in "en" "zh-CN" "zh-TW";
    a_list_is_saved_as_a_file in "en" "zh-CN" "zh-TW";
    an_order_is_assigned_and_the_deed_taken_back in "en" "zh-CN" "zh-TW";
    an_order_is_assigned_on_another_day_of_the_week in "en" "zh-CN" "zh-TW";
    an_order_is_cancelled_and_taken_up_again in "en" "zh-CN" "zh-TW";
    an_order_is_wanted_in_another_branch in "en" "zh-CN" "zh-TW";
    at_200_percent_a_call_becomes_a_visit in "en" "zh-CN" "zh-TW";
    at_200_percent_a_sheet_is_entered_and_its_customer_called in "en" "zh-CN" "zh-TW";
    at_200_percent_both_names_are_seen_and_one_chosen in "en" "zh-CN" "zh-TW";
    at_200_percent_it_is_seen_that_headquarters_is_not_there in "en" "zh-CN" "zh-TW";
    jobs_of_an_old_system_are_found_printed_and_called_back in "en" "zh-CN" "zh-TW";
    at_200_percent_the_movements_of_a_part_are_seen in "en" "zh-CN" "zh-TW";
    joining_a_headquarters_at_a_wrong_address_says_so_and_loses_nothing in "en" "zh-CN" "zh-TW";
    language_and_look_change_at_once in "en" "zh-CN" "zh-TW";
    letters_go_to_those_whom_the_filter_leaves in "en" "zh-CN" "zh-TW";
    of_two_names_for_one_customer_a_person_chooses in "en" "zh-CN" "zh-TW";
    parts_are_counted_and_the_balance_put_right in "en" "zh-CN" "zh-TW";
    stock_below_zero_is_decided_by_counting in "en" "zh-CN" "zh-TW";
    the_demo_city_opens_behind_the_first_door in "en" "zh-CN" "zh-TW";
    the_sheets_of_the_day_are_printed_at_once in "en" "zh-CN" "zh-TW";
    the_wording_of_a_letter_is_changed in "en" "zh-CN" "zh-TW";
    a_caller_is_seen_on_one_card_and_all_that_was_on_one_time_line in "en" "zh-CN" "zh-TW";
    a_repair_that_did_not_hold_is_linked_to_the_one_before in "en" "zh-CN" "zh-TW";
    a_sale_is_registered_and_counts_for_its_shop in "en" "zh-CN" "zh-TW";
    a_number_that_is_somebody_elses_by_now_is_kept_and_not_dialled in "en" "zh-CN" "zh-TW";
    two_files_of_one_person_become_one_and_two_again in "en" "zh-CN" "zh-TW";
}

#[test]
fn every_journey_is_played_and_every_deed_has_one_in_each_language() {
    let mut written = 0;
    for language in ["en", "zh-CN", "zh-TW"] {
        let files = std::fs::read_dir(folder().join(language)).expect("each language has journeys");
        for file in files {
            let path = file.expect("it can be read").path();
            let name = path.file_stem().and_then(|name| name.to_str()).expect("a name");
            let known = DEEDS
                .iter()
                .any(|(deed, languages)| file_name(deed) == name && languages.contains(&language));
            assert!(known, "nobody plays {}", path.display());
            written += 1;
        }
    }
    assert_eq!(written, DEEDS.iter().map(|(_, languages)| languages.len()).sum::<usize>());
    assert!(DEEDS.iter().all(|(_, languages)| languages.len() == 3));
}

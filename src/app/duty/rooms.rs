//! The deeds of all rooms, and whose they are.

use domain::Event;
use engine::DeskWork;

use super::{Dutiful, ENQUIRIES, ROUND};
use crate::screen::settings::{area, catalogue, mail, office, person, prices};
use crate::screen::{
    Room, callbacks, customers, dispatch, household, import, inbox, intake, knowledge, letters,
    order, orders, parts, sheets, suspects,
};

const INTAKE: &[DeskWork] = &[DeskWork::Intake];
const DISPATCH: &[DeskWork] = &[DeskWork::Dispatch];
const SHEETS: &[DeskWork] = &[DeskWork::Sheets];
const PARTS: &[DeskWork] = &[DeskWork::Parts];
const CALLBACKS: &[DeskWork] = &[DeskWork::Callbacks];
const LETTERS: &[DeskWork] = &[DeskWork::Letters];
const KNOWLEDGE: &[DeskWork] = &[DeskWork::Intake, DeskWork::Callbacks];
const OFFICE: &[DeskWork] = &[DeskWork::Office];
const NONE: &[DeskWork] = &[];

impl Room {
    /// What it is for; nothing where everybody has something to do in it or to look up.
    pub fn duties(&self) -> &'static [DeskWork] {
        match self {
            Self::Dispatch(_) => DISPATCH,
            Self::Sheets(_) => SHEETS,
            Self::Parts(_) => PARTS,
            Self::Callbacks(_) => CALLBACKS,
            Self::Letters(_) => LETTERS,
            Self::Inbox(_) => ENQUIRIES,
            Self::Intake(_) => INTAKE,
            Self::Import(_) => OFFICE,
            Self::Settings(room) if room.is_of_the_office() => OFFICE,
            Self::Settings(_)
            | Self::Today(_)
            | Self::Orders(_)
            | Self::Customers(_)
            | Self::Knowledge(_)
            | Self::Attention(_)
            | Self::Suspects(_)
            | Self::Household(_)
            | Self::Order(_)
            | Self::Preview(_) => NONE,
        }
    }
}

impl Room {
    /// Of which duties one is needed for this; where it is an answer, by what it answers to.
    pub fn needed(&self, message: &crate::screen::Message) -> &'static [DeskWork] {
        match (self, message) {
            (Self::Attention(room), crate::screen::Message::Attention(message)) => {
                room.duties(message)
            }
            (_, message) => message.duties(),
        }
    }
}

impl Dutiful for crate::screen::Message {
    fn duties(&self) -> &'static [DeskWork] {
        match self {
            Self::Dispatch(message) => message.duties(),
            Self::Sheets(message) => message.duties(),
            Self::Orders(message) => message.duties(),
            Self::Customers(message) => message.duties(),
            Self::Parts(message) => message.duties(),
            Self::Callbacks(callbacks::Message::Calls(message)) => message.duties(),
            Self::Callbacks(callbacks::Message::Complaints(message)) => message.duties(),
            Self::Letters(letters::Message::Write(message)) => message.duties(),
            Self::Letters(letters::Message::Wording(message)) => message.duties(),
            Self::Inbox(inbox::Message::Enquiries(message)) => message.duties(),
            Self::Inbox(inbox::Message::Rules(message)) => message.duties(),
            Self::Settings(message) => settings(message),
            Self::Import(message) => message.duties(),
            Self::Knowledge(knowledge::Message::Reader(message)) => message.duties(),
            Self::Knowledge(knowledge::Message::Editor(message)) => message.duties(),
            Self::Knowledge(message) => message.duties(),
            Self::Household(message) => message.duties(),
            Self::Suspects(message) => message.duties(),
            Self::Order(message) => message.duties(),
            Self::Intake(message) => message.duties(),
            Self::Today(_)
            | Self::Attention(_)
            | Self::Preview(_)
            | Self::Callbacks(_)
            | Self::Letters(_)
            | Self::Inbox(_) => NONE,
        }
    }
}

fn settings(message: &crate::screen::settings::Message) -> &'static [DeskWork] {
    use crate::screen::settings::Message;

    match message {
        Message::Office(message) => message.duties(),
        Message::Areas(message) => message.duties(),
        Message::People(message) => message.duties(),
        Message::Prices(message) => message.duties(),
        Message::Mail(message) => message.duties(),
        Message::Catalogue(catalogue::Message::Part(message)) => message.duties(),
        Message::Catalogue(catalogue::Message::Promise(message)) => message.duties(),
        _ => NONE,
    }
}

macro_rules! deeds {
    ($($message:ty: $($deed:pat => $duties:expr),+;)+) => {$(
        impl Dutiful for $message {
            fn duties(&self) -> &'static [DeskWork] {
                match self {
                    $($deed => $duties,)+
                    _ => NONE,
                }
            }
        }
    )+};
}

deeds! {
    dispatch::Message:
        dispatch::Message::Dropped(_)
        | dispatch::Message::PlanPressed(_)
        | dispatch::Message::TakeBackPressed => DISPATCH,
        dispatch::Message::PrintPressed | dispatch::Message::PrintDayPressed(_) => ROUND;
    sheets::Message:
        sheets::Message::SavePressed => SHEETS;
    orders::Message:
        orders::Message::NewPressed => INTAKE;
    customers::Message:
        customers::Message::NewPressed => INTAKE;
    parts::Message:
        parts::Message::SlipPressed(_) | parts::Message::PostPressed => PARTS;
    callbacks::calls::Message:
        callbacks::calls::Message::Graded(_)
        | callbacks::calls::Message::MarkPressed(_)
        | callbacks::calls::Message::FollowPicked(_)
        | callbacks::calls::Message::MissedPressed
        | callbacks::calls::Message::WaivePressed
        | callbacks::calls::Message::SavePressed => CALLBACKS,
        callbacks::calls::Message::SendBackPressed => SHEETS;
    callbacks::complaints::Message:
        callbacks::complaints::Message::OwnPressed
        | callbacks::complaints::Message::SavePressed
        | callbacks::complaints::Message::Judged(_) => CALLBACKS;
    letters::write::Message:
        letters::write::Message::PreviewPressed | letters::write::Message::PostPressed => LETTERS;
    letters::wording::Message:
        letters::wording::Message::SavePressed | letters::wording::Message::ResetPressed => LETTERS;
    knowledge::Message:
        knowledge::Message::NewPressed
        | knowledge::Message::GoOnPressed
        | knowledge::Message::StartersPressed => KNOWLEDGE;
    knowledge::reader::Message:
        knowledge::reader::Message::EditPressed
        | knowledge::reader::Message::StepPressed(_)
        | knowledge::reader::Message::ReviewPressed
        | knowledge::reader::Message::NotePressed
        | knowledge::reader::Message::BackPressed(_) => KNOWLEDGE;
    knowledge::editor::Message:
        knowledge::editor::Message::SavePressed => KNOWLEDGE;
    inbox::EnquiriesMessage:
        inbox::EnquiriesMessage::Write(message) => message.duties(),
        inbox::EnquiriesMessage::Articles(message) => message.duties(),
        inbox::EnquiriesMessage::Mail(message) => message.duties(),
        inbox::EnquiriesMessage::NewPressed
        | inbox::EnquiriesMessage::AddPressed
        | inbox::EnquiriesMessage::MailsGiven(_)
        | inbox::EnquiriesMessage::FolderPressed
        | inbox::EnquiriesMessage::PersonPicked(_)
        | inbox::EnquiriesMessage::MinePressed
        | inbox::EnquiriesMessage::LoosePressed
        | inbox::EnquiriesMessage::FilePressed(_)
        | inbox::EnquiriesMessage::UrgePressed
        | inbox::EnquiriesMessage::DraftPressed
        | inbox::EnquiriesMessage::Answered(_)
        | inbox::EnquiriesMessage::ClosePressed
        | inbox::EnquiriesMessage::ReopenPressed => ENQUIRIES,
        inbox::EnquiriesMessage::NewFilePressed
        | inbox::EnquiriesMessage::ConvertPressed(_) => INTAKE,
        inbox::EnquiriesMessage::LetterPressed => LETTERS;
    mail::Message:
        mail::Message::SavePressed | mail::Message::TryPressed | mail::Message::ForgetPressed => ENQUIRIES;
    inbox::MailMessage:
        inbox::MailMessage::LookPressed
        | inbox::MailMessage::AgainPressed(_)
        | inbox::MailMessage::ArrivedPressed(_) => ENQUIRIES;
    inbox::ArticlesMessage:
        inbox::ArticlesMessage::UsePressed => ENQUIRIES,
        inbox::ArticlesMessage::AskPressed => KNOWLEDGE,
        inbox::ArticlesMessage::SolvePressed => INTAKE;
    inbox::WriteMessage:
        inbox::WriteMessage::SavePressed => ENQUIRIES;
    inbox::RulesMessage:
        inbox::RulesMessage::NewPressed
        | inbox::RulesMessage::SavePressed
        | inbox::RulesMessage::MovePressed(_)
        | inbox::RulesMessage::SwitchPressed
        | inbox::RulesMessage::RemovePressed => OFFICE;
    import::Message:
        import::Message::RunPressed { rehearsal: false } | import::Message::UndoPressed(_) => OFFICE;
    household::Message:
        household::Message::NewOrderPressed(_)
        | household::Message::ComplaintPressed
        | household::Message::PersonPressed
        | household::Message::AddressPressed(_)
        | household::Message::MachinePressed(_)
        | household::Message::RegisterPressed
        | household::Message::LifePressed
        | household::Message::LifeStruck(_)
        | household::Message::UrgePressed
        | household::Message::MergePressed
        | household::Message::SeparatePressed(_) => INTAKE,
        household::Message::LetterPressed => LETTERS,
        household::Message::ErasePressed => OFFICE;
    suspects::Message:
        suspects::Message::ComparePressed
        | suspects::Message::ApartPressed
        | suspects::Message::TakeBackPressed => INTAKE;
    intake::Message:
        intake::Message::SavePressed
        | intake::Message::AgainPressed(_)
        | intake::Message::Answers(
            intake::AnswersMessage::SolvedPressed | intake::AnswersMessage::AskPressed,
        ) => INTAKE;
    order::files::Message:
        order::files::Message::AttachPressed
        | order::files::Message::Dropped(_)
        | order::files::Message::RemovePressed(_) => INTAKE;
    order::Message:
        order::Message::EventPressed(event) => happening(*event),
        order::Message::ExchangePressed => ROUND,
        order::Message::FollowPressed(_)
        | order::Message::CancelPressed
        | order::Message::ReinstatePressed
        | order::Message::EditPressed
        | order::Message::RulePressed => INTAKE,
        order::Message::CorrectPressed => SHEETS,
        order::Message::PayPressed => &[DeskWork::Intake, DeskWork::Sheets],
        order::Message::PrintPressed => ROUND,
        order::Message::Files(message) => message.duties();
    office::Message:
        office::Message::SavePressed => OFFICE;
    area::Message:
        area::Message::AddPressed
        | area::Message::SavePressed
        | area::Message::RemovePressed => OFFICE;
    person::Message:
        person::Message::AddPressed | person::Message::SavePressed => OFFICE;
    prices::Message:
        prices::Message::CurrencyPicked(_)
        | prices::Message::AddPressed
        | prices::Message::SavePressed => OFFICE;
    catalogue::part::Message:
        catalogue::part::Message::AddPressed | catalogue::part::Message::SavePressed => OFFICE;
    catalogue::promise::Message:
        catalogue::promise::Message::AddPressed | catalogue::promise::Message::SavePressed => OFFICE;
}

/// Whose it is that this happens to an order, by a press in its file.
fn happening(event: Event) -> &'static [DeskWork] {
    match event {
        Event::PartArrived | Event::Appraised | Event::AppraisedDone => ROUND,
        Event::RaiseException
        | Event::UndoException
        | Event::Load
        | Event::Deliver
        | Event::FailDelivery
        | Event::Retry => DISPATCH,
        Event::AskHandover | Event::WithdrawHandover => &[DeskWork::Intake, DeskWork::Dispatch],
        Event::Close => &[DeskWork::Callbacks, DeskWork::Intake],
        _ => INTAKE,
    }
}

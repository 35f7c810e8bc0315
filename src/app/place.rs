//! Where one can go.

use std::sync::Arc;

use domain::{ApplianceId, ArticleId, Category, CustomerId, EnquiryId, OrderId, OrderKind};
use engine::{JobSheets, LettersLaidOut, Paper, Stage};

use crate::screen::dispatch::Left;
use crate::screen::settings::Page;

/// A room, and what to show in it.
#[derive(Debug, Clone, Default)]
pub enum Place {
    #[default]
    Today,
    Dispatch,
    /// The board as it was left.
    Board(Left),
    Sheets,
    Orders,
    /// The orders of this stage.
    OrdersAt(Stage),
    Customers,
    Parts,
    Callbacks,
    Letters,
    Knowledge,
    /// An article.
    Article(ArticleId),
    Inbox,
    /// What somebody wrote.
    Enquiry(EnquiryId),
    Settings,
    /// A page of the settings.
    SettingsPage(Page),
    Import,
    /// What needs a decision.
    Attention,
    /// The board with this order picked.
    Dispatching(OrderId),
    /// The board where this order's visit is planned, and whether a time that the customer agreed to is.
    Planning(OrderId, bool),
    /// Files that may be of one person.
    Suspects,
    /// A customer's file.
    Household(CustomerId),
    /// An order's file.
    Order(OrderId),
    /// An order's file, where a payment is written down.
    Paying(OrderId),
    /// Taking an order in.
    Intake(Caller),
    /// Entering the sheet with this number.
    Sheet(String),
    /// The call after this order.
    Callback(OrderId),
    /// A letter about this order.
    Letter(OrderId),
    /// A letter to this customer.
    LetterTo(CustomerId),
    /// Paper, before it is printed or saved.
    Preview(Arc<Paper>),
    /// Job sheets, before they are printed or saved, and remembered once they are.
    JobSheets(Arc<JobSheets>),
    /// Letters to print, which are sent then.
    LettersLaidOut(Arc<LettersLaidOut>),
}

/// What is known of who is calling.
#[derive(Debug, Clone, Default)]
pub struct Caller {
    pub customer: Option<CustomerId>,
    pub appliance: Option<ApplianceId>,
    /// What was typed in the caller bar: a number or a name.
    pub typed: String,
    /// What they want, where that is known.
    pub kind: Option<OrderKind>,
    /// The order that it is about, with its number.
    pub origin: Option<(OrderId, String)>,
    /// What they wrote that it comes out of, with its subject.
    pub enquiry: Option<(EnquiryId, String)>,
    /// What they are called, where that is known beside what was typed.
    pub name: String,
    /// The kind of machine that it is about.
    pub category: Option<Category>,
    /// What they said.
    pub description: String,
}

impl Place {
    /// The rooms of the rail, in its order.
    pub const RAIL: &'static [Self] = &[
        Self::Today,
        Self::Dispatch,
        Self::Sheets,
        Self::Orders,
        Self::Customers,
        Self::Parts,
        Self::Callbacks,
        Self::Letters,
        Self::Knowledge,
        Self::Inbox,
        Self::Settings,
    ];

    /// What is pressed with Alt for each room of the rail, as many as there will ever be.
    pub const RAIL_KEYS: [&str; 12] = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "-", "="];

    /// Whether it is a room of the rail itself.
    pub fn is_in_rail(&self) -> bool {
        let kind = std::mem::discriminant(self);

        matches!(self, Self::Board(_))
            || Self::RAIL.iter().any(|it| std::mem::discriminant(it) == kind)
    }

    /// Where in the rail one stands here.
    pub fn in_rail(&self) -> usize {
        match self {
            Self::Today | Self::Attention => 0,
            Self::Dispatch
            | Self::Board(_)
            | Self::Dispatching(_)
            | Self::Planning(..)
            | Self::JobSheets(_) => 1,
            Self::Sheets | Self::Sheet(_) => 2,
            Self::Orders
            | Self::OrdersAt(_)
            | Self::Order(_)
            | Self::Paying(_)
            | Self::Intake(_)
            | Self::Preview(_) => 3,
            Self::Customers | Self::Suspects | Self::Household(_) => 4,
            Self::Parts => 5,
            Self::Callbacks | Self::Callback(_) => 6,
            Self::Letters | Self::Letter(_) | Self::LetterTo(_) | Self::LettersLaidOut(_) => 7,
            Self::Knowledge | Self::Article(_) => 8,
            Self::Inbox | Self::Enquiry(_) => 9,
            Self::Settings | Self::SettingsPage(_) | Self::Import => 10,
        }
    }
}

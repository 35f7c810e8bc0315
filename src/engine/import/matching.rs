//! By what a line is held to be about something that is known already.

use spreadsheet::Mapping;

use super::List;

/// The choice of a mapping under which this is kept.
const CHOICE: &str = "match";

/// What a line and something that is known must have in common to be the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Matching {
    /// Customers: their phone and name, without a phone their name and address. People: their badge, else their name.
    /// Parts: their number.
    #[default]
    Usual,
    /// The phone number alone: a name that is written otherwise is the same person.
    Phone,
    /// The name and the address, whatever the phone.
    NameAndAddress,
    /// The number that the other system gave to the customer.
    Number,
    /// The serial number of the machine: whose it is, is the customer.
    Serial,
    /// The name alone.
    Name,
    /// The bar code of a part.
    Barcode,
}

impl Matching {
    const ALL: [Self; 7] = [
        Self::Usual,
        Self::Phone,
        Self::NameAndAddress,
        Self::Number,
        Self::Serial,
        Self::Name,
        Self::Barcode,
    ];

    /// How mappings and commands write it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Usual => "usual",
            Self::Phone => "phone",
            Self::NameAndAddress => "name-and-address",
            Self::Number => "number",
            Self::Serial => "serial",
            Self::Name => "name",
            Self::Barcode => "barcode",
        }
    }

    /// The one with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }

    /// What was chosen for a mapping, as far as its columns still allow it.
    pub fn of(mapping: &Mapping) -> Self {
        let said = mapping.choices.get(CHOICE).and_then(|code| Self::from_code(code));

        said.filter(|it| Self::offered(mapping).contains(it)).unwrap_or_default()
    }

    /// Chooses this for a mapping.
    pub fn choose(self, mapping: &mut Mapping) {
        match self {
            Self::Usual => mapping.choices.remove(CHOICE),
            it => mapping.choices.insert(CHOICE.to_owned(), it.code().to_owned()),
        };
    }

    /// Those that a mapping can be used with: what is compared is filled by a column.
    pub fn offered(mapping: &Mapping) -> Vec<Self> {
        let list = List::of(mapping);
        let is_filled = |field: &&str| mapping.source(field).is_some();

        Self::ALL
            .into_iter()
            .filter(|it| it.fields(list).is_some_and(|fields| fields.iter().all(is_filled)))
            .collect()
    }

    /// The fields that are compared, where it can be chosen for such a list.
    const fn fields(self, list: List) -> Option<&'static [&'static str]> {
        match (self, list) {
            (Self::Usual, _) => Some(&[]),
            (Self::Phone, List::Jobs | List::Customers | List::Appliances | List::Staff) => {
                Some(&["phone"])
            }
            (Self::NameAndAddress, List::Jobs | List::Customers | List::Appliances) => {
                Some(&["name", "address"])
            }
            (Self::Number, List::Customers | List::Appliances) => Some(&["customer_number"]),
            (Self::Serial, List::Appliances) => Some(&["serial"]),
            (Self::Name, List::Staff) => Some(&["staff_name"]),
            (Self::Barcode, List::Parts) => Some(&["barcode"]),
            _ => None,
        }
    }
}

//! What the lines of a table are about: jobs, customers, machines, people, parts, or what lies on the shelves.

use spreadsheet::vocabulary as words;
use spreadsheet::{Field, Kind, Mapping};

use super::{Inspection, fields};

/// What each line of a table is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum List {
    /// Jobs, with households and machines.
    #[default]
    Jobs,
    /// Customers.
    Customers,
    /// Machines of customers.
    Appliances,
    /// People of the office.
    Staff,
    /// Parts of a catalogue of the office's own.
    Parts,
    /// What lies on the shelves and in the vans on the first day.
    Stock,
}

impl List {
    /// All, in the order of menus.
    pub const ALL: [Self; 6] =
        [Self::Jobs, Self::Customers, Self::Appliances, Self::Staff, Self::Parts, Self::Stock];

    /// How mappings and commands write it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Jobs => "repair orders",
            Self::Customers => "customers",
            Self::Appliances => "appliances",
            Self::Staff => "staff",
            Self::Parts => "parts",
            Self::Stock => "opening stock",
        }
    }

    /// What a mapping was made for.
    pub fn of(mapping: &Mapping) -> Self {
        Self::ALL.into_iter().find(|list| list.code() == mapping.target).unwrap_or_default()
    }

    /// What such a list can fill, in the order of the wizard.
    pub fn fields(self) -> Vec<Field> {
        match self {
            Self::Jobs => fields::all(),
            Self::Customers => CUSTOMERS.to_vec(),
            Self::Appliances => APPLIANCES.to_vec(),
            Self::Staff => STAFF.to_vec(),
            Self::Parts => PARTS.to_vec(),
            Self::Stock => STOCK.to_vec(),
        }
    }

    /// Whether its lines are about households.
    pub const fn is_of_households(self) -> bool {
        matches!(self, Self::Jobs | Self::Customers | Self::Appliances)
    }

    /// What the names of the columns say that it is.
    pub(super) fn guess(headers: &[String]) -> Self {
        let has = |lists: &[&[&str]]| {
            let is = |header: &String| lists.iter().any(|words| words::is_one_of(header, words));
            headers.iter().any(is)
        };
        let is_job = has(&[
            words::REFERENCE,
            words::FAULT,
            words::RESULT,
            words::TECHNICIAN,
            words::SERVICE,
            words::DATE,
            words::CLOSED_DATE,
            words::AMOUNT,
            words::PAID,
            words::BARRIER,
            words::BRANCH,
        ]);
        let is_household = has(&[words::PHONE, words::ADDRESS, words::CUSTOMER_NAME]);
        let is_part = has(&[words::PART_NUMBER, words::PART_NAME]);
        match () {
            () if is_part && has(&[words::QUANTITY]) && !is_household => Self::Stock,
            () if has(&[words::PART_NUMBER]) && !is_household => Self::Parts,
            () if has(&[words::BADGE, words::ROLE, words::SKILLS])
                && !has(&[words::FAULT, words::RESULT, words::ADDRESS, words::SERIAL]) =>
            {
                Self::Staff
            }
            () if is_job => Self::Jobs,
            () if has(&[
                words::MODEL,
                words::SERIAL,
                words::PURCHASE_DATE,
                words::INSTALL_DATE,
                words::SHOP,
                words::INVOICE,
            ]) =>
            {
                Self::Appliances
            }
            () if has(&[words::CATEGORY, words::BRAND]) => Self::Jobs,
            () if is_household => Self::Customers,
            () => Self::Jobs,
        }
    }
}

impl Inspection {
    /// What its lines are about.
    pub fn list(&self) -> List {
        List::of(&self.mapping)
    }

    /// Says what its lines are about: its columns are guessed anew.
    pub fn choose_list(&mut self, list: List) {
        if list != self.list() {
            let name = Some(std::mem::take(&mut self.mapping.name));
            self.mapping = fields::guess(list, &self.headers, name, &self.days);
            self.remembered = false;
        }
    }
}

const NAME: Field = Field::required("name", Kind::Text, words::CUSTOMER_NAME);
const PHONE: Field = Field::optional("phone", Kind::Phone, words::PHONE);
const ADDRESS: Field = Field::optional("address", Kind::Text, words::ADDRESS);
const TOWN: Field = Field::optional("town", Kind::Text, words::TOWN);
const POSTCODE: Field = Field::optional("postcode", Kind::Text, words::POSTCODE);
const OWN_NUMBER: Field = Field::optional("customer_number", Kind::Text, words::CUSTOMER_NUMBER);
const REMARK: Field = Field::optional("remark", Kind::Text, words::REMARK);
const SERIAL: Field = Field::optional("serial", Kind::Text, words::SERIAL);

const CUSTOMERS: [Field; 14] = [
    OWN_NUMBER,
    NAME,
    PHONE,
    Field::optional("phone2", Kind::Phone, words::OTHER_PHONE),
    ADDRESS,
    TOWN,
    POSTCODE,
    Field::optional("organisation", Kind::Text, words::ORGANISATION),
    Field::optional("level", Kind::Text, words::LEVEL),
    Field::optional("birthday", Kind::Text, words::BIRTHDAY),
    Field::optional("language", Kind::Text, words::LANGUAGE),
    Field::optional("consent", Kind::Text, words::CONSENT),
    Field::optional("refused", Kind::Text, words::REFUSED),
    REMARK,
];

const APPLIANCES: [Field; 17] = [
    OWN_NUMBER,
    NAME,
    PHONE,
    ADDRESS,
    TOWN,
    POSTCODE,
    Field::optional("category", Kind::Text, words::CATEGORY),
    Field::optional("brand", Kind::Text, words::BRAND),
    Field::optional("model", Kind::Text, words::MODEL),
    SERIAL,
    Field::optional("made", Kind::Integer, words::YEAR),
    Field::optional("age", Kind::Text, words::AGE).once(),
    Field::optional("purchased", Kind::Date, words::PURCHASE_DATE),
    Field::optional("installed", Kind::Date, words::INSTALL_DATE),
    Field::optional("shop", Kind::Text, words::SHOP),
    Field::optional("invoice", Kind::Text, words::INVOICE),
    REMARK,
];

const STAFF: [Field; 6] = [
    Field::optional("badge", Kind::Text, words::BADGE),
    Field::required("staff_name", Kind::Text, words::STAFF_NAME),
    PHONE,
    Field::optional("roles", Kind::Text, words::ROLE),
    Field::optional("skills", Kind::Text, words::SKILLS),
    Field::optional("left", Kind::Text, words::LEFT),
];

const PARTS: [Field; 7] = [
    Field::required("part_number", Kind::Text, words::PART_NUMBER),
    Field::required("part_name", Kind::Text, words::PART_NAME),
    Field::optional("unit", Kind::Text, words::UNIT),
    Field::optional("price", Kind::Money, words::PART_PRICE),
    Field::optional("barcode", Kind::Text, words::BARCODE),
    Field::optional("fits", Kind::Text, words::FITS),
    Field::optional("serialised", Kind::Text, words::SERIALISED),
];

const STOCK: [Field; 4] = [
    Field::required("part_number", Kind::Text, words::PART_NUMBER),
    Field::required("quantity", Kind::Integer, words::QUANTITY),
    Field::optional("place", Kind::Text, words::PLACE),
    SERIAL,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_of_the_columns_say_what_the_list_is_about() {
        for (headers, list) in [
            ("姓名,电话,地址", List::Customers),
            ("客户姓名,手机,备用电话,生日,客户等级,备注", List::Customers),
            ("Customer,Phone,Birthday,Do not contact", List::Customers),
            ("客户 姓名,客户 电话,机器 品牌,机器 型号,机器 序列号", List::Appliances),
            ("Name,Phone,Brand,Model,Serial No,Purchase date", List::Appliances),
            ("工号,姓名,电话,岗位", List::Staff),
            ("Employee,Badge,Role", List::Staff),
            ("配件编号,配件名称,单位,单价", List::Parts),
            ("Part number,Description,Price", List::Parts),
            ("料號,品名,數量,倉庫", List::Stock),
            ("SKU,Qty,Location", List::Stock),
            ("Job No,Date,Customer,Phone,Fault,Status", List::Jobs),
            ("工单号,姓名,电话,故障现象", List::Jobs),
            ("id,product_category,brand,problem", List::Jobs),
        ] {
            let headers: Vec<String> = headers.split(',').map(str::to_owned).collect();
            assert_eq!(List::guess(&headers), list, "{headers:?}");
        }
    }
}

//! Appliances in households, and the models they are of.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{AddressId, ApplianceId, CustomerId, Grade, Moment, StaffId};

/// The kinds of machine that the trade tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// 电热水器.
    WaterHeater,
    /// 燃气热水器.
    GasWaterHeater,
    /// 吸油烟机.
    RangeHood,
    /// 燃气灶.
    GasStove,
    /// 空调.
    AirConditioner,
    /// 洗衣机.
    Washer,
    /// 冰箱.
    Refrigerator,
    /// 洗碗机.
    Dishwasher,
    /// 净水器.
    WaterPurifier,
    /// 电视.
    Television,
    /// 小家电.
    SmallAppliance,
    /// 烤箱.
    Oven,
    /// 灶烤一体机: hobs and oven in one.
    Cooker,
    /// 干衣机.
    Dryer,
    /// 电灶: an electric, ceramic or induction hob that is built in.
    Hob,
    /// 微波炉.
    Microwave,
    /// 冷柜: a chest or upright that only freezes.
    Freezer,
    /// Anything else.
    Other,
}

impl Category {
    /// All, in the order of menus.
    pub const ALL: [Self; 18] = [
        Self::WaterHeater,
        Self::GasWaterHeater,
        Self::RangeHood,
        Self::GasStove,
        Self::AirConditioner,
        Self::Washer,
        Self::Refrigerator,
        Self::Dishwasher,
        Self::WaterPurifier,
        Self::Television,
        Self::SmallAppliance,
        Self::Oven,
        Self::Cooker,
        Self::Dryer,
        Self::Hob,
        Self::Microwave,
        Self::Freezer,
        Self::Other,
    ];

    /// The name used in records and files.
    pub const fn code(self) -> &'static str {
        match self {
            Self::WaterHeater => "water_heater",
            Self::GasWaterHeater => "gas_water_heater",
            Self::RangeHood => "range_hood",
            Self::GasStove => "gas_stove",
            Self::AirConditioner => "air_conditioner",
            Self::Washer => "washer",
            Self::Refrigerator => "refrigerator",
            Self::Dishwasher => "dishwasher",
            Self::WaterPurifier => "water_purifier",
            Self::Television => "television",
            Self::SmallAppliance => "small_appliance",
            Self::Oven => "oven",
            Self::Cooker => "cooker",
            Self::Dryer => "dryer",
            Self::Hob => "hob",
            Self::Microwave => "microwave",
            Self::Freezer => "freezer",
            Self::Other => "other",
        }
    }

    /// The category with this name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.code() == code)
    }
}

/// One machine in a household.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appliance {
    /// Whose it is.
    pub customer: CustomerId,
    /// Where it stands.
    #[serde(default)]
    pub address: Option<AddressId>,
    /// What kind of machine it is.
    pub category: Category,
    /// What its owner calls it, where that says more than the category.
    #[serde(default)]
    pub name: Option<String>,
    /// The maker's brand.
    #[serde(default)]
    pub brand: Option<String>,
    /// The maker's model designation.
    #[serde(default)]
    pub model: Option<String>,
    /// The serial number on its plate.
    #[serde(default)]
    pub serial: Option<String>,
    /// The year it was made.
    #[serde(default)]
    pub made: Option<i32>,
    /// The day on the invoice.
    #[serde(default)]
    pub purchased: Option<NaiveDate>,
    /// The day it was installed.
    #[serde(default)]
    pub installed: Option<NaiveDate>,
    /// Where it was bought.
    #[serde(default)]
    pub shop: Option<String>,
    /// The number of the invoice.
    #[serde(default)]
    pub invoice: Option<String>,
    /// What was reported of its sale. Whoever has one is registered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sale: Option<Sale>,
    /// The machine that it is a piece of, as an indoor unit is of an air conditioner with several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part_of: Option<ApplianceId>,
    /// Which record of another system this was.
    #[serde(default)]
    pub origin: Option<String>,
}

/// What a shop or its customer told the office of a sale: the machine is registered by it. When it was bought and where
/// stands with the machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sale {
    /// When it was told.
    pub at: Moment,
    /// Who wrote it down.
    #[serde(default)]
    pub by: Option<StaffId>,
    /// Who sold it.
    #[serde(default)]
    pub seller: Option<String>,
    /// What the customer said of how they were served there.
    #[serde(default)]
    pub grade: Option<Grade>,
}

impl Appliance {
    /// A machine of this kind, of which nothing more is known.
    pub const fn new(customer: CustomerId, category: Category) -> Self {
        Self {
            customer,
            address: None,
            category,
            name: None,
            brand: None,
            model: None,
            serial: None,
            made: None,
            purchased: None,
            installed: None,
            shop: None,
            invoice: None,
            sale: None,
            part_of: None,
            origin: None,
        }
    }

    /// What it is called, where its category says little: a kettle is no more than a small appliance.
    pub fn called(&self) -> Option<&str> {
        let says_little = matches!(self.category, Category::SmallAppliance | Category::Other);

        self.name.as_deref().map(str::trim).filter(|name| says_little && !name.is_empty())
    }
}

/// A model in the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Model {
    /// The maker's brand.
    pub brand: String,
    /// What kind of machine it is.
    pub category: Category,
    /// The maker's designation.
    pub designation: String,
}

impl Model {
    /// All that the catalogue says of it, in one line: another one if anything of it is changed.
    pub fn in_words(&self) -> String {
        format!("{} · {} · {}", self.brand, self.category.code(), self.designation)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_from_before_invoices_were_kept_is_read() {
        let old = r#"{"customer": "00000000-0000-0000-0000-000000000000", "category": "washer"}"#;
        let machine: Appliance = serde_json::from_str(old).expect("a machine");

        assert_eq!((machine.category, machine.invoice), (Category::Washer, None));
    }

    #[test]
    fn a_category_has_one_name_everywhere() {
        for category in Category::ALL {
            let on_the_wire = serde_json::to_value(category).expect("a word");

            assert_eq!(on_the_wire, category.code());
            assert_eq!(Category::from_code(category.code()), Some(category));
        }
    }
}

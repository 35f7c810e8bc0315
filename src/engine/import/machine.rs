//! The machine that a line of a table names.

use chrono::Datelike;
use domain::{Appliance, Category, CustomerId};

/// The machine of a line; none where it names none.
pub(super) fn appliance(customer: CustomerId, line: &spreadsheet::Record) -> Option<Appliance> {
    let text = |field: &str| line.text(field).map(str::to_owned);
    let said = ["category", "brand", "model", "serial"].into_iter().any(|f| line.text(f).is_some());
    let age: Option<i32> = line.text("age").and_then(|age| age.trim().parse().ok());
    let made = line.integer("made").and_then(|year| i32::try_from(year).ok());
    let year = line.date("received").map(|day| day.year());

    said.then(|| Appliance {
        customer,
        address: None,
        category: line.text("category").map_or(Category::Other, category),
        name: text("category"),
        brand: text("brand"),
        model: text("model"),
        serial: text("serial"),
        made: made.or_else(|| Some(year? - age?)),
        purchased: line.date("purchased"),
        installed: None,
        shop: None,
        invoice: None,
        origin: text("number"),
    })
}

/// What kinds of machines are called in other people's tables: what is recognised, never what is shown.
const WORDS: [(&str, Category); 46] = [
    ("gas water heater", Category::GasWaterHeater),
    ("燃气热水器", Category::GasWaterHeater),
    ("water heater", Category::WaterHeater),
    ("热水器", Category::WaterHeater),
    ("熱水器", Category::WaterHeater),
    ("range hood", Category::RangeHood),
    ("油烟机", Category::RangeHood),
    ("油煙機", Category::RangeHood),
    ("cooker hood", Category::RangeHood),
    ("extractor", Category::RangeHood),
    ("stove", Category::GasStove),
    ("gas hob", Category::GasStove),
    ("灶", Category::GasStove),
    ("aircon", Category::AirConditioner),
    ("air condition", Category::AirConditioner),
    ("空调", Category::AirConditioner),
    ("冷气", Category::AirConditioner),
    ("冷氣", Category::AirConditioner),
    ("dishwasher", Category::Dishwasher),
    ("洗碗", Category::Dishwasher),
    ("washing", Category::Washer),
    ("washer", Category::Washer),
    ("洗衣", Category::Washer),
    ("fridge", Category::Refrigerator),
    ("refrigerator", Category::Refrigerator),
    ("冰箱", Category::Refrigerator),
    ("freezer", Category::Refrigerator),
    ("purifier", Category::WaterPurifier),
    ("净水", Category::WaterPurifier),
    ("淨水", Category::WaterPurifier),
    ("flat screen", Category::Television),
    ("电视", Category::Television),
    ("電視", Category::Television),
    ("microwave", Category::SmallAppliance),
    ("dryer", Category::Dryer),
    ("drier", Category::Dryer),
    ("干衣", Category::Dryer),
    ("烘干机", Category::Dryer),
    ("乾衣", Category::Dryer),
    ("烘衣", Category::Dryer),
    ("cooker", Category::Cooker),
    ("hob", Category::Cooker),
    ("oven", Category::Oven),
    ("烤箱", Category::Oven),
    ("small", Category::SmallAppliance),
    ("小家电", Category::SmallAppliance),
];

/// The words by which kinds of machines are recognised, in small letters.
pub(crate) fn category_words() -> impl Iterator<Item = (&'static str, Category)> {
    WORDS.into_iter()
}

/// The category that a word means. What it does not name is a small appliance if it says so, else another one.
fn category(word: &str) -> Category {
    let word = word.to_lowercase();
    let own = Category::from_code(&word);

    own.or_else(|| WORDS.into_iter().find(|(known, _)| word.contains(known)).map(|(_, c)| c))
        .unwrap_or(Category::Other)
}

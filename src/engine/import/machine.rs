//! The machine that a line of a table names.

use chrono::Datelike;
use domain::{Appliance, Category, CustomerId, Order, Source};
use store::ApplianceRow;

use super::home::folded;
use crate::Error;
use crate::deed::Deed;

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
        installed: line.date("installed"),
        shop: text("shop"),
        invoice: text("invoice"),
        sale: None,
        part_of: None,
        origin: text("number"),
    })
}

/// Years by which the make of one machine may differ from line to line: an age in years says no more.
const ROUNDED: u32 = 1;

/// Whether two machines of a household are one: the same serial number, or no more than one of them has one, and all that
/// both say of kind, brand, model and age is the same, and there is something of the first three.
pub(super) fn is_same(one: &Appliance, other: &Appliance) -> bool {
    let text = |text: &Option<String>| folded(text.as_deref().unwrap_or_default());
    let both = |one: &Option<String>, other: &Option<String>| {
        let (one, other) = (text(one), text(other));
        (!one.is_empty() && !other.is_empty()).then_some(one == other)
    };
    if let Some(same) = both(&one.serial, &other.serial) {
        return same;
    }
    let kind = match (one.category, other.category) {
        (Category::Other, Category::Other) => both(&one.name, &other.name),
        (Category::Other, _) if is_unknown(one) => None,
        (_, Category::Other) if is_unknown(other) => None,
        // A program of before knew fewer kinds: what the list calls it tells that it is the same.
        (one_kind, other_kind) => {
            Some(one_kind == other_kind || both(&one.name, &other.name) == Some(true))
        }
    };
    let said = [kind, both(&one.brand, &other.brand), both(&one.model, &other.model)];

    said.contains(&Some(true)) && !said.contains(&Some(false)) && !differ_in_age(one, other)
}

/// Whether another job that a list numbered waits to be done on this machine, of which the model is known.
pub(super) fn is_waited_for(deed: &Deed<'_>, machine: &ApplianceRow) -> Result<bool, Error> {
    if machine.appliance.model.is_none() {
        return Ok(false);
    }
    for id in deed.session.orders_of(machine.appliance.customer)? {
        let order: Order = deed.get(id)?;
        let is_listed = order.source == Source::Import && order.alias.is_some();
        let waits = deed.session.order_state(id)?.is_some_and(|state| !state.is_over());
        if is_listed && waits && order.appliance == Some(machine.id) {
            return Ok(true);
        }
    }

    Ok(false)
}

/// Whether both say when they were made or bought, and not the same.
fn differ_in_age(one: &Appliance, other: &Appliance) -> bool {
    let made = one.made.zip(other.made);
    let bought = one.purchased.zip(other.purchased);

    made.is_some_and(|(one, other)| one.abs_diff(other) > ROUNDED)
        || bought.is_some_and(|(one, other)| one != other)
}

/// Whether nothing says what kind of machine it is.
pub(super) fn is_unknown(machine: &Appliance) -> bool {
    machine.category == Category::Other && machine.name.is_none()
}

/// What small machines are called with the word for a large one, and what is called with the word for a small one: a
/// hair dryer dries no clothes. Looked at before the others.
const FIRST: &[(&str, Category)] = &[
    ("灶烤", Category::Cooker),
    ("烤灶", Category::Cooker),
    ("gas hob", Category::GasStove),
    ("induction hob", Category::Hob),
    ("induction", Category::SmallAppliance),
    ("电磁灶", Category::Hob),
    ("电磁", Category::SmallAppliance),
    ("電磁", Category::SmallAppliance),
    ("ih爐", Category::Hob),
    ("电灶", Category::Hob),
    ("电陶炉", Category::Hob),
    ("電陶爐", Category::Hob),
    ("microwave", Category::Microwave),
    ("微波", Category::Microwave),
    ("slow cooker", Category::SmallAppliance),
    ("rice cooker", Category::SmallAppliance),
    ("pressure cooker", Category::SmallAppliance),
    ("multi cooker", Category::SmallAppliance),
    ("multicooker", Category::SmallAppliance),
    ("egg cooker", Category::SmallAppliance),
    ("steam cooker", Category::SmallAppliance),
    ("toaster oven", Category::SmallAppliance),
    ("电饭", Category::SmallAppliance),
    ("電鍋", Category::SmallAppliance),
    ("電子鍋", Category::SmallAppliance),
    ("压力锅", Category::SmallAppliance),
    ("壓力鍋", Category::SmallAppliance),
    ("hair dry", Category::SmallAppliance),
    ("hairdry", Category::SmallAppliance),
    ("hair dri", Category::SmallAppliance),
    ("hand dry", Category::SmallAppliance),
    ("吹风", Category::SmallAppliance),
    ("吹風", Category::SmallAppliance),
    ("air purifier", Category::SmallAppliance),
    ("空气净化", Category::SmallAppliance),
    ("空氣清淨", Category::SmallAppliance),
    ("pressure washer", Category::SmallAppliance),
    ("juice extractor", Category::SmallAppliance),
    ("烤箱灶", Category::Cooker),
    ("camping stove", Category::Other),
    ("wood stove", Category::Other),
    ("wood burning stove", Category::Other),
    ("stove fan", Category::SmallAppliance),
];

/// What kinds of machines are called in other people's tables: what is recognised, never what is shown.
const WORDS: [(&str, Category); 53] = [
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
    ("fridge freezer", Category::Refrigerator),
    ("fridge", Category::Refrigerator),
    ("refrigerator", Category::Refrigerator),
    ("冰箱", Category::Refrigerator),
    ("freezer", Category::Freezer),
    ("冷柜", Category::Freezer),
    ("冰柜", Category::Freezer),
    ("冰櫃", Category::Freezer),
    ("冷凍櫃", Category::Freezer),
    ("冷藏柜", Category::Refrigerator),
    ("purifier", Category::WaterPurifier),
    ("净水", Category::WaterPurifier),
    ("淨水", Category::WaterPurifier),
    ("flat screen", Category::Television),
    ("电视", Category::Television),
    ("電視", Category::Television),
    ("microwave", Category::Microwave),
    ("微波", Category::Microwave),
    ("dryer", Category::Dryer),
    ("drier", Category::Dryer),
    ("干衣", Category::Dryer),
    ("烘干机", Category::Dryer),
    ("乾衣", Category::Dryer),
    ("烘衣", Category::Dryer),
    ("cooker", Category::Cooker),
    ("hob", Category::Hob),
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
pub(super) fn category(word: &str) -> Category {
    let word = word.to_lowercase();
    let own = Category::from_code(&word);

    let known = || {
        let mut known = FIRST.iter().copied().chain(WORDS);
        known.find(|(known, _)| word.contains(known)).map(|(_, category)| category)
    };

    own.or_else(known).unwrap_or(Category::Other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_machine_is_not_the_large_one_whose_name_it_bears() {
        let kinds = [
            ("灶烤一体机", Category::Cooker),
            ("燃气灶", Category::GasStove),
            ("Induction hob", Category::Hob),
            ("Ceramic hob", Category::Hob),
            ("Induction plate", Category::SmallAppliance),
            ("电磁炉", Category::SmallAppliance),
            ("Microwave oven", Category::Microwave),
            ("微波炉", Category::Microwave),
            ("Fridge freezer", Category::Refrigerator),
            ("Chest freezer", Category::Freezer),
            ("Slow cooker", Category::SmallAppliance),
            ("Rice Cooker", Category::SmallAppliance),
            ("电饭煲", Category::SmallAppliance),
            ("Hair dryer", Category::SmallAppliance),
            ("Hairdryer", Category::SmallAppliance),
            ("吹風機", Category::SmallAppliance),
            ("Tumble dryer", Category::Dryer),
            ("Electric cooker", Category::Cooker),
            ("Gas hob", Category::GasStove),
            ("Washer dryer", Category::Washer),
            ("Kettle", Category::Other),
        ];
        for (word, expected) in kinds {
            assert_eq!(category(word), expected, "{word}");
        }
    }
}

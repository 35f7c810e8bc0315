//! What a part is called in a list.

use domain::Category;
use locale::Locale;

/// Its number and name; where another part has the same name, with the machines that it is made for.
pub fn part_name((number, name): (&str, &str), made_for: &[Category], locale: &Locale) -> String {
    let name = format!("{number} {name}");
    if made_for.is_empty() {
        return name;
    }
    let machines: Vec<String> = made_for.iter().map(|it| locale.category(*it)).collect();

    locale.parts_made_for(&name, &locale.enumeration(&machines))
}

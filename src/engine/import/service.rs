//! The kind of service a line asks for, by the words of other people's tables.

use domain::OrderKind;
use spreadsheet::{Record, ValueMap};

/// The field that says it.
pub(super) const FIELD: &str = "order_kind";

/// What these words mean, in small letters. What the office delivers, answers or hears complaints about goes through
/// states of its own, which no list of another system tells: such words are refused.
const WORDS: &[(OrderKind, &[&str])] = &[
    (
        OrderKind::Repair,
        &[
            "repair",
            "repairs",
            "service repair",
            "breakdown",
            "fault",
            "维修",
            "修理",
            "报修",
            "检修",
            "上门维修",
            "维修服务",
            "维修工单",
            "維修",
            "報修",
            "檢修",
            "到府維修",
            "維修服務",
            "叫修",
        ],
    ),
    (
        OrderKind::Install,
        &[
            "install",
            "installation",
            "installations",
            "fitting",
            "new installation",
            "安装",
            "上门安装",
            "安装服务",
            "新装",
            "装机",
            "安装工单",
            "安裝",
            "到府安裝",
            "安裝服務",
            "新裝",
            "裝機",
        ],
    ),
    (
        OrderKind::Maintenance,
        &[
            "maintenance",
            "service",
            "servicing",
            "annual service",
            "cleaning",
            "clean",
            "保养",
            "维护",
            "清洗",
            "维护保养",
            "清洁",
            "清洗保养",
            "保养服务",
            "清洗服务",
            "保養",
            "維護",
            "清潔",
            "維護保養",
            "清潔保養",
            "保養服務",
        ],
    ),
    (
        OrderKind::Dismantle,
        &[
            "dismantle",
            "dismantling",
            "removal",
            "uninstall",
            "uninstallation",
            "relocation",
            "拆机",
            "移机",
            "拆移机",
            "拆装",
            "拆卸",
            "拆機",
            "移機",
            "拆移機",
            "拆裝",
        ],
    ),
    (
        OrderKind::Measure,
        &[
            "measure",
            "measuring",
            "measurement",
            "survey",
            "site survey",
            "测量",
            "量尺",
            "勘测",
            "上门测量",
            "测量服务",
            "丈量",
            "測量",
            "勘測",
            "到府丈量",
            "場勘",
        ],
    ),
    (OrderKind::Exchange, &["exchange", "replacement", "swap", "换货", "换机", "換貨", "換機"]),
    (OrderKind::Return, &["return", "returns", "return of goods", "退货", "退机", "退貨", "退機"]),
    (
        OrderKind::Appraisal,
        &[
            "appraisal",
            "inspection",
            "assessment",
            "质量鉴定",
            "鉴定",
            "质检",
            "品質鑑定",
            "鑑定",
            "質量鑑定",
        ],
    ),
];

/// What the words mean for a mapping. One that nobody knows is refused: taken for a repair it would be done for
/// another price.
pub(super) fn words() -> ValueMap {
    let each = WORDS.iter().flat_map(|(kind, words)| words.iter().map(move |word| (*word, *kind)));
    let values = each.map(|(word, kind)| (word.to_owned(), code(kind).to_owned()));

    ValueMap { values: values.collect(), otherwise: None }
}

/// What a line asks for; none where it does not say.
pub(super) fn of(line: &Record) -> Option<OrderKind> {
    let said = line.text(FIELD)?;

    WORDS.iter().map(|(kind, _)| *kind).find(|kind| code(*kind) == said)
}

/// How mappings write a kind.
const fn code(kind: OrderKind) -> &'static str {
    match kind {
        OrderKind::Install => "install",
        OrderKind::Repair => "repair",
        OrderKind::Maintenance => "maintenance",
        OrderKind::Delivery => "delivery",
        OrderKind::Complaint => "complaint",
        OrderKind::Consultation => "consultation",
        OrderKind::Exchange => "exchange",
        OrderKind::Return => "return",
        OrderKind::Dismantle => "dismantle",
        OrderKind::Measure => "measure",
        OrderKind::Appraisal => "appraisal",
    }
}

#[cfg(test)]
mod tests {
    use domain::Family;
    use locale::{Language, Locale};

    use super::*;

    #[test]
    fn this_programs_own_words_are_known_in_each_language() {
        let known = words().values;
        for kind in OrderKind::ALL.into_iter().filter(|kind| kind.family() == Family::Service) {
            for language in Language::ALL {
                let word = Locale::new(language).order_kind(kind).to_lowercase();
                assert_eq!(known.get(&word).map(String::as_str), Some(code(kind)), "{word}");
            }
        }
    }
}

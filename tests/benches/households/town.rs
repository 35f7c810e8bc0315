//! A town of made-up households, as many as wanted, each the same at every run: names, numbers and roads as often as
//! they are in a real town.

use serde_json::{Value, json};
use sync::{Fields, Row, RowHash};
use uuid::Uuid;

const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎\
    余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文单仇";
const GIVEN: &str = "伟芳娜敏静强磊军洋勇艳杰娟涛明超霞平刚玲桂英华秀兰红建国志文海燕丽梅玉春晓东俊峰浩宇轩梓涵欣怡佳雨晨思琪子豪\
    嘉诚鹏飞雪琳婷倩慧莉萍云凤香珍莲荣福贵生林森波斌彬辉鑫晶亮龙虎山川江河清源泽润德仁义礼智信忠孝廉和顺安康宁泰昌盛隆兴旺";
const ROADS: &str = "张杨锦绣浦东世纪花木沪南成山德平金桥民生源深羽山灵石共和新北京西延安中淮海南复兴徐虹桥漕溪龙华宛平肇嘉浜斜土大木零\
    陵茶桂平田林钦州柳虹梅莘庄七莘沪闵报春都市银河康健江川剑川东";
const DISTRICTS: [&str; 12] = [
    "浦东新区",
    "徐汇区",
    "长宁区",
    "静安区",
    "普陀区",
    "虹口区",
    "杨浦区",
    "闵行区",
    "宝山区",
    "嘉定区",
    "松江区",
    "青浦区",
];
const ENDS: [&str; 5] = ["路", "街", "大道", "巷", "支路"];
const ESTATES: [&str; 8] = ["花园", "新村", "公寓", "小区", "苑", "家园", "名邸", "华庭"];
const BRANDS: [&str; 10] =
    ["海尔", "美的", "格力", "康帅", "A.O.Smith", "万家乐", "方太", "老板", "西门子", "三洋"];
const CATEGORIES: [&str; 5] =
    ["air_conditioner", "water_heater", "washer", "refrigerator", "range_hood"];
const SAID: [&str; 8] = [
    "不制冷，外机不转",
    "漏水，地上一滩",
    "显示 E3，按什么都没反应",
    "声音很大，像拖拉机",
    "点不着火",
    "不脱水",
    "水不热",
    "要求周六上午上门",
];

/// One household with all it has.
pub struct Household {
    pub n: u32,
    pub name: String,
    pub phone: String,
    pub second: Option<String>,
    pub line: String,
    pub serials: Vec<String>,
    pub models: Vec<String>,
    pub numbers: Vec<String>,
    pub aliases: Vec<String>,
    /// Whether its newest order is open.
    pub open: bool,
}

/// Chance that is the same at every run.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// Some more often than others, as names are.
    fn skewed(&mut self, end: u64) -> u64 {
        let share = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        ((share * share) * end as f64) as u64
    }

    fn letter(&mut self, of: &str) -> char {
        let count = of.chars().filter(|c| !c.is_whitespace()).count() as u64;
        let at = self.skewed(count) as usize;
        of.chars().filter(|c| !c.is_whitespace()).nth(at).unwrap_or('王')
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len() as u64) as usize]
    }

    fn mobile(&mut self) -> String {
        format!("1{}{:09}", 3 + self.below(7), self.below(1_000_000_000))
    }
}

/// The `n`th household.
pub fn household(n: u32) -> Household {
    let mut chance = Chance(u64::from(n) << 20);
    let mut name = chance.letter(SURNAMES).to_string();
    name.push(chance.letter(GIVEN));
    if chance.below(5) < 3 {
        name.push(chance.letter(GIVEN));
    }
    let phone = chance.mobile();
    let second =
        (chance.below(4) == 0).then(|| format!("021{:08}", 50_000_000 + chance.below(19_999_999)));
    let mut road: String = [chance.letter(ROADS), chance.letter(ROADS)].into_iter().collect();
    road.push_str(chance.one(&ENDS));
    let estate: String = [chance.letter(GIVEN), chance.letter(ROADS)].into_iter().collect();
    let line = format!(
        "{} {road} {} 弄 {estate}{} {} 号 {}{:02} 室",
        chance.one(&DISTRICTS),
        1 + chance.below(1_800),
        chance.one(&ESTATES),
        1 + chance.below(90),
        1 + chance.below(24),
        1 + chance.below(4),
    );
    // Five machines for three households, three orders for one.
    let machines = 1 + u32::from(!n.is_multiple_of(5) && n % 4 != 3);
    let mut serials = Vec::new();
    let mut models = Vec::new();
    for _ in 0..machines {
        serials.push(format!(
            "{}{:02}{:04}{:08}",
            chance.one(&["CB", "HR", "KS", "AO"]),
            8 + chance.below(17),
            chance.below(10_000),
            chance.below(100_000_000)
        ));
        models.push(format!(
            "{}-{}{}",
            chance.one(&["KFR", "CXW", "JSQ", "BCD", "XQG"]),
            20 + chance.below(400),
            chance.one(&["GW", "LW/A", "T1", "W", "DB"])
        ));
    }
    let numbers = (0..3).map(|at| format!("SH01-A{:05}", u64::from(n) * 3 + at + 1)).collect();
    let aliases = (0..u32::from(chance.below(3) == 0))
        .map(|_| format!("W20{:02}{:08}", 15 + chance.below(11), chance.below(100_000_000)))
        .collect();
    let open = chance.below(50) == 0;

    Household { n, name, phone, second, line, serials, models, numbers, aliases, open }
}

impl Household {
    fn id(&self, kind: u64, at: usize) -> Uuid {
        Uuid::from_u64_pair(kind << 32 | u64::from(self.n), at as u64 + 1)
    }

    /// Its records, as headquarters passes them on.
    pub fn rows(&self, seq: &mut u64) -> Vec<Row> {
        let mut chance = Chance(!(u64::from(self.n) << 20));
        let customer = self.id(1, 0).to_string();
        let mut phones = vec![json!({"number": self.phone})];
        phones.extend(self.second.as_ref().map(|number| json!({"number": number, "label": "家"})));
        let mut rows = Vec::new();
        let mut row = |kind: &str, id: Uuid, body: Value| {
            *seq += 1;
            let Value::Object(fields) = body else { return };
            let body: Fields = fields;
            let hash = RowHash::of(kind, id, *seq, Some(&body));
            rows.push(Row {
                kind: kind.to_owned(),
                id,
                rev: *seq,
                seq: *seq,
                hash,
                body: Some(body),
            });
        };
        row(
            "customer",
            self.id(1, 0),
            json!({"name": self.name, "phones": phones, "level": "ordinary"}),
        );
        let address = json!({"customer": customer, "province": "上海市", "city": "上海市", "detail": self.line});
        row("address", self.id(2, 0), address);
        let machines = self.serials.iter().zip(&self.models).enumerate();
        for (at, (serial, model)) in machines {
            let body = json!({
                "customer": customer, "address": self.id(2, 0).to_string(), "category": chance.one(&CATEGORIES),
                "brand": chance.one(&BRANDS), "model": model, "serial": serial,
                "purchased": format!("20{:02}-0{}-1{}", 8 + chance.below(17), 1 + chance.below(9), chance.below(9)),
            });
            row("appliance", self.id(3, at), body);
        }
        for (at, number) in self.numbers.iter().enumerate() {
            let last = at + 1 == self.numbers.len();
            let received =
                1_500_000_000_000_i64 + i64::from(self.n) * 3_000 + at as i64 * 90_000_000_000;
            let state = if last && self.open { "assigned" } else { "closed" };
            let alias = self.aliases.first().filter(|_| at == 0);
            let body = json!({
                "number": number, "alias": alias, "kind": "repair", "customer": customer,
                "address": self.id(2, 0).to_string(), "appliance": self.id(3, 0).to_string(), "state": state,
                "fault": format!("F{:02}", 10 + chance.below(30)), "description": chance.one(&SAID), "received": received,
            });
            row("order", self.id(4, at), body);
        }

        rows
    }
}

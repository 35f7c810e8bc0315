//! What a technician measures on a machine, and what such a number can be at all.

use serde::{Deserialize, Serialize};

use crate::Category;

/// What is measured. Each is written in one unit, and a number outside of its range was misread or mistyped: the
/// ranges are what the instruments of the trade can show, far beyond what is good for a machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReadingKind {
    /// 电压, at the socket: 0 to 500 V; none at all is a finding, more than three phases give is not.
    Voltage,
    /// 运行电流: 0 to 100 A.
    Current,
    /// 出风温度, of an air conditioner that cools or heats: -20 to 80 °C.
    OutletTemperature,
    /// 低压侧压力, of the refrigerant: -0.1 megapascal, which is a vacuum, to 5, where the hoses of R32 burst.
    RefrigerantPressure,
    /// 燃气压力, in pascal: 0 to 10,000 Pa; town gas has 1,000, natural gas 2,000, bottled gas 2,800.
    GasPressure,
    /// 水压: 0 to 2 megapascal; pipes are proven at 1.6.
    WaterPressure,
    /// 绝缘电阻: 0 to 10,000 MΩ, which is as far as a megohmmeter goes.
    Insulation,
    /// 溶解性固体 of the water, TDS: 0 to 9,990 mg/L, which is as far as a pen goes.
    DissolvedSolids,
    /// 箱内温度, of a refrigerator or its freezer: -60 to 60 °C.
    InsideTemperature,
}

/// One number that was measured, as it was written: 0.25 is 25 with two decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Reading {
    /// What was measured.
    pub kind: ReadingKind,
    /// The number without its decimal point.
    pub value: i64,
    /// How many of its digits stand behind the point.
    #[serde(default)]
    pub decimals: u8,
}

/// Why something typed is no reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReadingError {
    /// It is no number, or has more decimals than the instrument.
    #[error("a reading must be a number with few decimals")]
    Unreadable,
    /// Nothing can measure so much or so little.
    #[error("nothing measures that")]
    Impossible,
}

impl ReadingKind {
    /// All.
    pub const ALL: [Self; 9] = [
        Self::Voltage,
        Self::Current,
        Self::OutletTemperature,
        Self::RefrigerantPressure,
        Self::GasPressure,
        Self::WaterPressure,
        Self::Insulation,
        Self::DissolvedSolids,
        Self::InsideTemperature,
    ];

    /// The name used in records, and for the field it is typed in.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Voltage => "voltage",
            Self::Current => "current",
            Self::OutletTemperature => "outlet_temperature",
            Self::RefrigerantPressure => "refrigerant_pressure",
            Self::GasPressure => "gas_pressure",
            Self::WaterPressure => "water_pressure",
            Self::Insulation => "insulation",
            Self::DissolvedSolids => "dissolved_solids",
            Self::InsideTemperature => "inside_temperature",
        }
    }

    /// The symbol of its unit, the same in every language.
    pub const fn unit(self) -> &'static str {
        match self {
            Self::Voltage => "V",
            Self::Current => "A",
            Self::OutletTemperature | Self::InsideTemperature => "°C",
            Self::RefrigerantPressure | Self::WaterPressure => "MPa",
            Self::GasPressure => "Pa",
            Self::Insulation => "MΩ",
            Self::DissolvedSolids => "mg/L",
        }
    }

    /// The most decimals that anybody reads off the instrument.
    pub const fn decimals(self) -> u8 {
        match self {
            Self::GasPressure | Self::DissolvedSolids => 0,
            Self::Voltage | Self::OutletTemperature | Self::InsideTemperature => 1,
            Self::Current | Self::Insulation => 2,
            Self::RefrigerantPressure | Self::WaterPressure => 3,
        }
    }

    /// The least and the most it can be.
    pub const fn range(self) -> (Reading, Reading) {
        let (least, most) = match self {
            Self::Voltage => (0, 500),
            Self::Current => (0, 100),
            Self::OutletTemperature => (-20, 80),
            Self::RefrigerantPressure => return (self.reading(-1, 1), self.reading(5, 0)),
            Self::GasPressure | Self::Insulation => (0, 10_000),
            Self::WaterPressure => (0, 2),
            Self::DissolvedSolids => (0, 9_990),
            Self::InsideTemperature => (-60, 60),
        };

        (self.reading(least, 0), self.reading(most, 0))
    }

    const fn reading(self, value: i64, decimals: u8) -> Reading {
        Reading { kind: self, value, decimals }
    }
}

impl Category {
    /// What is measured on such a machine, in the order of the sheet: never more than three.
    pub const fn readings(self) -> &'static [ReadingKind] {
        use ReadingKind::{
            Current, DissolvedSolids, GasPressure, InsideTemperature, Insulation,
            OutletTemperature, RefrigerantPressure, Voltage, WaterPressure,
        };

        match self {
            Self::AirConditioner => &[Current, OutletTemperature, RefrigerantPressure],
            Self::GasWaterHeater => &[GasPressure, WaterPressure],
            Self::GasStove => &[GasPressure],
            Self::Cooker => &[Voltage, GasPressure],
            Self::WaterHeater => &[Voltage, Insulation, WaterPressure],
            Self::Washer | Self::Dishwasher => &[Voltage, WaterPressure],
            Self::WaterPurifier => &[WaterPressure, DissolvedSolids],
            Self::Refrigerator | Self::Freezer => &[Voltage, InsideTemperature],
            Self::RangeHood
            | Self::Television
            | Self::SmallAppliance
            | Self::Oven
            | Self::Dryer
            | Self::Hob
            | Self::Microwave
            | Self::Other => &[Voltage],
        }
    }
}

impl Reading {
    /// What a person typed: `220`, `0.25`, `-18.5 °C`, and what an input method makes of it.
    pub fn parse(kind: ReadingKind, text: &str) -> Result<Self, ReadingError> {
        let text: String = text.trim().chars().map(half_width).collect();
        let text = text.replace('℃', "°C");
        let number = text.strip_suffix(kind.unit()).unwrap_or(&text).trim_end();
        let (sign, number) = number.strip_prefix('-').map_or((1, number), |rest| (-1, rest));
        let (whole, part) = number.split_once('.').unwrap_or((number, ""));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let decimals = u8::try_from(part.len()).unwrap_or(u8::MAX);
        let empty = whole.is_empty() && part.is_empty();
        if empty || !digits(whole) || !digits(part) || decimals > kind.decimals() {
            return Err(ReadingError::Unreadable);
        }
        let Ok(value) = format!("{whole}{part}").parse::<i64>() else {
            // Only digits stand there: there are too many of them.
            return Err(ReadingError::Impossible);
        };
        let reading = Self { kind, value: sign * value, decimals };

        if reading.is_possible() { Ok(reading) } else { Err(ReadingError::Impossible) }
    }

    /// Whether an instrument can show it.
    pub fn is_possible(self) -> bool {
        let (least, most) = self.kind.range();

        (least.in_millionths()..=most.in_millionths()).contains(&self.in_millionths())
    }

    /// The number as it is written: `0.25`.
    pub fn figures(self) -> String {
        let places = usize::from(self.decimals);
        let digits = format!("{:0>width$}", self.value.unsigned_abs(), width = places + 1);
        let (whole, part) = digits.split_at(digits.len() - places);
        let sign = if self.value < 0 { "-" } else { "" };
        let point = if part.is_empty() { "" } else { "." };

        format!("{sign}{whole}{point}{part}")
    }

    /// What two readings are compared by. A record of more decimals than these is compared without them.
    fn in_millionths(self) -> i128 {
        const PLACES: u8 = 6;
        let power = |places: u8| 10_i128.pow(u32::from(places.min(30)));

        i128::from(self.value) * power(PLACES.saturating_sub(self.decimals))
            / power(self.decimals.saturating_sub(PLACES))
    }
}

fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '。' => '.',
        '−' | '–' => '-',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(kind: ReadingKind, text: &str) -> Result<(i64, u8), ReadingError> {
        Reading::parse(kind, text).map(|reading| (reading.value, reading.decimals))
    }

    #[test]
    fn a_reading_is_kept_as_it_was_written() {
        assert_eq!(read(ReadingKind::Voltage, "221.5"), Ok((2_215, 1)));
        assert_eq!(read(ReadingKind::WaterPressure, " 0.25 MPa"), Ok((25, 2)));
        assert_eq!(read(ReadingKind::WaterPressure, ".3"), Ok((3, 1)));
        assert_eq!(read(ReadingKind::InsideTemperature, "－１８。５"), Ok((-185, 1)));
        assert_eq!(read(ReadingKind::GasPressure, "2000Pa"), Ok((2_000, 0)));
        for (value, decimals, figures) in
            [(25, 2, "0.25"), (-5, 1, "-0.5"), (220, 0, "220"), (0, 1, "0.0")]
        {
            let reading = Reading { kind: ReadingKind::WaterPressure, value, decimals };
            assert_eq!(reading.figures(), figures);
        }
    }

    #[test]
    fn what_no_instrument_shows_is_no_reading() {
        let impossible = Err(ReadingError::Impossible);
        assert_eq!(read(ReadingKind::Voltage, "2200"), impossible);
        assert_eq!(read(ReadingKind::Voltage, "99999999999999999999"), impossible);
        assert_eq!(read(ReadingKind::RefrigerantPressure, "-0.2"), impossible);
        assert_eq!(read(ReadingKind::WaterPressure, "2.001"), impossible);
        for text in ["", "abc", "2.2.0", "2000.5", "--1", "Pa"] {
            assert_eq!(read(ReadingKind::GasPressure, text), Err(ReadingError::Unreadable));
        }
    }

    #[test]
    fn the_ends_of_every_range_can_be_typed() {
        for kind in ReadingKind::ALL {
            let (least, most) = kind.range();
            for end in [least, most] {
                assert_eq!(Reading::parse(kind, &end.figures()), Ok(end), "{kind:?}");
            }
        }
    }

    #[test]
    fn a_record_of_another_version_does_not_overflow() {
        let odd = Reading { kind: ReadingKind::Voltage, value: i64::MAX, decimals: 255 };

        assert!(odd.is_possible(), "it is very small");
        assert!(odd.figures().starts_with("0.000"));
    }

    #[test]
    fn the_name_in_records_is_the_name_of_the_field() {
        for kind in ReadingKind::ALL {
            assert_eq!(serde_json::to_value(kind).ok(), Some(kind.code().into()));
        }
        for category in Category::ALL {
            assert!((1..=3).contains(&category.readings().len()), "{category:?}");
        }
    }
}

//! A picture of the last day: a bar for each hour.

use chrono::Timelike as _;
use domain::Moment as At;
use maud::{Markup, html};

use super::visit::Visit;
use crate::overview::{HOUR_MS, HOURS};

const WIDTH: u64 = 720;
const HEIGHT: u64 = 88;
const STEP: u64 = WIDTH / HOURS as u64;
const BAR: u64 = STEP - 8;

/// How many operations arrived in each hour; the present one is the last.
pub fn hours(visit: &Visit<'_>, (counts, present_ms): (&[u64; HOURS], i64)) -> Markup {
    let words = &visit.locale;
    let (sum, most) = (counts.iter().sum::<u64>(), counts.iter().max().copied().unwrap_or(0));
    let bars = counts.iter().zip(0_u64..).map(|(count, at)| {
        let back = HOURS as i64 - 1 - i64::try_from(at).unwrap_or(0);
        let hour = At(present_ms - back * HOUR_MS).at(visit.offset).hour();
        // Whatever arrived at all can be seen.
        let height = (count * HEIGHT).checked_div(most).unwrap_or(0).max(u64::from(*count > 0) * 2);
        (*count, at, hour, height)
    });
    let last = HOURS as u64 - 1;

    html! {
        figure.chart {
            figcaption { (words.console_chart(sum)) }
            svg viewBox={ "0 0 " (WIDTH) " " (HEIGHT + 24) } role="img" aria-label=(words.console_chart(sum)) {
                line.base x1="0" x2=(WIDTH) y1=(HEIGHT + 1) y2=(HEIGHT + 1) {}
                @for (count, at, hour, height) in bars {
                    g {
                        title { (words.console_chart_hour(&format!("{hour:02}:00"), count)) }
                        rect.reach x=(at * STEP) y="0" width=(STEP) height=(HEIGHT) {}
                        rect.bar.present[at == last] x=(at * STEP + 4) y=(HEIGHT - height) width=(BAR) height=(height)
                            rx="2" {}
                        @if at % 3 == 2 {
                            text x=(at * STEP + STEP / 2) y=(HEIGHT + 18) { (format!("{hour:02}")) }
                        }
                    }
                }
            }
            @if sum == 0 { p.muted { (words.console_chart_none()) } }
        }
    }
}

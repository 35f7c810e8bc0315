//! Breaking a paragraph into lines by the rules of UAX #14, which hold the Chinese ones as well.

use std::collections::HashSet;
use std::ops::Range;

use super::character::is_wide;
use super::{Cluster, GETA, Typesetter, Weight};

/// A line that is ready to be placed.
#[derive(Debug, Clone)]
pub(crate) struct Line<'a> {
    text: &'a str,
    /// Where the paragraph begins in the whole text.
    offset: usize,
    /// Where the line begins in its paragraph.
    start: usize,
    pub(crate) clusters: Vec<Cluster>,
    /// In points.
    pub(crate) width: f32,
    /// Whether a paragraph ends with it, so that it is never stretched.
    pub(crate) ends: bool,
}

impl<'a> Line<'a> {
    pub(crate) fn new(text: &'a str, mut clusters: Vec<Cluster>, size: f32, ends: bool) -> Self {
        let start = clusters.first().map_or(0, |cluster| cluster.start);
        while clusters.last().is_some_and(|cluster| cluster.first == ' ') {
            clusters.pop();
        }
        let width = clusters.iter().map(|cluster| cluster.glyph.advance).sum::<f32>() * size;

        Self { text, offset: 0, start, clusters, width, ends }
    }

    /// The byte of the whole text at which it begins.
    pub(crate) fn start(&self) -> usize {
        self.offset + self.start
    }

    /// What a shape shows: its piece of the text, or `〓` where no font has it.
    pub(crate) fn shown(&self, cluster: &Cluster) -> &'a str {
        if cluster.is_missing() {
            return "〓";
        }
        self.text.get(cluster.start..cluster.end()).unwrap_or_default()
    }

    /// Whether the gap after a shape may be widened: after a space, or beside a full-width one.
    pub(crate) fn stretches(&self, at: usize) -> bool {
        let Some(next) = self.clusters.get(at + 1) else { return false };
        let here = self.clusters[at].first;

        here == ' ' || next.first != ' ' && (is_wide(here) || is_wide(next.first))
    }

    pub(crate) fn gaps(&self) -> usize {
        (0..self.clusters.len()).filter(|at| self.stretches(*at)).count()
    }
}

impl Typesetter {
    /// Text as lines no wider than `width` points. `indent` shortens each paragraph's first line.
    pub(crate) fn wrap<'a>(
        &self,
        (weight, size): (Weight, f32),
        text: &'a str,
        width: f32,
        indent: f32,
    ) -> Vec<Line<'a>> {
        let mut lines = Vec::new();
        let mut offset = 0;
        for paragraph in text.split('\n') {
            let first = lines.len();
            self.wrap_paragraph((weight, size), paragraph, (width, indent), &mut lines);
            lines[first..].iter_mut().for_each(|line| line.offset = offset);
            offset += paragraph.len() + 1;
        }
        lines
    }

    fn wrap_paragraph<'a>(
        &self,
        (weight, size): (Weight, f32),
        text: &'a str,
        (width, indent): (f32, f32),
        lines: &mut Vec<Line<'a>>,
    ) {
        let clusters = self.shape(weight, text);
        let breaks = self.breaks((weight, size), text, width);

        self.fill_lines(Words { text, clusters: &clusters, breaks }, size, (width, indent), lines);
    }

    /// One paragraph in which some stretches are bold.
    pub(crate) fn wrap_mixed<'a>(
        &self,
        bold: &[Range<usize>],
        size: f32,
        text: &'a str,
        width: f32,
    ) -> Vec<Line<'a>> {
        let clusters = self.shape_mixed(bold, text);
        let breaks = self.breaks((Weight::Regular, size), text, width);
        let mut lines = Vec::new();

        self.fill_lines(
            Words { text, clusters: &clusters, breaks },
            size,
            (width, 0.0),
            &mut lines,
        );
        lines
    }

    fn shape_mixed(&self, bold: &[Range<usize>], text: &str) -> Vec<Cluster> {
        let ends = bold.iter().flat_map(|range| [range.start, range.end]).chain([text.len()]);
        let mut clusters: Vec<Cluster> = Vec::new();
        let (mut start, mut weight) = (0, Weight::Regular);
        for end in ends {
            let piece = &text[start..end];
            if let Some(first) = piece.chars().next() {
                let before = text[..start].chars().next_back();
                self.space(clusters.last_mut(), before, first);
            }
            clusters.extend(
                self.shape(weight, piece)
                    .into_iter()
                    .map(|cluster| Cluster { start: cluster.start + start, ..cluster }),
            );
            start = end;
            weight = if weight == Weight::Bold { Weight::Regular } else { Weight::Bold };
        }
        clusters
    }

    /// Puts as much on each line as it holds.
    fn fill_lines<'a>(
        &self,
        words: Words<'a, '_>,
        size: f32,
        (width, indent): (f32, f32),
        lines: &mut Vec<Line<'a>>,
    ) {
        let Words { text, clusters, breaks } = words;
        let limit = width / size + 1e-4;
        let (mut start, mut at, mut pen, mut last) = (0, 0, indent / size, None);

        while let Some(cluster) = clusters.get(at) {
            let needed = pen + cluster.glyph.advance - self.give(cluster);
            if needed > limit && cluster.first != ' ' && at > start {
                let cut = last.unwrap_or(at);
                lines.push(self.line(text, &clusters[start..cut], size));
                (start, at, pen, last) = (cut, cut, 0.0, None);
                continue;
            }
            pen += cluster.glyph.advance;
            at += 1;
            if breaks.contains(&cluster.end()) {
                last = Some(at);
            }
        }
        lines.push(Line::new(text, clusters[start..].to_vec(), size, true));
    }

    /// A line that another follows: a mark at its end stands half in the margin's room.
    fn line<'a>(&self, text: &'a str, clusters: &[Cluster], size: f32) -> Line<'a> {
        let mut line = Line::new(text, clusters.to_vec(), size, false);
        if let Some(last) = line.clusters.last_mut() {
            let give = self.give(last);
            last.glyph.advance -= give;
            line.width -= give * size;
        }
        line
    }

    /// How much of a shape's width is empty paper when it ends a line, in em.
    fn give(&self, cluster: &Cluster) -> f32 {
        let full = cluster.glyph.nominal > 0.9 && cluster.glyph.advance > 0.9;

        if full && self.has_empty_right_half(cluster.first) { 0.5 } else { 0.0 }
    }

    /// The bytes after which a line may end. A code such as `KFR-72GW/BpDNT` stays whole unless
    /// it is longer than a line.
    fn breaks(&self, (weight, size): (Weight, f32), text: &str, width: f32) -> HashSet<usize> {
        let codes: Vec<_> = codes(text)
            .filter(|code| self.width(weight, size, &text[code.clone()]) <= width)
            .collect();

        unicode_linebreak::linebreaks(text)
            .map(|(at, _)| at)
            .filter(|at| !codes.iter().any(|code| code.start < *at && *at < code.end))
            .filter(|at| !is_between_number_and_unit(text, *at))
            .collect()
    }
}

/// `68 号`, `23 楼`, `30 日` stay together.
fn is_between_number_and_unit(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches(' ').chars().next_back();
    let after = text[at..].chars().next();

    before.is_some_and(|c| c.is_ascii_digit())
        && after
            .is_some_and(|c| "号號栋棟幢座室层層楼樓巷弄年月日时時点點分元次天度℃％".contains(c))
}

/// A paragraph before it is broken.
struct Words<'a, 'c> {
    text: &'a str,
    clusters: &'c [Cluster],
    breaks: HashSet<usize>,
}

/// Words of narrow characters with a digit and something to break at in them.
fn codes(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.split(|c: char| c.is_whitespace() || is_wide(c) || c == GETA)
        .filter(|word| {
            word.bytes().any(|byte| byte.is_ascii_digit())
                && word.bytes().any(|byte| byte.is_ascii_punctuation())
        })
        .map(|word| {
            let start = word.as_ptr().addr() - text.as_ptr().addr();
            start..start + word.len()
        })
}

#[cfg(test)]
mod tests {
    use super::super::Script;
    use proptest::prelude::*;

    use super::*;
    use crate::testing::typesetter;

    fn lines(text: &str, width: f32) -> Vec<String> {
        typesetter(Script::Simplified)
            .wrap((Weight::Regular, 10.0), text, width, 0.0)
            .iter()
            .map(|line| line.clusters.iter().map(|cluster| line.shown(cluster)).collect())
            .collect()
    }

    #[test]
    fn no_line_begins_with_a_stop_or_ends_with_an_opening_bracket() {
        for width in 40..200 {
            let lines = lines("请师傅上门（先电话联系），带“主控板”、电容；谢谢！", width as f32);
            for line in lines {
                assert!(!line.starts_with(['，', '、', '；', '！', '）', '”']), "{line}");
                assert!(!line.ends_with(['（', '“']), "{line}");
            }
        }
    }

    #[test]
    fn a_model_stays_in_one_piece() {
        for width in 115..300 {
            let lines = lines("产品型号为 KFR-72GW/BpDNT-A1 的空调", width as f32);
            assert!(lines.iter().any(|line| line.contains("KFR-72GW/BpDNT-A1")), "{lines:?}");
        }
    }

    #[test]
    fn a_number_stays_with_its_unit() {
        for width in 40..200 {
            for line in lines("花城大道 68 号 3 栋 2306 室，11 月 30 日前有效", width as f32)
            {
                assert!(!line.starts_with(['号', '栋', '室', '月', '日']), "{line}");
            }
        }
    }

    #[test]
    fn a_code_longer_than_a_line_is_cut() {
        let code = "X-1".repeat(100);
        let lines = lines(&code, 100.0);

        assert_eq!(lines.concat(), code);
        assert!(lines.len() > 10);
    }

    #[test]
    fn no_line_is_wider_than_it_may_be() {
        let typesetter = typesetter(Script::Simplified);
        let text = "珠江新城花城大道68号，环球都会广场A座2306室（东门）。".repeat(12);
        for width in [50.0, 77.7, 120.0, 333.0] {
            for line in typesetter.wrap((Weight::Regular, 9.0), &text, width, 0.0) {
                assert!(line.width <= width + 0.01, "{} > {width}", line.width);
            }
        }
    }

    #[test]
    fn nothing_is_lost_between_lines() {
        let text = "珠江新城花城大道 68 号，环球都会广场 A 座".repeat(5);

        let glued = |text: &str| text.replace(' ', "");
        assert_eq!(glued(&lines(&text, 60.0).concat()), glued(&text));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(60) })]

        #[test]
        fn any_text_can_be_set(text in "(.|[一-龥]|[，。（）“”/0-9A-Za-z -]){0,60}", width in 20_u8..200) {
            let width = f32::from(width);
            for script in [Script::Simplified, Script::Traditional, Script::Latin] {
                let typesetter = typesetter(script);
                for line in typesetter.wrap((Weight::Bold, 10.0), &text, width, 0.0) {
                    prop_assert!(line.width <= width + 0.01 || line.clusters.len() <= 2);
                }
            }
        }
    }

    #[test]
    fn line_feeds_end_lines() {
        assert_eq!(lines("一\n\n二", 100.0), ["一", "", "二"]);
    }
}

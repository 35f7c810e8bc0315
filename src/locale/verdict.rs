//! Warranty verdicts in words.

use domain::{Basis, Coverage, Verdict, WarrantyReason};

use crate::Locale;

impl Locale {
    /// The verdict in a word or two: 保内, 保外, 部分保内, 保修不明.
    #[must_use]
    pub fn verdict(&self, verdict: &Verdict) -> String {
        let all = [Coverage::Parts, Coverage::Labour, Coverage::Trip];
        if all.into_iter().all(|coverage| verdict.covers(coverage)) {
            self.warranty_in()
        } else if verdict.in_warranty() {
            self.warranty_partly()
        } else if verdict.is_open() {
            self.warranty_unknown()
        } else if verdict.reason == WarrantyReason::OtherWork {
            self.warranty_chargeable()
        } else {
            self.warranty_out()
        }
    }

    /// Why the verdict is as it is, with the dates it was computed from.
    #[must_use]
    pub fn verdict_reason(&self, verdict: &Verdict) -> String {
        let dates = verdict.since.zip(verdict.until).map(|((basis, since), until)| {
            let basis = match basis {
                Basis::Purchase => self.warranty_since_purchase(),
                Basis::Install => self.warranty_since_install(),
                Basis::Manufacture => self.warranty_since_manufacture(),
            };
            (basis, self.date(since), self.date(until))
        });
        match (verdict.reason, dates) {
            (WarrantyReason::WithinTerm, Some((basis, since, until))) => match self.ends(verdict) {
                Some(ends) => self.warranty_within_each(&basis, &since, &ends),
                None => self.warranty_within(&basis, &since, &until),
            },
            (WarrantyReason::WithinTerm, None) => self.warranty_in_force(),
            (WarrantyReason::Expired, Some((basis, since, until))) => {
                self.warranty_expired(&basis, &since, &until)
            }
            (WarrantyReason::Expired, None) => self.warranty_ran_out(),
            (WarrantyReason::NoProof, _) => self.warranty_no_proof(),
            (WarrantyReason::NoTerm, _) => self.warranty_no_term(),
            (WarrantyReason::Excluded, _) => self.warranty_excluded(),
            (WarrantyReason::OtherWork, _) => self.warranty_other_work(),
        }
    }

    /// The last day of each, those of one day together; none where all end on one day.
    fn ends(&self, verdict: &Verdict) -> Option<String> {
        let mut days: Vec<(chrono::NaiveDate, Vec<String>)> = Vec::new();
        for (coverage, day) in &verdict.ends {
            let words = self.coverage(*coverage);
            match days.iter_mut().find(|(known, _)| known == day) {
                Some((_, together)) => together.push(words),
                None => days.push((*day, vec![words])),
            }
        }
        let each = days
            .iter()
            .map(|(day, items)| self.warranty_ends(&self.enumeration(items), &self.date(*day)));

        (days.len() > 1).then(|| each.collect::<Vec<_>>().join(&self.warranty_between()))
    }

    /// Who decided in place of the terms, when, and on what evidence; `by` may be empty.
    #[must_use]
    pub fn ruled(&self, evidence: &str, by: &str, day: &str) -> String {
        if by.is_empty() {
            self.warranty_ruled_by_nobody(evidence, day)
        } else {
            self.warranty_ruled(evidence, by, day)
        }
    }

    /// What is free of charge: 免费项目：配件、人工. Empty where nothing is.
    #[must_use]
    pub fn verdict_covers(&self, verdict: &Verdict) -> String {
        if verdict.covered.is_empty() {
            return String::new();
        }
        let items: Vec<_> = verdict.covered.iter().map(|item| self.coverage(*item)).collect();
        self.warranty_covers(&self.enumeration(&items))
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::Language;

    fn verdict(covered: Vec<Coverage>, reason: WarrantyReason) -> Verdict {
        let since = NaiveDate::from_ymd_opt(2024, 3, 5).unwrap();
        let until = NaiveDate::from_ymd_opt(2027, 3, 4);
        Verdict { since: Some((Basis::Purchase, since)), covered, until, ..Verdict::none(reason) }
    }

    #[test]
    fn each_that_is_promised_says_its_own_last_day() {
        let day = |year| NaiveDate::from_ymd_opt(year, 3, 4).unwrap();
        let all = vec![Coverage::Parts, Coverage::Labour, Coverage::Trip];
        let ends = [(Coverage::Parts, 2027), (Coverage::Labour, 2025), (Coverage::Trip, 2025)];
        let ends = ends.map(|(coverage, year)| (coverage, day(year))).to_vec();
        let verdict = Verdict { ends, ..verdict(all, WarrantyReason::WithinTerm) };

        let words = Locale::default().verdict_reason(&verdict);
        assert_eq!(
            words,
            "自购买日 2024年3月5日 起算：配件至 2027年3月4日，人工、上门至 2025年3月4日"
        );
        let words = Locale::new(Language::English).verdict_reason(&verdict);
        assert_eq!(
            words,
            "Parts until 4 Mar 2027; Labour, Call-out until 4 Mar 2025, counted from purchase on \
             5 Mar 2024"
        );
    }

    #[test]
    fn work_without_a_fault_is_chargeable_whatever_the_machines_age() {
        let other = verdict(vec![], WarrantyReason::WithinTerm).of_work(domain::OrderKind::Install);
        let chinese = Locale::default();
        assert_eq!(chinese.verdict(&other), "收费服务");
        assert!(chinese.verdict_reason(&other).contains("按价目收费"));
    }

    #[test]
    fn a_verdict_says_what_is_free_and_since_when() {
        let partly = verdict(vec![Coverage::Parts, Coverage::Labour], WarrantyReason::WithinTerm);
        let chinese = Locale::default();
        assert_eq!(chinese.verdict(&partly), "部分保内");
        assert_eq!(
            chinese.verdict_reason(&partly),
            "自购买日 2024年3月5日 起算，保修至 2027年3月4日"
        );
        assert_eq!(chinese.verdict_covers(&partly), "免费项目：配件、人工");
        let english = Locale::new(Language::English);
        assert_eq!(
            english.verdict_reason(&partly),
            "Covered until 4 Mar 2027, counted from purchase on 5 Mar 2024"
        );
    }

    #[test]
    fn without_terms_or_dates_the_verdict_is_open_and_says_what_to_ask() {
        let locale = Locale::new(Language::English);
        let open = Verdict::none(WarrantyReason::NoTerm);
        assert_eq!(locale.verdict(&open), "Warranty not known");
        assert_eq!(locale.verdict_covers(&open), "");
        let undated = Verdict::none(WarrantyReason::NoProof);
        assert_eq!(locale.verdict(&undated), "Warranty not known");
        assert!(locale.verdict_reason(&undated).starts_with("Ask for the purchase date"));
        let expired = verdict(vec![], WarrantyReason::Expired);
        assert!(locale.verdict_reason(&expired).starts_with("Ran out on 4 Mar 2027"));
    }
}

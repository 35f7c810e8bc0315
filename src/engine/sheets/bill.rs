//! What a visit costs, and who pays: the maker what its warranty covers, the customer the rest.

use chrono::NaiveDate;
use domain::{
    Charge, ChargeKind, Coverage, Currency, Moment, Money, OrderId, Outcome, PartId, Payer, Quote,
    Verdict, VisitId,
};

use super::Fare;
use super::fare::ONCE_A_DAY;

/// What an order is charged by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// What the maker covers.
    pub verdict: Verdict,
    /// What the customer was told.
    pub told: Option<Quote>,
    /// What it costs without any warranty; none where the tariff has no price.
    pub full: Option<Quote>,
    /// What was charged on the order before and is charged only once.
    pub charged: Vec<ChargeKind>,
    /// What other orders of the household bear: once for all that is done there in a day.
    pub fares: Vec<Fare>,
    /// The day of the visit.
    pub day: NaiveDate,
    /// What the office keeps its books in.
    pub currency: Currency,
}

/// What can be said of a charge before anybody went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Beforehand<'a> {
    /// Another order bears it on that day.
    Elsewhere(&'a Fare),
    /// It was charged on an earlier visit.
    Charged,
    /// The maker pays.
    Maker,
    /// The customer pays, as much as was told or is listed; none where nobody knows.
    Customer(Option<Money>),
}

/// One line of a bill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BillLine {
    /// What it is for.
    pub kind: ChargeKind,
    /// The part it is for.
    pub part: Option<PartId>,
    /// How many.
    pub quantity: i64,
    /// What all of them cost.
    pub amount: Money,
    /// Who pays.
    pub payer: Payer,
    /// Whether the customer was let off it.
    pub waived: bool,
}

/// What one visit costs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bill {
    /// Its lines: labour, trip, remote area, parts, other.
    pub lines: Vec<BillLine>,
    currency: Currency,
}

impl Terms {
    /// The bill of a visit that came to `outcome` and used so many `parts` at their price. The work and
    /// the way are charged when the work is finished, once in an order; the way once for a household and day.
    pub fn bill(
        &self,
        outcome: Outcome,
        parts: impl IntoIterator<Item = (PartId, i64, Money)>,
        other: Money,
    ) -> Bill {
        let finished = outcome == Outcome::Finished;
        let work = self
            .work()
            .into_iter()
            .filter(|line| finished && self.is_due(line) && self.borne_by(line.kind).is_none());
        let parts = parts.into_iter().map(|(part, quantity, price)| BillLine {
            kind: ChargeKind::Part,
            part: Some(part),
            quantity,
            amount: price.times(quantity),
            payer: self.payer(Coverage::Parts),
            waived: false,
        });
        let other = line(ChargeKind::Other, other, Payer::Customer);
        let other = (!other.amount.is_zero()).then_some(other);

        Bill { lines: work.chain(parts).chain(other).collect(), currency: self.currency }
    }

    /// The order that bears this in place of the one whose terms they are.
    pub fn borne_by(&self, kind: ChargeKind) -> Option<&Fare> {
        self.fares.iter().find(|fare| fare.kind == kind && fare.day == self.day)
    }

    /// What can be said of a charge before anybody went: who bears it, and how much as far as that is known.
    pub(crate) fn beforehand(&self, kind: ChargeKind) -> Beforehand<'_> {
        if let Some(fare) = self.borne_by(kind) {
            return Beforehand::Elsewhere(fare);
        }
        if self.charged.contains(&kind) {
            return Beforehand::Charged;
        }
        let known = self.told.or(self.full).is_some();
        match self.work().into_iter().find(|line| line.kind == kind) {
            Some(line) if line.payer == Payer::Maker => Beforehand::Maker,
            Some(line) => Beforehand::Customer(known.then_some(line.amount)),
            None if self.payer(Coverage::Parts) == Payer::Maker => Beforehand::Maker,
            None => Beforehand::Customer(None),
        }
    }

    /// What the customer will pay when the work is finished, parts and whatever comes on top aside; none where
    /// nobody knows.
    pub(crate) fn expected(&self) -> Option<Money> {
        let nobody_knows = [Coverage::Labour, Coverage::Trip].iter().any(|it| self.is_unknown(*it));
        let bill = self.bill(Outcome::Finished, [], Money::zero(self.currency));

        (!nobody_knows).then(|| bill.total(Payer::Customer))
    }

    /// Which of the fees that are due once a day this order would bear alone.
    pub(super) fn fares_due(&self) -> Vec<ChargeKind> {
        let due = self.work().into_iter().filter(|line| self.is_due(line));

        due.map(|line| line.kind).filter(|kind| ONCE_A_DAY.contains(kind)).collect()
    }

    /// The fees that are due once a day and that neither this order nor another one bears.
    pub(super) fn fares_left(&self) -> impl Iterator<Item = BillLine> + use<'_> {
        self.work().into_iter().filter(|line| {
            let fare = ONCE_A_DAY.contains(&line.kind);
            fare && self.is_due(line) && self.borne_by(line.kind).is_none()
        })
    }

    fn is_due(&self, line: &BillLine) -> bool {
        !line.amount.is_zero() && !self.charged.contains(&line.kind)
    }

    /// Who pays for what this covers or does not.
    pub fn payer(&self, coverage: Coverage) -> Payer {
        if self.verdict.covers(coverage) { Payer::Maker } else { Payer::Customer }
    }

    /// Whether the customer pays for the work or the way, and nobody knows how much.
    pub fn is_unknown(&self, coverage: Coverage) -> bool {
        self.payer(coverage) == Payer::Customer && self.told.or(self.full).is_none()
    }

    /// Labour, trip and remote area: the maker pays the tariff, the customer what was told.
    fn work(&self) -> [BillLine; 3] {
        let free = Money::zero(self.currency);
        let price = |payer, of: fn(Quote) -> Money| {
            let quote = match payer {
                Payer::Maker => self.full,
                Payer::Customer => self.told.or(self.full),
            };
            quote.map_or(free, of)
        };
        let of = |kind, payer, of| line(kind, price(payer, of), payer);

        [
            of(ChargeKind::Labour, self.payer(Coverage::Labour), |quote| quote.labour),
            of(ChargeKind::Trip, self.payer(Coverage::Trip), |quote| quote.trip),
            of(ChargeKind::Remote, Payer::Customer, |quote| quote.remote),
        ]
    }
}

impl Bill {
    /// Whether the customer pays for the way or a remote area.
    pub fn has_fare(&self) -> bool {
        self.lines.iter().any(BillLine::is_fare)
    }

    /// The same where the customer is let off the way and the remote area.
    #[must_use]
    pub fn without_fare(mut self) -> Self {
        let nothing = Money::zero(self.currency);
        for line in self.lines.iter_mut().filter(|line| line.is_fare()) {
            (line.amount, line.waived) = (nothing, true);
        }

        self
    }

    /// What one of the two pays.
    pub fn total(&self, payer: Payer) -> Money {
        let lines = self.lines.iter().filter(|line| line.payer == payer);

        lines.fold(Money::zero(self.currency), |sum, line| sum + line.amount)
    }

    /// What is paid for one kind of thing, and by whom; none if nothing is.
    pub fn of(&self, kind: ChargeKind) -> Option<(Money, Payer)> {
        let mut lines = self.lines.iter().filter(|line| line.kind == kind);
        let first = lines.next()?;

        Some((lines.fold(first.amount, |sum, line| sum + line.amount), first.payer))
    }
}

impl BillLine {
    /// As it is written down for a visit.
    pub(super) fn charge(&self, (order, visit): (OrderId, VisitId), at: Moment) -> Charge {
        Charge {
            order,
            visit: Some(visit),
            kind: self.kind,
            part: self.part,
            quantity: self.quantity,
            amount: self.amount,
            payer: self.payer,
            at,
            reverses: None,
            waived: None,
        }
    }

    fn is_fare(&self) -> bool {
        self.payer == Payer::Customer && ONCE_A_DAY.contains(&self.kind)
    }
}

fn line(kind: ChargeKind, amount: Money, payer: Payer) -> BillLine {
    BillLine { kind, part: None, quantity: 1, amount, payer, waived: false }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::WarrantyReason;
    use uuid::Uuid;

    fn terms(covered: &[Coverage]) -> Terms {
        let quote = |labour, trip| Quote {
            labour: Money::fen(labour),
            trip: Money::fen(trip),
            remote: Money::fen(0),
        };
        Terms {
            verdict: Verdict {
                covered: covered.to_vec(),
                ..Verdict::none(WarrantyReason::WithinTerm)
            },
            told: Some(quote(0, 3_000)),
            full: Some(quote(8_000, 3_000)),
            charged: Vec::new(),
            fares: Vec::new(),
            day: NaiveDate::default(),
            currency: Currency::Cny,
        }
    }

    #[test]
    fn each_pays_what_the_warranty_says_for_parts_labour_and_trip_apart() {
        let part = (PartId(Uuid::nil()), 2, Money::fen(4_500));
        let bill = terms(&[Coverage::Labour]).bill(Outcome::Finished, [part], Money::fen(500));

        assert_eq!(bill.of(ChargeKind::Labour), Some((Money::fen(8_000), Payer::Maker)));
        assert_eq!(bill.of(ChargeKind::Trip), Some((Money::fen(3_000), Payer::Customer)));
        assert_eq!(bill.of(ChargeKind::Part), Some((Money::fen(9_000), Payer::Customer)));
        assert_eq!(bill.total(Payer::Customer), Money::fen(12_500));
        assert_eq!(bill.total(Payer::Maker), Money::fen(8_000));
    }

    #[test]
    fn what_was_charged_before_is_not_charged_again() {
        let mut terms = terms(&[]);
        terms.charged = vec![ChargeKind::Trip];
        let bill = terms.bill(Outcome::Finished, [], Money::fen(0));

        assert_eq!(bill.lines, [], "labour was told to be free");
    }

    #[test]
    fn unfinished_work_costs_its_parts_only() {
        let part = (PartId(Uuid::nil()), 1, Money::fen(4_500));
        let bill = terms(&[Coverage::Parts]).bill(Outcome::Partial, [part], Money::fen(0));

        assert_eq!(bill.total(Payer::Customer), Money::fen(0));
        assert_eq!(bill.total(Payer::Maker), Money::fen(4_500));
    }
}

//! One line of a table becomes a household, its machine, and the order about it.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use domain::{
    Address, AddressId, Appliance, ApplianceId, CustomerId, Event, Order, OrderId, OrderKind,
    Place, Record, Source, Visit, differences, fields_of,
};
use locale::Locale;
use sync::Change;
use uuid::Uuid;

use super::books::Books;
use super::engineer::Engineers;
use super::fields::Result as Repair;
use super::known::Told;
use super::machine::{self, appliance};
use super::owed::Owing;
use super::promise::{agreed, finished, promised, received};
use super::remarks::{self, Remarks};
use super::unfinished::{Tally, Unfinished};
use super::who::Who;
use super::{ImportOrder, List, Matching, home, service, take_back};
use crate::deed::Deed;
use crate::intake::number::Numbers;
use crate::{Areas, Error, areas};

/// What one line came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Came {
    Created,
    Updated,
    Unchanged,
    /// Nothing, for this reason.
    Refused(String),
}

/// A run in the middle of a table.
#[derive(Debug)]
pub(super) struct Bringing {
    /// The run's number; none where nothing of it is to be remembered.
    pub(super) run: Option<i64>,
    /// What the lines are about.
    pub(super) list: List,
    /// By what a line is held to be about somebody or something known.
    pub(super) matching: Matching,
    /// The people, parts and shelves of the office, where the lines are about them.
    pub(super) books: Books,
    /// The language of what is said of refused lines.
    pub(super) locale: Locale,
    /// Who is here, by their numbers and names.
    pub(super) who: Who,
    /// The jobs of the lines in hand that are not finished.
    pub(super) unfinished: Tally,
    /// How many of the lines in hand hold a text that was too long, and was cut.
    pub(super) cut: u64,
    /// How many of them say something about a job that is here already and does not hold it.
    pub(super) unnoted: u64,
    /// What becomes of them.
    pub(super) choice: Unfinished,
    /// How many orders of each kind the lines in hand made.
    pub(super) services: BTreeMap<OrderKind, u64>,
    /// Who goes.
    pub(super) engineers: Engineers,
    /// What customers still owe.
    pub(super) owing: Owing,
    /// What is noted with those that are history all the same.
    left: String,
    /// What is noted with those of which nobody knows how they ended.
    unknown: String,
    /// What lines say that only words can keep.
    remarks: Remarks,
    /// Households that lines of this run were about, by what these said of them.
    pub(super) seen: HashMap<String, CustomerId>,
    /// All of them, each with a figure for what the first line called them.
    pub(super) met: HashMap<CustomerId, u64>,
    /// Which jobs without a number are here.
    pub(super) told: Told,
    /// The numbers that orders get; read anew for each deed.
    numbers: Option<Numbers>,
    /// The areas that addresses lie in.
    pub(super) areas: Areas,
}

impl Bringing {
    pub(super) fn new(run: Option<i64>, order: &ImportOrder) -> Self {
        Self {
            run,
            list: List::of(&order.mapping),
            matching: Matching::of(&order.mapping),
            books: Books::default(),
            locale: order.locale.clone(),
            who: Who::default(),
            unfinished: Tally::default(),
            cut: 0,
            unnoted: 0,
            choice: Unfinished::of(&order.mapping),
            services: BTreeMap::new(),
            engineers: Engineers::default(),
            owing: Owing::of(&order.mapping),
            left: order.locale.import_left_unfinished(),
            unknown: order.locale.import_result_unknown(),
            remarks: Remarks::new(&order.locale),
            seen: HashMap::new(),
            met: HashMap::new(),
            told: Told::default(),
            numbers: None,
            areas: Areas::default(),
        }
    }

    /// Makes ready for the next lines: other desks' deeds may have come between.
    pub(super) fn begin(&mut self, deed: &Deed<'_>) -> Result<(), Error> {
        self.numbers = Some(Numbers::of(deed.session)?);
        self.areas = areas::known(deed.session)?;
        self.engineers = Engineers::of(deed.session)?;
        if self.seen.len() > SEEN {
            // Who is here is found again.
            self.seen.clear();
        }
        if !self.list.is_of_households() {
            self.books = Books::of(deed, std::mem::take(&mut self.books))?;
        }

        Ok(())
    }

    /// Ends the lines of one deed.
    pub(super) fn end(&self, deed: &Deed<'_>) -> Result<(), Error> {
        self.numbers.as_ref().map_or(Ok(()), |numbers| numbers.keep(deed.session))
    }

    /// Brings one line over.
    pub(super) fn bring(
        &mut self,
        deed: &Deed<'_>,
        line: &spreadsheet::Record,
    ) -> Result<Came, Error> {
        let line = match remarks::shortened(line) {
            Some(shorter) => Cow::Owned(shorter),
            None => Cow::Borrowed(line),
        };
        let was_cut = matches!(line, Cow::Owned(_));
        let (came, too_long) = match self.list {
            List::Jobs | List::Customers | List::Appliances => self.bring_short(deed, &line)?,
            List::Staff => (self.person(deed, &line)?, false),
            List::Parts => (self.part(deed, &line)?, false),
            List::Stock => (self.stock(deed, &line)?, false),
        };
        self.cut += u64::from(was_cut || too_long);

        Ok(came)
    }

    /// Brings a line over whose cells are as short as the forms want them. Answers also whether what it notes had to be
    /// cut.
    fn bring_short(
        &mut self,
        deed: &Deed<'_>,
        line: &spreadsheet::Record,
    ) -> Result<(Came, bool), Error> {
        let words = self.remarks.of(line);
        let alias = line.text("number").map(str::to_owned);
        let known = match &alias {
            Some(alias) => self.known(deed, alias, line)?,
            None => None,
        };
        if let Some((order, head)) = known {
            return Ok((self.revise(deed, (order, &head), line)?, false));
        }
        let mut made = Vec::new();
        let ordered = alias.is_some() || line.text("fault").is_some();
        // Where no order is made, the file of the household is the only place for words.
        let note = remarks::note(&words);
        let mut too_long = note.as_ref().is_some_and(|(_, cut)| *cut);
        let note = note.map(|(note, _)| note);
        let own = note.clone().filter(|_| !ordered);
        let whose = self.customer(deed, (line, own), &mut made)?;
        let (customer, found) = (whose.id, whose.found);
        let name = line.text("name").unwrap_or_default();
        if self.list != List::Jobs && self.is_another(deed, whose, name)? {
            return Ok((Came::Refused(self.locale.import_fault_another(name)), false));
        }
        if found && ordered && alias.is_none() {
            let known = self.told.order(deed, customer, line)?;
            if let Some((order, head)) = known {
                return Ok((self.revise(deed, (order, &head), line)?, false));
            }
        }
        let (address, mut changed) = self.address(deed, (customer, found), line, &mut made)?;
        let (appliance, filled) =
            self.machine(deed, (customer, found, address), line, &mut made)?;
        changed |= filled;
        if found && self.list != List::Jobs {
            changed |= self.renew(deed, whose, line)?;
        }
        if found && !ordered {
            let (noted, cut) = self.add_words(deed, customer, &words)?;
            changed |= noted;
            too_long = cut;
        }
        if ordered {
            self.order(deed, (customer, address, appliance), (line, note), &mut made)?;
        }
        let came = match (made.is_empty(), changed) {
            (false, _) => Came::Created,
            (true, true) => Came::Updated,
            (true, false) => Came::Unchanged,
        };
        self.note_made(deed, &made)?;
        deed.session.stage_new(made)?;

        Ok((came, too_long))
    }

    /// Remembers what a run makes, so that it can be taken back.
    pub(super) fn note_made(&self, deed: &Deed<'_>, made: &[Change]) -> Result<(), Error> {
        let Some(run) = self.run else { return Ok(()) };
        let beside = take_back::beside(made);
        for change in made {
            // What happened to an order goes with it, and so does its visit.
            let Change::Create { kind, id, body } = change else { continue };
            if kind == Order::KIND {
                let mut body = body.clone();
                body.extend(beside.clone());
                deed.session.note_made(run, (kind, *id), &body)?;
            } else if kind != Visit::KIND {
                deed.session.note_made(run, (kind, *id), body)?;
            }
        }

        Ok(())
    }

    /// The address of a line, and whether something was written into it that the household did not say yet.
    fn address(
        &self,
        deed: &Deed<'_>,
        (customer, found): (CustomerId, bool),
        line: &spreadsheet::Record,
        made: &mut Vec<Change>,
    ) -> Result<(Option<AddressId>, bool), Error> {
        let said = home::said(line, &self.areas).map(home::once);
        let branch = || Some(Place { detail: line.text("branch")?.to_owned(), ..Place::default() });
        let Some(place) = said.clone().or_else(branch) else { return Ok((None, false)) };
        // Who is new lives nowhere yet.
        let known = if found { deed.session.addresses(customer)? } else { Vec::new() };
        if let Some(known) = known.iter().find(|known| known.address.place == place) {
            return Ok((Some(known.id), false));
        }
        // The name of a branch is the address of whoever has none.
        let known = match said {
            Some(_) => known.into_iter().find(|it| home::agree(&it.address.place, &place)),
            None => known.into_iter().next(),
        };
        if let Some(known) = known {
            if said.is_none() {
                return Ok((Some(known.id), false));
            }
            let mut fuller = known.address.clone();
            fuller.place = home::filled(&fuller.place, &place);
            fuller.area = self.areas.of(&fuller.place).map(|(id, _)| id).or(fuller.area);
            let (now, new) = (fields_of(&known.address), fields_of(&fuller));
            let changed = match fuller.place == known.address.place {
                true => false,
                false => self.write::<Address>(deed, known.id.0, differences(&now, &new, &now))?,
            };
            return Ok((Some(known.id), changed));
        }
        let area = self.areas.of(&place).map(|(id, _)| id);

        Ok((Some(make(deed, &Address { area, ..Address::new(customer, place) }, made)), false))
    }

    /// The machine of a line, and whether something was written into it that nobody knew yet.
    fn machine(
        &self,
        deed: &Deed<'_>,
        (customer, found, address): (CustomerId, bool, Option<AddressId>),
        line: &spreadsheet::Record,
        made: &mut Vec<Change>,
    ) -> Result<(Option<ApplianceId>, bool), Error> {
        let Some(machine) = appliance(customer, line) else { return Ok((None, false)) };
        let machine = Appliance { address, ..machine };
        let known = match found {
            true => deed.session.appliances_like(customer, machine.serial.as_deref())?,
            false => Vec::new(),
        };
        let mut known = known.into_iter().filter(|it| machine::is_same(&it.appliance, &machine));
        // Two jobs about one model that wait at the same time, each under a number of its own, are about two machines.
        let waits = self.waits(deed, line) && machine.model.is_some() && machine.serial.is_none();
        let known = loop {
            match known.next() {
                Some(it) if waits && machine::is_waited_for(deed, &it)? => {}
                known => break known,
            }
        };
        match known {
            Some(known) => {
                let changed = self.fill(deed, (known.id, &known.appliance), &machine)?;
                Ok((Some(known.id), changed))
            }
            None => Ok((Some(make(deed, &machine, made)), false)),
        }
    }

    /// Whether a line is about a numbered job that is still to be done.
    fn waits(&self, deed: &Deed<'_>, line: &spreadsheet::Record) -> bool {
        let result = Repair::from_code(line.text("result").unwrap_or_default());
        let today = deed.now.day(deed.clock.offset());

        line.text("number").is_some()
            && result == Repair::Open
            && self.choice.stays_open(line.date("received"), today)
    }

    fn order(
        &mut self,
        deed: &Deed<'_>,
        (customer, address, appliance): (CustomerId, Option<AddressId>, Option<ApplianceId>),
        (line, note): (&spreadsheet::Record, Option<String>),
        made: &mut Vec<Change>,
    ) -> Result<(), Error> {
        let number = self.numbers.as_mut().ok_or(Error::NotFounded)?.next()?;
        let result = Repair::from_code(line.text("result").unwrap_or_default());
        let days = (line.date("received"), deed.now.day(deed.clock.offset()));
        let (event, was_left) = self.unfinished.event(result, days, self.choice);
        let waits = event == Event::Accept;
        let order = Order {
            number,
            alias: line.text("number").map(str::to_owned),
            kind: service::of(line).unwrap_or(OrderKind::Repair),
            customer,
            address,
            appliance,
            source: Source::Import,
            branch: line.text("branch").map(str::to_owned),
            priority: domain::Priority::Normal,
            fault: None,
            description: line.text("fault").map(str::to_owned),
            promised: if waits { promised(deed, line) } else { None },
            warranty: None,
            ruling: None,
            quote: if waits { agreed(deed, line)? } else { None },
            received: received(deed, line),
            received_by: None,
            origin: None,
            went: if waits { None } else { line.text("technician").map(str::to_owned) },
        };
        *self.services.entry(order.kind).or_default() += 1;
        let id: OrderId = make(deed, &order, made);
        self.told.remember((id, &order), line);
        let remark = line.text("barrier").map(str::to_owned);
        let remark = remark.or_else(|| was_left.then(|| self.left.clone()));
        let remark = remark.or_else(|| (result == Repair::Unknown).then(|| self.unknown.clone()));
        let remark: Vec<String> = [remark, note].into_iter().flatten().collect();
        let remark = remarks::note(&remark).map(|(remark, _)| remark);
        // What is still to be done begins here today; what is over ended on its own day.
        let at = match event {
            Event::Accept => deed.now,
            _ => finished(deed, line, order.received),
        };
        made.push(deed.first_event((id, &order), (event, at), remark)?);
        if waits {
            return self.send(deed, (id, &order), line, made);
        }
        if was_left {
            return Ok(());
        }

        self.charge(deed, (id, at), (line, result), made)
    }
}

/// Makes a new record that is written with the rest of its line.
pub(super) fn make<R: Record, I: From<Uuid>>(
    deed: &Deed<'_>,
    record: &R,
    made: &mut Vec<Change>,
) -> I {
    let (id, change) = deed.new_profile(record);
    made.push(change);

    id
}

/// So many lines of a run are remembered with their households.
const SEEN: usize = 50_000;

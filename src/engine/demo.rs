//! A demo city to try everything in: one office with a year behind it, the same each time, made without any network.

mod callback;
mod chance;
mod city;
mod enquiry;
mod history;
mod household;
mod order;
mod script;
mod twice;
mod visit;

use domain::{
    Answer, Area, AreaId, Category, DistrictCode, Fields, Moment, Office, Place, Role, Staff,
    StaffId,
};
use domain::{CodeGroup, Phone, Record, fields_of};
use locale::Language;
use store::{Identity, Session};
use sync::{Change, StreamId};
use uuid::Uuid;

use crate::deed::{ACTOR, Deed};
use crate::enrolment::newborn;
use crate::founding::blank;
use crate::{Clock, Engine, Error, FirstTerms, Progress, catalogue};

use chance::Chance;
use city::City;

/// What makes the city the one it is.
const SEED: u64 = 0x0079_756e_6d65_6969;
/// Most changes in one operation: as many as headquarters takes, were there one.
const CHANGES: usize = 1_500;

/// The code of the demo city's office: no real one is called that.
pub(crate) fn office_code() -> Result<String, Error> {
    Ok(City::read()?.office.code)
}

impl Engine {
    /// Fills this empty desk with the demo city. All of it is there at the end, or, if it is stopped, nothing.
    pub fn try_demo(
        &self,
        progress: Progress,
    ) -> impl Future<Output = Result<(), Error>> + Send + use<> {
        let (clock, changed) = (self.clock.clone(), self.changed.clone());
        let built = self.workers.write(move |session| build(session, &clock, &progress));

        async move {
            built.await?;
            changed.tell();
            Ok(())
        }
    }
}

/// What everything in the city is written with.
struct Builder<'a> {
    session: &'a Session<'a>,
    clock: &'a Clock,
    progress: &'a Progress,
    chance: Chance,
    city: City,
    staged: usize,
    areas: Vec<AreaId>,
    desk: StaffId,
    technicians: Vec<StaffId>,
    /// The number of the next complaint; they come after all orders.
    complaints: u32,
}

fn build(session: &Session<'_>, clock: &Clock, progress: &Progress) -> Result<(), Error> {
    if session.identity()?.is_some() {
        return Err(Error::AlreadyFounded);
    }
    catalogue::put(session, (true, FirstTerms::Statutory), Language::default())?;
    // Days are counted from today: it must not turn over while the city is built.
    let clock = &clock.stopped();
    let mut builder = Builder {
        session,
        clock,
        progress,
        chance: Chance::new(SEED),
        city: City::read()?,
        staged: 0,
        areas: Vec::new(),
        desk: StaffId(Uuid::nil()),
        technicians: Vec::new(),
        complaints: history::FIRST_COMPLAINT,
    };
    builder.found()?;
    let households = builder.households()?;
    let mut customers: Vec<_> = households.iter().map(|home| home.customer).collect();
    customers.dedup();
    let homes = history::Homes::new(households);
    builder.open_stock()?;
    builder.year(&homes)?;
    builder.knowledge()?;
    builder.inbox(&customers)?;
    builder.written_twice(&homes.all)?;

    builder.record()
}

impl Builder<'_> {
    /// The office, its areas and its people.
    fn found(&mut self) -> Result<(), Error> {
        let ours = &self.city.office;
        let stream = StreamId::branch(&ours.code).map_err(|_| Error::Unknown("demo"))?;
        let office = Office {
            code: ours.code.clone(),
            name: ours.name.clone(),
            phone: Some(ours.phone.clone()),
            place: Place {
                province: self.city.province.clone(),
                city: self.city.city.clone(),
                district: self.city.districts.first().map(|it| it.name.clone()).unwrap_or_default(),
                street: ours.street.clone(),
                detail: ours.detail.clone(),
                ..Place::default()
            },
            footer: Some(ours.footer.clone()),
            ..Office::default()
        };
        let desk = domain::OrderNumber::desk_letters(0);
        let (code, life) = (office.code.clone(), newborn(stream));
        self.session.put_identity(&Identity { office: code, desk, ..life })?;
        let opened = self.day(-400, 480);
        self.create(opened, &office)?;
        self.draw_areas(opened)?;
        self.hire(opened)
    }

    fn draw_areas(&mut self, opened: Moment) -> Result<(), Error> {
        for at in 0..self.city.districts.len() {
            let district = &self.city.districts[at];
            let area = Area {
                name: district.name.clone(),
                branch: self.city.office.code.clone(),
                districts: DistrictCode::parse(&district.code).into_iter().collect(),
                city: self.city.city.clone(),
                district: district.name.clone(),
                remote: district.remote,
                ..Area::default()
            };
            let id = self.chance.id(opened);
            // Areas belong to the catalogue, which no office writes.
            self.session.put_bundled((Area::KIND, id), &fields_of(&area))?;
            self.areas.push(AreaId(id));
        }

        Ok(())
    }

    fn hire(&mut self, opened: Moment) -> Result<(), Error> {
        let roles = [
            vec![Role::Manager, Role::Dispatcher, Role::Clerk, Role::PartsKeeper],
            vec![Role::Dispatcher, Role::Clerk],
            vec![Role::Clerk, Role::PartsKeeper],
        ];
        for (at, roles) in roles.into_iter().enumerate() {
            let name = self.city.office_people.get(at).cloned().unwrap_or_default();
            let badge = Some(format!("0{at}"));
            let id = self.create(opened, &Staff { name, badge, roles, ..blank() })?;
            if at == 0 {
                self.desk = StaffId(id);
            }
        }
        for at in 0..self.city.technicians.len() {
            let technician = Staff {
                name: self.city.technicians[at].clone(),
                badge: Some(format!("{}", 11 + at)),
                roles: vec![Role::Technician],
                phone: Phone::parse(&format!("16009{:06}", 100_101 + at * 7)),
                areas: self.areas.iter().skip(at % 2).step_by(2).copied().collect(),
                skills: Category::ALL.into_iter().skip(at % 3).step_by(2).collect(),
                ..blank()
            };
            let id = self.create(opened, &technician)?;
            self.technicians.push(StaffId(id));
        }

        Ok(self.session.put_setting(ACTOR, &self.desk.to_string())?)
    }

    /// The articles that come with the program, told in the calls of the last weeks.
    fn knowledge(&mut self) -> Result<(), Error> {
        let (session, clock) = (self.session, self.clock);
        let deed = Deed { session, now: clock.now(), clock, actor: Some(self.desk) };
        let articles = crate::knowledge::bring_in(&deed, Language::default())?;
        self.staged += articles.len();
        for (n, article) in (1_i64..).zip(articles) {
            // Some are told every few days, some never.
            for call in 0..(n * 5) % 7 {
                let at = self.day(-(n * 3 + call * 4) % 28 - 1, 540 + (n * 37) % 480);
                let solved = (n + call) % 3 != 0;
                let (order, enquiry, by, withdraws) = (None, None, Some(self.desk), None);
                let told = Answer { article, order, enquiry, solved, at, by, withdraws };
                self.note(at, &told)?;
            }
        }

        Ok(())
    }

    /// A moment of the office's calendar: days from today, minutes from midnight.
    fn day(&self, days: i64, minutes: i64) -> Moment {
        let midnight = self.clock.today().and_time(chrono::NaiveTime::MIN);
        let midnight = midnight.and_local_timezone(self.clock.offset()).single();
        let midnight = midnight.map_or(self.clock.now().0, |start| start.timestamp_millis());

        Moment(midnight + (days * 24 * 60 + minutes) * 60_000)
    }

    fn create<R: Record>(&mut self, at: Moment, record: &R) -> Result<Uuid, Error> {
        let (id, body) = (self.chance.id(at), fields_of(record));
        self.stage(Change::Create { kind: R::KIND.to_owned(), id, body })?;

        Ok(id)
    }

    fn note<R: Record>(&mut self, at: Moment, fact: &R) -> Result<Uuid, Error> {
        let (id, body): (_, Fields) = (self.chance.id(at), fields_of(fact));
        self.stage(Change::Fact { kind: R::KIND.to_owned(), id, body })?;

        Ok(id)
    }

    fn stage(&mut self, change: Change) -> Result<(), Error> {
        self.session.stage(change)?;
        self.staged += 1;
        if self.staged >= CHANGES {
            self.record()?;
        }

        Ok(())
    }

    /// Ends what was built so far as one operation.
    fn record(&mut self) -> Result<(), Error> {
        let (session, clock) = (self.session, self.clock);
        self.staged = 0;

        Deed { session, now: clock.now(), clock, actor: Some(self.desk) }.record("build_demo")
    }

    /// Says how far the building is; fails if nobody wants it any more.
    fn reach(&self, done: usize, total: usize) -> Result<(), Error> {
        if self.progress.is_cancelled() {
            return Err(Error::Cancelled);
        }
        self.progress.reach(done as u64, total as u64);

        Ok(())
    }

    /// The codes of a group that fit a machine.
    fn codes(&self, group: CodeGroup, category: Category) -> Result<Vec<String>, Error> {
        let codes = self.session.all::<domain::Code>()?.into_iter().map(|(_, code)| code);
        let fits = |code: &domain::Code| {
            code.group == group
                && (code.categories.is_empty() || code.categories.contains(&category))
        };

        Ok(codes.filter(fits).map(|code| code.code).collect())
    }
}

#[cfg(test)]
mod tests;

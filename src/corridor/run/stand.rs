//! Servers, tracks and sets of wagons that break down or are maintained.
//!
//! ```text
//! taken on ─► at work ─ done ─► the next
//!               └─ the server fails: who stands there keeps it ─ repaired ─► goes on with what is left
//! ```
//! A *stand* is what works at one customer at a time: a server of an agency, a track where the gauge is
//! changed. Those that never fail need no book: when their work ends is known when it begins. Of the others
//! each is a unit, and the customer's work is kept here while it lasts. Sets of wagons of another gauge are units
//! of their own, which go along with the vehicle that stands for them.

use super::arena::Arena;
use super::border::Customer;
use super::log::Log;
use super::traveller::Traveller;
use super::unit::{Stopped, UnitKey, What};
use super::vehicle::VehicleKey;
use super::world::{Event, World};
use crate::corridor::ledger::{Cause, Hours};
use crate::corridor::model::{AgencyId, Corridor, GaugeChangeId, Pool};
use crate::corridor::record::Facility;
use crate::quantity::Duration;
use crate::sim::{Place, Rank, Stint, Time};

/// A piece of work's place in the arena.
pub(super) type JobKey = u32;

/// What works at one customer at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stand {
    /// A server of an agency at a border crossing.
    Server(AgencyId),
    /// A track where the gauge is changed.
    Track(GaugeChangeId),
}

impl Stand {
    pub(super) fn pool(self) -> Pool {
        match self {
            Self::Server(id) => Pool::Servers(id),
            Self::Track(id) => Pool::Tracks(id),
        }
    }
}

/// Work at a stand that may fail.
#[derive(Clone, Copy, Debug)]
struct Job {
    customer: Customer,
    work: Stint,
    /// Up to when what is lost is known.
    since: Time,
    /// Hours that the place was closed or the stand broken.
    lost: Hours,
}

/// What is done at stands that are units.
#[derive(Debug, Default)]
pub(super) struct Stands {
    jobs: Arena<Job>,
}

impl Stands {
    pub(super) fn of(corridor: &Corridor) -> Option<Box<Self>> {
        let other = |pool: &Pool| !matches!(pool, Pool::Machines(_) | Pool::Berths(_));
        corridor.pools().filter(other).any(|pool| corridor.most_kept_up(pool) > 0).then(Box::default)
    }

    pub(super) fn clear(&mut self) {
        self.jobs.clear();
    }
}

impl<'c, L: Log> World<'c, L> {
    /// Whether a stand is a unit, whose work is kept in mind.
    #[inline]
    pub(super) fn may_fail(&self, stand: Stand) -> bool {
        Self::keeps(&self.stands) && !self.units_in(stand.pool()).is_empty()
    }

    pub(super) fn facility_of(stand: Stand) -> Facility {
        match stand {
            Stand::Server(agency) => Facility::Agency(agency),
            Stand::Track(change) => Facility::GaugeChange(change),
        }
    }

    fn place_of_stand(&self, stand: Stand) -> Place<'_, Cause> {
        match stand {
            Stand::Server(id) => {
                let agency = &self.corridor.agencies[id.index()];
                Some((&self.gates[agency.gate?.index()], agency.at_closing))
            }
            Stand::Track(id) => {
                let change = &self.corridor.gauge_changes[id.index()];
                Some((&self.gates[change.gate?.index()], change.at_closing))
            }
        }
    }

    /// The first of a stand's units that is free takes a customer on.
    pub(super) fn work_at(&mut self, stand: Stand, customer: Customer, work: Duration) {
        let units = self.units_in(stand.pool());
        let free = |place: &usize| self.units[*place].is_free();
        let Some((place, stands)) = units.into_iter().find(free).zip(self.stands.as_mut()) else { return };
        let job = Job { customer, work: Stint::new(work), since: self.now, lost: Hours::NONE };
        let job = stands.jobs.insert(job);
        self.units[place].what = What::Stand(stand, Some(job));
        self.go_on_at(place as UnitKey, stand, job);
    }

    /// Work goes on, up to its end or to the failure of its stand.
    pub(super) fn go_on_at(&mut self, key: UnitKey, stand: Stand, job: JobKey) {
        let Some(&Job { customer, mut work, since, mut lost }) = self.job(job) else { return };
        let (now, place) = (self.now, self.place_of_stand(stand));
        lost.book(Cause::Breakdown, now - since);
        work.resume(place, since, now);
        let turn = work.turn(place, now);
        let operates = Stint::worked(place, turn, turn.end);
        let unit = &self.units[key as usize];
        let fails = unit.fails_within(operates, turn.end);
        let fails = fails.map(|left| left.map_or(unit.fails, |left| Stint::after(place, turn, left)));
        let until = fails.unwrap_or(turn.end);
        if let Some((gate, _)) = place {
            let closed_to = turn.closed_to.min(until);
            gate.closed_between(now, closed_to, |cause, closed| lost.book(cause, closed));
        }
        let worked = Stint::worked(place, turn, until);
        let parts = if L::ON { work.parts(place, turn, until) } else { Vec::new() };
        if fails.is_some() {
            work.stop(place, turn, until);
        }
        self.units[key as usize].operate(worked);
        if let Some(stands) = Self::kept(&mut self.stands) {
            stands.jobs[job] = Job { customer, work, since: until, lost };
        }
        self.tell_parts(self.traveller(customer), stand, &parts, fails.is_some());
        match fails {
            Some(at) => self.stop(key, Stopped { rest: Duration::ZERO, since: at }),
            None => {
                let done = match (stand, customer) {
                    (Stand::Track(_), Customer::Traveller(Traveller::Vehicle(key))) => Event::Regauged(key),
                    (_, Customer::Traveller(who)) => Event::Released(who),
                    (_, Customer::Visit(visit)) => Event::Checked(visit),
                };
                self.calendar.schedule(until, Rank::Finish, done);
            }
        }
    }

    fn job(&self, job: JobKey) -> Option<&Job> {
        self.stands.as_ref().map(|stands| &stands.jobs[job])
    }

    fn traveller(&self, customer: Customer) -> Traveller {
        match customer {
            Customer::Traveller(who) => who,
            Customer::Visit(visit) => Traveller::Vehicle(self.visits[visit].vehicle),
        }
    }

    /// Work on a customer is done: the hours that were lost with it.
    pub(super) fn done_at(&mut self, stand: Stand, customer: Customer) -> Hours {
        let mut lost = Hours::NONE;
        for place in self.units_in(stand.pool()) {
            let What::Stand(_, Some(job)) = self.units[place].what else { continue };
            let Some(stands) = self.stands.as_mut().filter(|it| it.jobs[job].customer == customer) else {
                continue;
            };
            lost = stands.jobs[job].lost;
            stands.jobs.remove(job);
            self.units[place].what = What::Stand(stand, None);
            self.settle(place as UnitKey);
            break;
        }
        lost
    }

    /// A vehicle that has got a set of wagons takes the first that is in order.
    pub(super) fn pick_wagons(&mut self, key: VehicleKey, id: GaugeChangeId) {
        if !Self::keeps(&self.stands) {
            return;
        }
        if let Some(place) = self.units_in(Pool::Wagons(id)).find(|&place| self.units[place].is_free()) {
            self.units[place].what = What::Wagons(id, Some(key));
        }
    }

    /// The set of wagons that a vehicle stands for, where sets fail.
    pub(super) fn wagons_under(&self, key: VehicleKey) -> Option<UnitKey> {
        let id = self.vehicles[key].wagons.filter(|_| Self::keeps(&self.stands))?;
        let mut sets = self.units_in(Pool::Wagons(id));
        let under = |what: What| matches!(what, What::Wagons(_, Some(vehicle)) if vehicle == key);
        sets.find(|&place| under(self.units[place].what)).map(|place| place as UnitKey)
    }

    /// A vehicle no longer stands for a set of wagons.
    pub(super) fn put_wagons_down(&mut self, key: VehicleKey) {
        if let Some(unit) = self.wagons_under(key)
            && let What::Wagons(id, _) = self.units[unit as usize].what
        {
            self.units[unit as usize].what = What::Wagons(id, None);
            self.settle(unit);
        }
    }
}

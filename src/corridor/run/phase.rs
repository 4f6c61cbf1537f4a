//! What happens when a project opens, extends or retires something.
//!
//! The world looks at the corridor of the new phase from then on: what begins afterwards follows its
//! numbers, and what is under way ends as it was begun. Only what counts something has to be told:
//! where there is more of it, those who wait are let in; where there is less, units are gone as they
//! are given back, and vehicles as soon as they have nothing to do.

use super::log::Log;
use super::vehicle::{Duty, VehicleKey};
use super::world::{Event, World};
use crate::corridor::ledger::Cause;
use crate::corridor::model::{
    AgencyId, BerthId, Corridor, Departure, EquipmentId, GatePlan, GaugeChangeId, Pool, ServiceId, WorkshopId,
};
use crate::noise::Noise;
use crate::quantity::Duration;
use crate::sim::{Closure, Level, Rank, Ticket, Time};

/// The vehicles in service, where projects change their number.
#[derive(Debug)]
pub(super) struct Service {
    /// The first of each fleet; the others follow.
    first: Vec<VehicleKey>,
    /// How many of each fleet are in service; nothing where there are as many as are asked for.
    counts: Vec<Option<u32>>,
    /// The same over time, with those that had to go and still have something to do.
    levels: Vec<Level>,
    /// The next departure of each service by its timetable.
    sailings: Vec<Option<Ticket>>,
}

impl Service {
    pub(super) fn of(corridor: &Corridor) -> Option<Box<Self>> {
        let any = !corridor.phases.is_empty();
        any.then(|| {
            Box::new(Self { first: Vec::new(), counts: Vec::new(), levels: Vec::new(), sailings: Vec::new() })
        })
    }

    /// Before the first event; a fleet's vehicles are numbered from its first on, whether in service
    /// or not.
    fn begin(&mut self, corridor: &Corridor) {
        let most = (0..corridor.fleets.len()).map(|fleet| corridor.most_vehicles(fleet));
        self.first.clear();
        self.first.extend(most.scan(0, |next, most| Some(std::mem::replace(next, *next + most))));
        self.counts.clear();
        self.counts.extend(corridor.fleets.iter().map(|fleet| fleet.vehicles));
        self.sailings.clear();
        self.sailings.resize(corridor.services.len(), None);
        self.levels.clear();
        for count in &self.counts {
            let mut level = Level::default();
            level.set(Time::START, u64::from(count.unwrap_or(0)));
            self.levels.push(level);
        }
    }

    /// The average number of vehicles in service.
    pub(super) fn mean(&self, fleet: usize, now: Time) -> Option<f64> {
        self.levels[fleet].mean(now)
    }

    pub(super) fn start_measuring(&mut self, now: Time) {
        self.levels.iter_mut().for_each(|level| level.reset(now));
    }
}

impl<L: Log> World<'_, L> {
    /// The dates of projects stand in the calendar.
    pub(super) fn expect_phases(&mut self) {
        let base = self.base;
        if let Some(service) = &mut self.service {
            service.begin(base);
        }
        for (index, phase) in base.phases.iter().enumerate() {
            self.calendar.schedule(phase.from, Rank::Clock, Event::Phase(index as u32));
        }
    }

    /// From now on the corridor is as projects have made it.
    pub(super) fn begin_phase(&mut self, index: u32) {
        let base = self.base;
        let before = self.corridor;
        let corridor = &base.phases[index as usize].corridor;
        self.corridor = corridor;
        self.forget_foreseen();
        if let (Some(books), Some(plan)) = (&mut self.emitted, &corridor.emissions) {
            books.follow(plan);
        }
        self.break_down_otherwise();
        self.size_berths(corridor);
        self.size_equipment(corridor);
        self.size_stores(corridor);
        self.size_borders(corridor);
        self.size_gauge_changes(corridor);
        self.size_workshops(corridor);
        self.look_for_other_locomotives();
        for fleet in 0..corridor.fleets.len() {
            self.size_fleet(fleet, corridor.fleets[fleet].vehicles);
        }
        if self.draughts.is_some() {
            self.sound_again();
        }
        for (index, service) in corridor.services.iter().enumerate() {
            if service.departs != before.services[index].departs {
                self.depart_otherwise(ServiceId::at(index));
            }
        }
    }

    /// Those who load for a service leave by another rule from now on.
    fn depart_otherwise(&mut self, id: ServiceId) {
        if let Some(next) = self.sailing(id).and_then(Option::take) {
            self.calendar.cancel(next);
        }
        if let Departure::Timetable { first, every } = self.service(id).departs {
            let since = self.now.since(Time::START + first).as_ms();
            let passed = since.div_ceil(every.as_ms().max(1)).saturating_mul(every.as_ms());
            self.expect_sailing_at(id, Time::START + first + Duration::from_ms(passed));
        }
        let loading: Vec<VehicleKey> = self.posts[id.index()].called().to_vec();
        for key in loading {
            if self.vehicles[key].duty == Duty::Loading {
                self.stop_timer(key);
                self.set_deadline(key);
                self.consider_leaving(key);
            }
        }
    }

    /// The place where the next departure by a timetable is kept, where projects may change it.
    pub(super) fn sailing(&mut self, id: ServiceId) -> Option<&mut Option<Ticket>> {
        self.service.as_mut().map(|service| &mut service.sailings[id.index()])
    }

    fn size_berths(&mut self, corridor: &Corridor) {
        for (index, berth) in corridor.berths.iter().enumerate() {
            let line = &mut self.berths[index];
            if line.capacity() == u64::from(berth.count) {
                continue;
            }
            line.set_capacity(self.now, u64::from(berth.count), |_| 1);
            let id = BerthId::at(index);
            self.size_units(Pool::Berths(id));
            self.take_berths(id);
        }
    }

    fn size_equipment(&mut self, corridor: &Corridor) {
        for (index, pool) in corridor.equipment.iter().enumerate() {
            if self.equipment[index].capacity() != u64::from(pool.count) {
                self.equipment[index].set_capacity(self.now, u64::from(pool.count), |_| 1);
                self.size_units(Pool::Machines(EquipmentId::at(index)));
                self.take_next(EquipmentId::at(index));
            }
        }
    }

    /// Lots that wait for places ask for as many as they need, or for the whole store.
    fn size_stores(&mut self, corridor: &Corridor) {
        for (index, store) in corridor.stores.iter().enumerate() {
            if self.stores[index].capacity() == store.capacity {
                continue;
            }
            let line: Vec<_> = self.stores[index].line().into_iter().map(|(lot, ..)| lot).collect();
            for &lot in &line {
                let needs = self.places_needed(lot);
                self.lots[lot].places = needs.min(store.capacity.max(1));
            }
            let lots = &self.lots;
            self.stores[index].set_capacity(self.now, store.capacity, |lot| lots[lot].places);
            while let Some(lot) = self.stores[index].admit(self.now) {
                self.calendar.schedule(self.now, Rank::Finish, Event::Admitted(lot));
            }
        }
    }

    fn size_borders(&mut self, corridor: &Corridor) {
        for (index, agency) in corridor.agencies.iter().enumerate() {
            if self.servers[index].capacity() != u64::from(agency.servers) {
                let id = AgencyId::at(index);
                self.servers[index].set_capacity(self.now, u64::from(agency.servers), |_| 1);
                self.size_units(Pool::Servers(id));
                self.serve_line(id);
            }
        }
        self.size_offices(corridor);
    }

    fn size_gauge_changes(&mut self, corridor: &Corridor) {
        for (index, change) in corridor.gauge_changes.iter().enumerate() {
            let id = GaugeChangeId::at(index);
            if self.tracks[index].capacity() != u64::from(change.tracks) {
                self.tracks[index].set_capacity(self.now, u64::from(change.tracks), |_| 1);
                self.size_units(Pool::Tracks(id));
                self.take_tracks(id);
            }
            let wagons = u64::from(change.wagons().unwrap_or(1));
            if self.wagons[index].capacity() != wagons {
                self.wagons[index].set_capacity(self.now, wagons, |_| 1);
                self.size_units(Pool::Wagons(id));
                self.take_wagons(id);
            }
        }
    }

    fn size_workshops(&mut self, corridor: &Corridor) {
        for (index, shop) in corridor.workshops.iter().enumerate() {
            if self.crews[index].capacity() != u64::from(shop.crews) {
                self.crews[index].set_capacity(self.now, u64::from(shop.crews), |_| 1);
                self.begin_repairs(WorkshopId::at(index));
            }
        }
    }

    /// Vehicles come into service at home, or where they left it; others leave it, each as soon as it
    /// has nothing to do. It is the last numbers that come and go.
    fn size_fleet(&mut self, fleet: usize, count: Option<u32>) {
        let Some(service) = &mut self.service else { return };
        let (Some(before), Some(after)) = (service.counts[fleet], count) else { return };
        if before == after {
            return;
        }
        service.counts[fleet] = count;
        let first = service.first[fleet];
        for key in first + before..first + after.max(before) {
            self.come_into_service(key);
        }
        for key in first + after..first + before.max(after) {
            if self.vehicles[key].duty == Duty::Idle {
                self.leave_pool(key);
                self.give_wagons_back(key);
            }
        }
        self.count_vehicles(fleet, after);
    }

    /// Vehicles that have to go are there as long as they have something to do.
    fn count_vehicles(&mut self, fleet: usize, in_service: u32) {
        let most = self.base.most_vehicles(fleet);
        let (now, Some(service)) = (self.now, &mut self.service) else { return };
        let first = service.first[fleet];
        let works = |key: &VehicleKey| !matches!(self.vehicles[*key].duty, Duty::Idle | Duty::Out);
        let still = (first + in_service..first + most).filter(works).count() as u64;
        service.levels[fleet].set(now, u64::from(in_service) + still);
    }

    /// A vehicle that had to go is gone.
    pub(super) fn one_vehicle_less(&mut self, key: VehicleKey) {
        let (now, fleet) = (self.now, self.vehicles[key].fleet);
        if let Some(service) = &mut self.service {
            service.levels[fleet.index()].subtract(now, 1);
        }
    }

    fn come_into_service(&mut self, key: VehicleKey) {
        if self.vehicles[key].duty != Duty::Out {
            return;
        }
        let unit = self.vehicles[key].unit;
        unit.into_iter().for_each(|unit| self.renew(unit));
        if !unit.is_some_and(|unit| self.is_away(unit)) {
            self.start_duty(key);
            self.next_task(key);
        }
    }

    /// Whether a vehicle is not in service: not yet, or no more.
    #[inline]
    pub(super) fn is_retired(&self, key: VehicleKey) -> bool {
        let Some(service) = &self.service else { return false };
        let fleet = self.vehicles[key].fleet.index();
        service.counts[fleet].is_some_and(|count| key >= service.first[fleet] + count)
    }

    /// Closures of a gate over the whole horizon: each phase says those of its own time.
    pub(super) fn closures_of(&self, gate: usize, into: &mut Vec<Closure<Cause>>) {
        for (corridor, from, to) in self.base.windows() {
            let begin = into.len();
            closures(corridor, &corridor.gates[gate], self.noise, into);
            if !self.base.phases.is_empty() {
                let mut of_phase = into.split_off(begin);
                clip(&mut of_phase, from, to);
                into.append(&mut of_phase);
            }
        }
        for phase in &self.base.phases {
            mend(into, phase.from);
        }
    }
}

/// What of closures lies between two instants.
pub(super) fn clip(closures: &mut Vec<Closure<Cause>>, from: Time, to: Time) {
    for closure in closures.iter_mut() {
        closure.from = closure.from.max(from);
        closure.to = closure.to.min(to);
    }
    closures.retain(|closure| closure.from < closure.to);
}

/// What closes a gate, by one corridor.
fn closures(corridor: &Corridor, plan: &GatePlan, noise: Noise, into: &mut Vec<Closure<Cause>>) {
    into.extend_from_slice(&plan.fixed);
    for exposure in &plan.weather {
        super::weather::storms(exposure, noise, corridor, into);
    }
    for disruption in &plan.disruptions {
        let disruption = &corridor.disruptions[disruption.index()];
        super::disruption::disruptions(disruption, noise, corridor.horizon, into);
    }
}

/// A closure that goes on over the beginning of a phase is one.
fn mend(closures: &mut Vec<Closure<Cause>>, at: Time) {
    let mut place = 0;
    while place < closures.len() {
        let later = closures[place];
        let before = closures.iter().position(|one| one.to == at && one.cause == later.cause);
        match before {
            Some(before) if later.from == at => {
                closures[before].to = later.to;
                closures.remove(place);
            }
            _ => place += 1,
        }
    }
}

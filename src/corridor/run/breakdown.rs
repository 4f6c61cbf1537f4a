//! Breakdowns of units: who stops where, and is repaired.
//!
//! ```text
//! sound ── failure clock runs out ─► broken: a crew? ── repair ─► sound
//!   └── maintenance begins: as soon as it has nothing to do ─► out of work, until the day ends it
//! ```
//! Every vehicle of a fleet with upkeep and every machine, server, track and set of wagons of such a pool is a
//! *unit* (`unit.rs`). Failures are known ahead, so that nothing under way has to be called back: whoever starts to move or to work
//! sees whether it will get through, and else stops where its time runs out.

use super::log::Log;
use super::maintenance::Owner;
use super::slowdown::exit;
use super::traveller::Traveller;
use super::unit::{Reach, Stopped, Unit, UnitKey, What};
use super::vehicle::{Duty, VehicleKey};
use super::world::{Event, World};
use crate::corridor::ledger::Cause;
use crate::corridor::model::{Breakdowns, Corridor, FailureClock, FleetId, Pool, Upkeep, WorkshopId};
use crate::corridor::record::RecordKind;
use crate::noise::Item;
use crate::quantity::Duration;
use crate::sim::{Rank, Time};
use std::ops::Range;

impl<'c, L: Log> World<'c, L> {
    /// All units are as new; failures by calendar time and maintenance are known.
    pub(super) fn place_units(&mut self) {
        self.units.clear();
        self.outages.clear();
        self.pools.clear();
        self.stands.iter_mut().for_each(|stands| stands.clear());
        for index in 0..self.vehicles.len() {
            let key = index as VehicleKey;
            let fleet = self.vehicles[key].fleet;
            self.vehicles[key].unit = None;
            if self.base.is_ever_kept_up(fleet.index()) {
                self.vehicles[key].unit = Some(self.units.len() as UnitKey);
                self.add_unit(What::Vehicle(key), self.vehicles[key].own, self.is_retired(key));
            }
        }
        let base = self.base;
        for pool in base.pools() {
            self.pools.push(self.units.len() as UnitKey);
            for number in 0..base.most_kept_up(pool) {
                let own = Item::numbered(base.family_of(pool), u64::from(number));
                self.add_unit(What::of(pool), own, number >= base.units_in(pool));
            }
        }
        self.pools.push(self.units.len() as UnitKey);
        for fleet in 0..self.base.fleets.len() {
            let upkeep = move |corridor: &'c Corridor| &corridor.fleets[fleet].upkeep;
            self.expect_maintenance(Owner::Fleet(FleetId::at(fleet)), upkeep);
        }
        for pool in base.pools() {
            self.expect_maintenance(Owner::Pool(pool), move |corridor: &'c Corridor| {
                corridor.upkeep_of(pool)
            });
        }
    }

    /// The units of a pool, those included that projects have taken away or have not brought yet.
    #[inline]
    pub(super) fn units_in(&self, pool: Pool) -> Range<usize> {
        let place = self.base.place_of_pool(pool);
        self.pools[place] as usize..self.pools[place + 1] as usize
    }

    /// A unit as new; the clock of one that is not in service yet is set when it comes.
    fn add_unit(&mut self, what: What, own: Item, retired: bool) {
        let key = self.units.len() as UnitKey;
        self.units.push(Unit {
            what,
            own,
            failures: 0,
            law: None,
            shop: None,
            retired: retired && what.pool().is_some(),
            broken: false,
            away: Time::START,
            out: false,
            left: Duration::ZERO,
            fails: Time::NEVER,
            stopped: None,
            closes: Time::NEVER,
        });
        if !retired {
            self.wind_up(key);
        }
    }

    pub(super) fn upkeep(&self, what: What) -> &'c Upkeep {
        match what {
            What::Vehicle(key) => &self.corridor.fleets[self.vehicles[key].fleet.index()].upkeep,
            What::Machine(id, _) => self.corridor.upkeep_of(Pool::Machines(id)),
            What::Stand(stand, _) => self.corridor.upkeep_of(stand.pool()),
            What::Wagons(id, _) => self.corridor.upkeep_of(Pool::Wagons(id)),
            What::Berth(id, _) => self.corridor.upkeep_of(Pool::Berths(id)),
        }
    }

    /// How a unit breaks down now, or did when its clock was set.
    fn breakdowns(&self, key: UnitKey) -> Option<&'c Breakdowns> {
        let unit = &self.units[key as usize];
        self.upkeep(unit.what).breakdowns.as_ref().or(unit.law)
    }

    /// Sets the failure clock of a sound unit.
    pub(super) fn wind_up(&mut self, key: UnitKey) {
        let law = self.upkeep(self.units[key as usize].what).breakdowns.as_ref();
        let unit = &mut self.units[key as usize];
        unit.law = law;
        unit.fails = Time::NEVER;
        unit.left = Duration::from_ms(u64::MAX);
        let Some(breakdowns) = law else { return };
        let draws = self.noise.at(breakdowns.draws[0], unit.own.child(unit.failures));
        let between = Duration::nearest_ms(breakdowns.between.sample(draws));
        match breakdowns.clock {
            FailureClock::Operating => unit.left = between,
            FailureClock::Calendar => {
                unit.fails = self.now + between;
                self.calendar.schedule(unit.fails, Rank::Finish, Event::Fails(key));
            }
        }
    }

    /// Whether a vehicle that enters a link at `entry` breaks down on it, or what hauls it does: it stops
    /// there then.
    pub(super) fn breaks_down(&mut self, key: VehicleKey, entry: Time, span: Duration) -> bool {
        let stops = self.stops_short(key, entry, span);
        if stops {
            let hop = self.hop_ahead(Traveller::Vehicle(key));
            self.tell_on_link(RecordKind::Enter, key, hop, entry);
        }
        stops
    }

    fn stops_short(&mut self, key: VehicleKey, begin: Time, span: Duration) -> bool {
        let hop = self.hop_ahead(Traveller::Vehicle(key));
        let link = &self.corridor.links[hop.link.index()];
        let end = exit(&self.slowdowns, link, begin, span);
        let Some((unit, reached)) = self.first_to_stop(key, begin, end) else { return false };
        let since = begin + reached;
        let moved = self.calm_part(link, begin, since);
        self.vehicles[key].hours.book(Cause::Moving, moved);
        self.book_slowed(key, hop.link, since, reached - moved);
        self.stop(unit, Stopped { rest: span - moved, since });
        true
    }

    /// Which unit of a train stops it before `end`, itself, its locomotive or the set of wagons that it stands for,
    /// and how far it gets; if none does, all of them have operated so long. Wagons that go in trains stop nobody.
    fn first_to_stop(&mut self, key: VehicleKey, begin: Time, end: Time) -> Option<(UnitKey, Duration)> {
        let vehicle = &self.vehicles[key];
        let of_locomotive = vehicle.hitched.and_then(|engine| self.vehicles[engine].unit);
        let in_train = self.is_in_trains(key);
        let units = [vehicle.unit.filter(|_| !in_train), of_locomotive, self.wagons_under(key)];
        let all = end - begin;
        let reach = |key: UnitKey| match self.units[key as usize].reach(begin, all, end) {
            Reach::Whole => None,
            Reach::Part(reached) => Some((key, reached)),
        };
        let stops = units.into_iter().flatten().filter_map(reach).min_by_key(|&(_, reached)| reached);
        let operates = stops.map_or(all, |(_, reached)| reached);
        for unit in units.into_iter().flatten() {
            let unit = &mut self.units[unit as usize];
            if !unit.broken {
                unit.operate(operates);
            }
        }
        if in_train {
            self.wear_wagons(key, operates);
        }
        stops
    }

    pub(super) fn stop(&mut self, key: UnitKey, stopped: Stopped) {
        let unit = &mut self.units[key as usize];
        unit.stopped = Some(stopped);
        if !unit.broken && unit.fails == Time::NEVER {
            self.calendar.schedule(stopped.since, Rank::Finish, Event::Fails(key));
        }
    }

    /// A unit breaks: it is repaired as soon as a crew is free.
    pub(super) fn fails(&mut self, key: UnitKey) {
        let unit = &mut self.units[key as usize];
        if !unit.is_due(self.now) || unit.works_on() {
            // What it has begun is done first.
            return;
        }
        unit.fails = Time::NEVER;
        if self.is_out_of_service(key) {
            // Nothing breaks there.
            return;
        }
        self.units[key as usize].broken = true;
        match self.units[key as usize].what {
            What::Machine(pool, Some(lot)) => self.machine_fails(key, pool, lot),
            // A wagon is set out when its train is taken apart.
            What::Vehicle(wagon) if self.is_in_train(wagon) => return,
            _ => {}
        }
        self.settle(key);
        self.ask_for_repair(key);
    }

    /// What has failed is repaired as soon as a crew is free.
    pub(super) fn ask_for_repair(&mut self, key: UnitKey) {
        self.tell_fault(self.units[key as usize].what, true);
        let workshop = self.breakdowns(key).and_then(|breakdowns| breakdowns.workshop);
        self.units[key as usize].shop = workshop;
        match workshop {
            Some(shop) if !self.crews[shop.index()].seize(self.now, key, 1, 0) => {}
            _ => self.repair(key),
        }
    }

    fn repair(&mut self, key: UnitKey) {
        let unit = self.units[key as usize];
        let Some(Breakdowns { repair, draws, .. }) = self.breakdowns(key) else { return };
        let span =
            Duration::nearest_ms(repair.sample(self.noise.at(draws[1], unit.own.child(unit.failures))));
        let shop = unit.shop.map(|shop| &self.corridor.workshops[shop.index()]);
        let hours = shop.and_then(|shop| Some((&self.gates[shop.gate?.index()], shop.at_closing)));
        let mended =
            hours.map_or(self.now + span, |(gate, at_closing)| gate.turn(self.now, span, at_closing).end);
        self.calendar.schedule(mended, Rank::Finish, Event::Mended(key));
    }

    /// A unit is repaired: it goes on with what it was doing.
    pub(super) fn mended(&mut self, key: UnitKey) {
        let unit = &mut self.units[key as usize];
        unit.broken = false;
        unit.failures += 1;
        let what = unit.what;
        let stopped = unit.stopped.take();
        if let Some(shop) = unit.shop.take() {
            self.next_repair(shop);
        }
        if !self.is_out_of_service(key) {
            self.wind_up(key);
        }
        self.tell_fault(what, false);
        match (what, stopped) {
            (What::Vehicle(vehicle), Some(stopped)) => {
                // A locomotive stands with what it hauls.
                let hauls = self.vehicles[vehicle].duty == Duty::Hauling;
                let train = self.vehicles[vehicle].hitched.filter(|_| hauls);
                self.move_on(train.unwrap_or(vehicle), stopped);
            }
            (What::Wagons(_, Some(vehicle)), Some(stopped)) => self.move_on(vehicle, stopped),
            (What::Machine(pool, Some(lot)), Some(stopped)) => self.work_on(lot, pool, stopped),
            (What::Stand(stand, Some(job)), Some(_)) => self.go_on_at(key, stand, job),
            _ => self.settle(key),
        }
    }

    fn next_repair(&mut self, shop: WorkshopId) {
        self.crews[shop.index()].release(self.now, 1);
        self.begin_repairs(shop);
    }

    pub(super) fn begin_repairs(&mut self, shop: WorkshopId) {
        while let Some(next) = self.crews[shop.index()].admit(self.now) {
            self.repair(next);
        }
    }

    /// A vehicle that was repaired under way goes on to the end of its link.
    fn move_on(&mut self, key: VehicleKey, stopped: Stopped) {
        let now = self.now;
        self.vehicles[key].hours.book(Cause::Breakdown, now - stopped.since);
        self.tell_stood(key);
        let begin = now.max(stopped.since);
        if self.stops_short(key, begin, stopped.rest) {
            return;
        }
        let hop = self.hop_ahead(Traveller::Vehicle(key));
        let end = exit(&self.slowdowns, &self.corridor.links[hop.link.index()], begin, stopped.rest);
        let vehicle = &mut self.vehicles[key];
        vehicle.hours.book(Cause::Moving, stopped.rest);
        vehicle.hop += 1;
        vehicle.released = false;
        vehicle.regauged = false;
        self.book_slowed(key, hop.link, end, (end - begin) - stopped.rest);
        self.tell_on_link(RecordKind::Leave, key, hop, end);
        self.calendar.schedule(end, Rank::Arrive, Event::Hop(key));
    }

    /// Takes a unit that has nothing to do out of work, or back into it, as it should be.
    pub(super) fn settle(&mut self, key: UnitKey) {
        let unit = self.units[key as usize];
        let out = unit.broken || unit.away > self.now;
        if let Some(pool) = unit.what.free_of() {
            return self.settle_free(key, pool, out);
        }
        match unit.what {
            What::Vehicle(vehicle) if out && self.vehicles[vehicle].duty == Duty::Idle => {
                self.leave_pool(vehicle);
            }
            What::Vehicle(vehicle)
                if !out && self.vehicles[vehicle].duty == Duty::Out && !self.is_retired(vehicle) =>
            {
                self.start_duty(vehicle);
                self.next_task(vehicle);
            }
            _ => {}
        }
    }

    /// The same for a unit of a pool that nobody has.
    fn settle_free(&mut self, key: UnitKey, pool: Pool, out: bool) {
        let unit = &mut self.units[key as usize];
        if unit.retired {
            return;
        }
        if !unit.broken && unit.fails <= self.now {
            // It was at work when it should have failed.
            return self.fails(key);
        }
        if self.is_one_too_many(pool) {
            return self.retire(key, pool);
        }
        let unit = &mut self.units[key as usize];
        if unit.out == out {
            return;
        }
        unit.out = out;
        if out {
            self.withdraw_one(pool);
        } else {
            self.restore_one(pool);
            self.serve_pool(pool);
        }
    }

    /// A unit of a pool is out of order.
    fn withdraw_one(&mut self, pool: Pool) {
        match pool {
            Pool::Machines(id) => self.equipment[id.index()].withdraw(1),
            Pool::Servers(id) => self.servers[id.index()].withdraw(1),
            Pool::Tracks(id) => self.tracks[id.index()].withdraw(1),
            Pool::Wagons(id) => self.wagons[id.index()].withdraw(1),
            Pool::Berths(id) => self.berths[id.index()].withdraw(1),
        }
    }

    /// A unit of a pool is in order again, or gone for good.
    pub(super) fn restore_one(&mut self, pool: Pool) {
        match pool {
            Pool::Machines(id) => self.equipment[id.index()].restore(1),
            Pool::Servers(id) => self.servers[id.index()].restore(1),
            Pool::Tracks(id) => self.tracks[id.index()].restore(1),
            Pool::Wagons(id) => self.wagons[id.index()].restore(1),
            Pool::Berths(id) => self.berths[id.index()].restore(1),
        }
    }

    /// Free units go to those who are next in line.
    fn serve_pool(&mut self, pool: Pool) {
        match pool {
            Pool::Machines(id) => self.take_next(id),
            Pool::Servers(id) => self.serve_line(id),
            Pool::Tracks(id) => self.take_tracks(id),
            Pool::Wagons(id) => self.take_wagons(id),
            Pool::Berths(id) => self.take_berths(id),
        }
    }

    /// Whether a vehicle without a task has to stay out of work; it has left its berth then.
    pub(super) fn stays_out(&mut self, key: VehicleKey) -> bool {
        let away = self.vehicles[key].unit.is_some_and(|unit| self.is_away(unit));
        let retired = self.is_retired(key);
        if !away && !retired {
            return false;
        }
        if retired {
            self.give_wagons_back(key);
            self.one_vehicle_less(key);
        }
        self.leave_berth(key);
        self.end_duty(key);
        self.vehicles[key].duty = Duty::Out;
        true
    }

    /// Whether a unit is broken or in maintenance.
    pub(super) fn is_away(&self, unit: UnitKey) -> bool {
        let unit = &self.units[unit as usize];
        unit.broken || unit.away > self.now
    }
}

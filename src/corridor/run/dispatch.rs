//! Which vehicle serves what: calling, loading, leaving, and where an idle vehicle goes.
//!
//! Lots that are ready wait at the *post* of their service. A vehicle is *called* when more waits
//! there than the vehicles already called have room for. It takes a berth, takes lots aboard in
//! the order of waiting, and leaves by the rule of the service.

use super::log::Log;
use super::lot::{LotKey, Stage};
use super::vehicle::{Duty, Vehicle, VehicleKey};
use super::world::{Event, World};
use crate::corridor::ledger::{Cause, Hours};
use crate::corridor::model::{BerthId, Departure, FULL, FleetId, GateId, Leg, Returns, Service, ServiceId};
use crate::corridor::record::{Facility, RecordKind};
use crate::noise::Item;
use crate::sim::{Batch, Rank, Time};
use std::collections::VecDeque;

/// Where the lots of one service wait, and the vehicles that have been called for them.
#[derive(Debug, Default)]
pub(super) struct Post {
    queue: VecDeque<LotKey>,
    /// Room that the waiting lots take.
    waiting: u64,
    /// Room still free in the vehicles called.
    promised: u64,
    called: Vec<VehicleKey>,
}

impl Post {
    pub(super) fn clear(&mut self) {
        self.queue.clear();
        self.called.clear();
        self.waiting = 0;
        self.promised = 0;
    }

    /// The lots that wait, in the order of waiting.
    pub(super) fn lots(&self) -> impl Iterator<Item = LotKey> {
        self.queue.iter().copied()
    }

    /// The vehicles that have been called.
    pub(super) fn called(&self) -> &[VehicleKey] {
        &self.called
    }

    /// Whether nobody waits here and no vehicle has been called.
    #[inline]
    pub(super) fn is_quiet(&self) -> bool {
        self.queue.is_empty() && self.called.is_empty()
    }

    /// Room asked for that no vehicle has been called for.
    #[inline]
    pub(super) fn uncovered(&self) -> u64 {
        self.waiting.saturating_sub(self.promised)
    }

    /// A vehicle that was called leaves with this room free, or without having loaded.
    pub(super) fn withdraw(&mut self, key: VehicleKey, room: u64) {
        self.promised = self.promised.saturating_sub(room);
        self.called.retain(|&called| called != key);
    }
}

/// The vehicles of a fleet that have nothing to do, by port, and how many are on their way empty.
#[derive(Debug)]
pub(super) struct Idle {
    pub(super) at: Vec<VecDeque<VehicleKey>>,
    pub(super) coming: Vec<u64>,
}

impl Idle {
    pub(super) fn for_ports(ports: usize) -> Self {
        Self { at: vec![VecDeque::new(); ports], coming: vec![0; ports] }
    }

    /// A vehicle whose fleet returns at once is at hand again.
    #[inline]
    pub(super) fn take_back(&mut self, vehicle: VehicleKey) {
        self.at[usize::from(HOME)].push_back(vehicle);
    }

    pub(super) fn clear(&mut self) {
        self.at.iter_mut().for_each(VecDeque::clear);
        self.coming.fill(0);
    }
}

/// The port, by its place in a fleet's list, where vehicles live that return at once.
pub(super) const HOME: u16 = 0;

impl<'c, L: Log> World<'c, L> {
    pub(super) fn service(&self, id: ServiceId) -> &'c Service {
        &self.corridor.services[id.index()]
    }

    /// All vehicles begin at home, with nothing to do.
    pub(super) fn place_fleets(&mut self) {
        for index in 0..self.corridor.fleets.len() {
            let fleet = FleetId::at(index);
            let in_service = self.corridor.fleets[index].vehicles.unwrap_or(0);
            for number in 0..self.base.most_vehicles(index) {
                let vehicle = self.new_vehicle(fleet, u64::from(number));
                if number < in_service {
                    self.idle[index].at[usize::from(HOME)].push_back(vehicle);
                } else {
                    self.vehicles[vehicle].duty = Duty::Out;
                }
            }
        }
    }

    /// A vehicle at home; `number` is its own among those of its fleet.
    #[cold]
    fn new_vehicle(&mut self, fleet: FleetId, number: u64) -> VehicleKey {
        let nobody = Item::numbered(self.corridor.fleets[fleet.index()].family, number);
        let vehicle = self.vehicles.insert(Vehicle {
            fleet,
            duty: Duty::Idle,
            service: ServiceId::at(0),
            port: HOME,
            hop: 0,
            released: false,
            regauged: false,
            on: None,
            wagons: None,
            hitched: None,
            behind: None,
            wagons_on: 1,
            berthed: false,
            due: false,
            load: Batch::of(FULL),
            working: 0,
            aboard: None,
            timer: None,
            ready: Time::START,
            since: Time::START,
            hours: Hours::NONE,
            trip: nobody,
            own: nobody,
            empty_trips: 0,
            turns: 0,
            unit: None,
        });
        self.log.makes(vehicle, fleet);
        vehicle
    }

    /// The first departure of a timetable.
    pub(super) fn expect_sailing(&mut self, id: ServiceId) {
        if let Departure::Timetable { first, .. } = self.service(id).departs {
            self.expect_sailing_at(id, Time::START + first);
        }
    }

    pub(super) fn expect_sailing_at(&mut self, id: ServiceId, at: Time) {
        let ticket = self.calendar.schedule(at, Rank::Depart, Event::Sail(id));
        if let Some(next) = self.sailing(id) {
            *next = Some(ticket);
        }
    }

    /// A lot may go on: it waits for its next service, and a vehicle is called if need be.
    pub(super) fn ready(&mut self, lot: LotKey, leg: &'c Leg) {
        self.lots[lot].stage = Stage::Ready;
        if let Some(embargo) = leg.embargo
            && self.waits_at(embargo, lot, Rank::Finish)
        {
            return;
        }
        if let Some(pipe) = leg.pipe {
            return self.ask_for_pump(lot, pipe);
        }
        let waiting = &self.lots[lot];
        let room = leg.room.saturating_mul(u64::from(waiting.count));
        if self.rides(lot, leg, room) {
            return;
        }
        if let Some(vehicle) = self.takes_at_once(lot, leg, room) {
            self.tell_waits_for_vehicle(lot);
            return self.board(lot, vehicle, leg);
        }
        let post = &mut self.posts[leg.service.index()];
        post.waiting = post.waiting.saturating_add(room);
        post.queue.push_back(lot);
        if let Some(books) = &mut self.draughts {
            books.wait(leg.service, leg.mass.saturating_mul(u64::from(self.lots[lot].count)));
        }
        self.tell_waits_for_vehicle(lot);
        self.fleets[leg.fleet.index()].queue.add(self.now, 1);
        self.serve(leg.service);
    }

    /// It has become known that a gate stays closed: goods that wait for a vehicle, and that none has been
    /// called for, look at the way ahead again. Those who have come last turn first.
    #[cold]
    pub(super) fn look_again(&mut self) {
        let mut turning = Vec::new();
        for index in 0..self.posts.len() {
            let service = ServiceId::at(index);
            let waiting: Vec<LotKey> = self.posts[index].lots().collect();
            for lot in waiting.into_iter().rev() {
                let (room, leg) = (self.room_of(lot), self.turns_to(lot));
                if self.corridor.legs[leg as usize].service == service {
                    // The ways part further on.
                    self.turn_to(lot, leg);
                    continue;
                }
                let mass = self.leg(lot).mass.saturating_mul(u64::from(self.lots[lot].count));
                let deep = self.draughts.as_ref().is_some_and(|books| books.lacks(service, mass));
                let post = &mut self.posts[index];
                if deep || post.waiting >= post.promised.saturating_add(room) {
                    post.waiting = post.waiting.saturating_sub(room);
                    if let Some(books) = &mut self.draughts {
                        books.turn(service, mass);
                    }
                    post.queue.retain(|&other| other != lot);
                    let fleet = self.service(service).fleet;
                    self.fleets[fleet.index()].queue.subtract(self.now, 1);
                    turning.push((lot, leg));
                }
            }
        }
        for (lot, leg) in turning.into_iter().rev() {
            self.book_wait_in_vain(lot);
            self.turn_to(lot, leg);
            self.ready(lot, self.leg(lot));
        }
    }

    /// A lot has waited for a vehicle that it will not take: a wait like any other.
    fn book_wait_in_vain(&mut self, lot: LotKey) {
        let service = self.service(self.leg(lot).service);
        let berth = self.corridor.fleets[service.fleet.index()].ports[service.ports[0]].berth;
        let gate = berth.and_then(|berth| self.corridor.berths[berth.index()].gate);
        let (now, since) = (self.now, self.lots[lot].since);
        let closed = self.closed_hours(gate, since, now);
        let waiting = &mut self.lots[lot];
        waiting.hours += &closed;
        waiting.hours.book(Cause::Vehicle, now - since - closed.total());
        waiting.since = now;
        self.tell_hours(lot, None);
    }

    /// The vehicle that stands loading with room enough, where nobody waits before a lot and no
    /// other vehicle has been called. The lot goes straight aboard then: joining the line and being
    /// filled from it would come to the same, and take longer.
    #[inline]
    fn takes_at_once(&self, lot: LotKey, leg: &Leg, room: u64) -> Option<VehicleKey> {
        let post = &self.posts[leg.service.index()];
        let [key] = post.called[..] else { return None };
        let vehicle = &self.vehicles[key];
        let takes = post.queue.is_empty()
            && post.waiting == 0
            && vehicle.duty == Duty::Loading
            && room <= vehicle.load.room()
            && self.bears(key, lot, leg)
            && !self.long_way;
        takes.then_some(key)
    }

    /// Room that a lot takes in the vehicles of its leg.
    pub(super) fn room_of(&self, lot: LotKey) -> u64 {
        self.leg(lot).room.saturating_mul(u64::from(self.lots[lot].count))
    }

    /// Fills the vehicles that are loading, and calls more while room is lacking.
    fn serve(&mut self, service: ServiceId) {
        let mut place = 0;
        while let Some(&vehicle) = self.posts[service.index()].called.get(place) {
            if self.vehicles[vehicle].duty == Duty::Loading {
                self.fill(vehicle);
            }
            let left = self.posts[service.index()].called.get(place) != Some(&vehicle);
            place += usize::from(!left);
        }
        while self.uncovered(service) > 0 && self.call(service) {}
    }

    /// Calls an idle vehicle for a service; `false` if none is there now.
    pub(super) fn call(&mut self, service: ServiceId) -> bool {
        if let Some(vehicle) = self.idle_vehicle(service) {
            self.assign(vehicle, service);
            return true;
        }
        let offer = self.service(service);
        if self.corridor.fleets[offer.fleet.index()].returns != Returns::AtOnce {
            self.fetch(offer.fleet, offer.ports[0]);
        }
        false
    }

    /// A vehicle that can load for a service now. From now on it is busy.
    fn idle_vehicle(&mut self, service: ServiceId) -> Option<VehicleKey> {
        let offer = self.service(service);
        if self.corridor.fleets[offer.fleet.index()].in_trains.is_some() {
            return self.make_up_train(service);
        }
        if self.corridor.fleets[offer.fleet.index()].returns == Returns::AtOnce {
            return self.hire(offer.fleet);
        }
        let vehicle = self.idle[offer.fleet.index()].at[offer.ports[0]].pop_front();
        let vehicle = vehicle.or_else(|| self.another(offer.fleet))?;
        self.stop_timer(vehicle);
        self.start_duty(vehicle);
        Some(vehicle)
    }

    /// A vehicle of a fleet that returns at once. From now on it is busy.
    #[inline(always)]
    pub(super) fn hire(&mut self, fleet: FleetId) -> Option<VehicleKey> {
        let vehicle = self.idle[fleet.index()].at[usize::from(HOME)].pop_front();
        let vehicle = vehicle.or_else(|| self.another(fleet))?;
        self.fleets[fleet.index()].busy.add(self.now, 1);
        Some(vehicle)
    }

    /// One more vehicle of a fleet that has as many as are asked for. Such vehicles never travel
    /// empty, so nothing is drawn for them alone.
    #[cold]
    pub(super) fn another(&mut self, fleet: FleetId) -> Option<VehicleKey> {
        let unlimited = self.corridor.fleets[fleet.index()].vehicles.is_none();
        unlimited.then(|| self.new_vehicle(fleet, 0))
    }

    /// Sends an idle vehicle from another port, unless one is coming already.
    fn fetch(&mut self, fleet: FleetId, to: usize) {
        let idle = &self.idle[fleet.index()];
        if idle.coming[to] > 0 {
            return;
        }
        if self.corridor.fleets[fleet.index()].in_trains.is_some() {
            return self.fetch_wagons(fleet, to);
        }
        let ways = &self.corridor.fleets[fleet.index()];
        let from = (0..idle.at.len()).find(|&from| !idle.at[from].is_empty() && ways.way(from, to).is_some());
        if let Some(vehicle) = from.and_then(|from| self.idle[fleet.index()].at[from].pop_front()) {
            self.stop_timer(vehicle);
            self.start_duty(vehicle);
            self.send_empty(vehicle, to);
        }
    }

    pub(super) fn start_duty(&mut self, vehicle: VehicleKey) {
        let fleet = self.vehicles[vehicle].fleet;
        self.fleets[fleet.index()].busy.add(self.now, 1);
    }

    pub(super) fn stop_timer(&mut self, vehicle: VehicleKey) {
        if let Some(ticket) = self.vehicles[vehicle].timer.take() {
            self.calendar.cancel(ticket);
        }
    }

    /// A vehicle is to load for a service; it keeps a berth that it holds at the same port.
    fn assign(&mut self, key: VehicleKey, service: ServiceId) {
        let port = self.service(service).ports[0] as u16;
        let post = &mut self.posts[service.index()];
        post.promised = post.promised.saturating_add(self.vehicles[key].load.room());
        post.called.push(key);
        let vehicle = &mut self.vehicles[key];
        vehicle.duty = Duty::Called;
        vehicle.service = service;
        vehicle.port = port;
        vehicle.due = false;
        vehicle.since = self.now;
        let berthed = vehicle.berthed;
        if self.draughts.is_some() {
            self.promise_load(key, service);
        }
        self.tell_called(key);
        if berthed || self.takes_berth(key) {
            self.start_loading(key);
        }
    }

    /// The berths that a vehicle takes at the port where it is.
    #[inline]
    pub(super) fn berth_of(&self, key: VehicleKey) -> Option<BerthId> {
        let vehicle = &self.vehicles[key];
        self.corridor.fleets[vehicle.fleet.index()].ports[usize::from(vehicle.port)].berth
    }

    /// Whether a vehicle has a berth at the port where it is, or needs none; if not, it stands in line.
    #[inline]
    pub(super) fn takes_berth(&mut self, key: VehicleKey) -> bool {
        let Some(berth) = self.berth_of(key) else { return true };
        let free = self.berths[berth.index()].seize(self.now, key, 1, 0);
        self.vehicles[key].berthed = free;
        let kind = if free { RecordKind::Seize } else { RecordKind::Wait };
        self.tell_vehicle(kind, key, Facility::Berth(berth));
        free
    }

    /// What closes the berths at the port where a vehicle is.
    #[inline]
    pub(super) fn gate_at(&self, key: VehicleKey) -> Option<GateId> {
        if self.gates.is_empty() {
            return None;
        }
        let berth = self.berth_of(key)?;
        self.corridor.berths[berth.index()].gate
    }

    pub(super) fn start_loading(&mut self, key: VehicleKey) {
        if self.draughts.is_some() && !self.floats(key) {
            return self.dismiss(key);
        }
        self.vehicles[key].duty = Duty::Loading;
        self.fill(key);
    }

    /// A vehicle that has been called cannot load, and looks for something else to do.
    #[cold]
    fn dismiss(&mut self, key: VehicleKey) {
        let service = self.vehicles[key].service;
        let room = self.vehicles[key].load.room();
        self.posts[service.index()].withdraw(key, room);
        self.goes_home_at_once(key);
        self.next_task(key);
    }

    /// Takes waiting lots aboard while they fit; the last one may be split.
    fn fill(&mut self, key: VehicleKey) {
        let service = self.vehicles[key].service;
        // Loading counts as work in progress, so that nobody leaves in the middle of it.
        self.vehicles[key].working += 1;
        while let Some(&lot) = self.posts[service.index()].queue.front() {
            let leg = self.leg(lot);
            let room = leg.room;
            let count = u64::from(self.lots[lot].count);
            let left = self.vehicles[key].load.room();
            let afloat = self.units_afloat(key, leg);
            if room.saturating_mul(count) <= left && count <= afloat {
                self.posts[service.index()].queue.pop_front();
                let fleet = self.vehicles[key].fleet;
                self.fleets[fleet.index()].queue.subtract(self.now, 1);
            } else {
                let fits = (left / room).min(afloat);
                if fits == 0 {
                    break;
                }
                let rest = self.split(lot, fits as u32);
                self.posts[service.index()].queue[0] = rest;
            }
            self.board(lot, key, leg);
        }
        self.loaded_one(key);
    }

    /// Splits off what does not fit: `lot` keeps `count` load units, the rest is a new lot with
    /// the same history.
    fn split(&mut self, lot: LotKey, count: u32) -> LotKey {
        let of_unit = self.leg(lot).lies.as_ref().map_or(0, |lying| lying.place.places);
        let whole = &mut self.lots[lot];
        let mut rest = whole.clone();
        whole.splits += 1;
        rest.count = whole.count - count;
        rest.item = whole.item.child(u64::from(whole.splits));
        rest.splits = 0;
        rest.foreseen = false;
        // What stays lies in the store; of a lot larger than the store, less goes free than leaves.
        rest.places = whole.places.min(of_unit * u64::from(rest.count));
        whole.places -= rest.places;
        let share = f64::from(rest.count) / f64::from(whole.count);
        whole.count = count;
        let rest = self.lots.insert(rest);
        self.tell_split(lot, rest);
        self.split_account(lot, rest, share);
        rest
    }

    /// A lot goes aboard: its wait is over, its room is taken, loading begins.
    fn board(&mut self, lot: LotKey, key: VehicleKey, leg: &'c Leg) {
        self.book_wait_for_vehicle(lot, key);
        let boarding = &mut self.lots[lot];
        boarding.next = None;
        boarding.vehicle = key;
        let room = leg.room.saturating_mul(u64::from(boarding.count));
        let post = &mut self.posts[leg.service.index()];
        post.waiting = post.waiting.saturating_sub(room);
        post.promised = post.promised.saturating_sub(room);
        if let Some(books) = &mut self.draughts {
            books.board(leg.service, key, leg.mass.saturating_mul(u64::from(boarding.count)));
        }
        let vehicle = &mut self.vehicles[key];
        vehicle.load.add(self.now, room);
        vehicle.working += 1;
        match vehicle.chain(lot) {
            Some(before) => self.lots[before].next = Some(lot),
            None => vehicle.trip = boarding.item,
        }
        self.set_deadline(key);
        if self.hires.is_some() {
            self.keep_vehicle(lot);
        }
        self.tell_boards(lot, key);
        self.load(lot, leg);
    }

    /// The wait for a vehicle, less what of it the port was closed.
    fn book_wait_for_vehicle(&mut self, lot: LotKey, key: VehicleKey) {
        let gate = self.gate_at(key);
        let fleet = self.vehicles[key].fleet;
        let now = self.now;
        let lot = &mut self.lots[lot];
        let mut wait = now - lot.since;
        self.fleets[fleet.index()].waits.record(wait);
        if let Some(gate) = gate {
            self.gates[gate.index()].closed_between(lot.since, now, |cause, closed| {
                lot.hours.book(cause, closed);
                wait = wait - closed;
            });
        }
        lot.hours.book(Cause::Vehicle, wait);
        lot.since = now;
    }

    #[inline]
    pub(super) fn set_deadline(&mut self, key: VehicleKey) {
        let vehicle = &self.vehicles[key];
        if vehicle.timer.is_some() || vehicle.due {
            return;
        }
        let Departure::WhenFull { or_after: Some(patience), .. } = self.service(vehicle.service).departs
        else {
            return;
        };
        if let Some(at) = vehicle.load.due(patience) {
            let ticket = self.calendar.schedule(at, Rank::Depart, Event::Due(key));
            self.vehicles[key].timer = Some(ticket);
        }
    }

    /// A lot is aboard.
    pub(super) fn aboard(&mut self, lot: LotKey, leg: &Leg) {
        if self.hires.is_some() {
            self.charge_demurrage(lot);
        }
        self.leave_yard(lot, leg);
        let now = self.now;
        let vehicle = {
            let lot = &mut self.lots[lot];
            lot.stage = Stage::Aboard;
            lot.since = now;
            lot.vehicle
        };
        self.loaded_one(vehicle);
    }

    fn loaded_one(&mut self, key: VehicleKey) {
        self.vehicles[key].working -= 1;
        self.consider_leaving(key);
    }

    /// The first lot aboard has waited long enough.
    pub(super) fn due(&mut self, key: VehicleKey) {
        self.vehicles[key].timer = None;
        self.vehicles[key].due = true;
        self.consider_leaving(key);
    }

    /// A departure of a timetable: whoever is loading and has something aboard is due.
    pub(super) fn sail(&mut self, id: ServiceId) {
        let Departure::Timetable { every, .. } = self.service(id).departs else {
            return;
        };
        self.expect_sailing_at(id, self.now + every);
        let mut called = self.posts[id.index()].called.iter().copied();
        let due = called.find(|&vehicle| self.vehicles[vehicle].aboard.is_some());
        if let Some(vehicle) = due {
            self.due(vehicle);
        }
    }

    pub(super) fn consider_leaving(&mut self, key: VehicleKey) {
        let vehicle = &self.vehicles[key];
        if vehicle.working > 0 || vehicle.aboard.is_none() {
            return;
        }
        let service = self.service(vehicle.service);
        let leaves = match service.departs {
            Departure::OnDemand => true,
            Departure::Timetable { .. } => vehicle.due,
            Departure::WhenFull { at_least, .. } => {
                vehicle.due
                    || vehicle.load.held() >= at_least
                    || vehicle.load.room() < service.largest
                    || self.lies_deep(key)
            }
        };
        if leaves {
            self.depart(key);
        }
    }

    fn depart(&mut self, key: VehicleKey) {
        self.stop_timer(key);
        let now = self.now;
        let vehicle = &mut self.vehicles[key];
        vehicle.duty = Duty::Loaded;
        vehicle.ready = now;
        vehicle.hours = Hours::NONE;
        self.log.vehicle_knows(key, Hours::NONE);
        let vehicle = &self.vehicles[key];
        let (service, room) = (vehicle.service, vehicle.load.room());
        self.posts[service.index()].withdraw(key, room);
        if let Some(books) = &mut self.draughts {
            books.withdraw(service, key);
        }
        if self.uncovered(service) > 0 && self.left_behind.last() != Some(&service) {
            self.left_behind.push(service);
        }
        if self.offices.is_some() {
            self.declare(key);
        }
        self.leave(key);
    }

    /// Calls vehicles for what was covered by the room of a vehicle that has left without it.
    pub(super) fn fetch_left_behind(&mut self) {
        while let Some(service) = self.left_behind.pop() {
            while self.uncovered(service) > 0 && self.call(service) {}
        }
    }

    /// A vehicle has given off its last lot.
    pub(super) fn emptied(&mut self, key: VehicleKey) {
        let vehicle = &mut self.vehicles[key];
        vehicle.load.clear();
        vehicle.aboard = None;
        let fleet = &self.corridor.fleets[vehicle.fleet.index()];
        self.goes_home_at_once(key);
        if fleet.turn_round.is_some() {
            self.leave_berth(key);
            return self.turn_round(key);
        }
        self.next_task(key);
    }

    /// A vehicle without load of a fleet that returns at once needs no way back.
    #[inline]
    fn goes_home_at_once(&mut self, key: VehicleKey) {
        if self.corridor.fleets[self.vehicles[key].fleet.index()].returns == Returns::AtOnce {
            self.leave_berth(key);
            self.vehicles[key].port = HOME;
            self.give_wagons_back(key);
        }
    }

    pub(super) fn end_duty(&mut self, key: VehicleKey) {
        let fleet = self.vehicles[key].fleet;
        self.fleets[fleet.index()].busy.subtract(self.now, 1);
    }

    /// What a vehicle does that has nothing aboard: it loads where the longest wait is, or idles.
    pub(super) fn next_task(&mut self, key: VehicleKey) {
        if self.corridor.fleets[self.vehicles[key].fleet.index()].in_trains.is_some() {
            return self.take_apart(key);
        }
        if self.stays_out(key) {
            return;
        }
        if self.engines.is_some() && self.corridor.fleets[self.vehicles[key].fleet.index()].hauls {
            return self.locomotive_at_hand(key);
        }
        match self.longest_wait(key) {
            Some(service) => self.assign(key, service),
            None => {
                self.leave_berth(key);
                self.end_duty(key);
                self.rest(key);
            }
        }
    }

    /// The service that a vehicle can load for where it is, and whose first lot waits longest.
    pub(super) fn longest_wait(&self, key: VehicleKey) -> Option<ServiceId> {
        let vehicle = &self.vehicles[key];
        if self.fleets[vehicle.fleet.index()].queue.get() == 0 {
            return None;
        }
        let fleet = &self.corridor.fleets[vehicle.fleet.index()];
        let here = |service: &ServiceId| {
            fleet.returns == Returns::AtOnce || self.service(*service).ports[0] == usize::from(vehicle.port)
        };
        let asking = |service: &ServiceId| self.uncovered(*service) > 0;
        let first = |service: &ServiceId| {
            let lot = self.posts[service.index()].queue.front();
            lot.map_or(Time::NEVER, |&lot| self.lots[lot].since)
        };
        let services = fleet.services.iter().copied().filter(|s| asking(s) && here(s));
        services.min_by_key(first)
    }

    /// A vehicle that idles is not to be called any more.
    pub(super) fn leave_pool(&mut self, key: VehicleKey) {
        self.stop_timer(key);
        let vehicle = &mut self.vehicles[key];
        vehicle.duty = Duty::Out;
        self.idle[vehicle.fleet.index()].at[usize::from(vehicle.port)].retain(|&idle| idle != key);
    }

    /// A vehicle without a task waits where it is; away from home it waits only so long.
    pub(super) fn rest(&mut self, key: VehicleKey) {
        let vehicle = &mut self.vehicles[key];
        vehicle.duty = Duty::Idle;
        let (fleet, port) = (vehicle.fleet, vehicle.port);
        self.idle[fleet.index()].at[usize::from(port)].push_back(key);
        let Returns::Travels { patience } = self.corridor.fleets[fleet.index()].returns else {
            return;
        };
        if port == HOME || patience.is_zero() {
            self.give_up(key);
        } else {
            let at = self.now + patience;
            self.vehicles[key].timer = Some(self.calendar.schedule(at, Rank::Depart, Event::GiveUp(key)));
        }
    }

    /// No load has come: the vehicle goes where one waits that nobody else is coming for, or home.
    pub(super) fn give_up(&mut self, key: VehicleKey) {
        self.vehicles[key].timer = None;
        let (fleet, port) = (self.vehicles[key].fleet, usize::from(self.vehicles[key].port));
        let target = self.neediest_port(fleet, port).unwrap_or(usize::from(HOME));
        if target == port || self.corridor.fleets[fleet.index()].way(port, target).is_none() {
            return;
        }
        self.idle[fleet.index()].at[port].retain(|&idle| idle != key);
        self.start_duty(key);
        self.send_empty(key, target);
    }

    /// The port with most goods waiting beyond what empty vehicles are coming for.
    pub(super) fn neediest_port(&self, fleet: FleetId, except: usize) -> Option<usize> {
        let coming = &self.idle[fleet.index()].coming;
        let mut neediest = None;
        for &service in &self.corridor.fleets[fleet.index()].services {
            let port = self.service(service).ports[0];
            let cover = coming[port].saturating_mul(FULL);
            let need = self.uncovered(service).saturating_sub(cover);
            if port != except && need > neediest.map_or(0, |(need, _)| need) {
                neediest = Some((need, port));
            }
        }
        neediest.map(|(_, port)| port)
    }

    pub(super) fn send_empty(&mut self, key: VehicleKey, to: usize) {
        let now = self.now;
        let vehicle = &mut self.vehicles[key];
        vehicle.duty = Duty::Empty { to: to as u16 };
        vehicle.ready = now;
        vehicle.hours = Hours::NONE;
        vehicle.empty_trips += 1;
        vehicle.trip = vehicle.own.child(vehicle.empty_trips);
        self.idle[vehicle.fleet.index()].coming[to] += u64::from(vehicle.wagons_on);
        self.log.vehicle_knows(key, Hours::NONE);
        self.leave(key);
    }

    /// A vehicle without load has come to a port.
    pub(super) fn arrived_empty(&mut self, key: VehicleKey, port: u16) {
        let fleet = self.vehicles[key].fleet;
        self.idle[fleet.index()].coming[usize::from(port)] -= u64::from(self.vehicles[key].wagons_on);
        if self.emitted.is_some() {
            self.emit_empty(key, self.vehicles[key].port, port);
        }
        if self.hires.is_some() {
            self.owe_empty(key, self.vehicles[key].port, port);
        }
        self.vehicles[key].port = port;
        self.tell_at_port(RecordKind::Arrive, key);
        self.next_task(key);
    }
}

//! Which vehicle serves what: calling, leaving, and what comes after.
//!
//! Lots that are ready wait at the *post* of their service. A vehicle is *called* when more waits
//! there than the vehicles already called have room for. It takes a berth, takes lots aboard in
//! the order of waiting, and leaves by the rule of the service.

use super::log::Log;
use super::lot::{LotKey, Stage};
use super::pool::HOME;
use super::vehicle::{Duty, VehicleKey};
use super::world::{Event, World};
use crate::corridor::ledger::{Cause, Hours};
use crate::corridor::model::{BerthId, Departure, GateId, Leg, Returns, Service, ServiceId};
use crate::sim::{Rank, Time};

impl<'c, L: Log> World<'c, L> {
    pub(super) fn service(&self, id: ServiceId) -> &'c Service {
        &self.corridor.services[id.index()]
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
        if L::BOOKS
            && let Some(embargo) = leg.embargo
            && self.waits_at(embargo, lot, Rank::Finish)
        {
            return;
        }
        if L::BOOKS
            && let Some(pipe) = leg.pipe
        {
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
        if let Some(books) = Self::kept(&mut self.draughts) {
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
                    if let Some(books) = Self::kept(&mut self.draughts) {
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

    pub(super) fn stop_timer(&mut self, vehicle: VehicleKey) {
        if let Some(ticket) = self.vehicles[vehicle].timer.take() {
            self.calendar.cancel(ticket);
        }
    }

    /// A vehicle is to load for a service; it keeps a berth that it holds at the same port.
    pub(super) fn assign(&mut self, key: VehicleKey, service: ServiceId) {
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
        if Self::keeps(&self.draughts) {
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

    /// What closes the berths at the port where a vehicle is.
    #[inline]
    pub(super) fn gate_at(&self, key: VehicleKey) -> Option<GateId> {
        if !Self::any(&self.gates) {
            return None;
        }
        let berth = self.berth_of(key)?;
        self.corridor.berths[berth.index()].gate
    }

    pub(super) fn start_loading(&mut self, key: VehicleKey) {
        if Self::keeps(&self.draughts) && !self.floats(key) {
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
        if let Some(books) = Self::kept(&mut self.draughts) {
            books.withdraw(service, key);
        }
        if self.uncovered(service) > 0 && self.left_behind.last() != Some(&service) {
            self.left_behind.push(service);
        }
        if Self::keeps(&self.offices) {
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
}

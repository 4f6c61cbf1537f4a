//! The vehicles of a fleet that have nothing to do: where they stand, who is taken, and where an idle one goes.

use super::log::Log;
use super::vehicle::{Duty, Vehicle, VehicleKey};
use super::world::{Event, World};
use crate::corridor::ledger::Hours;
use crate::corridor::model::{FULL, FleetId, Returns, ServiceId};
use crate::corridor::record::RecordKind;
use crate::noise::Item;
use crate::sim::{Batch, Rank, Time};
use std::collections::VecDeque;

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

    /// A vehicle that can load for a service now. From now on it is busy.
    pub(super) fn idle_vehicle(&mut self, service: ServiceId) -> Option<VehicleKey> {
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
    pub(super) fn fetch(&mut self, fleet: FleetId, to: usize) {
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
        if Self::keeps(&self.engines) && self.corridor.fleets[self.vehicles[key].fleet.index()].hauls {
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
        if Self::keeps(&self.emitted) {
            self.emit_empty(key, self.vehicles[key].port, port);
        }
        if Self::keeps(&self.hires) {
            self.owe_empty(key, self.vehicles[key].port, port);
        }
        self.vehicles[key].port = port;
        self.tell_at_port(RecordKind::Arrive, key);
        self.next_task(key);
    }
}

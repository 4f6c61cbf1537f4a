//! Wagons that are made up into trains as long as there is cargo for, and taken apart again.
//!
//! ```text
//! standing at a node ─► as many as are needed ─ one train ─► unloaded, turned round ─► standing there
//!        └── nobody needs them for a while ─► whole trains of them go home, or where they are missing
//! ```
//! Every wagon is a vehicle. The first of a train stands for all of it: it loads, travels and unloads like
//! any other vehicle, only with more room; the others follow in a chain. One that fails goes on to the end of the
//! trip and is set out there.

use super::log::Log;
use super::pool::HOME;
use super::vehicle::{Duty, VehicleKey};
use super::world::{Event, World};
use crate::corridor::model::{Departure, FULL, FleetId, InTrains, Returns, ServiceId};
use crate::quantity::Duration;
use crate::sim::{Batch, Rank};

impl<L: Log> World<'_, L> {
    fn trains_of(&self, fleet: FleetId) -> InTrains {
        self.corridor.fleets[fleet.index()].in_trains.unwrap_or(InTrains { longest: 1, shortest: 1 })
    }

    /// A train for a service from the wagons that stand at its origin: for what waits, or, where it waits
    /// to be full, as long as can be. Nothing if there are fewer than the shortest train has.
    pub(super) fn make_up_train(&mut self, service: ServiceId) -> Option<VehicleKey> {
        let offer = self.service(service);
        let fleet = offer.fleet;
        let at_once = self.corridor.fleets[fleet.index()].returns == Returns::AtOnce;
        let port = if at_once { usize::from(HOME) } else { offer.ports[0] };
        let trains = self.trains_of(fleet);
        let needed = match offer.departs {
            Departure::OnDemand => self.posts[service.index()].uncovered().div_ceil(FULL),
            Departure::WhenFull { .. } | Departure::Timetable { .. } => u64::from(trains.longest),
        };
        self.couple_wagons(fleet, port, needed)
    }

    /// A train of so many wagons that stand at a port, or as near to that as can be.
    fn couple_wagons(&mut self, fleet: FleetId, port: usize, needed: u64) -> Option<VehicleKey> {
        let trains = self.trains_of(fleet);
        let standing = self.idle[fleet.index()].at[port].len() as u64;
        let length = needed.clamp(u64::from(trains.shortest), u64::from(trains.longest));
        let unlimited = self.corridor.fleets[fleet.index()].vehicles.is_none();
        if standing < u64::from(trains.shortest) && !unlimited {
            return None;
        }
        let length = if unlimited { length } else { length.min(standing) };
        let mut behind = None;
        let mut first = None;
        for on in 1..=length as u32 {
            let wagon = self.idle[fleet.index()].at[port].pop_front().or_else(|| self.another(fleet))?;
            self.start_duty(wagon);
            let vehicle = &mut self.vehicles[wagon];
            vehicle.duty = Duty::InTrain;
            vehicle.behind = behind;
            vehicle.wagons_on = on;
            behind = Some(wagon);
            first = Some(wagon);
        }
        let first = first?;
        self.vehicles[first].load = Batch::of(FULL * length);
        let mut next = self.vehicles[first].behind;
        while let Some(wagon) = next {
            self.vehicles[wagon].hitched = Some(first);
            next = self.vehicles[wagon].behind;
        }
        if let Some(books) = &mut self.emitted {
            books.make_up(first, fleet, port as u16);
        }
        self.tell_made_up(first);
        Some(first)
    }

    /// A train has nothing to do any more: its wagons stand where it is, and go into other trains.
    pub(super) fn take_apart(&mut self, first: VehicleKey) {
        self.leave_berth(first);
        let (fleet, port) = (self.vehicles[first].fleet, self.vehicles[first].port);
        if let Some(books) = &mut self.emitted {
            books.stand(first, fleet, port);
        }
        self.tell_taken_apart(first);
        let mut next = Some(first);
        while let Some(wagon) = next {
            let now = self.now;
            let vehicle = &mut self.vehicles[wagon];
            next = vehicle.behind.take();
            vehicle.hitched = None;
            vehicle.wagons_on = 1;
            vehicle.load = Batch::of(FULL);
            vehicle.port = port;
            vehicle.since = now;
            if self.stays_out(wagon) {
                self.set_out(wagon);
                continue;
            }
            self.end_duty(wagon);
            self.vehicles[wagon].duty = Duty::Idle;
            self.idle[fleet.index()].at[usize::from(port)].push_back(wagon);
        }
        self.make_up_more(first);
        if let Returns::Travels { patience } = self.corridor.fleets[fleet.index()].returns {
            // At home nothing is waited for.
            let at = if port == HOME { self.now } else { self.now + patience };
            self.calendar.schedule(at, Rank::Depart, Event::WagonsGiveUp(fleet, port));
        }
    }

    /// Whether a vehicle is a wagon that is made up into trains.
    #[inline]
    pub(super) fn is_in_trains(&self, key: VehicleKey) -> bool {
        self.corridor.fleets[self.vehicles[key].fleet.index()].in_trains.is_some()
    }

    /// Whether a wagon is in a train.
    pub(super) fn is_in_train(&self, key: VehicleKey) -> bool {
        self.is_in_trains(key) && !matches!(self.vehicles[key].duty, Duty::Idle | Duty::Out)
    }

    /// The wagons of a train have been under way: whose time has run out goes on to where the train is taken
    /// apart.
    pub(super) fn wear_wagons(&mut self, first: VehicleKey, operates: Duration) {
        let mut next = Some(first);
        while let Some(wagon) = next {
            next = self.vehicles[wagon].behind;
            if let Some(unit) = self.vehicles[wagon].unit {
                self.units[unit as usize].wear(operates);
            }
        }
    }

    /// A wagon that has failed in its train is set out, to be repaired where it stands.
    fn set_out(&mut self, wagon: VehicleKey) {
        if let Some(unit) = self.vehicles[wagon].unit.filter(|&unit| self.units[unit as usize].broken) {
            self.ask_for_repair(unit);
        }
    }

    /// Trains for all that waits where a train has been taken apart, those who wait longest first.
    fn make_up_more(&mut self, first: VehicleKey) {
        while let Some(service) = self.longest_wait(first) {
            if !self.call(service) {
                return;
            }
        }
    }

    /// An empty train to where wagons are missing, from the first port that has enough for one.
    pub(super) fn fetch_wagons(&mut self, fleet: FleetId, to: usize) {
        let ports = self.corridor.fleets[fleet.index()].ports.len();
        let shortest = self.trains_of(fleet).shortest as usize;
        let from = (0..ports).find(|&from| {
            self.idle[fleet.index()].at[from].len() >= shortest
                && self.corridor.fleets[fleet.index()].way(from, to).is_some()
        });
        let needed = self.missing(fleet, to);
        if let Some(train) = from.and_then(|from| self.couple_wagons(fleet, from, needed)) {
            self.send_empty(train, to);
        }
    }

    /// Wagons that what waits at a port needs.
    fn missing(&self, fleet: FleetId, port: usize) -> u64 {
        let services = self.corridor.fleets[fleet.index()].services.iter();
        let here = services.filter(|service| self.service(**service).ports[0] == port);
        here.map(|service| self.posts[service.index()].uncovered().div_ceil(FULL)).sum()
    }

    /// Wagons that have stood long enough go where most is missing, or home, in whole trains. From home only
    /// those go that are needed.
    pub(super) fn wagons_give_up(&mut self, fleet: FleetId, port: u16) {
        let Returns::Travels { patience } = self.corridor.fleets[fleet.index()].returns else { return };
        let patience = if port == HOME { Duration::ZERO } else { patience };
        let shortest = u64::from(self.trains_of(fleet).shortest).max(1);
        loop {
            let idle = &self.idle[fleet.index()].at[usize::from(port)];
            let long = |wagon: &&VehicleKey| self.vehicles[**wagon].since + patience <= self.now;
            let waited = idle.iter().take_while(long).count() as u64;
            let neediest = self.neediest_port(fleet, usize::from(port));
            let (to, length) = match neediest {
                Some(to) if port == HOME => {
                    (to, self.missing(fleet, to).saturating_sub(self.idle[fleet.index()].coming[to]))
                }
                Some(to) => (to, waited),
                None => (usize::from(HOME), waited),
            };
            let reached = self.corridor.fleets[fleet.index()].way(usize::from(port), to).is_some();
            if waited < shortest || !reached {
                return;
            }
            let Some(train) = self.couple_wagons(fleet, usize::from(port), length.min(waited)) else {
                return;
            };
            self.send_empty(train, to);
        }
    }
}

//! Lots go aboard: how a vehicle is filled, and what of a lot is left behind.

use super::log::Log;
use super::lot::{LotKey, Stage};
use super::vehicle::VehicleKey;
use super::world::World;
use crate::corridor::ledger::Cause;
use crate::corridor::model::Leg;

impl<'c, L: Log> World<'c, L> {
    /// Takes waiting lots aboard while they fit; the last one may be split.
    pub(super) fn fill(&mut self, key: VehicleKey) {
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
    pub(super) fn board(&mut self, lot: LotKey, key: VehicleKey, leg: &'c Leg) {
        self.book_wait_for_vehicle(lot, key);
        let boarding = &mut self.lots[lot];
        boarding.next = None;
        boarding.vehicle = key;
        let room = leg.room.saturating_mul(u64::from(boarding.count));
        let post = &mut self.posts[leg.service.index()];
        post.waiting = post.waiting.saturating_sub(room);
        post.promised = post.promised.saturating_sub(room);
        if let Some(books) = Self::kept(&mut self.draughts) {
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
        if Self::keeps(&self.hires) {
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

    /// A lot is aboard.
    pub(super) fn aboard(&mut self, lot: LotKey, leg: &Leg) {
        if Self::keeps(&self.hires) {
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
}

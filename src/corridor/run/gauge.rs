//! What happens to a vehicle where the gauge changes.
//!
//! ```text
//! bogies     a free track? ─► other bogies ─► onward
//! transload  wagons of the other gauge? ─► a free track? ─► goods go over ─► onward
//! ```
//! A vehicle whose goods have gone over stands for the wagons of the other gauge until it comes back,
//! over whatever change of gauge, or until it is at hand again at home. Then they are free for the
//! next.

use super::border::Customer;
use super::log::Log;
use super::stand::Stand;
use super::traveller::Traveller;
use super::vehicle::VehicleKey;
use super::world::{Event, World};
use crate::corridor::ledger::{Cause, Hours};
use crate::corridor::model::{GaugeChange, GaugeChangeId, Hop, Means, Transload};
use crate::corridor::record::RecordKind;
use crate::noise::Item;
use crate::quantity::Duration;
use crate::sim::Rank;

impl<'c, L: Log> World<'c, L> {
    /// The change of gauge that a vehicle stands before, if it has not been through it.
    pub(super) fn gauge_ahead(&self, key: VehicleKey, way: &[Hop]) -> Option<GaugeChangeId> {
        let vehicle = &self.vehicles[key];
        let hop = usize::from(vehicle.hop);
        if vehicle.regauged || hop == 0 {
            return None;
        }
        self.corridor.gauge_change(way[hop - 1], *way.get(hop)?)
    }

    fn change(&self, id: GaugeChangeId) -> &'c GaugeChange {
        &self.corridor.gauge_changes[id.index()]
    }

    /// A vehicle comes to a change of gauge.
    pub(super) fn change_gauge(&mut self, key: VehicleKey, id: GaugeChangeId) {
        self.vehicles[key].since = self.now;
        let needs_wagons = matches!(self.change(id).means, Means::Transload { wagons: Some(_), .. })
            && self.vehicles[key].wagons.is_none();
        if !needs_wagons {
            self.take_track(key, id);
        } else if self.wagons[id.index()].seize(self.now, key, 1, 0) {
            self.get_wagons(key, id);
        }
    }

    fn get_wagons(&mut self, key: VehicleKey, id: GaugeChangeId) {
        self.pick_wagons(key, id);
        self.take_track(key, id);
    }

    /// A vehicle that has what wagons it needs asks for a track; an empty one has nothing to transload.
    fn take_track(&mut self, key: VehicleKey, id: GaugeChangeId) {
        let nothing_to_do =
            self.vehicles[key].aboard.is_none() && matches!(self.change(id).means, Means::Transload { .. });
        if nothing_to_do {
            let waited = self.now - self.vehicles[key].since;
            self.vehicles[key].hours.book(Cause::GaugeChange, waited);
            self.tell_trip_hours(key, None);
            self.change_wagons(key, id);
            return self.go_on(key);
        }
        if self.tracks[id.index()].seize(self.now, key, 1, 0) {
            self.regauge(key, id);
        } else if self.may_fail(Stand::Track(id)) {
            self.tell_track(RecordKind::Wait, key, id);
        }
    }

    /// Work on a vehicle begins; its end is known at once.
    fn regauge(&mut self, key: VehicleKey, id: GaugeChangeId) {
        let change = self.change(id);
        let work = self.gauge_work(key, change);
        if self.may_fail(Stand::Track(id)) {
            self.tell_track(RecordKind::Seize, key, id);
            return self.work_at(Stand::Track(id), Customer::Traveller(Traveller::Vehicle(key)), work);
        }
        let mut closed = Hours::NONE;
        let end = match change.gate.map(|gate| &self.gates[gate.index()]) {
            None => self.now + work,
            Some(gate) => {
                let turn = gate.turn(self.now, work, change.at_closing);
                gate.closed_between(self.now, turn.closed_to, |cause, span| closed.book(cause, span));
                turn.end
            }
        };
        let vehicle = &mut self.vehicles[key];
        vehicle.hours.book(Cause::GaugeChange, end - vehicle.since - closed.total());
        vehicle.hours += &closed;
        self.tell_trip_hours(key, None);
        self.calendar.schedule(end, Rank::Finish, Event::Regauged(key));
    }

    fn gauge_work(&self, key: VehicleKey, change: &GaugeChange) -> Duration {
        let vehicle = &self.vehicles[key];
        let at = |item: Item| self.noise.at(change.draws, item);
        let ms = match &change.means {
            Means::Bogies(time) | Means::Transload { work: Transload::PerVehicle(time), .. } => {
                time.sample(at(vehicle.trip))
            }
            Means::Transload { work: Transload::AtRate(rates), .. } => {
                let hours = self.lots_of(Traveller::Vehicle(key)).map(|lot| {
                    let lot = &self.lots[lot];
                    let cargo = self.corridor.demand[lot.demand.index()].cargo;
                    f64::from(lot.count) / rates[cargo.index()].sample(at(lot.item))
                });
                hours.sum::<f64>() * 3.6e6
            }
        };
        Duration::nearest_ms(ms)
    }

    /// Books the hours of a change of gauge on a track that may have failed meanwhile.
    fn book_gauge(&mut self, key: VehicleKey, id: GaugeChangeId) {
        let who = Customer::Traveller(Traveller::Vehicle(key));
        let lost = self.done_at(Stand::Track(id), who);
        let vehicle = &mut self.vehicles[key];
        vehicle.hours.book(Cause::GaugeChange, self.now - vehicle.since - lost.total());
        vehicle.hours += &lost;
        self.tell_trip_hours(key, None);
        self.tell_off_track(key, id);
    }

    /// A vehicle is on the other gauge: the fee is due, its track goes to the next.
    pub(super) fn regauged(&mut self, key: VehicleKey) {
        let Some(id) = self.gauge_ahead(key, self.way(key)) else { return };
        let change = self.change(id);
        if self.may_fail(Stand::Track(id)) {
            self.book_gauge(key, id);
        }
        self.tell_paying("gauge change");
        self.charge_all(Traveller::Vehicle(key), change.payee, &change.fees);
        self.tracks[id.index()].release(self.now, 1);
        self.take_tracks(id);
        self.change_wagons(key, id);
        self.go_on(key);
    }

    /// Free tracks go to those who are next in line.
    pub(super) fn take_tracks(&mut self, id: GaugeChangeId) {
        while let Some(next) = self.tracks[id.index()].admit(self.now) {
            self.regauge(next, id);
        }
    }

    /// After transloading a vehicle stands for other wagons: its own again, or those of the place.
    fn change_wagons(&mut self, key: VehicleKey, id: GaugeChangeId) {
        match self.change(id).means {
            Means::Transload { wagons: Some(_), .. } if self.vehicles[key].wagons.is_none() => {
                self.vehicles[key].wagons = Some(id);
            }
            Means::Transload { .. } => self.give_wagons_back(key),
            Means::Bogies(_) => {}
        }
    }

    /// Wagons that a vehicle stands for are free for the next.
    pub(super) fn give_wagons_back(&mut self, key: VehicleKey) {
        self.put_wagons_down(key);
        let Some(id) = self.vehicles[key].wagons.take() else { return };
        self.wagons[id.index()].release(self.now, 1);
        self.take_wagons(id);
    }

    pub(super) fn take_wagons(&mut self, id: GaugeChangeId) {
        while let Some(next) = self.wagons[id.index()].admit(self.now) {
            self.get_wagons(next, id);
        }
    }

    fn go_on(&mut self, key: VehicleKey) {
        self.vehicles[key].regauged = true;
        self.travel(key);
    }
}

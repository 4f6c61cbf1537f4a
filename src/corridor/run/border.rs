//! What happens to a vehicle at a border crossing.

use super::vehicle::VehicleKey;
use super::world::{Event, World};
use crate::corridor::ledger::Cause;
use crate::corridor::model::{Border, BorderId};
use crate::quantity::Duration;
use crate::sim::{AtClosing, Rank};

impl World<'_> {
    /// A vehicle with goods comes to a border crossing.
    pub(super) fn at_border(&mut self, key: VehicleKey, id: BorderId) {
        self.vehicles[key].since = self.now;
        if self.servers[id.index()].seize(self.now, key, 1, 0) {
            self.inspect(key, id);
        }
    }

    /// A server takes on a vehicle; how long it stands there is known at once.
    fn inspect(&mut self, key: VehicleKey, id: BorderId) {
        let border: &Border = &self.corridor.borders[id.index()];
        let release = border.release.sample(self.noise.at(border.draws, self.vehicles[key].trip));
        let release = Duration::from_ms((release + 0.5) as u64);
        let start = self.opening(border.gate);
        let end = match border.gate {
            None => start + release,
            Some(gate) => self.gates[gate.index()].finish(start, release, AtClosing::Pause),
        };
        self.book_closed(key, border.gate, end);
        let vehicle = &mut self.vehicles[key];
        let mut at_border = end - vehicle.since;
        if let Some(gate) = border.gate {
            self.gates[gate.index()]
                .closed_between(self.now, end, |_, closed| at_border = at_border - closed);
        }
        vehicle.hours.book(Cause::Customs, at_border);
        self.calendar.schedule(end, Rank::Finish, Event::Released(key));
    }

    /// A vehicle may pass the border: the fees are due, and the next is taken on.
    pub(super) fn released(&mut self, key: VehicleKey) {
        let hop = self.way(key)[usize::from(self.vehicles[key].hop)];
        let Some(id) = self.corridor.links[hop.link.index()].border else { return };
        self.charge_border(key, id);
        self.servers[id.index()].release(self.now, 1);
        while let Some(next) = self.servers[id.index()].admit(self.now) {
            self.inspect(next, id);
        }
        self.vehicles[key].released = true;
        self.travel(key);
    }

    fn charge_border(&mut self, key: VehicleKey, id: BorderId) {
        let border = &self.corridor.borders[id.index()];
        let mut next = self.vehicles[key].aboard.map(|(first, _)| first);
        while let Some(lot) = next {
            let cargo = self.corridor.demand[self.lots[lot].demand.index()].cargo;
            self.charge(lot, key, border.payee, border.fees[cargo.index()]);
            next = self.lots[lot].next;
        }
    }
}

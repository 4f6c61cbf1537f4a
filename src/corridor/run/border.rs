//! What happens to a traveller at a border crossing.

use super::traveller::Traveller;
use super::world::{Event, World};
use crate::corridor::ledger::{Cause, Hours};
use crate::corridor::model::{Border, BorderId};
use crate::quantity::Duration;
use crate::sim::{AtClosing, Rank};

impl World<'_> {
    /// A traveller with goods comes to a border crossing.
    pub(super) fn at_border(&mut self, who: Traveller, id: BorderId) {
        *self.trip_ledger(who).0 = self.now;
        if self.servers[id.index()].seize(self.now, who, 1, 0) {
            self.inspect(who, id);
        }
    }

    /// A server takes on a traveller; how long it stands there is known at once.
    fn inspect(&mut self, who: Traveller, id: BorderId) {
        let border: &Border = &self.corridor.borders[id.index()];
        let release = border.release.sample(self.noise.at(border.draws, self.trip(who)));
        let release = Duration::from_ms((release + 0.5) as u64);
        let mut closed = Hours::NONE;
        let end = match border.gate {
            None => self.now + release,
            Some(gate) => {
                let gate = &self.gates[gate.index()];
                let end = gate.finish(gate.next_open(self.now), release, AtClosing::Pause);
                gate.closed_between(self.now, end, |cause, span| closed.book(cause, span));
                end
            }
        };
        let (since, hours) = self.trip_ledger(who);
        hours.book(Cause::Customs, end - *since - closed.total());
        *hours += &closed;
        self.calendar.schedule(end, Rank::Finish, Event::Released(who));
    }

    /// A traveller may pass the border: the fees are due, and the next is taken on.
    pub(super) fn released(&mut self, who: Traveller) {
        let hop = self.hop_ahead(who);
        let Some(id) = self.corridor.links[hop.link.index()].border else { return };
        self.charge_border(who, id);
        self.servers[id.index()].release(self.now, 1);
        while let Some(next) = self.servers[id.index()].admit(self.now) {
            self.inspect(next, id);
        }
        match who {
            Traveller::Vehicle(key) => {
                self.vehicles[key].released = true;
                self.travel(key);
            }
            Traveller::Lot(key) => {
                self.lots[key].released = true;
                self.ride_on(key);
            }
        }
    }

    fn charge_border(&mut self, who: Traveller, id: BorderId) {
        let border = &self.corridor.borders[id.index()];
        let mut next = match who {
            Traveller::Vehicle(key) => self.vehicles[key].aboard.map(|(first, _)| first),
            Traveller::Lot(lot) => Some(lot),
        };
        while let Some(lot) = next {
            let cargo = self.corridor.demand[self.lots[lot].demand.index()].cargo;
            self.charge(lot, who, border.payee, border.fees[cargo.index()]);
            next = self.lots[lot].next;
        }
    }
}

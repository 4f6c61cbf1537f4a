//! Rides: the short way of a lot that has a vehicle to itself.
//!
//! Where vehicles leave with a single lot at once, need no berth at either end and are at hand again
//! the moment they are empty (hired trucks, wagon slots, the servers of a queue), nothing can happen
//! to the vehicle that does not happen to the lot. The lot then carries the trip itself; of the
//! vehicle only its number is out of the pool. [`Leg::rides`] says where, and what comes out is
//! what calling, loading, travelling and unloading come to (a test holds the two against each other).

use super::log::Log;
use super::lot::{LotKey, Stage};
use super::slowdown::exit;
use super::traveller::Traveller;
use super::vehicle::VehicleKey;
use super::voyage::{Passing, travel_time};
use super::world::{Event, World};
use crate::corridor::ledger::Cause;
use crate::corridor::model::{FULL, Leg, Pace};
use crate::quantity::Duration;
use crate::sim::Rank;

impl<L: Log> World<'_, L> {
    /// Whether a lot that is ready finds a vehicle for itself: it is on its way then.
    #[inline]
    pub(super) fn rides(&mut self, lot: LotKey, leg: &Leg, room: u64) -> bool {
        let post = &self.posts[leg.service.index()];
        if !leg.rides || self.long_way || room > FULL || !post.is_quiet() {
            return false;
        }
        let Some(vehicle) = self.hire(leg.fleet) else { return false };
        self.ride(lot, leg, vehicle);
        true
    }

    fn ride(&mut self, lot: LotKey, leg: &Leg, vehicle: VehicleKey) {
        self.fleets[leg.fleet.index()].waits.record(Duration::ZERO);
        self.leave_yard(lot, leg);
        let riding = &mut self.lots[lot];
        riding.stage = Stage::Aboard;
        riding.vehicle = vehicle;
        riding.next = None;
        riding.hop = 0;
        riding.released = false;
        self.ride_along(lot, leg);
    }

    /// A lot on a ride is where its next hop begins.
    pub(super) fn ride_on(&mut self, key: LotKey) {
        self.ride_along(key, self.leg(key));
    }

    /// Goes on along the way, up to the next place where others may be in the way.
    fn ride_along(&mut self, key: LotKey, leg: &Leg) {
        let corridor = self.corridor;
        let now = self.now;
        let riding = &mut self.lots[key];
        let way = &corridor.services[leg.service.index()].path;
        let fleet = &corridor.fleets[leg.fleet.index()];
        let mut at = now;
        while let Some(&hop) = way.get(usize::from(riding.hop)) {
            let link = &corridor.links[hop.link.index()];
            let border = if riding.released { None } else { link.border };
            if at > now && (border.is_some() || (L::BOOKS && link.headway.is_some())) {
                self.calendar.schedule(at, Rank::Arrive, Event::RideOn(key));
                return;
            }
            if let Some(border) = border {
                return self.at_border(Traveller::Lot(key), border);
            }
            let entry = if L::BOOKS {
                let passing = Passing { link, hop, gates: &self.gates, slots: &mut self.slots };
                passing.enter(at, &mut riding.hours)
            } else {
                at
            };
            let span = match &link.pace {
                Pace::Time(law) => {
                    let place = leg.place_of_hop(riding.hop);
                    Duration::nearest_ms(self.foresight.amount(
                        key,
                        riding,
                        place,
                        &self.noise,
                        (link.draws, law),
                    ))
                }
                _ => travel_time(link, fleet, &self.noise, riding.item, riding.hop),
            };
            at = if L::BOOKS { exit(&self.slowdowns, link, entry, span) } else { entry + span };
            riding.hours.book(Cause::Moving, span.min(at - entry));
            if L::BOOKS && link.slowed.is_some() {
                riding.hours.book(Cause::Weather, (at - entry) - span);
            }
            riding.hop += 1;
            riding.released = false;
        }
        riding.since = at;
        self.calendar.schedule(at, Rank::Arrive, Event::RideEnds(key));
    }

    /// A lot has arrived: it goes its way, and its vehicle is free.
    pub(super) fn ride_ends(&mut self, key: LotKey) {
        let leg = self.leg(key);
        if Self::keeps(&self.emitted) {
            self.emit_trip(Some(self.lots[key].vehicle), leg.service, Some(key));
        }
        self.charge(key, Traveller::Lot(key), leg.payee, &leg.freight);
        let lot = &mut self.lots[key];
        lot.km += leg.km;
        lot.stage = Stage::Unloading;
        let vehicle = lot.vehicle;
        self.gone_off(key, leg);
        self.back_in_pool(vehicle, leg);
    }

    fn back_in_pool(&mut self, vehicle: VehicleKey, leg: &Leg) {
        let fleet = &mut self.fleets[leg.fleet.index()];
        if fleet.queue.get() > 0 {
            return self.next_task(vehicle);
        }
        fleet.busy.subtract(self.now, 1);
        self.idle[leg.fleet.index()].take_back(vehicle);
    }
}

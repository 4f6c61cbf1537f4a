//! Berths: who lies where, and berths that break down or are maintained.
//!
//! A berth that fails while a vehicle lies there is out of order when it has left.

use super::log::Log;
use super::unit::{UnitKey, What};
use super::vehicle::VehicleKey;
use super::world::{Event, World};
use crate::corridor::model::{BerthId, Pool};
use crate::corridor::record::{Facility, RecordKind};
use crate::sim::Rank;

impl<L: Log> World<'_, L> {
    /// Whether a vehicle has a berth at the port where it is, or needs none; if not, it stands in line.
    #[inline]
    pub(super) fn takes_berth(&mut self, key: VehicleKey) -> bool {
        let Some(berth) = self.berth_of(key) else { return true };
        let free = self.berths[berth.index()].seize(self.now, key, 1, 0);
        self.vehicles[key].berthed = free;
        let kind = if free { RecordKind::Seize } else { RecordKind::Wait };
        self.tell_vehicle(kind, key, Facility::Berth(berth));
        if free && Self::any(&self.units) {
            self.lies_at(key, berth);
        }
        free
    }

    /// A vehicle gives its berth back, for the next in line.
    pub(super) fn free_berth(&mut self, key: VehicleKey) {
        let Some(berth) = self.berth_of(key) else { return };
        self.tell_vehicle(RecordKind::Release, key, Facility::Berth(berth));
        if Self::any(&self.units) {
            self.lies_no_more(key, berth);
        }
        let next = self.berths[berth.index()].hand_over(self.now, 1);
        self.berth_all(next, berth);
    }

    /// Free berths go to those who are next in line.
    pub(super) fn take_berths(&mut self, berth: BerthId) {
        let next = self.berths[berth.index()].admit(self.now);
        self.berth_all(next, berth);
    }

    fn berth_all(&mut self, mut next: Option<VehicleKey>, berth: BerthId) {
        while let Some(vehicle) = next {
            if Self::any(&self.units) {
                self.lies_at(vehicle, berth);
            }
            self.calendar.schedule(self.now, Rank::Finish, Event::Berthed(vehicle));
            next = self.berths[berth.index()].admit(self.now);
        }
    }

    /// A vehicle takes the first berth that is in order.
    fn lies_at(&mut self, key: VehicleKey, berth: BerthId) {
        let now = self.now;
        let berths = self.units_in(Pool::Berths(berth));
        if let Some(unit) = self.units[berths].iter_mut().find(|unit| unit.is_free()) {
            unit.what = What::Berth(berth, Some((key, now)));
        }
    }

    /// A vehicle leaves its berth, whose time it has used up.
    fn lies_no_more(&mut self, key: VehicleKey, berth: BerthId) {
        for place in self.units_in(Pool::Berths(berth)) {
            let What::Berth(_, Some((vehicle, since))) = self.units[place].what else { continue };
            if vehicle != key {
                continue;
            }
            let lain = self.now - since;
            let unit = &mut self.units[place];
            unit.what = What::Berth(berth, None);
            unit.wear(lain);
            let fails = unit.broken;
            self.settle(place as UnitKey);
            if fails {
                self.ask_for_repair(place as UnitKey);
            }
            return;
        }
    }
}

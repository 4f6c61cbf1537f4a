//! Who listens to a replication: nobody, or a recorder.
//!
//! The world is written once, over its log. With [`Silent`] nobody listens and nothing is put together to be
//! told; with a [`Recorder`] the same code tells what it does.

use super::lot::LotKey;
use super::vehicle::VehicleKey;
use crate::corridor::ledger::{Cause, Hours};
use crate::corridor::model::{DemandId, FleetId};
use crate::corridor::record::{LotName, Record, VehicleName};
use crate::sim::Time;
use std::collections::BTreeMap;
use std::fmt;

/// What listens to a replication.
pub(super) trait Log {
    /// Whether anybody listens.
    const ON: bool;
    /// Whether the world has the books that only some scenarios need.
    const BOOKS: bool;

    /// A record; one with an instant yet to come is kept until then.
    fn tell(&mut self, now: Time, record: Record);

    /// A consignment has appeared, as this lot.
    fn appears(&mut self, lot: LotKey, demand: DemandId, number: u64);

    /// A lot has been split: `part` is its `number`-th part.
    fn splits(&mut self, whole: LotKey, part: LotKey, number: u16);

    /// A vehicle has been made.
    fn makes(&mut self, vehicle: VehicleKey, fleet: FleetId);

    /// The name of a lot.
    fn lot(&self, lot: LotKey) -> Option<LotName>;

    /// The name of a vehicle.
    fn vehicle(&self, vehicle: VehicleKey) -> Option<VehicleName>;

    /// The end: what was told for now and later does not come to pass.
    fn end(&mut self, now: Time);

    /// The hours of a lot that have not been told.
    fn lot_news(&self, lot: LotKey, hours: &Hours) -> Hours;

    /// The hours of a vehicle's trip that have not been told.
    fn vehicle_news(&self, vehicle: VehicleKey, hours: &Hours) -> Hours;

    /// The hours of a lot have been told.
    fn lot_knows(&mut self, lot: LotKey, hours: Hours);

    /// The hours of a vehicle's trip have been told.
    fn vehicle_knows(&mut self, vehicle: VehicleKey, hours: Hours);

    /// What the dollars that follow are for.
    fn paying(&mut self, of: &'static str);

    /// What dollars are for.
    fn paid_for(&self) -> &'static str;
}

/// Nobody listens, to a world with all its books or to a bare one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Silent<const BOOKS: bool>;

impl<const BOOKS: bool> Log for Silent<BOOKS> {
    const ON: bool = false;
    const BOOKS: bool = BOOKS;

    #[inline(always)]
    fn tell(&mut self, _: Time, _: Record) {}
    #[inline(always)]
    fn appears(&mut self, _: LotKey, _: DemandId, _: u64) {}
    #[inline(always)]
    fn splits(&mut self, _: LotKey, _: LotKey, _: u16) {}
    #[inline(always)]
    fn makes(&mut self, _: VehicleKey, _: FleetId) {}
    #[inline(always)]
    fn lot(&self, _: LotKey) -> Option<LotName> {
        None
    }
    #[inline(always)]
    fn vehicle(&self, _: VehicleKey) -> Option<VehicleName> {
        None
    }
    #[inline(always)]
    fn end(&mut self, _: Time) {}
    #[inline(always)]
    fn lot_news(&self, _: LotKey, _: &Hours) -> Hours {
        Hours::NONE
    }
    #[inline(always)]
    fn vehicle_news(&self, _: VehicleKey, _: &Hours) -> Hours {
        Hours::NONE
    }
    #[inline(always)]
    fn lot_knows(&mut self, _: LotKey, _: Hours) {}
    #[inline(always)]
    fn vehicle_knows(&mut self, _: VehicleKey, _: Hours) {}
    #[inline(always)]
    fn paying(&mut self, _: &'static str) {}
    #[inline(always)]
    fn paid_for(&self) -> &'static str {
        ""
    }
}

/// Hands every record to somebody, in the order of time.
pub(super) struct Recorder<'s> {
    sink: &'s mut dyn FnMut(&Record),
    /// What is known ahead, in the order of time and of telling.
    ahead: BTreeMap<(Time, u64), Record>,
    told: u64,
    lots: Vec<Option<LotName>>,
    vehicles: Vec<Option<VehicleName>>,
    /// Vehicles made so far, by fleet.
    made: Vec<u64>,
    /// Hours told of each lot and of each vehicle's trip.
    lot_hours: Vec<Option<Hours>>,
    trip_hours: Vec<Option<Hours>>,
    /// What dollars are paid for now.
    paying: &'static str,
}

impl<'s> Recorder<'s> {
    pub(super) fn new(sink: &'s mut dyn FnMut(&Record)) -> Self {
        Self {
            sink,
            ahead: BTreeMap::new(),
            told: 0,
            lots: Vec::new(),
            vehicles: Vec::new(),
            made: Vec::new(),
            lot_hours: Vec::new(),
            trip_hours: Vec::new(),
            paying: "",
        }
    }
}

impl Recorder<'_> {
    /// Hands over what was told for an instant up to now.
    fn flush(&mut self, now: Time) {
        while let Some(entry) = self.ahead.first_entry()
            && entry.key().0 <= now
        {
            let record = entry.remove();
            (self.sink)(&record);
        }
    }
}

impl fmt::Debug for Recorder<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recorder").field("told", &self.told).finish_non_exhaustive()
    }
}

/// Puts a thing at its place in a list that grows as it must.
fn put<T: Clone>(list: &mut Vec<Option<T>>, place: u32, thing: Option<T>) {
    let place = place as usize;
    if list.len() <= place {
        list.resize(place + 1, None);
    }
    list[place] = thing;
}

impl Log for Recorder<'_> {
    const ON: bool = true;
    const BOOKS: bool = true;

    fn tell(&mut self, now: Time, record: Record) {
        self.told += 1;
        if record.at > now {
            self.ahead.insert((record.at, self.told), record);
        } else {
            self.flush(now);
            (self.sink)(&record);
        }
    }

    fn appears(&mut self, lot: LotKey, demand: DemandId, number: u64) {
        put(&mut self.lots, lot, Some(LotName { demand, number: number + 1, part: Vec::new() }));
        put(&mut self.lot_hours, lot, None);
    }

    fn splits(&mut self, whole: LotKey, part: LotKey, number: u16) {
        let name = self.lot(whole).map(|mut name| {
            name.part.push(number);
            name
        });
        put(&mut self.lots, part, name);
    }

    fn makes(&mut self, vehicle: VehicleKey, fleet: FleetId) {
        if self.made.len() <= fleet.index() {
            self.made.resize(fleet.index() + 1, 0);
        }
        self.made[fleet.index()] += 1;
        let number = self.made[fleet.index()];
        put(&mut self.vehicles, vehicle, Some(VehicleName { fleet, number }));
    }

    fn lot(&self, lot: LotKey) -> Option<LotName> {
        self.lots.get(lot as usize).cloned().flatten()
    }

    fn vehicle(&self, vehicle: VehicleKey) -> Option<VehicleName> {
        self.vehicles.get(vehicle as usize).copied().flatten()
    }

    fn end(&mut self, now: Time) {
        self.ahead.retain(|&(at, _), _| at < now);
    }

    fn lot_news(&self, lot: LotKey, hours: &Hours) -> Hours {
        since(hours, self.lot_hours.get(lot as usize))
    }

    fn vehicle_news(&self, vehicle: VehicleKey, hours: &Hours) -> Hours {
        since(hours, self.trip_hours.get(vehicle as usize))
    }

    fn lot_knows(&mut self, lot: LotKey, hours: Hours) {
        put(&mut self.lot_hours, lot, Some(hours));
    }

    fn vehicle_knows(&mut self, vehicle: VehicleKey, hours: Hours) {
        put(&mut self.trip_hours, vehicle, Some(hours));
    }

    fn paying(&mut self, of: &'static str) {
        self.paying = of;
    }

    fn paid_for(&self) -> &'static str {
        self.paying
    }
}

/// What has come to a ledger since it was told.
fn since(hours: &Hours, told: Option<&Option<Hours>>) -> Hours {
    let told = told.copied().flatten().unwrap_or(Hours::NONE);
    let mut news = *hours;
    for cause in Cause::ALL {
        news[cause] = news[cause].saturating_sub(told[cause]);
    }
    news
}

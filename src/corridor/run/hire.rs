//! Hire, demurrage, empty trips and tariffs with steps: charges that few scenarios have.

use super::log::Log;
use super::lot::LotKey;
use super::traveller::Traveller;
use super::vehicle::VehicleKey;
use super::world::World;
use crate::corridor::model::{Corridor, Freight, Hire, Micros};
use crate::sim::Time;

/// What is kept in mind for hire, where a fleet asks for any.
#[derive(Debug)]
pub(super) struct Hires {
    /// Empty trips not yet paid for, by vehicle.
    owed: Vec<Micros>,
    /// Since when a lot keeps its vehicle at a berth.
    held: Vec<Time>,
}

impl Hires {
    /// The books of a corridor some of whose fleets charge for keeping vehicles.
    pub(super) fn of(corridor: &Corridor) -> Option<Box<Self>> {
        let mut fleets = corridor.windows().flat_map(|(corridor, ..)| &corridor.fleets);
        let any = fleets.any(|fleet| fleet.hire.is_some());
        any.then(|| Box::new(Self { owed: Vec::new(), held: Vec::new() }))
    }

    pub(super) fn clear(&mut self) {
        self.owed.clear();
        self.held.clear();
    }
}

fn place<T: Copy>(list: &mut Vec<T>, key: u32, nothing: T) -> &mut T {
    let index = key as usize;
    if list.len() <= index {
        list.resize(index + 1, nothing);
    }
    &mut list[index]
}

impl<'c, L: Log> World<'c, L> {
    fn hire_of(&self, vehicle: VehicleKey) -> Option<&'c Hire> {
        self.corridor.fleets[self.vehicles[vehicle].fleet.index()].hire.as_ref()
    }

    /// A vehicle has come to a port without load: the next load pays for it.
    #[cold]
    pub(super) fn owe_empty(&mut self, key: VehicleKey, from: u16, to: u16) {
        let Some(hire) = self.hire_of(key) else { return };
        let fleet = &self.corridor.fleets[self.vehicles[key].fleet.index()];
        let way = fleet.way(usize::from(from), usize::from(to)).unwrap_or_default();
        let km: f64 = way.iter().map(|hop| self.corridor.links[hop.link.index()].length.as_km()).sum();
        let usd = hire.empty_km * km + hire.empty_trip;
        if let Some(hires) = &mut self.hires {
            let owed = place(&mut hires.owed, key, Micros::default());
            owed.0 = owed.0.saturating_add(Micros::from_usd(usd).0);
        }
    }

    /// A laden vehicle has its berth: those aboard pay for its time under way and its empty trips,
    /// by the room that they take. From now on they keep it here.
    #[cold]
    pub(super) fn charge_trip(&mut self, key: VehicleKey) {
        let Some(hire) = self.hire_of(key) else { return };
        let now = self.now;
        let under_way = (now - self.vehicles[key].ready).as_ms() as f64 * hire.under_way;
        let owed = self.hires.as_mut().map(|hires| std::mem::take(place(&mut hires.owed, key, Micros(0))));
        let mut left = Micros::from_usd(under_way).0.saturating_add(owed.unwrap_or_default().0);
        let mut room_left = self.vehicles[key].load.held() as f64;
        let mut next = self.vehicles[key].aboard.map(|(first, _)| first);
        while let Some(lot) = next {
            next = self.lots[lot].next;
            let room = self.room_of(lot) as f64;
            // The last one takes what is left, so that shares sum to the whole.
            let part = if next.is_none() { left } else { (left as f64 * (room / room_left)) as i64 };
            left -= part;
            room_left -= room;
            self.tell_paying("hire");
            self.book(lot, hire.payee, Micros(part));
            self.keep_vehicle(lot);
        }
    }

    /// From now on a lot keeps its vehicle at a berth.
    pub(super) fn keep_vehicle(&mut self, lot: LotKey) {
        let now = self.now;
        if let Some(hires) = &mut self.hires {
            *place(&mut hires.held, lot, Time::START) = now;
        }
    }

    /// A lot is aboard, or off: what it kept its part of the vehicle beyond the free time is due.
    #[cold]
    pub(super) fn charge_demurrage(&mut self, lot: LotKey) {
        let key = self.lots[lot].vehicle;
        let Some(hire) = self.hire_of(key).filter(|hire| hire.kept != 0.0) else { return };
        let Some(hires) = &mut self.hires else { return };
        let kept = self.now - *place(&mut hires.held, lot, Time::START);
        if kept > hire.free_time {
            let part = self.room_of(lot) as f64 / crate::corridor::FULL as f64;
            let usd = (kept - hire.free_time).as_ms() as f64 * hire.kept * part;
            self.tell_paying("demurrage");
            self.book(lot, hire.payee, Micros::from_usd(usd));
        }
    }

    /// What a tariff with steps comes to for a lot.
    #[cold]
    pub(super) fn stepped(&self, lot: LotKey, who: Traveller, table: u32) -> Micros {
        let tariff = &self.corridor.step_tariffs[table as usize];
        let amount = match tariff.charge(self.lots[lot].count) {
            Freight::PerUnit(price) => price.of(self.lots[lot].count),
            Freight::PerVehicle(usd) => Micros::from_usd(usd * self.share_of(lot, who)),
            Freight::Stepped(_) => Micros::default(),
        };
        amount.max(tariff.minimum)
    }

    /// The hire of what goods lie in, since they appeared.
    pub(super) fn charge_container(&mut self, lot: LotKey, days: f64) {
        let going = &self.lots[lot];
        let count = going.count;
        let cargo = &self.corridor.cargo[self.corridor.demand[going.demand.index()].cargo.index()];
        if let Some((usd, payee)) = cargo.hire {
            self.tell_paying("container hire");
            self.book(lot, payee, Micros::from_usd(usd * days * f64::from(count)));
        }
    }
}

//! Travellers: whoever passes a border or waits for a path, a vehicle or a lot on a ride.

use super::log::Log;
use super::lot::LotKey;
use super::vehicle::VehicleKey;
use super::world::World;
use crate::corridor::ledger::Hours;
use crate::corridor::model::Hop;
use crate::sim::Time;

/// Who is under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Traveller {
    /// A vehicle with all that is aboard.
    Vehicle(VehicleKey),
    /// A lot with a vehicle to itself.
    Lot(LotKey),
}

impl<L: Log> World<'_, L> {
    /// Up to when a traveller's time is booked, and where to book more.
    #[inline]
    pub(super) fn trip_ledger(&mut self, who: Traveller) -> (&mut Time, &mut Hours) {
        match who {
            Traveller::Vehicle(key) => {
                let vehicle = &mut self.vehicles[key];
                (&mut vehicle.since, &mut vehicle.hours)
            }
            Traveller::Lot(key) => {
                let lot = &mut self.lots[key];
                (&mut lot.since, &mut lot.hours)
            }
        }
    }

    /// The hop that a traveller stands before.
    #[inline]
    pub(super) fn hop_ahead(&self, who: Traveller) -> Hop {
        match who {
            Traveller::Vehicle(key) => self.way(key)[usize::from(self.vehicles[key].hop)],
            Traveller::Lot(key) => {
                let service = self.leg(key).service;
                self.corridor.services[service.index()].path[usize::from(self.lots[key].hop)]
            }
        }
    }
}

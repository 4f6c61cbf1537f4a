//! What is where, as the trace tells it: the rules look at it, none depends on another.

use super::record::{Kind, Record};
use std::collections::HashMap;

/// The lots and vehicles of the trace up to a record.
#[derive(Debug, Default)]
pub(super) struct Scene {
    lots: HashMap<String, Lot>,
    trips: HashMap<String, Trip>,
}

/// A lot.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lot {
    pub(super) units: u64,
    /// When its consignment appeared.
    pub(super) appeared: u64,
}

/// What a vehicle is on.
#[derive(Debug, Default)]
pub(super) struct Trip {
    /// The service; empty for a trip without load.
    pub(super) service: String,
    /// The lots aboard, with their load units.
    pub(super) aboard: HashMap<String, u64>,
    /// What was aboard when it left.
    pub(super) left_with: Vec<(String, u64)>,
}

impl Scene {
    pub(super) fn lot(&self, name: &str) -> Option<Lot> {
        self.lots.get(name).copied()
    }

    pub(super) fn trip(&self, vehicle: &str) -> Option<&Trip> {
        self.trips.get(vehicle)
    }

    /// Lots in the corridor.
    pub(super) fn lots(&self) -> impl Iterator<Item = (&str, Lot)> {
        self.lots.iter().map(|(name, lot)| (name.as_str(), *lot))
    }

    /// Takes a record in, after the rules have seen it.
    pub(super) fn take(&mut self, record: &Record) {
        match record.kind {
            Kind::Appear => {
                let lot = Lot { units: record.units(), appeared: record.ms };
                self.lots.insert(record.lot().to_owned(), lot);
            }
            Kind::Split => {
                if let Some(whole) = self.lots.get_mut(record.of()) {
                    whole.units = whole.units.saturating_sub(record.units());
                    let part = Lot { units: record.units(), ..*whole };
                    self.lots.insert(record.lot().to_owned(), part);
                }
            }
            Kind::Deliver | Kind::TurnAway => drop(self.lots.remove(record.lot())),
            Kind::Board => {
                let trip = self.trips.entry(record.vehicle().to_owned()).or_default();
                trip.aboard.insert(record.lot().to_owned(), record.units());
            }
            Kind::Alight => {
                if let Some(trip) = self.trips.get_mut(record.vehicle()) {
                    trip.aboard.remove(record.lot());
                }
            }
            Kind::Depart => {
                let trip = self.trips.entry(record.vehicle().to_owned()).or_default();
                record.of().clone_into(&mut trip.service);
                trip.left_with = trip.aboard.iter().map(|(lot, units)| (lot.clone(), *units)).collect();
            }
            _ => {}
        }
    }
}

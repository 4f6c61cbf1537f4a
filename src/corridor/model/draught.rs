//! How deep a ship lies in the water, and what she can load where it is shallow.
//!
//! ```text
//!      payload ┤‾‾‾‾╲                 each centimetre that she may not go down
//!              │     ╲                costs the tonnes of her immersion
//!            0 └──────────── water
//! ```
//! A ship may go down, at every berth of her trip, by the depth of the water less the clearance under
//! her keel. Room and mass are limits of their own: what fills her up first counts.

use super::Corridor;
use super::ids::{BerthId, CargoId, ServiceId, WaterId};
use super::water::Depth;
use crate::sim::Time;

/// Milligrams in a kilogram.
const KILOGRAM: i128 = 1_000_000;

/// The draught of the vehicles of a fleet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draught {
    /// Draught with the whole payload aboard (µm).
    pub laden: i64,
    /// Water that is kept under the keel (µm).
    pub under_keel: i64,
    /// Load that makes her lie deeper (mg/µm): 1 t/cm is 100 000 of them.
    pub immersion: i64,
    /// The most that she can carry (kg).
    pub payload: u64,
    /// What one load unit weighs aboard, with what it lies in (kg), by cargo class; 0 where the class
    /// is not carried.
    pub masses: Vec<u64>,
}

impl Draught {
    /// What the heaviest load unit weighs: with less than that left a ship is full, and without it
    /// she does not sail.
    #[must_use]
    pub fn heaviest(&self) -> u64 {
        self.masses.iter().copied().max().unwrap_or(0).max(1)
    }

    /// The part of her payload that one load unit weighs.
    #[must_use]
    pub fn share(&self, cargo: CargoId) -> f64 {
        self.masses[cargo.index()] as f64 / self.payload as f64
    }

    /// What she can load where she may go down so far (kg); nothing where no load unit is sure to fit.
    #[must_use]
    pub fn payload_at(&self, permitted: i64) -> u64 {
        let cut = self.laden.saturating_sub(permitted).max(0);
        let milligrams = i128::from(cut) * i128::from(self.immersion);
        let lost = u64::try_from((milligrams + KILOGRAM - 1) / KILOGRAM).unwrap_or(u64::MAX);
        let left = self.payload.saturating_sub(lost);
        if left < self.heaviest() { 0 } else { left }
    }

    /// The least that she must be allowed to go down to sail (µm).
    fn least(&self) -> i64 {
        let spare = i128::from(self.payload.saturating_sub(self.heaviest())) * KILOGRAM;
        let cut = spare / i128::from(self.immersion.max(1));
        i64::try_from(i128::from(self.laden) - cut).unwrap_or(i64::MIN)
    }
}

impl Corridor {
    /// The depth at a berth (µm); `None` where ships of any draught can lie.
    #[must_use]
    pub fn depth_at(&self, berth: BerthId, at: Time) -> Option<i64> {
        let Depth { depth, at: level } = self.berths[berth.index()].depth?;
        let risen = level.map(|(water, chart)| self.waters[water.index()].level(at) - chart);
        Some(depth + risen.unwrap_or(0))
    }

    /// The berths where vehicles of a service load and unload and that have a depth.
    fn shallows(&self, service: ServiceId) -> impl Iterator<Item = (BerthId, Depth)> {
        let fleet = self.fleet_of(service);
        let berths = self.services[service.index()].ports.into_iter();
        let berths = berths.filter_map(|port| fleet.ports.get(port)?.berth);
        berths.filter_map(|berth| Some((berth, self.berths[berth.index()].depth?)))
    }

    /// The shallower of the two berths of a service at an instant, and its depth (µm).
    #[must_use]
    pub fn shallowest(&self, service: ServiceId, at: Time) -> Option<(BerthId, i64)> {
        let depths = self.shallows(service).filter_map(|(berth, _)| Some((berth, self.depth_at(berth, at)?)));
        depths.min_by_key(|&(_, depth)| depth)
    }

    /// What a vehicle that begins to load for a service at an instant can take (kg), as the water
    /// stands at both of its berths; `None` where its draught is not said.
    #[must_use]
    pub fn payload(&self, service: ServiceId, at: Time) -> Option<u64> {
        let draught = self.fleet_of(service).draught.as_ref()?;
        let depth = self.shallowest(service, at).map(|(_, depth)| depth - draught.under_keel);
        Some(draught.payload_at(depth.unwrap_or(draught.laden)))
    }

    /// The waters of a service, each with the level (µm) at which its vehicles can just load; `None`
    /// where they never can.
    fn needs(&self, service: ServiceId) -> Option<Vec<(WaterId, i64)>> {
        let Some(draught) = &self.fleet_of(service).draught else { return Some(Vec::new()) };
        let least = draught.least() + draught.under_keel;
        let mut needs = Vec::new();
        for (_, Depth { depth, at }) in self.shallows(service) {
            match at {
                None if depth < least => return None,
                None => {}
                Some((water, chart)) => needs.push((water, chart + least - depth)),
            }
        }
        Some(needs)
    }

    /// The first instant from `from` on at which vehicles of a service can load.
    #[must_use]
    pub fn can_load_from(&self, service: ServiceId, from: Time) -> Option<Time> {
        let needs = self.needs(service)?;
        let mut at = from;
        loop {
            let reached = needs.iter().map(|&(water, level)| self.waters[water.index()].reaches(level, at));
            let all = reached.collect::<Option<Vec<_>>>()?.into_iter().max().unwrap_or(at);
            if all == at {
                return Some(at);
            }
            at = all;
        }
    }

    /// The first instant from `from` on at which they cannot.
    #[must_use]
    pub fn cannot_load_from(&self, service: ServiceId, from: Time) -> Option<Time> {
        let Some(needs) = self.needs(service) else { return Some(from) };
        let falls = |&(water, level): &(WaterId, i64)| self.waters[water.index()].falls_below(level, from);
        needs.iter().filter_map(falls).min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 9000 t at 7.1 m, 21 t/cm, goods of 13 t.
    fn tanker() -> Draught {
        Draught {
            laden: 7_100_000,
            under_keel: 500_000,
            immersion: 2_100_000,
            payload: 9_000_000,
            masses: vec![0, 13_000],
        }
    }

    #[test]
    fn a_centimetre_less_costs_the_tonnes_of_the_immersion() {
        let ship = tanker();
        assert_eq!(ship.payload_at(8_000_000), 9_000_000);
        assert_eq!(ship.payload_at(7_100_000), 9_000_000);
        assert_eq!(ship.payload_at(7_090_000), 8_979_000);
        // A micrometre is 2.1 kg, and never taken for less.
        assert_eq!(ship.payload_at(7_099_999), 8_999_997);
        assert_eq!(ship.payload_at(6_100_000), 6_900_000);
        assert_eq!(ship.payload_at(0), 0);
        assert_eq!(ship.payload_at(i64::MIN), 0);
    }

    #[test]
    fn a_ship_that_cannot_take_one_load_unit_takes_none() {
        let ship = tanker();
        let least = ship.least();
        assert!(ship.payload_at(least) >= 13_000);
        assert_eq!(ship.payload_at(least - 1), 0);
        let hopeless = Draught { payload: 12_000, ..tanker() };
        assert_eq!(hopeless.payload_at(i64::MAX), 0);
    }
}

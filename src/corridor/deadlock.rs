//! Deadlocks: who waits for whom in a circle that nobody can leave.

use super::model::{FleetId, ServiceId};
use super::record::{Facility, Who};
use crate::sim::Time;

/// What somebody needs to go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// So many units of a facility.
    Units(Facility, u64),
    /// A vehicle of a fleet; where it loads, if that is where it is stuck.
    Vehicle(FleetId, Option<Facility>),
    /// More cargo for a service that leaves only when it is full.
    Cargo(ServiceId),
}

/// One who can't go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stuck {
    /// Who.
    pub who: Who,
    /// What he holds meanwhile, and how many units.
    pub holds: Option<(Facility, u64)>,
    /// What he waits for.
    pub needs: Need,
    /// Since when he waits.
    pub since: Time,
    /// How many others hold the same and wait for the same.
    pub others: usize,
}

/// A circle of those who wait for each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadlock {
    /// The circle: each waits for what the next one holds, and the last for what the first one holds.
    pub circle: Vec<Stuck>,
    /// Lots that can't go on, in the circle or behind it.
    pub lots: usize,
    /// Vehicles that can't go on.
    pub vehicles: usize,
}

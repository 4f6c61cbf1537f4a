//! What keeping vehicles costs the goods that keep them: hire, demurrage, empty trips.

use super::ids::PayeeId;
use crate::quantity::Duration;

/// What a fleet charges besides the tariffs of its services.
#[derive(Debug, Clone, PartialEq)]
pub struct Hire {
    /// For each millisecond of a vehicle under way with goods (USD).
    pub under_way: f64,
    /// For each millisecond that a vehicle is kept at a berth beyond the free time (USD).
    pub kept: f64,
    /// Time at a berth that costs nothing, for each lot.
    pub free_time: Duration,
    /// For each kilometre of an empty trip (USD).
    pub empty_km: f64,
    /// For each empty trip (USD).
    pub empty_trip: f64,
    /// Who is paid.
    pub payee: PayeeId,
}

/// A tariff with steps by quantity and a minimum charge.
#[derive(Debug, Clone, PartialEq)]
pub struct StepTariff {
    /// From how many load units of a lot on which charge applies; the first from none.
    pub steps: Vec<(u32, super::Freight)>,
    /// The least that a lot pays.
    pub minimum: super::Micros,
}

impl StepTariff {
    /// The charge that applies to a lot of so many load units.
    #[must_use]
    pub fn charge(&self, count: u32) -> super::Freight {
        let applies = self.steps.iter().rev().find(|&&(from, _)| from <= count);
        applies.map_or(super::Freight::FREE, |&(_, charge)| charge)
    }
}

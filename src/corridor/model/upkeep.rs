//! Upkeep: breakdowns, repair and planned maintenance of vehicles and equipment.

use super::ids::{GateId, WorkshopId};
use crate::noise::{Distribution, Stream};
use crate::sim::{AtClosing, Time};

/// When the units of a fleet or of an equipment pool are out of work.
#[derive(Debug, Clone, Default)]
pub struct Upkeep {
    /// How they break down.
    pub breakdowns: Option<Breakdowns>,
    /// When some of them are in maintenance, in order of time.
    pub maintenance: Vec<Outage>,
}

impl Upkeep {
    /// Whether nothing ever happens to them.
    #[must_use]
    #[inline]
    pub fn is_nothing(&self) -> bool {
        self.breakdowns.is_none() && self.maintenance.is_empty()
    }
}

impl Upkeep {
    /// Hours of repair for every hour under way or at work, where failures go by operating time.
    #[must_use]
    pub fn repair_of_an_hour(&self) -> f64 {
        self.ratio(FailureClock::Operating)
    }

    /// The share of the time that a unit is not in repair or maintenance, where failures go by the
    /// calendar, over a horizon of so many hours and for `units` of them.
    #[must_use]
    pub fn availability(&self, horizon: f64, units: f64) -> f64 {
        let end = |instant: Time| (instant - Time::START).as_hours().min(horizon);
        let hours =
            |outage: &Outage| (end(outage.to) - end(outage.from)) * f64::from(outage.units).min(units);
        let away: f64 = self.maintenance.iter().map(hours).sum();
        if units <= 0.0 {
            return 1.0;
        }
        let there = (1.0 - away / (horizon * units)).max(1e-6);
        there / (1.0 + self.ratio(FailureClock::Calendar))
    }

    /// Hours of repair an hour, for `units` of which so many are under way or at work on average.
    #[must_use]
    pub fn repair(&self, operating: f64, units: f64) -> f64 {
        let calendar = self.ratio(FailureClock::Calendar);
        operating * self.repair_of_an_hour() + units * calendar / (1.0 + calendar)
    }

    /// Mean repair over mean time between failures, on one of the clocks.
    fn ratio(&self, clock: FailureClock) -> f64 {
        let breakdowns = self.breakdowns.iter().filter(|breakdowns| breakdowns.clock == clock);
        breakdowns.map(|breakdowns| breakdowns.repair.mean() / breakdowns.between.mean()).sum()
    }
}

/// How a unit breaks down and is repaired.
#[derive(Debug, Clone)]
pub struct Breakdowns {
    /// Time from the end of one repair to the next failure (ms).
    pub between: Distribution,
    /// Which time that is.
    pub clock: FailureClock,
    /// Time of a repair (ms).
    pub repair: Distribution,
    /// Whose crews repair; `None`: somebody is always there.
    pub workshop: Option<WorkshopId>,
    /// The addresses of the draws of failures and of repairs.
    pub draws: [Stream; 2],
}

/// What wears a unit out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureClock {
    /// Time under way or at work.
    Operating,
    /// Any time.
    Calendar,
}

/// So many units are in maintenance from one instant to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outage {
    /// When it begins; a unit at work finishes what it does first.
    pub from: Time,
    /// When it ends.
    pub to: Time,
    /// How many units.
    pub units: u32,
}

/// Crews that repair what has broken down, wherever it is.
#[derive(Debug, Clone)]
pub struct Workshop {
    /// Its name.
    pub name: String,
    /// Repairs at the same time.
    pub crews: u32,
    /// Working hours.
    pub gate: Option<GateId>,
    /// What happens to repairs in progress when they end.
    pub at_closing: AtClosing,
}

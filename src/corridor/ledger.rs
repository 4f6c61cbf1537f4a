//! The ledger of hours: where a lot's time goes, by cause.

use crate::quantity::Duration;
use std::ops::{AddAssign, Index, IndexMut};

/// Why time passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Cause {
    /// On the way.
    Moving,
    /// Worked on by equipment or gangs.
    Handling,
    /// Aboard, until the vehicle is full or due to leave.
    Consolidation,
    /// No vehicle with room is there.
    Vehicle,
    /// The vehicle waits for a berth.
    Berth,
    /// Waits for equipment.
    Equipment,
    /// The vehicle waits for a path on a link.
    Path,
    /// A storm has closed a port or a link.
    Weather,
    /// Outside working hours.
    OpeningHours,
    /// Works, an embargo or a link that has not opened yet.
    Works,
    /// Papers and release, in a terminal or at a border crossing.
    Documents,
    /// Queue and release at a border crossing.
    Customs,
    /// Looked into at a border crossing.
    Inspection,
    /// From one track gauge to another: queue and work.
    GaugeChange,
    /// The store it should go to is full.
    Storage,
    /// What carries it or works on it is broken.
    Breakdown,
    /// Something out of the ordinary has closed a place: a landslide, a strike.
    Disruption,
    /// The train waits for a locomotive.
    Locomotive,
}

impl Cause {
    /// How many there are.
    pub const COUNT: usize = 18;

    /// All of them, in the order of reports.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Moving,
        Self::Handling,
        Self::Consolidation,
        Self::Vehicle,
        Self::Berth,
        Self::Equipment,
        Self::Path,
        Self::Weather,
        Self::OpeningHours,
        Self::Works,
        Self::Documents,
        Self::Customs,
        Self::Inspection,
        Self::GaugeChange,
        Self::Storage,
        Self::Breakdown,
        Self::Disruption,
        Self::Locomotive,
    ];

    /// Its name in measure paths: `wait.berth`.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Moving => "moving",
            Self::Handling => "handling",
            Self::Consolidation => "consolidation",
            Self::Vehicle => "vehicle",
            Self::Berth => "berth",
            Self::Equipment => "equipment",
            Self::Path => "path",
            Self::Weather => "weather",
            Self::OpeningHours => "opening_hours",
            Self::Works => "works",
            Self::Documents => "documents",
            Self::Customs => "customs",
            Self::Inspection => "inspection",
            Self::GaugeChange => "gauge_change",
            Self::Storage => "storage",
            Self::Breakdown => "breakdown",
            Self::Disruption => "disruption",
            Self::Locomotive => "locomotive",
        }
    }

    /// What it means, for people.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Moving => "moving",
            Self::Handling => "handling",
            Self::Consolidation => "consolidation (aboard, until the vehicle leaves)",
            Self::Vehicle => "waiting for a vehicle",
            Self::Berth => "waiting for a berth",
            Self::Equipment => "waiting for equipment",
            Self::Path => "waiting for a path",
            Self::Weather => "weather",
            Self::OpeningHours => "outside opening hours",
            Self::Works => "works and closures",
            Self::Documents => "documents",
            Self::Customs => "border crossings",
            Self::Inspection => "inspection at borders",
            Self::GaugeChange => "change of gauge",
            Self::Storage => "blocked by full storage",
            Self::Breakdown => "breakdowns",
            Self::Disruption => "disruptions",
            Self::Locomotive => "waiting for a locomotive",
        }
    }
}

/// Time by cause, in whole milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hours([u64; Cause::COUNT]);

impl Hours {
    /// Nothing yet.
    pub const NONE: Self = Self([0; Cause::COUNT]);

    /// Books a span on a cause. Spans that together reach past the end of time end there, as the
    /// clock does; what they belong to never arrives.
    #[inline]
    pub fn book(&mut self, cause: Cause, span: Duration) {
        self.0[cause as usize] = self.0[cause as usize].saturating_add(span.as_ms());
    }

    /// All of it.
    #[must_use]
    #[inline]
    pub fn total(&self) -> Duration {
        Duration::from_ms(self.0.iter().sum())
    }

    /// The span of one cause.
    #[must_use]
    pub fn of(&self, cause: Cause) -> Duration {
        Duration::from_ms(self[cause])
    }
}

impl AddAssign<&Hours> for Hours {
    #[inline]
    fn add_assign(&mut self, other: &Self) {
        for (sum, part) in self.0.iter_mut().zip(&other.0) {
            *sum += part;
        }
    }
}

impl Index<Cause> for Hours {
    type Output = u64;
    fn index(&self, cause: Cause) -> &u64 {
        &self.0[cause as usize]
    }
}

impl IndexMut<Cause> for Hours {
    fn index_mut(&mut self, cause: Cause) -> &mut u64 {
        &mut self.0[cause as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cause_stands_in_the_list_at_its_own_place() {
        for (place, cause) in Cause::ALL.into_iter().enumerate() {
            assert_eq!(cause as usize, place);
        }
    }

    #[test]
    fn hours_sum() {
        let mut hours = Hours::NONE;
        hours.book(Cause::Moving, Duration::from_ms(5));
        hours.book(Cause::Weather, Duration::from_ms(7));
        let mut sum = hours;
        sum += &hours;
        assert_eq!((sum.total().as_ms(), sum[Cause::Weather]), (24, 14));
    }
}

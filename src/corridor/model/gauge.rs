//! Track gauges, and how a vehicle gets from one to the other.

use super::ids::{CargoId, GateId, PayeeId};
use super::link::Hop;
use super::price::Freight;
use super::upkeep::Upkeep;
use super::{Corridor, GaugeChangeId};
use crate::noise::{Distribution, Stream};
use crate::sim::AtClosing;

/// A track gauge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gauge {
    /// 1520 mm.
    Broad,
    /// 1435 mm.
    Standard,
}

impl Gauge {
    /// Its width in words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Broad => "1520 mm",
            Self::Standard => "1435 mm",
        }
    }
}

/// A place where vehicles get from one gauge to the other.
#[derive(Debug, Clone)]
pub struct GaugeChange {
    /// The node or border crossing where it is.
    pub name: String,
    /// Vehicles worked at the same time.
    pub tracks: u32,
    /// Working hours.
    pub gate: Option<GateId>,
    /// What happens to work in progress when they end.
    pub at_closing: AtClosing,
    /// What is done.
    pub means: Means,
    /// When its tracks are out of work: the jacks, the crane.
    pub upkeep: Upkeep,
    /// When its sets of wagons are.
    pub of_wagons: Upkeep,
    /// The families of tracks and of sets of wagons: draws of one of them are addressed by family and number.
    pub families: [u64; 2],
    /// The fee, by cargo class.
    pub fees: Vec<Freight>,
    /// Who takes the fee.
    pub payee: PayeeId,
    /// The address of its draws.
    pub draws: Stream,
}

/// How the gauge is changed.
#[derive(Debug, Clone)]
pub enum Means {
    /// Every vehicle gets other bogies, loaded or empty, in a time of its own (ms).
    Bogies(Distribution),
    /// What is aboard goes into wagons of the other gauge.
    Transload {
        /// How long that takes.
        work: Transload,
        /// Sets of wagons of the other gauge; `None`: as many as are needed.
        wagons: Option<u32>,
    },
}

/// How long transloading takes.
#[derive(Debug, Clone)]
pub enum Transload {
    /// A time for each vehicle (ms).
    PerVehicle(Distribution),
    /// A rate (load units per hour), by cargo class.
    AtRate(Vec<Distribution>),
}

impl Transload {
    /// The average time for so much of a cargo class (h).
    #[must_use]
    pub fn mean_hours(&self, cargo: CargoId, count: f64) -> f64 {
        match self {
            Self::PerVehicle(time) => time.mean() / 3.6e6,
            Self::AtRate(rates) => count / rates[cargo.index()].mean(),
        }
    }
}

impl GaugeChange {
    /// Sets of wagons of the other gauge, where their number is known.
    #[must_use]
    pub fn wagons(&self) -> Option<u32> {
        match self.means {
            Means::Transload { wagons, .. } => wagons,
            Means::Bogies(_) => None,
        }
    }

    /// The average time of a vehicle that carries so much of a cargo class (h).
    #[must_use]
    pub fn mean_hours(&self, cargo: CargoId, count: f64) -> f64 {
        match &self.means {
            Means::Bogies(time) => time.mean() / 3.6e6,
            Means::Transload { work, .. } => work.mean_hours(cargo, count),
        }
    }
}

impl Corridor {
    /// Whether the gauge changes between two links that follow each other.
    #[must_use]
    pub fn breaks_gauge(&self, before: Hop, after: Hop) -> bool {
        let [one, other] = [before, after].map(|hop| self.links[hop.link.index()].gauge);
        one.zip(other).is_some_and(|(one, other)| one != other)
    }

    /// Where the gauge is changed between two links that follow each other, if it has to be: at the
    /// border of one of them, or at the node where they meet.
    #[must_use]
    pub fn gauge_change(&self, before: Hop, after: Hop) -> Option<GaugeChangeId> {
        if !self.breaks_gauge(before, after) {
            return None;
        }
        let at_border = |hop: Hop| {
            let border = self.links[hop.link.index()].border?;
            self.borders[border.index()].gauge_change
        };
        let node = self.links[after.link.index()].ends[usize::from(after.backward)];
        at_border(after).or_else(|| at_border(before)).or(self.nodes[node.index()].gauge_change)
    }

    /// The changes of gauge on a way, each with the place of the link that comes after it.
    pub fn gauge_changes_on(&self, way: &[Hop]) -> impl Iterator<Item = (usize, GaugeChangeId)> {
        let pairs = if self.gauge_changes.is_empty() { &[] } else { way };
        let pairs = pairs.windows(2).enumerate();
        pairs.filter_map(|(place, pair)| Some((place + 1, self.gauge_change(pair[0], pair[1])?)))
    }
}

//! Border crossings.
//!
//! ```text
//! papers ─► first side: agencies side by side ─► second side: agencies side by side ─► fee, onward
//! ```

use super::demand::Goods;
use super::ids::{AgencyId, BorderId, CargoId, DemandId, GateId, GaugeChangeId, PayeeId, ServiceId};
use super::price::Freight;
use super::upkeep::Upkeep;
use crate::noise::{Distribution, Stream};
use crate::sim::AtClosing;

/// A border crossing.
#[derive(Debug, Clone)]
pub struct Border {
    /// Its name.
    pub name: String,
    /// The sides, as a vehicle meets them that passes forward; one or two.
    pub sides: Vec<Side>,
    /// The only agency of a crossing where nothing else is done: no papers, no channels.
    pub plain: Option<AgencyId>,
    /// Papers, which must be cleared before the first agency begins.
    pub documents: Option<Documents>,
    /// Where vehicles get from one gauge to the other here.
    pub gauge_change: Option<GaugeChangeId>,
    /// Who goes first in the lines.
    pub priority: Option<Priority>,
    /// The fee for the crossing as a whole, by cargo class.
    pub fees: Vec<Freight>,
    /// Who takes the fee.
    pub payee: PayeeId,
}

impl Border {
    /// How many people clear its papers, if they are counted.
    #[must_use]
    pub fn clerks(&self) -> Option<u32> {
        self.documents.as_ref()?.clerks
    }

    /// The sides in the order in which a vehicle meets them.
    #[must_use]
    pub fn side(&self, nth: usize, reversed: bool) -> Option<&Side> {
        let last = self.sides.len().checked_sub(1)?;
        self.sides.get(if reversed { last.checked_sub(nth)? } else { nth })
    }
}

/// One side of a border crossing: agencies that work on the same vehicle side by side.
#[derive(Debug, Clone)]
pub struct Side {
    /// The country, by its ISO 3166 code; nothing where the crossing has one side only.
    pub country: String,
    /// The agencies.
    pub agencies: Vec<AgencyId>,
    /// The fee, by cargo class.
    pub fees: Vec<Freight>,
    /// Who takes the fee.
    pub payee: PayeeId,
}

/// An agency at a border crossing: servers that release one vehicle after the other.
#[derive(Debug, Clone)]
pub struct Agency {
    /// Its name.
    pub name: String,
    /// The crossing.
    pub border: BorderId,
    /// Vehicles worked at the same time.
    pub servers: u32,
    /// Working hours and works.
    pub gate: Option<GateId>,
    /// What happens to work in progress when they end.
    pub at_closing: AtClosing,
    /// Time to release one vehicle (ms), inspections left out.
    pub release: Distribution,
    /// Whether it is concerned with a cargo class; `None`: with all.
    pub checks: Option<Vec<bool>>,
    /// Which consignments are inspected.
    pub channels: Option<Channels>,
    /// When its servers are out of work.
    pub upkeep: Upkeep,
    /// The family of its servers: draws of one of them are addressed by family and number.
    pub family: u64,
    /// The address of its draws.
    pub draws: Stream,
}

impl Agency {
    /// Whether it is concerned with a cargo class.
    #[must_use]
    pub fn looks_at(&self, cargo: CargoId) -> bool {
        self.checks.as_ref().is_none_or(|checks| checks[cargo.index()])
    }

    /// The average time for a vehicle with one lot of certain goods, or of such as nothing is said of (ms).
    #[must_use]
    pub fn mean_ms(&self, goods: Option<Goods>) -> f64 {
        if goods.is_some_and(|goods| !self.looks_at(goods.cargo)) {
            return 0.0;
        }
        let stream = goods.and_then(|goods| goods.stream);
        let inspection = self.channels.as_ref().map_or(0.0, |channels| {
            channels.mean(stream.map_or(channels.usual, |stream| channels.risks[stream.index()]))
        });
        self.release.mean() + inspection
    }
}

/// How risky a consignment is taken to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Channel {
    /// Let through.
    Green,
    /// Its papers are looked into.
    Yellow,
    /// It is opened.
    Red,
}

/// The channels of an agency: each consignment meets one of them.
#[derive(Debug, Clone)]
pub struct Channels {
    /// The time that a lot takes by its channel, green, yellow and red (ms).
    pub times: [Distribution; 3],
    /// Shares of yellow and red, by demand stream.
    pub risks: Vec<Risk>,
    /// The shares of a stream of which nothing else is said.
    pub usual: Risk,
    /// The addresses of the draws of channels and of inspections.
    pub draws: [Stream; 2],
}

/// Shares of consignments that are inspected.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Risk {
    /// Of the yellow channel.
    pub yellow: f64,
    /// Of the red channel.
    pub red: f64,
}

impl Risk {
    /// The channel of a consignment that draws this number between 0 and 1: the highest go red. A
    /// larger share keeps in the channel whoever was in it.
    #[must_use]
    pub fn channel(self, drawn: f64) -> Channel {
        if drawn > 1.0 - self.red {
            Channel::Red
        } else if drawn > 1.0 - self.red - self.yellow {
            Channel::Yellow
        } else {
            Channel::Green
        }
    }
}

impl Channels {
    /// The average time of a lot at these shares (ms).
    #[must_use]
    pub fn mean(&self, risk: Risk) -> f64 {
        let [green, yellow, red] = self.times.each_ref().map(Distribution::mean);
        (1.0 - risk.yellow - risk.red) * green + risk.yellow * yellow + risk.red * red
    }
}

/// The papers of a crossing.
#[derive(Debug, Clone)]
pub struct Documents {
    /// Time to clear the papers of one lot (ms).
    pub time: Distribution,
    /// How many people clear them, one lot each at a time; `None`: as many as it takes.
    pub clerks: Option<u32>,
    /// Office hours.
    pub gate: Option<GateId>,
    /// What happens to work in progress when they end.
    pub at_closing: AtClosing,
    /// Whether papers are declared ahead, by demand stream.
    pub digital: Vec<bool>,
    /// Whether a stream of which nothing else is said declares ahead.
    pub usual: bool,
    /// The address of the draws.
    pub draws: Stream,
}

/// Who goes first in the lines of a crossing: the lowest number.
#[derive(Debug, Clone)]
pub struct Priority {
    of_services: Vec<u8>,
    of_demand: Vec<u8>,
}

impl Priority {
    /// Ranks by service and by demand stream.
    #[must_use]
    pub fn new(of_services: Vec<u8>, of_demand: Vec<u8>) -> Self {
        Self { of_services, of_demand }
    }

    /// The rank of a vehicle by its service and what it carries: the best of all.
    #[must_use]
    pub fn rank(&self, service: ServiceId, aboard: impl Iterator<Item = DemandId>) -> u8 {
        let of_service = self.of_services[service.index()];
        aboard.map(|demand| self.of_demand[demand.index()]).fold(of_service, u8::min)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_draws_go_red_then_yellow() {
        let risk = Risk { yellow: 0.2, red: 0.1 };
        let channels = [0.69, 0.71, 0.89, 0.91].map(|drawn| risk.channel(drawn));
        assert_eq!(channels, [Channel::Green, Channel::Yellow, Channel::Yellow, Channel::Red]);
        assert_eq!(Risk::default().channel(0.999_999), Channel::Green);
        assert_eq!(Risk { yellow: 0.0, red: 1.0 }.channel(f64::EPSILON), Channel::Red);
    }

    #[test]
    fn the_best_rank_aboard_counts() {
        let priority = Priority::new(vec![3, 1], vec![3, 0, 2]);
        let rank = |service, aboard: &[usize]| {
            priority.rank(ServiceId::at(service), aboard.iter().map(|&demand| DemandId::at(demand)))
        };
        assert_eq!([rank(0, &[0]), rank(0, &[0, 2]), rank(1, &[0]), rank(1, &[1, 0])], [3, 2, 1, 0]);
    }
}

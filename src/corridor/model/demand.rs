//! Demand: who sends what, from where to where, how much, when.

use super::ids::{CargoId, CellId, DemandId, NodeId, ServiceId};
use crate::noise::{Distribution, Stream};
use crate::quantity::Duration;
use crate::sim::Time;

/// Goods, as those know them who look into their papers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Goods {
    /// What they are.
    pub cargo: CargoId,
    /// Of which demand stream, if it is known: borders may treat its goods in a way of their own.
    pub stream: Option<DemandId>,
}

/// A demand stream.
#[derive(Debug, Clone)]
pub struct Demand {
    /// Its name.
    pub name: String,
    /// What is sent.
    pub cargo: CargoId,
    /// From where.
    pub from: NodeId,
    /// To where.
    pub to: NodeId,
    /// Load units of one consignment, before they are made whole.
    pub quantity: Distribution,
    /// How many whole load units a consignment has, on average.
    pub mean_count: f64,
    /// When consignments come.
    pub arrivals: Arrivals,
    /// The services they take, in order.
    pub itinerary: Vec<ServiceId>,
    /// The first of its legs in [`Corridor::legs`](super::Corridor::legs).
    pub first_leg: u32,
    /// Whose legs are laid, where phases have different ways: those of all phases; else none, and
    /// its own ways are.
    pub lanes: Vec<Vec<ServiceId>>,
    /// The first of all its legs.
    pub first_lane: u32,
    /// The ways that a consignment may take, where there are several; the first is the itinerary.
    pub choice: Option<super::Choice>,
    /// How long a consignment may take, as promised to its shipper.
    pub promised: Option<Duration>,
    /// Where its results are gathered.
    pub cell: CellId,
    /// The family of its consignments' addresses.
    pub family: u64,
    /// The addresses of the draws of intervals and of quantities.
    pub draws: [Stream; 2],
}

impl Demand {
    /// The legs of all its ways in [`Corridor::legs`](super::Corridor::legs), and of those that it
    /// has in other phases.
    #[must_use]
    pub fn legs(&self) -> std::ops::Range<usize> {
        let first = self.first_lane as usize;
        first..first + self.laid().iter().map(|lane| lane.len()).sum::<usize>()
    }

    /// The chains of services whose legs are laid, in order.
    pub(crate) fn laid(&self) -> Vec<&[ServiceId]> {
        match self.lanes.as_slice() {
            [] => self.itineraries().collect(),
            lanes => lanes.iter().map(Vec::as_slice).collect(),
        }
    }

    /// Its ways: the itinerary, then the others.
    pub fn itineraries(&self) -> impl Iterator<Item = &[ServiceId]> {
        let others = self.choice.iter().flat_map(|choice| choice.ways.iter().skip(1));
        std::iter::once(self.itinerary.as_slice()).chain(others.map(|way| way.itinerary.as_slice()))
    }

    /// Its ways with the share of consignments that would take each without any wait.
    #[must_use]
    pub fn expected_ways(&self) -> Vec<(f64, &[ServiceId])> {
        let Some(choice) = &self.choice else { return vec![(1.0, &self.itinerary)] };
        let mut shares = Vec::new();
        choice.probabilities(|way| choice.ways[way].hours, &mut shares);
        shares.into_iter().zip(self.itineraries()).collect()
    }
}

/// When the consignments of a stream come.
#[derive(Debug, Clone, PartialEq)]
pub enum Arrivals {
    /// Intervals drawn one after the other (ms of operational time): exponential ones are a
    /// Poisson process, constant ones a schedule. A profile bends operational time into months.
    Renewal {
        /// When the first interval starts (ms); before the start, if the first consignment comes sooner than
        /// one interval after it.
        first: f64,
        /// The law of the intervals.
        interval: Distribution,
        /// The months, if they differ.
        profile: Option<Profile>,
    },
    /// Given one by one: instant and load units.
    Trace(Vec<(Time, u32)>),
}

impl Arrivals {
    /// How much of a stream is expected up to an instant, in a unit of its own.
    #[must_use]
    pub fn expected(&self, by: Time) -> f64 {
        match self {
            Self::Renewal { profile: Some(profile), .. } => profile.operational(by.ms()),
            Self::Renewal { profile: None, .. } => by.ms() as f64,
            Self::Trace(rows) => rows.partition_point(|&(at, _)| at <= by) as f64,
        }
    }

    /// The arrivals of all phases as those of one stream, so that whoever was last to come in one phase is
    /// followed by the next in another; with the beginnings of the phases, and the end of time. `None` where
    /// that is no stream: lists, and random arrivals that become others.
    ///
    /// A Poisson stream has no memory: from each date on its rate is another. Of other streams the interval
    /// that has begun is finished; those that begin later follow the law of their phase.
    pub(super) fn joined(phases: &[(&Self, Time)], end: Time) -> Option<Vec<Self>> {
        let renewal = |arrivals: &Self| match arrivals {
            Self::Renewal { first, interval, profile } => Some((*first, interval.clone(), profile.clone())),
            Self::Trace(_) => None,
        };
        let all: Vec<_> = phases.iter().map(|(arrivals, _)| renewal(arrivals)).collect::<Option<_>>()?;
        let poisson = all.iter().all(|(_, interval, _)| interval.is_exponential());
        if !poisson && all.iter().any(|(_, interval, _)| interval.is_exponential()) {
            return None;
        }
        let sends = |profile: &Option<Profile>| profile.as_ref().is_none_or(|it| it.mean_rate() > 0.0);
        let unit = all.iter().find(|(.., profile)| sends(profile)).map(|(_, interval, _)| interval);
        let unit = unit.unwrap_or(&all.first()?.1).clone();
        let mut spans = Vec::new();
        for (index, (_, interval, profile)) in all.iter().enumerate() {
            let begins = phases[index].1;
            let ends = phases.get(index + 1).map_or(end, |(_, next)| *next);
            let rate = if poisson { unit.mean() / interval.mean() } else { 1.0 };
            let profile = profile.clone().unwrap_or_else(|| Profile::constant(1.0, end));
            spans.extend(profile.between(begins, ends).map(|(begin, of_profile)| (begin, of_profile * rate)));
        }
        spans.push((end.ms(), 0.0));
        let profile = Some(Profile::new(&spans));
        let first = all.first()?.0;
        let of_phase = |interval: Distribution| Self::Renewal {
            first,
            interval: if poisson { unit.clone() } else { interval },
            profile: profile.clone(),
        };
        Some(all.into_iter().map(|(_, interval, _)| of_phase(interval)).collect())
    }
}

/// A rate that differs from month to month or from day to day, as its integral over the horizon.
///
/// The next arrival is where the integral has grown by the interval drawn: inversion of the
/// cumulative rate (Lewis & Shedler 1979 describe thinning, its alternative; inversion keeps one
/// draw an arrival, so that streams stay in step between scenarios).
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// Beginnings of spans and operational time up to them (ms), the end of time last.
    steps: Vec<(u64, f64)>,
}

impl Profile {
    /// A profile from the beginnings of spans (ms, the first 0, the last the end of time) and the
    /// rate in each, relative to that of a stream without profile.
    #[must_use]
    pub fn new(spans: &[(u64, f64)]) -> Self {
        let mut steps = Vec::with_capacity(spans.len());
        let mut operational = 0.0;
        for (index, &(begin, rate)) in spans.iter().enumerate() {
            steps.push((begin, operational));
            if let Some(&(end, _)) = spans.get(index + 1) {
                operational += (end - begin) as f64 * rate;
            }
        }
        Self { steps }
    }

    /// The same rate at all times.
    #[must_use]
    pub fn constant(rate: f64, end: Time) -> Self {
        Self::new(&[(0, rate), (end.ms(), 0.0)])
    }

    /// Nothing comes, ever.
    #[must_use]
    pub fn nothing(end: Time) -> Self {
        Self::constant(0.0, end)
    }

    /// Each span between two instants, with its rate.
    fn between(&self, from: Time, to: Time) -> impl Iterator<Item = (u64, f64)> {
        let spans = self.steps.iter().zip(self.steps.iter().skip(1));
        spans.filter_map(move |(&(begin, reached), &(end, next))| {
            let overlaps = begin < to.ms() && from.ms() < end;
            overlaps.then(|| (begin.max(from.ms()), (next - reached) / (end - begin) as f64))
        })
    }

    /// The average rate up to the end of time.
    #[must_use]
    pub fn mean_rate(&self) -> f64 {
        self.steps.last().map_or(1.0, |&(end, operational)| operational / end as f64)
    }

    /// Operational time up to a point of civil time (ms).
    #[must_use]
    pub fn operational(&self, at: u64) -> f64 {
        let after = self.steps.partition_point(|&(begin, _)| begin <= at);
        let Some(&(begin, reached)) = after.checked_sub(1).and_then(|before| self.steps.get(before)) else {
            return 0.0;
        };
        let Some(&(end, next)) = self.steps.get(after) else { return reached };
        reached + (next - reached) * (at - begin) as f64 / (end - begin) as f64
    }

    /// Civil time at a point of operational time (ms); `None` beyond the last span.
    #[must_use]
    pub fn civil(&self, operational: f64) -> Option<u64> {
        let after = self.steps.partition_point(|&(_, reached)| reached <= operational);
        let (begin, reached) = *self.steps.get(after.checked_sub(1)?)?;
        let &(end, next) = self.steps.get(after)?;
        let part = (operational - reached) / (next - reached);
        Some(begin + (part * (end - begin) as f64).round() as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mean_rate_is_that_of_all_spans() {
        let profile = Profile::new(&[(0, 0.5), (100, 2.0), (200, 0.0)]);
        assert_eq!(profile.mean_rate(), 1.25);
    }

    #[test]
    fn a_profile_bends_time_by_the_rate_of_each_month() {
        let profile = Profile::new(&[(0, 0.5), (100, 0.0), (200, 2.0), (300, 1.0)]);
        assert_eq!(profile.civil(0.0), Some(0));
        assert_eq!(profile.civil(25.0), Some(50));
        // Nothing comes in the month without demand: the next moment after it is in the third.
        assert_eq!(profile.civil(50.0), Some(200));
        assert_eq!(profile.civil(150.0), Some(250));
        assert_eq!(profile.civil(250.0), None);
    }
}

//! Growth: queues that get longer as long as the horizon lasts, because demand is above capacity.

use super::overload::overloaded;
use super::preview::Load;
use super::replications::Replications;
use super::seasons::seasons;
use crate::corridor::{Looks, ResourceName};
use crate::stats::{Design, Drift, Estimate, Trend};
use std::sync::Arc;

/// Something that grows without bound.
#[derive(Clone, Debug)]
pub struct Growth {
    /// The line that grows; nothing: the consignments under way in the whole corridor.
    pub of: Option<ResourceName>,
    /// Growth a day, with its interval.
    pub per_day: Estimate,
}

/// Whether averages over time say something about the corridor, or about the length of the horizon.
#[derive(Clone, Debug, Default)]
pub struct Stability {
    /// What is seen to grow; `None` of fewer than two replications, which cannot tell.
    pub growing: Option<Vec<Growth>>,
    /// What is offered as much as it can do, or more, over the horizon, and cannot turn it away.
    pub overloaded: Vec<Load>,
}

/// What gains less than this share of its level in the time looked at is not said to grow.
const SHARE: f64 = 0.1;

/// The chance that anything steady is said to grow, all lines together.
const RISK: f64 = 0.01;

/// What grows in the later half of the time must have done so in the later half of the earlier: with this
/// confidence, and at this part of the speed at least. That keeps seasons that end busy out.
const BEFORE: (f64, f64) = (0.9, 0.25);

/// Consignments under way that gain less than this part of what they gained before fill the corridor.
const FILLING: f64 = 0.75;

/// How much of what happens to a line growth beside a season must explain.
const EXPLAINED: f64 = 0.98;

/// Growth beside a season is that of a line which is empty at no more than this share of the looks.
const EMPTY: f64 = 0.01;

/// The levels of all lines from replication to replication.
#[derive(Debug)]
pub(super) struct Levels {
    /// The later half of the time, and the later half of the earlier.
    halves: [Arc<Design>; 2],
    /// The whole time, beside each season that demand has.
    seasons: Vec<Arc<Design>>,
    lines: Vec<Line>,
    replications: u64,
}

/// One line.
#[derive(Clone, Debug)]
struct Line {
    halves: [Drift; 2],
    beside: Vec<Drift>,
    /// Looks in the later three quarters of the time, and those at which nobody stood there.
    looks: u64,
    empty: u64,
}

impl Levels {
    /// For levels seen at these times (days), of demand with these seasons.
    fn new(days: &[f64], seasons: &[Vec<f64>]) -> Self {
        let (all, half) = (days.len(), days.len() / 2);
        let part = |part| Arc::new(Design::line(days, part));
        Self {
            halves: [part(half..all), part(half / 2..half)],
            seasons: seasons.iter().map(|season| Arc::new(Design::beside(days, season))).collect(),
            lines: Vec::new(),
            replications: 0,
        }
    }

    /// For the replications of a corridor.
    pub(super) fn of(replications: &Replications<'_>) -> Self {
        let measured = replications.corridor().measured().as_days();
        let days: Vec<f64> = (0..Looks::ALL).map(|look| measured * Looks::moment(look)).collect();
        Self::new(&days, &seasons(replications.corridor()))
    }

    /// Takes in the looks of one replication.
    pub(super) fn push(&mut self, looks: &Looks) {
        self.replications += 1;
        let Some(width) = looks.each().next().map(<[f64]>::len) else { return };
        let unseen = Line {
            halves: self.halves.each_ref().map(Drift::of),
            beside: self.seasons.iter().map(Drift::of).collect(),
            looks: 0,
            empty: 0,
        };
        self.lines.resize(width, unseen);
        for (place, line) in self.lines.iter_mut().enumerate() {
            let series: Vec<f64> = looks.each().map(|look| look[place]).collect();
            line.push(&series);
        }
    }

    /// What grows, and what is offered more than it can do.
    pub(super) fn stability(&self, replications: &Replications<'_>) -> Stability {
        let growing = (self.replications > 1).then(|| self.growing(replications.sheet().resources()));
        Stability { growing, overloaded: overloaded(replications.corridor()) }
    }

    /// What grows: throughout the measured time, so that a season that ends busy is not mistaken for
    /// growth; or beside a season.
    fn growing(&self, resources: &[ResourceName]) -> Vec<Growth> {
        let questions = self.lines.len().max(1) * if self.seasons.is_empty() { 1 } else { 2 };
        let confidence = 1.0 - RISK / questions as f64;
        let told = self.lines.iter().enumerate().filter_map(|(place, line)| {
            let of = place.checked_sub(1).and_then(|place| resources.get(place).cloned());
            let is_line = place > 0;
            let beside = || is_line.then(|| line.beside_a_season(confidence)).flatten();
            let drift = line.throughout(confidence).or_else(beside)?;
            Some(Growth { of, per_day: drift.growth(0.95)? })
        });
        let mut told: Vec<Growth> = told.collect();
        // A corridor that only fills gains less and less, and nobody stands in line.
        let fills = self.lines.first().is_some_and(Line::fills);
        if fills && told.iter().all(|growth| growth.of.is_none()) {
            told.clear();
        }
        told.sort_by(|one, other| {
            let size = |growth: &Growth| (growth.of.is_some(), -growth.per_day.estimate);
            size(one).partial_cmp(&size(other)).unwrap_or(std::cmp::Ordering::Equal)
        });
        told
    }
}

impl Line {
    fn push(&mut self, series: &[f64]) {
        self.halves.iter_mut().chain(&mut self.beside).for_each(|drift| drift.push(series));
        let late = &series[series.len() / 4..];
        self.looks += late.len() as u64;
        self.empty += late.iter().filter(|level| **level < 1.0).count() as u64;
    }

    /// Its growth, if it grows in the later half of the time and in the half before.
    fn throughout(&self, confidence: f64) -> Option<&Drift> {
        let [later, earlier] = &self.halves;
        let grows = |drift: &Drift, confidence| drift.trend(SHARE, confidence) == Trend::Growing;
        let speed = |drift: &Drift| drift.growth(0.95).map_or(0.0, |growth| growth.estimate);
        let as_before = grows(earlier, BEFORE.0) && speed(earlier) >= BEFORE.1 * speed(later);
        (grows(later, confidence) && as_before).then_some(later)
    }

    /// Whether it gains markedly less than before.
    fn fills(&self) -> bool {
        let [later, earlier] = self.halves.each_ref().map(|drift| drift.growth(0.95).map(|it| it.estimate));
        later.zip(earlier).is_some_and(|(later, earlier)| later < FILLING * earlier)
    }

    /// Its growth, if it grows when the season of demand is taken out. Where somebody always stands in
    /// line, capacity is in use throughout: the line then gains what demand brings less a constant, so
    /// that its level is a line in time and a multiple of what the season alone would have brought.
    fn beside_a_season(&self, confidence: f64) -> Option<&Drift> {
        if self.empty as f64 > EMPTY * self.looks as f64 {
            return None;
        }
        let explained = |drift: &&Drift| drift.explained().unwrap_or_default();
        let best = self.beside.iter().max_by(|one, other| explained(one).total_cmp(&explained(other)))?;
        let grows = explained(&best) >= EXPLAINED && best.trend(SHARE, confidence) == Trend::Growing;
        grows.then_some(best)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn looks(level: impl Fn(usize) -> f64) -> Looks {
        let mut looks = Looks::default();
        (0..24).for_each(|look| looks.another().push(level(look)));
        looks
    }

    fn growing(of: impl Fn(usize, usize) -> f64) -> Vec<Growth> {
        let days: Vec<f64> = (0..24).map(|look| 10.0 * f64::from(look)).collect();
        let mut levels = Levels::new(&days, &[]);
        // Replications differ a little, as they do.
        (0..10).for_each(|replication| levels.push(&looks(|look| of(replication, look))));
        levels.growing(&[])
    }

    #[test]
    fn a_line_that_grows_all_the_time_is_told_with_its_growth() {
        let found = growing(|replication, look| 20.0 * look as f64 + (replication % 3) as f64);
        assert_eq!(found.len(), 1);
        assert!((found[0].per_day.estimate - 2.0).abs() < 1e-9, "20 in ten days");
    }

    #[test]
    fn seasons_and_steady_lines_are_not() {
        let busy_at_the_end =
            |replication: usize, look: usize| (look as f64 - 12.0).powi(2) + (replication % 3) as f64;
        assert!(growing(busy_at_the_end).is_empty());
        assert!(growing(|replication, look| 50.0 + ((look * 7 + replication * 3) % 5) as f64).is_empty());
        assert!(growing(|_, _| 0.0).is_empty());
    }

    #[test]
    fn what_is_the_same_in_every_replication_grows_only_if_it_does() {
        assert_eq!(growing(|_, look| 3.0 * look as f64).len(), 1);
        assert!(growing(|_, look| [2.0, 0.0, 1.0, 1.0, 0.0, 2.0, 1.0][look % 7]).is_empty());
    }
}

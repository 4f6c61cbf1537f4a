//! Growth: queues that get longer as long as the horizon lasts, because demand is above capacity.

use super::replications::Replications;
use crate::corridor::{Looks, ResourceName};
use crate::stats::{Drift, Estimate, Trend};

/// Something that grows without bound.
#[derive(Clone, Debug)]
pub struct Growth {
    /// The line that grows; nothing: the consignments under way in the whole corridor.
    pub of: Option<ResourceName>,
    /// Growth a day, with its interval.
    pub per_day: Estimate,
    /// The average number in the later half of the measured time.
    pub level: f64,
}

/// What gains less than this share of its level in the later half of the time is not said to grow.
const SHARE: f64 = 0.1;

/// The chance that anything steady is said to grow, all lines together.
const RISK: f64 = 0.01;

/// The levels of all lines from replication to replication.
#[derive(Debug)]
pub(super) struct Levels {
    /// Of each line, by the later half of the time and by the earlier.
    drifts: Vec<[Drift; 2]>,
    days: f64,
}

impl Levels {
    pub(super) fn new(measured_days: f64) -> Self {
        Self { drifts: Vec::new(), days: measured_days }
    }

    /// For the replications of a corridor.
    pub(super) fn of(replications: &Replications<'_>) -> Self {
        Self::new(replications.corridor().measured().as_days())
    }

    /// Takes in the looks of one replication.
    pub(super) fn push(&mut self, looks: &Looks) {
        let Some(width) = looks.each().next().map(<[f64]>::len) else { return };
        let bucket = Drift::of_buckets(self.days / looks.taken() as f64);
        self.drifts.resize(width, [bucket; 2]);
        for (line, [later, earlier]) in self.drifts.iter_mut().enumerate() {
            let series: Vec<f64> = looks.each().map(|look| look[line]).collect();
            later.push(&series);
            earlier.push(&series[..series.len() / 2]);
        }
    }

    /// What grows: throughout the measured time, so that a season that ends busy is not mistaken for
    /// growth.
    pub(super) fn growing(&self, resources: &[ResourceName]) -> Vec<Growth> {
        let confidence = 1.0 - RISK / self.drifts.len().max(1) as f64;
        let grows = |drift: &Drift| drift.trend(SHARE, confidence) == Trend::Growing;
        let all = self.drifts.iter().enumerate().filter(|(_, drifts)| drifts.iter().all(grows));
        let told = all.filter_map(|(line, [later, _])| {
            let of = line.checked_sub(1).and_then(|place| resources.get(place).cloned());
            Some(Growth { of, per_day: later.growth(0.95)?, level: later.level()? })
        });
        let mut told: Vec<Growth> = told.collect();
        told.sort_by(|one, other| {
            let size = |growth: &Growth| (growth.of.is_some(), -growth.per_day.estimate);
            size(one).partial_cmp(&size(other)).unwrap_or(std::cmp::Ordering::Equal)
        });
        told
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
        let mut levels = Levels::new(240.0);
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
}

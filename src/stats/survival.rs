//! Quantiles where some have not arrived yet.

use super::bins::Counts;
use super::difference::StandardError;
use super::estimate::Estimate;
use super::jackknife::{SECTIONS, jackknife, section_of};
use super::pool::Pool;
use super::real;

/// The distribution of times of which some are still running when observation ends, such as the
/// transit times of consignments that are under way at the horizon.
///
/// To leave those out would make transit look shorter than it is, most of all where the latest
/// wait longest. The product-limit estimate takes each of them for what it is, a time longer than
/// so much: E. L. Kaplan and P. Meier, "Nonparametric estimation from incomplete observations", J.
/// American Statistical Association 53(282), 1958, 457-481. It presumes that when observation
/// ends has nothing to do with how long a consignment takes. Only those that set out after the
/// warm-up may be counted.
///
/// Times are counted in bins, as by [`PooledQuantiles`](super::PooledQuantiles): within a bin,
/// those that arrived count before those still running. The variation of the share arrived is taken
/// by jackknife over 32 sections of replications, and its interval turned into one of the quantile.
///
/// ```
/// use keruen::stats::Survival;
///
/// let mut days = Survival::default();
/// days.absorb(0, &[14, 17, 23], &[40]);
/// days.absorb(1, &[15, 16, 19, 25], &[3, 12]);
/// assert_eq!(days.quantile(0.5), Some(17.0));
/// assert_eq!(days.quantile(0.95), None, "the longest of all is still under way");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Survival {
    arrived: Pool,
    running: Counts,
    sections: Vec<Section>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Section {
    arrived: Counts,
    running: Counts,
    replications: u64,
}

impl Default for Survival {
    fn default() -> Self {
        Self {
            arrived: Pool::default(),
            running: Counts::default(),
            sections: vec![Section::default(); SECTIONS],
        }
    }
}

impl Survival {
    /// Takes in one replication, given its number: the times of those that arrived, and how long
    /// those that did not were under way at the end.
    pub fn absorb(&mut self, replication: u64, arrived: &[u64], running: &[u64]) {
        let unfinished = Counts::of(running);
        self.arrived.add(arrived);
        self.running.merge(&unfinished);
        let section = &mut self.sections[section_of(replication)];
        section.arrived.merge(&Counts::of(arrived));
        section.running.merge(&unfinished);
        section.replications += 1;
    }

    /// Takes in all that another has absorbed, in any order.
    pub fn merge(&mut self, other: &Self) {
        self.arrived.merge(&other.arrived);
        self.running.merge(&other.running);
        for (ours, theirs) in self.sections.iter_mut().zip(&other.sections) {
            ours.arrived.merge(&theirs.arrived);
            ours.running.merge(&theirs.running);
            ours.replications += theirs.replications;
        }
    }

    /// How many were still under way.
    pub fn running(&self) -> u64 {
        self.running.total()
    }

    /// How many replications there were.
    pub fn replications(&self) -> u64 {
        self.sections.iter().map(|section| section.replications).sum()
    }

    /// The share expected to arrive within a time.
    pub fn share_within(&self, limit: u64) -> Option<f64> {
        #[expect(clippy::cast_precision_loss, reason = "milliseconds are exact up to 285 thousand years")]
        self.share_without(limit as f64, None)
    }

    /// The time within which a share of all arrive: the least with at least that share. None if so
    /// many have not arrived within any time observed.
    pub fn quantile(&self, p: f64) -> Option<f64> {
        /// What the rounding of products may amount to.
        const HAIR: f64 = 1e-12;
        let mut reached = None;
        self.walk(None, |step| {
            if reached.is_none() && 1.0 - step.after >= p - HAIR {
                reached = Some(step.time_of(1.0 - p));
            }
        });
        reached.filter(|_| p > 0.0 && p < 1.0)
    }

    /// A quantile with its interval; no interval from one replication, nor where the data do not
    /// bound it on both sides.
    pub fn estimate(&self, p: f64, confidence: f64) -> Option<Estimate> {
        let value = self.quantile(p)?;
        let interval = self.error_at(value).and_then(|error| {
            let margin = error.half_width(confidence)?;
            Some((self.quantile(p - margin)?, self.quantile(p + margin)?))
        });
        let (low, high) = interval.unzip();
        Some(Estimate { estimate: value, low, high, n: self.replications() })
    }

    /// The standard error of the share arrived within a time.
    fn error_at(&self, time: f64) -> Option<StandardError> {
        let sizes: Vec<u64> = self.sections.iter().map(|section| section.replications).collect();
        let whole = self.share_without(time, None)?;
        jackknife(&sizes, whole, |section| self.share_without(time, Some(&self.sections[section])))
    }

    fn share_without(&self, limit: f64, without: Option<&Section>) -> Option<f64> {
        let mut share = 0.0;
        self.walk(without, |step| share += (step.before - step.after) * step.share_up_to(limit));
        (self.arrived.count() + self.running() > 0).then_some(share)
    }

    /// Goes along the curve, one step for every bin in which any arrived.
    fn walk(&self, without: Option<&Section>, mut visit: impl FnMut(&Descent)) {
        let mut at_risk = self.arrived.count() + self.running.total();
        at_risk -= without.map_or(0, |section| section.arrived.total() + section.running.total());
        let mut left = 1.0;
        let mut running = self.running.iter().peekable();
        let unfinished = |bin, all| all - without.map_or(0, |section| section.running.at(bin));
        for (bin, arrived, least, greatest) in self.arrived.bins() {
            while let Some((earlier, all)) = running.next_if(|&(earlier, _)| earlier < bin) {
                at_risk -= unfinished(earlier, all);
            }
            let arrived = arrived - without.map_or(0, |section| section.arrived.at(bin));
            if arrived > 0 {
                let after = left * (real(at_risk - arrived) / real(at_risk));
                visit(&Descent { least, greatest, arrived, before: left, after });
                left = after;
                at_risk -= arrived;
            }
        }
    }
}

/// A step of the curve: the share still under way before and after a bin.
struct Descent {
    least: f64,
    greatest: f64,
    arrived: u64,
    before: f64,
    after: f64,
}

impl Descent {
    /// When the share still under way falls to `left`, arrivals being even between the extremes.
    fn time_of(&self, left: f64) -> f64 {
        let share = ((self.before - left) / (self.before - self.after)).clamp(0.0, 1.0);
        let arrived = real(self.arrived);
        let place = ((share * arrived).ceil() - 1.0) / (arrived - 1.0);
        self.least + if self.arrived < 2 { 0.0 } else { place.max(0.0) } * (self.greatest - self.least)
    }

    /// What share of its arrivals comes up to a time.
    fn share_up_to(&self, limit: f64) -> f64 {
        if limit >= self.greatest {
            1.0
        } else if limit < self.least {
            0.0
        } else {
            (limit - self.least + 1.0) / (self.greatest - self.least + 1.0)
        }
    }
}

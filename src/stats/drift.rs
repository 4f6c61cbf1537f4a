//! Does it grow without bound? Trends in the number of consignments in the system.

use serde::Serialize;

use super::estimate::Estimate;
use super::moments::Moments;
use super::real;

/// What the later half of the runs says of their level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Trend {
    /// The level is steady: what it gains or loses in that time is certainly a small part of it.
    Steady,
    /// It grows: demand above capacity, or a beginning that lasts longer than half of the run.
    Growing,
    /// It shrinks: the runs began above the level they tend to.
    Shrinking,
    /// These replications do not tell.
    Undecided,
}

/// The growth of a level, such as the number of consignments in the system, over equal time
/// buckets of many replications.
///
/// In each replication a straight line is fitted by least squares to the later half of its
/// buckets, when what the beginning left behind has had time to pass. Buckets of one replication
/// depend on each other, so neither the usual error of the line nor a Mann-Kendall test on
/// buckets holds; the slopes of independent replications do not, and their mean has a t interval.
/// The level itself grows if no part of the interval lies below a given share of the level.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Drift {
    days: f64,
    slopes: Moments,
    levels: Moments,
    span: f64,
}

impl Drift {
    /// Nothing seen yet, of buckets this many days wide.
    pub fn of_buckets(days: f64) -> Self {
        Self { days, slopes: Moments::default(), levels: Moments::default(), span: 0.0 }
    }

    /// Takes in one replication: the mean level of each bucket. Series of fewer than six buckets
    /// say nothing.
    pub fn push(&mut self, series: &[f64]) {
        let later = &series[series.len() / 2..];
        if later.len() < 3 {
            return;
        }
        self.slopes.push(slope(later) / self.days);
        self.levels.push(later.iter().sum::<f64>() / real(later.len() as u64));
        self.span = real(later.len() as u64) * self.days;
    }

    /// Growth a day, with its interval; none without replications.
    pub fn growth(&self, confidence: f64) -> Option<Estimate> {
        Estimate::of_mean(&self.slopes, confidence)
    }

    /// The mean level of the later half.
    pub fn level(&self) -> Option<f64> {
        self.levels.mean()
    }

    /// Whether the level is steady, when gaining or losing up to `share` of itself, such as 0.1,
    /// over the later half of the run passes for steady.
    pub fn trend(&self, share: f64, confidence: f64) -> Trend {
        let Some((Estimate { low: Some(low), high: Some(high), .. }, level)) =
            self.growth(confidence).zip(self.level())
        else {
            return Trend::Undecided;
        };
        let bound = share * level.abs() / self.span;
        if low > bound {
            Trend::Growing
        } else if high < -bound {
            Trend::Shrinking
        } else if -bound <= low && high <= bound {
            Trend::Steady
        } else {
            Trend::Undecided
        }
    }
}

/// The slope of the least-squares line through equally spaced values, a step.
fn slope(values: &[f64]) -> f64 {
    let middle = (real(values.len() as u64) - 1.0) / 2.0;
    let (mut products, mut squares) = (0.0, 0.0);
    for (step, value) in (0..).zip(values) {
        let from_middle = real(step) - middle;
        products += from_middle * value;
        squares += from_middle * from_middle;
    }
    products / squares
}

//! Does it grow without bound? Trends in the number of consignments in the system.

use serde::Serialize;
use std::ops::Range;
use std::sync::Arc;

use super::estimate::Estimate;
use super::moments::Moments;
use super::real;

/// What the runs say of their level.
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

/// Which part of a series a [`Drift`] looks at, and what is fitted to it: a straight line, with or
/// without a season beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Design {
    part: Range<usize>,
    /// Constant, season, time: orthogonal to each other and of length one.
    basis: Vec<Vec<f64>>,
    /// What the season leaves of time (days).
    length: f64,
    span: f64,
}

impl Design {
    /// A straight line through the part of a series that was seen at these times (days). Fewer than
    /// three values say nothing.
    #[must_use]
    pub fn line(days: &[f64], part: Range<usize>) -> Self {
        Self::fitted(days, part, None)
    }

    /// A straight line and a multiple of what the season alone would have brought by each time.
    #[must_use]
    pub fn beside(days: &[f64], season: &[f64]) -> Self {
        Self::fitted(days, 0..days.len(), Some(season))
    }

    /// A straight line through the later half of so many buckets, when what the beginning left behind
    /// has had time to pass.
    #[must_use]
    pub fn later_half(buckets: usize, days: f64) -> Self {
        let middles: Vec<f64> = (0..buckets).map(|at| (real(at as u64) + 0.5) * days).collect();
        Self::line(&middles, buckets / 2..buckets)
    }

    fn fitted(days: &[f64], part: Range<usize>, season: Option<&[f64]>) -> Self {
        let within = |all: &[f64]| all.get(part.clone()).map(<[f64]>::to_vec).unwrap_or_default();
        let time = within(days);
        let mut basis: Vec<Vec<f64>> = Vec::new();
        let mut length = 0.0;
        for shape in
            [Some(vec![1.0; time.len()]), season.map(within), Some(time.clone())].into_iter().flatten()
        {
            let whole = product(&shape, &shape).sqrt();
            let rest = without(shape, &basis);
            length = product(&rest, &rest).sqrt();
            // A shape that the others make up leaves rounding alone.
            length = if length > 1e-9 * whole { length } else { 0.0 };
            basis.push(rest.into_iter().map(|value| value / length).collect());
        }
        let steps = real(time.len() as u64);
        let ends = time.last().zip(time.first()).map_or(0.0, |(last, first)| last - first);
        Self { part, basis, length, span: ends * steps / (steps - 1.0) }
    }

    /// Whether a slope can be told at all.
    fn is_sound(&self) -> bool {
        self.part.len() > self.basis.len() && self.length.is_finite() && self.length > 0.0
    }
}

/// What is left of a shape when its share in each of a basis is gone.
fn without(mut shape: Vec<f64>, basis: &[Vec<f64>]) -> Vec<f64> {
    for axis in basis {
        let share = product(&shape, axis);
        shape.iter_mut().zip(axis).for_each(|(value, along)| *value -= share * along);
    }
    shape
}

fn product(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(one, other)| one * other).sum()
}

/// The growth of a level, such as the number of consignments in the system, seen at the same times
/// in many replications.
///
/// In each replication a [`Design`] is fitted by least squares. Values of one replication depend on
/// each other, so neither the usual error of the line nor a Mann-Kendall test on them holds; the
/// slopes of independent replications do not, and their mean has a t interval. Where replications
/// are alike that interval has no width, whatever they do; so what is gained must also exceed three
/// times what the average over replications leaves the line by.
#[derive(Clone, Debug, PartialEq)]
pub struct Drift {
    design: Arc<Design>,
    slopes: Moments,
    levels: Moments,
    sums: Vec<f64>,
}

/// What is gained must exceed so many times the spread of the average about its line.
const SPREADS: f64 = 3.0;

impl Drift {
    /// Nothing seen yet.
    #[must_use]
    pub fn of(design: &Arc<Design>) -> Self {
        let design = Arc::clone(design);
        Self { design, slopes: Moments::default(), levels: Moments::default(), sums: Vec::new() }
    }

    /// Takes in one replication: the level at each time. A series too short for the design says nothing.
    pub fn push(&mut self, series: &[f64]) {
        let (Some(part), true) = (series.get(self.design.part.clone()), self.design.is_sound()) else {
            return;
        };
        let Some(time) = self.design.basis.last() else { return };
        self.slopes.push(product(part, time) / self.design.length);
        self.levels.push(part.iter().sum::<f64>() / real(part.len() as u64));
        self.sums.resize(part.len(), 0.0);
        self.sums.iter_mut().zip(part).for_each(|(sum, value)| *sum += value);
    }

    /// Growth a day, with its interval; none without replications.
    #[must_use]
    pub fn growth(&self, confidence: f64) -> Option<Estimate> {
        Estimate::of_mean(&self.slopes, confidence)
    }

    /// The mean level of what was looked at.
    #[must_use]
    pub fn level(&self) -> Option<f64> {
        self.levels.mean()
    }

    /// Whether the level is steady, when gaining or losing up to `share` of itself, such as 0.1,
    /// in the time looked at passes for steady.
    #[must_use]
    pub fn trend(&self, share: f64, confidence: f64) -> Trend {
        let Some((found, level)) = self.growth(confidence).zip(self.level()) else {
            return Trend::Undecided;
        };
        let Estimate { low: Some(low), high: Some(high), .. } = found else { return Trend::Undecided };
        let bound = share * level.abs() / self.design.span;
        let clear = found.estimate.abs() * self.design.span >= SPREADS * self.spread();
        if clear && low > bound {
            Trend::Growing
        } else if clear && high < -bound {
            Trend::Shrinking
        } else if -bound <= low && high <= bound {
            Trend::Steady
        } else {
            Trend::Undecided
        }
    }

    /// The part of the variation of the average over replications that the design explains.
    #[must_use]
    pub fn explained(&self) -> Option<f64> {
        let average = self.average();
        let about_mean = without(average.clone(), self.design.basis.get(..1)?);
        let all = product(&about_mean, &about_mean);
        (all > 0.0).then(|| 1.0 - self.left(average) / all)
    }

    /// The average over replications.
    fn average(&self) -> Vec<f64> {
        let replications = real(self.slopes.count()).max(1.0);
        self.sums.iter().map(|sum| sum / replications).collect()
    }

    /// The sum of squares that the design leaves.
    fn left(&self, average: Vec<f64>) -> f64 {
        let rest = without(average, &self.design.basis);
        product(&rest, &rest)
    }

    /// The standard deviation of the average over replications about what is fitted to it.
    fn spread(&self) -> f64 {
        let free = self.design.part.len().saturating_sub(self.design.basis.len()).max(1);
        (self.left(self.average()) / real(free as u64)).sqrt()
    }
}

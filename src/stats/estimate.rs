//! An estimate with its interval.

use serde::Serialize;

use super::moments::Moments;
use super::real;
use super::student_t::student_t_quantile;

/// A value estimated from independent replications, with a confidence interval if there is one.
///
/// The interval is Student's t on the replication means: `mean ± t(n-1) · s / √n`. See A. M. Law,
/// *Simulation Modeling and Analysis*, chapter 9, replication/deletion. Where replications are
/// few and strongly skewed it covers somewhat less than it says.
///
/// A single replication has **no** interval, which is not an interval of width zero. Width zero
/// occurs only if two or more replications gave the very same value, as a model without chance
/// does; [`all_agree`](Self::all_agree) tells, so that a report can say so rather than boast.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Estimate {
    /// The mean over replications, in the unit of the measure.
    pub estimate: f64,
    /// Lower end of the interval.
    pub low: Option<f64>,
    /// Upper end of the interval.
    pub high: Option<f64>,
    /// The number of replications.
    pub n: u64,
}

impl Estimate {
    /// The mean of what replications gave, with its interval at a confidence level such as 0.95.
    /// None without replications; no interval for a single one, nor at a level outside (0, 1).
    pub fn of_mean(replications: &Moments, confidence: f64) -> Option<Self> {
        let estimate = replications.mean()?;
        let half_width = half_width(replications, confidence);
        Some(Self {
            estimate,
            low: half_width.map(|half| estimate - half),
            high: half_width.map(|half| estimate + half),
            n: replications.count(),
        })
    }

    /// Half the width of the interval.
    pub fn half_width(&self) -> Option<f64> {
        Some((self.high? - self.low?) / 2.0)
    }

    /// Half the width relative to the size of the estimate; none where the estimate is zero, to
    /// which nothing is relative.
    pub fn relative_half_width(&self) -> Option<f64> {
        let half_width = self.half_width()?;
        (self.estimate != 0.0).then(|| half_width / self.estimate.abs())
    }

    /// Whether the interval holds a value; none if there is no interval.
    pub fn covers(&self, value: f64) -> Option<bool> {
        Some((self.low?..=self.high?).contains(&value))
    }

    /// Whether all replications, at least two, gave the same value: width zero, legitimately.
    pub fn all_agree(&self) -> bool {
        self.low.is_some() && self.low == self.high
    }
}

fn half_width(replications: &Moments, confidence: f64) -> Option<f64> {
    let degrees_of_freedom = real(replications.count().checked_sub(1)?);
    let quantile = student_t_quantile(0.5 + confidence / 2.0, degrees_of_freedom)?;
    let half = quantile * replications.standard_error()?;
    (confidence > 0.0 && half.is_finite()).then_some(half)
}

//! The difference between two scenarios, and what may be concluded from it.

use serde::Serialize;

use super::estimate::Estimate;
use super::real;
use super::student_t::{student_t_quantile, two_sided_p, upper_p};

/// How much a measure of the alternative differs from that of the base, from replications in which
/// both met the same chance: alternative minus base, with what is known of its error.
///
/// Means, ratios and figures of pools come to it in different ways ([`Pairs`](super::Pairs),
/// [`PairedRatios`](super::PairedRatios), [`PooledQuantiles`](super::PooledQuantiles)); what may be
/// concluded is the same.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Difference {
    /// The difference and its interval.
    pub estimate: Estimate,
    /// The standard error; none from fewer than two replications.
    pub standard_error: Option<f64>,
    /// The degrees of freedom of that standard error.
    pub degrees_of_freedom: Option<f64>,
    /// How probable a difference at least as large would be if there were none (Student's t, both
    /// sides), not adjusted for the number of questions asked.
    pub p_value: Option<f64>,
    /// What common random numbers achieved: the sum of the two variances over the variance of the
    /// difference. Independent scenarios have 1; at 20 they would have needed twenty times as many
    /// replications. None where the difference was the same in all replications.
    pub variance_ratio: Option<f64>,
}

impl Difference {
    /// A difference estimated with a standard error of so many degrees of freedom.
    pub(super) fn new(
        estimate: f64,
        replications: u64,
        error: Option<StandardError>,
        confidence: f64,
        variance_ratio: Option<f64>,
    ) -> Self {
        let half = error.and_then(|error| error.half_width(confidence));
        Self {
            estimate: Estimate {
                estimate,
                low: half.map(|half| estimate - half),
                high: half.map(|half| estimate + half),
                n: replications,
            },
            standard_error: error.map(|error| error.size),
            degrees_of_freedom: error.map(|error| error.degrees_of_freedom),
            p_value: error.and_then(|error| two_sided_p(error.steps(estimate), error.degrees_of_freedom)),
            variance_ratio: variance_ratio.filter(|ratio| ratio.is_finite()),
        }
    }

    /// How probable data like these would be if the difference were as large as `zone` or larger,
    /// either way: small values speak for *no difference that matters*.
    ///
    /// Two one-sided t tests, the larger of the two p values: D. J. Schuirmann, "A comparison of
    /// the two one-sided tests procedure and the power approach for assessing the equivalence of
    /// average bioavailability", J. Pharmacokinetics and Biopharmaceutics 15(6), 1987, 657-680.
    /// A zone of zero is met only by a difference that is zero in every replication.
    pub fn p_equivalence(&self, zone: f64) -> Option<f64> {
        let error = self.error()?;
        if error.size == 0.0 {
            return Some(if self.estimate.estimate.abs() <= zone { 0.0 } else { 1.0 });
        }
        let above_lower = upper_p(error.steps(self.estimate.estimate + zone), error.degrees_of_freedom)?;
        let below_upper = upper_p(error.steps(zone - self.estimate.estimate), error.degrees_of_freedom)?;
        Some(above_lower.max(below_upper))
    }

    /// About how many replications in all would narrow the interval to `half_width` on either side,
    /// if the spread stays what it is; at least those there are if it is that narrow already.
    pub fn replications_for(&self, half_width: f64, confidence: f64) -> Option<u64> {
        replications_for(self.error()?, self.estimate.n, half_width, confidence)
    }

    /// About how many more replications would settle an undecided difference: until the interval
    /// leaves zero out, or lies within the zone that does not matter, whichever is sooner, if
    /// difference and spread stay what they are. None if nothing of the kind is in sight, as with
    /// a difference of zero and no zone.
    pub fn replications_to_settle(&self, zone: f64, confidence: f64) -> Option<u64> {
        let size = self.estimate.estimate.abs();
        let target = size.max(zone - size);
        let needed = self.replications_for(target, confidence)?;
        Some(needed.saturating_sub(self.estimate.n))
    }

    fn error(&self) -> Option<StandardError> {
        Some(StandardError { size: self.standard_error?, degrees_of_freedom: self.degrees_of_freedom? })
    }
}

/// A standard error with its degrees of freedom.
#[derive(Clone, Copy, Debug)]
pub(super) struct StandardError {
    pub size: f64,
    pub degrees_of_freedom: f64,
}

impl StandardError {
    /// One that is a number and has a degree of freedom.
    pub fn new(size: f64, degrees_of_freedom: f64) -> Option<Self> {
        (size.is_finite() && degrees_of_freedom > 0.0).then_some(Self { size, degrees_of_freedom })
    }

    /// Half the width of the t interval.
    pub fn half_width(self, confidence: f64) -> Option<f64> {
        let quantile = student_t_quantile(0.5 + confidence / 2.0, self.degrees_of_freedom)?;
        (confidence > 0.0).then_some(quantile * self.size)
    }

    /// How many standard errors a value is from zero.
    fn steps(self, value: f64) -> f64 {
        if value == 0.0 { 0.0 } else { value / self.size }
    }
}

/// Replications that would shrink a standard error obtained from `now` of them far enough.
pub(super) fn replications_for(
    error: StandardError,
    now: u64,
    half_width: f64,
    confidence: f64,
) -> Option<u64> {
    /// Beyond this nobody waits, and the whole numbers of f64 end not much later.
    const ENDLESS: f64 = 1e12;
    if half_width.is_nan() || half_width <= 0.0 {
        return None;
    }
    let one = error.size * real(now).sqrt();
    let mut needed = real(now);
    for _ in 0..20 {
        let quantile = student_t_quantile(0.5 + confidence / 2.0, (needed - 1.0).max(1.0))?;
        let next = (quantile * one / half_width).powi(2).ceil().max(2.0);
        if next > ENDLESS {
            return None;
        }
        if next == needed {
            break;
        }
        needed = next;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 2 and 1e12")]
    let needed = needed as u64;
    Some(needed.max(now))
}

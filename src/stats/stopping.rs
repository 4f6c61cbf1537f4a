//! When to stop: enough replications for a wanted precision.

use serde::Serialize;

use super::estimate::Estimate;
use super::real;

/// How precise a study is to be, and how it decides that it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Precision {
    /// Half the width of every interval, relative to the size of its estimate, is to be at most
    /// this, such as 0.02.
    pub relative: f64,
    /// No stop before so many replications.
    pub at_least: u64,
    /// For how many further checks in a row the precision must hold. An interval that happens to
    /// be narrow once does not stop the study.
    pub look_ahead: u32,
    /// Stop at so many replications in any case.
    pub at_most: u64,
}

/// What a check of the precision came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// The precision is reached, and has held.
    Reached,
    /// The precision is not reached, but the study may not go on.
    OutOfReplications,
    /// Go on; about so many replications in all are needed, if known.
    Continue {
        /// Replications in all.
        about: Option<u64>,
    },
}

/// The state of a study that runs until it is precise enough.
///
/// Replications run in batches of a fixed size, so that the number of threads cannot decide where
/// the study ends; after each batch the intervals are looked at. Y. S. Chow and H. Robbins, "On the
/// asymptotic theory of fixed-width sequential confidence intervals for the mean", Annals of
/// Mathematical Statistics 36(2), 1965, 457-462; the minimum and the look-ahead after K. Hoad, S.
/// Robinson and R. Davies, "Automated selection of the number of replications for a discrete-event
/// simulation", J. Operational Research Society 61, 2010, 1632-1644. Looking often makes lucky
/// intervals likelier: such intervals cover slightly less than they say, see the page on statistics.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stopping {
    precision: Precision,
    held: u32,
}

impl Stopping {
    /// Nothing has been checked yet.
    pub const fn new(precision: Precision) -> Self {
        Self { precision, held: 0 }
    }

    /// Looks at all the intervals that are to be precise, after a batch; `replications` ran so far.
    pub fn check(&mut self, replications: u64, estimates: &[Estimate]) -> Step {
        let precise = estimates.iter().all(|estimate| self.is_precise(estimate));
        let counts = precise && replications >= self.precision.at_least;
        self.held = if counts { self.held + 1 } else { 0 };
        if self.held > self.precision.look_ahead {
            Step::Reached
        } else if replications >= self.precision.at_most {
            if counts { Step::Reached } else { Step::OutOfReplications }
        } else {
            Step::Continue { about: self.about(replications, estimates) }
        }
    }

    /// Whether one interval is narrow enough. An estimate of zero in all replications is.
    pub fn is_precise(&self, estimate: &Estimate) -> bool {
        estimate.all_agree()
            || estimate.relative_half_width().is_some_and(|width| width <= self.precision.relative)
    }

    /// Widths shrink as the square root of the replications.
    fn about(&self, replications: u64, estimates: &[Estimate]) -> Option<u64> {
        let mut most = self.precision.at_least.max(replications);
        for estimate in estimates.iter().filter(|estimate| !self.is_precise(estimate)) {
            let excess = estimate.relative_half_width()? / self.precision.relative;
            let needed = (real(estimate.n) * excess * excess).ceil();
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates")]
            let needed = needed as u64;
            most = most.max(needed);
        }
        Some(most.min(self.precision.at_most))
    }
}

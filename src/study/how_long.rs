//! How long to run: so many replications, until precise enough, or as long as time allows.

use super::batches::BATCH;
use super::tolerance::Tolerance;
use serde::Serialize;
use std::time::{Duration, Instant};

/// How long to run. Whatever comes first ends the study, at the end of a batch.
#[derive(Clone, Debug, PartialEq)]
pub struct HowLong {
    /// No more replications than this.
    pub most: u64,
    /// How precise is precise enough; nothing: precision is not asked for.
    pub precision: Vec<Tolerance>,
    /// No batch is begun that would likely end after this.
    pub budget: Option<Duration>,
}

impl HowLong {
    /// So many replications.
    #[must_use]
    pub const fn replications(most: u64) -> Self {
        Self { most, precision: Vec::new(), budget: None }
    }

    /// Whether a study ends after `count` replications, which are whole batches or all there are.
    pub(super) fn ends(&self, count: u64, precise: impl FnOnce() -> bool, clock: Clock) -> Option<EndedBy> {
        if precise() {
            Some(EndedBy::Precision)
        } else if count < self.most && clock.is_up(count.div_ceil(BATCH)) {
            Some(EndedBy::Budget)
        } else {
            None
        }
    }
}

/// What ended a study.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EndedBy {
    /// All replications that were asked for are done.
    Replications,
    /// The precision that was asked for is reached.
    Precision,
    /// The time that was given is over.
    Budget,
    /// Somebody interrupted it.
    Interruption,
}

/// The clock of a budget.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clock {
    begun: Instant,
    budget: Option<Duration>,
}

impl Clock {
    pub(super) fn start(budget: Option<Duration>) -> Self {
        Self { begun: Instant::now(), budget }
    }

    /// Whether one more batch, as long as those before, would end after the budget.
    pub(super) fn is_up(&self, batches: u64) -> bool {
        let Some(budget) = self.budget else { return false };
        let spent = self.begun.elapsed().as_secs_f64();
        spent + spent / batches.max(1) as f64 > budget.as_secs_f64()
    }
}

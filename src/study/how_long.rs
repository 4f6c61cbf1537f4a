//! How long to run: so many replications, until precise enough, or as long as time allows.

use super::batches::{BATCH, Ended};
use super::tolerance::Tolerance;
use crate::stats::{Estimate, Precision, Step, Stopping};
use serde::Serialize;
use std::cell::Cell;
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

/// Whether a study that is under way goes on: asked after every batch.
#[derive(Debug)]
pub(super) struct Pace<'h> {
    how_long: &'h HowLong,
    begun: Instant,
    /// Intervals must stay narrow enough for one more batch, so that luck does not end the study.
    stopping: Cell<Stopping>,
    ended_by: Cell<EndedBy>,
}

impl<'h> Pace<'h> {
    pub(super) fn start(how_long: &'h HowLong) -> Self {
        // Sizes are relative to what is wanted of each: see `wanted`.
        let precision = Precision { relative: 1.0, at_least: BATCH, look_ahead: 1, at_most: how_long.most };
        let stopping = Cell::new(Stopping::new(precision));
        Self { how_long, begun: Instant::now(), stopping, ended_by: Cell::new(EndedBy::Replications) }
    }

    /// Whether the study ends after `count` replications, which are whole batches or all there are;
    /// `intervals` are those that must be narrow, each made by [`wanted`].
    pub(super) fn is_over(&self, count: u64, intervals: impl FnOnce() -> Vec<Estimate>) -> bool {
        let mut stopping = self.stopping.get();
        let precise = !self.how_long.precision.is_empty() && {
            let intervals = intervals();
            !intervals.is_empty() && stopping.check(count, &intervals) == Step::Reached
        };
        self.stopping.set(stopping);
        let why = if precise {
            EndedBy::Precision
        } else if count < self.how_long.most && self.is_late(count.div_ceil(BATCH)) {
            EndedBy::Budget
        } else {
            return false;
        };
        self.ended_by.set(why);
        true
    }

    /// Whether one more batch, as long as those before, would end after the budget.
    fn is_late(&self, batches: u64) -> bool {
        let Some(budget) = self.how_long.budget else { return false };
        let spent = self.begun.elapsed().as_secs_f64();
        spent + spent / batches.max(1) as f64 > budget.as_secs_f64()
    }

    /// What ended the study.
    pub(super) fn ended_by(&self, ended: Ended) -> EndedBy {
        if matches!(ended, Ended::Interrupted(_)) { EndedBy::Interruption } else { self.ended_by.get() }
    }
}

/// An interval beside the size that is wanted of its half: it is relative to that size.
pub(super) fn wanted(half: Option<f64>, size: f64) -> Estimate {
    let [low, high] = [half.map(|half| size - half), half.map(|half| size + half)];
    Estimate { estimate: size, low, high, n: 0 }
}

//! Replications in parallel, in batches, handed on in the order of their numbers.

use crate::corridor::Stop;
use rayon::prelude::*;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// How a set of replications ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// All that were wanted are done.
    Complete,
    /// Somebody asked to stop; the first so many are done.
    Interrupted(u64),
    /// A replication could not go on.
    Failed {
        /// Its number.
        replication: u64,
        /// The place of its scenario among those that are run together; 0 for a single one.
        scenario: usize,
        /// Why.
        why: Stop,
    },
}

/// Replications are run in batches of this many. Between batches results are gathered, so memory
/// does not grow with their number, an interruption keeps a whole beginning, and whether there are
/// enough is asked only there, so that threads have no say in it.
pub const BATCH: u64 = 32;

/// Why a replication failed, and in which of the scenarios that are run together.
pub(super) type Failure = (usize, Stop);

/// Who runs replications in batches, and what may end them.
pub(super) struct Batches<'b> {
    /// The most that are run.
    pub(super) most: u64,
    /// Ends the study after the replications under way.
    pub(super) stop: &'b AtomicBool,
    /// Is told of each replication that has finished, in any order.
    pub(super) done: &'b (dyn Fn() + Sync),
}

impl Batches<'_> {
    /// Runs `one` for the numbers from zero on, on the current thread pool, and hands what comes of
    /// it to `gather` in the order of numbers. After each batch `enough` is asked, with how many
    /// there are, whether to end here.
    pub(super) fn run<G, T: Send>(
        &self,
        gathered: &mut G,
        one: impl Fn(u64) -> Result<T, Failure> + Sync,
        gather: impl Fn(&mut G, u64, T),
        enough: impl Fn(&mut G, u64) -> bool,
    ) -> Ended {
        let mut first = 0;
        // Nobody asks what comes of those behind the first that fails, and a flood fills memory.
        let failed = AtomicU64::new(u64::MAX);
        while first < self.most {
            let last = first.saturating_add(BATCH).min(self.most);
            let batch: Vec<Option<Result<T, Failure>>> = (first..last)
                .into_par_iter()
                .map(|number| {
                    let asked = !self.stop.load(Ordering::Relaxed) && number < failed.load(Ordering::Relaxed);
                    let found = asked.then(|| one(number));
                    if let Some(Err(_)) = found {
                        failed.fetch_min(number, Ordering::Relaxed);
                    }
                    (self.done)();
                    found
                })
                .collect();
            for (number, found) in (first..).zip(batch) {
                match found {
                    None => return Ended::Interrupted(number),
                    Some(Err((scenario, why))) => {
                        return Ended::Failed { replication: number, scenario, why };
                    }
                    Some(Ok(found)) => gather(gathered, number, found),
                }
            }
            first = last;
            if enough(gathered, first) {
                break;
            }
        }
        Ended::Complete
    }
}

//! Replications in parallel, gathered in the order of their numbers.

use super::measure::Sheet;
use crate::corridor::{Corridor, Simulator, Stop};
use rayon::prelude::*;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

/// How a set of replications ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// All are done.
    Complete,
    /// Somebody asked to stop; the first so many are done.
    Interrupted(u64),
    /// A replication could not go on.
    Failed {
        /// Its number.
        replication: u64,
        /// Why.
        why: Stop,
    },
}

/// Replications of one corridor under one seed.
#[derive(Debug)]
pub struct Replications<'c> {
    corridor: &'c Corridor,
    seed: u64,
    sheet: Sheet<'c>,
    /// Simulators at rest: their memory is used again.
    idle: Mutex<Vec<Simulator<'c>>>,
}

/// Replications are run in blocks of this many; between blocks results are gathered, so memory
/// does not grow with their number, and an interruption keeps whole blocks or a whole beginning.
const BLOCK: u64 = 32;

/// What one replication contributes.
type Values = Result<Vec<Option<f64>>, Stop>;

impl<'c> Replications<'c> {
    /// Replications of a corridor.
    #[must_use]
    pub fn of(corridor: &'c Corridor, seed: u64) -> Self {
        Self { corridor, seed, sheet: Sheet::of(corridor), idle: Mutex::new(Vec::new()) }
    }

    /// The measures that every replication yields.
    #[must_use]
    pub fn sheet(&self) -> &Sheet<'c> {
        &self.sheet
    }

    /// The values of one replication, the same alone as among others.
    ///
    /// # Errors
    /// Why it could not reach its horizon.
    pub fn one(&self, number: u64) -> Values {
        let resting = self.idle.lock().ok().and_then(|mut idle| idle.pop());
        let mut simulator = resting.unwrap_or_else(|| Simulator::new(self.corridor));
        let outcome = simulator.replicate(self.seed, number);
        let values = match outcome.stopped {
            Some(why) => Err(why),
            None => Ok(self.sheet.values(outcome)),
        };
        if let Ok(mut idle) = self.idle.lock() {
            idle.push(simulator);
        }
        values
    }

    /// Runs the first `count` replications on the current thread pool and hands their values to
    /// `each` in the order of their numbers. `done` is told of each that has finished, in any
    /// order; `stop` ends the study after those under way.
    pub fn all(
        &self,
        count: u64,
        stop: &AtomicBool,
        done: &(dyn Fn() + Sync),
        each: &mut dyn FnMut(u64, &[Option<f64>]),
    ) -> Ended {
        let mut first = 0;
        while first < count {
            let last = (first + BLOCK).min(count);
            let block: Vec<Option<Values>> = (first..last)
                .into_par_iter()
                .map(|number| {
                    let values = (!stop.load(Ordering::Relaxed)).then(|| self.one(number));
                    done();
                    values
                })
                .collect();
            for (number, values) in (first..).zip(block) {
                match values {
                    None => return Ended::Interrupted(number),
                    Some(Err(why)) => return Ended::Failed { replication: number, why },
                    Some(Ok(values)) => each(number, &values),
                }
            }
            first = last;
        }
        Ended::Complete
    }
}

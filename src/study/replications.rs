//! Replications of one corridor.

use super::measure::{Reading, Sheet};
use crate::corridor::{Corridor, Outcome, Simulator, Stop};
use std::sync::Mutex;

/// Replications of one corridor under one seed.
#[derive(Debug)]
pub struct Replications<'c> {
    corridor: &'c Corridor,
    seed: u64,
    sheet: Sheet<'c>,
    /// Simulators at rest: their memory is used again.
    idle: Mutex<Vec<Simulator<'c>>>,
}

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

    /// The corridor.
    #[must_use]
    pub fn corridor(&self) -> &'c Corridor {
        self.corridor
    }

    /// The values of one replication, the same alone as among others.
    ///
    /// # Errors
    /// Why it could not reach its horizon.
    pub fn one(&self, number: u64) -> Result<Vec<Option<f64>>, Stop> {
        self.read(number).map(|reading| reading.values)
    }

    /// Everything that one replication says, the same alone as among others.
    ///
    /// # Errors
    /// Why it could not reach its horizon.
    pub fn read(&self, number: u64) -> Result<Reading, Stop> {
        self.seen(number, |sheet, outcome| sheet.read(outcome))
    }

    /// Runs one replication and lets somebody look at its outcome.
    ///
    /// # Errors
    /// Why it could not reach its horizon.
    pub fn seen<T>(&self, number: u64, look: impl FnOnce(&Sheet<'c>, &mut Outcome) -> T) -> Result<T, Stop> {
        let resting = self.idle.lock().ok().and_then(|mut idle| idle.pop());
        let mut simulator = resting.unwrap_or_else(|| Simulator::new(self.corridor));
        let outcome = simulator.replicate(self.seed, number);
        let seen = match outcome.stopped {
            Some(why) => Err(why),
            None => Ok(look(&self.sheet, outcome)),
        };
        if let Ok(mut idle) = self.idle.lock() {
            idle.push(simulator);
        }
        seen
    }
}

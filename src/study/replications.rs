//! Replications of one corridor.

use super::measure::{Reading, Sheet};
use crate::corridor::{Corridor, Follow, Simulator, Stop};
use std::sync::Mutex;

/// Replications of one corridor under one seed.
#[derive(Debug)]
pub struct Replications<'c> {
    corridor: &'c Corridor,
    seed: u64,
    sheet: Sheet<'c>,
    /// Whether consignments are followed one by one.
    followed: bool,
    /// Simulators at rest: their memory is used again.
    idle: Mutex<Vec<Simulator<'c>>>,
}

impl<'c> Replications<'c> {
    /// Replications of a corridor.
    #[must_use]
    pub fn of(corridor: &'c Corridor, seed: u64) -> Self {
        Self { corridor, seed, sheet: Sheet::of(corridor), followed: false, idle: Mutex::new(Vec::new()) }
    }

    /// Follows every consignment, for [`follow`](Self::follow).
    #[must_use]
    pub fn with_consignments(mut self) -> Self {
        self.followed = true;
        self
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
        self.seen(number, |sheet, simulator| sheet.read(simulator.outcome()))
    }

    /// Everything that one replication says, and its consignments one by one.
    ///
    /// # Errors
    /// Why it could not reach its horizon.
    pub fn follow(&self, number: u64) -> Result<(Reading, Follow), Stop> {
        self.seen(number, |sheet, simulator| {
            let reading = sheet.read(simulator.outcome());
            (reading, simulator.followed().cloned().unwrap_or_default())
        })
    }

    /// Runs one replication and lets somebody look at what came of it.
    ///
    /// # Errors
    /// Why it could not reach its horizon.
    pub fn seen<T>(
        &self,
        number: u64,
        look: impl FnOnce(&Sheet<'c>, &mut Simulator<'c>) -> T,
    ) -> Result<T, Stop> {
        let resting = self.idle.lock().ok().and_then(|mut idle| idle.pop());
        let mut simulator = resting.unwrap_or_else(|| {
            let mut simulator = Simulator::new(self.corridor);
            simulator.follow(self.followed);
            simulator
        });
        // What could not go on has taken up memory that nobody needs again.
        if let Some(why) = simulator.replicate(self.seed, number).stopped {
            return Err(why);
        }
        let seen = look(&self.sheet, &mut simulator);
        if let Ok(mut idle) = self.idle.lock() {
            idle.push(simulator);
        }
        Ok(seen)
    }
}

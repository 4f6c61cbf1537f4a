//! One replication with a recorder.

use super::log::Recorder;
use super::world::World;
use crate::corridor::deadlock::Deadlock;
use crate::corridor::model::Corridor;
use crate::corridor::outcome::Outcome;
use crate::corridor::record::Record;

/// Runs one replication and hands every record of it to `sink`, in the order of time. It is the same
/// replication that a study runs: the same world, with somebody listening.
pub fn trace(corridor: &Corridor, seed: u64, number: u64, sink: &mut dyn FnMut(&Record)) -> Outcome {
    let mut world = World::new(corridor, Recorder::new(sink));
    world.replicate(seed, number);
    std::mem::take(&mut world.outcome)
}

/// The circle of those who wait for each other in one replication, if it ends in a deadlock.
#[must_use]
pub fn deadlock(corridor: &Corridor, seed: u64, number: u64) -> Option<Deadlock> {
    let mut nobody = |_: &Record| {};
    let mut world = World::new(corridor, Recorder::new(&mut nobody));
    world.replicate(seed, number);
    world.deadlock()
}

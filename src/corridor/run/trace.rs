//! One replication with a recorder.

use super::log::Recorder;
use super::world::World;
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

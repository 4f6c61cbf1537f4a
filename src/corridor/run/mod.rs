//! One replication: a pure function of the corridor, the seed and the number of the replication.

mod arena;
mod border;
mod breakdown;
mod deadlock;
mod demand;
mod dispatch;
mod disruption;
mod eject;
mod emit;
mod follow;
mod foresight;
mod gauge;
mod hire;
mod locomotive;
mod log;
mod look;
mod lot;
mod money;
mod papers;
mod phase;
mod ride;
mod routing;
mod single;
mod slowdown;
mod tally;
mod telling;
mod trace;
mod train;
mod traveller;
mod vehicle;
mod voyage;
mod weather;
mod world;
mod yard;

pub use trace::{deadlock, trace};
pub use world::Simulator;

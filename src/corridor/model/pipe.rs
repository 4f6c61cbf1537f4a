//! Pipelines: what flows from one end to the other, without vehicles.
//!
//! ```text
//! tank ─► pump: one lot after the other, so many tonnes an hour ─► line: its transit ─► tank
//! ```

use super::cargo::Cargo;
use super::fleet::{Fleet, Port, Returns};
use super::ids::NodeId;
use super::link::Mode;
use super::upkeep::Upkeep;
use crate::noise::{Item, Stream};
use crate::quantity::{Duration, LoadUnit};

/// How a pipeline flows while it is open.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pipeline {
    /// Its place among all pipelines.
    pub place: usize,
    /// What it takes in of the goods of the scenario (t/h).
    pub rate: f64,
    /// Time from its inlet to its outlet.
    pub transit: Duration,
}

impl Pipeline {
    /// Time for so many tonnes to go in, or to come out.
    #[must_use]
    pub fn passes(&self, tonnes: f64) -> Duration {
        Duration::nearest_ms(tonnes / self.rate * 3.6e6)
    }
}

impl Fleet {
    /// What stands for the vehicles of a service by pipeline, where there are none: it carries whatever is
    /// counted in tonnes, and each lot for itself.
    pub(crate) fn of_pipeline(service: &str, ends: [NodeId; 2], cargo: &[Cargo]) -> Self {
        let room = |class: &Cargo| (class.unit == LoadUnit::Tonne).then_some(1);
        Self {
            name: service.to_owned(),
            vehicles: None,
            mode: Mode::Pipeline,
            room: cargo.iter().map(room).collect(),
            speed: None,
            returns: Returns::AtOnce,
            ports: ends.map(|node| Port { node, berth: None }).to_vec(),
            ways: Vec::new(),
            hire: None,
            services: Vec::new(),
            draws: Stream::of(service, "speed"),
            family: Item::family(service),
            upkeep: Upkeep::default(),
            turn_round: None,
            in_trains: None,
            hauled: Vec::new(),
            hauls: false,
            train: None,
            draught: None,
        }
    }

    /// Whether it has vehicles: a pipeline has none.
    #[must_use]
    pub fn has_vehicles(&self) -> bool {
        self.mode != Mode::Pipeline
    }
}

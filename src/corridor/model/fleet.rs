//! Fleets: vehicles of one kind.

use super::draught::Draught;
use super::ids::{BerthId, FleetId, NodeId, ServiceId};
use super::link::{Hop, Mode};
use super::train::Train;
use super::upkeep::Upkeep;
use crate::noise::{Distribution, Stream};
use crate::quantity::Duration;

/// The room of a whole vehicle. A load unit takes `FULL / capacity` of it, so that different
/// goods can share a vehicle and whole numbers still add up: with up to 2²⁰ load units to a vehicle
/// exactly `capacity` of them fit.
pub const FULL: u64 = 1 << 40;

/// A fleet.
#[derive(Debug, Clone)]
pub struct Fleet {
    /// Its name.
    pub name: String,
    /// Number of vehicles; `None`: as many as are asked for.
    pub vehicles: Option<u32>,
    /// What it moves on.
    pub mode: Mode,
    /// Room that one load unit takes, by cargo class; `None`: can't be carried.
    pub room: Vec<Option<u64>>,
    /// What its trains are made of, where that is said.
    pub train: Option<Train>,
    /// How deep its vehicles lie in the water, and what they can load where it is shallow; `None`: any
    /// load that there is room for.
    pub draught: Option<Draught>,
    /// Own speed (km/h), where the links do not say how long they take.
    pub speed: Option<Distribution>,
    /// How vehicles come back.
    pub returns: Returns,
    /// The places where its services start or end; vehicles begin at the first, their home.
    pub ports: Vec<Port>,
    /// How to get, empty, from one port to another: `ports.len()` squared, `None` where no way is.
    pub ways: Vec<Option<Vec<Hop>>>,
    /// What it charges besides the tariffs of its services.
    pub hire: Option<super::Hire>,
    /// Its services.
    pub services: Vec<ServiceId>,
    /// The address of its speed draws.
    pub draws: Stream,
    /// The family of its vehicles' addresses.
    pub family: u64,
    /// Breakdowns and maintenance of its vehicles.
    pub upkeep: Upkeep,
    /// How its vehicles are made up into trains, if they are wagons.
    pub in_trains: Option<InTrains>,
    /// What a vehicle needs after its work before it is at hand again.
    pub turn_round: Option<TurnRound>,
    /// Whose locomotives haul its vehicles, by link; empty where they move by themselves everywhere.
    pub hauled: Vec<Option<FleetId>>,
    /// Whether its vehicles are locomotives.
    pub hauls: bool,
}

/// Wagons that go in trains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InTrains {
    /// The most wagons of a train.
    pub longest: u32,
    /// The least.
    pub shortest: u32,
}

/// Cleaning, inspection, marshalling; servicing of locomotives.
#[derive(Debug, Clone)]
pub struct TurnRound {
    /// How long it takes (ms).
    pub time: Distribution,
    /// The address of its draws.
    pub draws: Stream,
}

impl Fleet {
    /// The way from one port to another, by their places in [`Fleet::ports`].
    #[must_use]
    pub fn way(&self, from: usize, to: usize) -> Option<&[Hop]> {
        self.ways[from * self.ports.len() + to].as_deref()
    }

    /// The room of all that goes together: a vehicle, or the longest train of wagons.
    #[must_use]
    pub fn whole(&self) -> u64 {
        FULL * self.in_trains.map_or(1, |trains| u64::from(trains.longest).max(1))
    }

    /// The place of a node in [`Fleet::ports`].
    #[must_use]
    pub fn port(&self, node: NodeId) -> Option<usize> {
        self.ports.iter().position(|port| port.node == node)
    }
}

/// A place where vehicles of a fleet start and end their trips.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Port {
    /// The place.
    pub node: NodeId,
    /// The berths that its vehicles take there.
    pub berth: Option<BerthId>,
}

/// How a vehicle comes back for the next load.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Returns {
    /// It is available again the moment it is empty: servers, slots, hired vehicles.
    AtOnce,
    /// It travels: loaded if goods wait for it, else empty after waiting so long for some.
    Travels {
        /// How long it waits for a return load.
        patience: Duration,
    },
}

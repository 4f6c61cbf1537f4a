//! Services: what carriers offer.

use super::ids::{FleetId, GateId, NodeId, PayeeId};
use super::link::Hop;
use super::price::Freight;
use crate::quantity::{Duration, Length};

/// A carrier's offer over one or more links.
#[derive(Debug, Clone)]
pub struct Service {
    /// Its name.
    pub name: String,
    /// Where it starts.
    pub from: NodeId,
    /// Where it ends.
    pub to: NodeId,
    /// The links, in order.
    pub path: Vec<Hop>,
    /// Their length altogether.
    pub length: Length,
    /// Whose vehicles go.
    pub fleet: FleetId,
    /// Places of origin and destination in the fleet's ports.
    pub ports: [usize; 2],
    /// When vehicles leave.
    pub departs: Departure,
    /// Room that the largest load unit takes: with less than that left a vehicle is full.
    pub largest: u64,
    /// What the carrier charges, by cargo class.
    pub freight: Vec<Freight>,
    /// What closes it to goods of each cargo class.
    pub embargoes: Vec<Option<GateId>>,
    /// Who is paid.
    pub payee: PayeeId,
}

/// When a vehicle leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Departure {
    /// As soon as something is aboard and nothing that fits is waiting.
    OnDemand,
    /// When enough is aboard, or some time after the first lot came aboard.
    WhenFull {
        /// Room that must be taken; `FULL` less what no further unit fits into counts as full.
        at_least: u64,
        /// Leaves at the latest so long after the first lot came aboard.
        or_after: Option<Duration>,
    },
    /// At fixed times, with what is aboard; a vehicle without load stays.
    Timetable {
        /// The first departure after the start.
        first: Duration,
        /// Time from one departure to the next.
        every: Duration,
    },
}

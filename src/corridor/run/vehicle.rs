//! Vehicles: trainsets, vessels and trucks.

use super::lot::LotKey;
use super::unit::UnitKey;
use crate::corridor::ledger::Hours;
use crate::corridor::model::{FleetId, GaugeChangeId, LinkId, ServiceId};
use crate::noise::Item;
use crate::sim::{Batch, Ticket, Time};

/// A vehicle's place in the arena.
pub(super) type VehicleKey = u32;

/// What a vehicle is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Duty {
    /// Waits at a port for something to do.
    Idle,
    /// Called for a service and waiting for a berth to load at.
    Called,
    /// At a berth, taking lots aboard.
    Loading,
    /// Under way with lots.
    Loaded,
    /// At a berth, giving lots off.
    Unloading,
    /// Out of work, for repair or maintenance.
    Out,
    /// A locomotive with a vehicle that it hauls, or is about to.
    Hauling,
    /// A wagon in a train that another one stands for.
    InTrain,
    /// Cleaned, inspected or serviced after its work.
    TurningRound,
    /// Under way without lots, to the port that is told.
    Empty {
        /// Its place in the fleet's ports.
        to: u16,
    },
}

/// A vehicle.
#[derive(Clone, Debug)]
pub(super) struct Vehicle {
    pub(super) fleet: FleetId,
    pub(super) duty: Duty,
    /// The service it is on; its last one while idle.
    pub(super) service: ServiceId,
    /// The port it is at or has left, by its place in the fleet's ports.
    pub(super) port: u16,
    /// The next hop of its way.
    pub(super) hop: u16,
    /// Whether the border of the next hop lies behind it.
    pub(super) released: bool,
    /// Whether the change of gauge before the next hop lies behind it.
    pub(super) regauged: bool,
    /// The single track that it is on.
    pub(super) on: Option<LinkId>,
    /// Where the wagons come from that it stands for, if they are not its own.
    pub(super) wagons: Option<GaugeChangeId>,
    /// The locomotive that hauls it; of a locomotive, what it hauls; of a wagon in a train, the one that
    /// stands for it.
    pub(super) hitched: Option<VehicleKey>,
    /// The next wagon of the same train, and how many there are from here on.
    pub(super) behind: Option<VehicleKey>,
    pub(super) wagons_on: u32,
    /// Whether it holds a berth at `port`.
    pub(super) berthed: bool,
    /// Whether it leaves as soon as nothing is being loaded, full or not.
    pub(super) due: bool,
    /// Room taken, and since when.
    pub(super) load: Batch,
    /// Lots being loaded or still to be unloaded.
    pub(super) working: u32,
    /// The lots aboard: first and last of a chain.
    pub(super) aboard: Option<(LotKey, LotKey)>,
    /// The deadline to leave, or to stop waiting for a return load.
    pub(super) timer: Option<Ticket>,
    /// When it was ready to leave: from then on its lots share its history.
    pub(super) ready: Time,
    /// Up to when its time is booked.
    pub(super) since: Time,
    /// Its time since it was ready, by cause.
    pub(super) hours: Hours,
    /// The address of the draws of this trip: that of the first lot aboard.
    pub(super) trip: Item,
    /// Its own address, and how many trips without load it has made.
    pub(super) own: Item,
    pub(super) empty_trips: u64,
    /// How often it has been turned round.
    pub(super) turns: u64,
    /// Its unit, if its fleet breaks down or is maintained.
    pub(super) unit: Option<UnitKey>,
}

impl Vehicle {
    /// Whether anything of it may break down under way: itself, its locomotive or the wagons that it stands for.
    #[inline]
    pub(super) fn may_stop(&self) -> bool {
        self.unit.is_some() || self.hitched.is_some() || self.wagons.is_some()
    }

    /// Puts a lot at the end of the chain; the caller links the lot before it.
    pub(super) fn chain(&mut self, lot: LotKey) -> Option<LotKey> {
        let before = self.aboard.map(|(_, last)| last);
        self.aboard = Some((self.aboard.map_or(lot, |(first, _)| first), lot));
        before
    }
}

//! Lots: counts of identical load units with one common history.

use crate::corridor::ledger::Hours;
use crate::corridor::model::{CellId, DemandId, Micros};
use crate::noise::Item;
use crate::sim::Time;

/// A lot's place in the arena.
pub(super) type LotKey = u32;

/// What is being done with a lot in a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// Coming in from outside the corridor.
    Entering,
    /// Coming off a vehicle.
    Unloading,
    /// Papers in the yard.
    Formalities,
    /// Work in the yard.
    Transloading,
    /// Waiting for a vehicle.
    Ready,
    /// Going aboard.
    Loading,
    /// On a vehicle.
    Aboard,
}

/// A lot.
#[derive(Clone, Debug)]
pub(super) struct Lot {
    pub(super) consignment: u32,
    pub(super) count: u32,
    pub(super) demand: DemandId,
    pub(super) stage: Stage,
    /// The leg it is on or will take next.
    pub(super) leg: u32,
    /// How many lots have been split off this one.
    pub(super) splits: u16,
    pub(super) vehicle: u32,
    /// On a ride: the next hop of its way, and whether the border of it lies behind.
    pub(super) hop: u16,
    pub(super) released: bool,
    /// The next lot aboard the same vehicle.
    pub(super) next: Option<LotKey>,
    /// Up to when its time is booked.
    pub(super) since: Time,
    /// When it came into the store it lies in.
    pub(super) stored: Time,
    /// Places that it takes there: all of them, if it is larger than the store.
    pub(super) places: u64,
    /// Its address for draws.
    pub(super) item: Item,
    pub(super) hours: Hours,
    /// Everything booked on it, whoever is paid.
    pub(super) booked: Micros,
    /// Kilometres behind it.
    pub(super) km: f64,
}

/// A consignment: what a shipper sends at once.
#[derive(Clone, Copy, Debug)]
pub(super) struct Consignment {
    pub(super) appeared: Time,
    /// Its address for draws that all its lots share.
    pub(super) item: Item,
    /// Where its results are gathered.
    pub(super) cell: CellId,
    /// Load units not yet delivered; none: the place is free.
    pub(super) left: u32,
}

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

/// A lot. It fills four cache lines: what almost every event touches, the hours in two, the rest. Lots
/// under way are more than the nearest cache holds, so what counts is how many lines an event needs.
#[derive(Clone, Debug)]
#[repr(C, align(64))]
pub(super) struct Lot {
    pub(super) consignment: u32,
    pub(super) count: u32,
    pub(super) demand: DemandId,
    /// The leg it is on or will take next.
    pub(super) leg: u32,
    pub(super) vehicle: u32,
    /// The next lot aboard the same vehicle.
    pub(super) next: Option<LotKey>,
    /// On a ride: the next hop of its way, and whether the border of it lies behind.
    pub(super) hop: u16,
    pub(super) released: bool,
    pub(super) stage: Stage,
    /// Whether what it draws has been drawn ahead.
    pub(super) foreseen: bool,
    /// How many lots have been split off this one.
    pub(super) splits: u16,
    /// The machines that work on it, as long as some do; else one.
    pub(super) machines: u32,
    /// Up to when its time is booked.
    pub(super) since: Time,
    /// Its address for draws.
    pub(super) item: Item,
    /// Everything booked on it, whoever is paid.
    pub(super) booked: Micros,
    pub(super) hours: Hours,
    /// When it came into the store it lies in.
    pub(super) stored: Time,
    /// Places that it takes there: all of them, if it is larger than the store.
    pub(super) places: u64,
    /// Kilometres behind it.
    pub(super) km: f64,
}

// What lies before the hours is one line.
const _: () = assert!(std::mem::offset_of!(Lot, hours) == 64 && size_of::<Lot>() == 256);

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

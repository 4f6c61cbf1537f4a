//! Border crossings.

use super::ids::{GateId, PayeeId};
use super::price::Freight;
use crate::noise::{Distribution, Stream};

/// A border crossing: a number of servers that release one vehicle after the other.
#[derive(Debug, Clone)]
pub struct Border {
    /// Its name.
    pub name: String,
    /// Vehicles worked at the same time.
    pub servers: u32,
    /// Working hours and works; an inspection under way pauses when they end.
    pub gate: Option<GateId>,
    /// Time to release one vehicle (ms).
    pub release: Distribution,
    /// The fee, by cargo class.
    pub fees: Vec<Freight>,
    /// Who takes the fee.
    pub payee: PayeeId,
    /// The address of its draws.
    pub draws: Stream,
}

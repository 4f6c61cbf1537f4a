//! Consignments followed through a replication: when each was where, and what it had cost by then.

use super::ledger::Hours;
use super::model::{DemandId, Micros};
use crate::sim::Time;

/// A consignment that arrived between the end of the warm-up and the horizon.
#[derive(Clone, Debug)]
pub struct Followed {
    /// Its stream.
    pub demand: DemandId,
    /// Its number in the stream.
    pub number: u64,
    /// Load units.
    pub units: u32,
    /// When it appeared.
    pub appeared: Time,
    /// When its last lot arrived.
    pub arrived: Time,
    /// Where the time went, by the ledger of its last lot.
    pub hours: Hours,
}

/// Where a consignment stood at the end of a leg.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LegEnd {
    /// When its last lot was off the vehicle.
    pub at: Time,
    /// What had been paid for it by then.
    pub paid: Micros,
}

/// The consignments that arrived in a replication, in the order in which they arrived.
#[derive(Clone, Debug, Default)]
pub struct Follow {
    /// The consignments.
    pub consignments: Vec<Followed>,
    /// When those appeared that were under way at the horizon.
    pub under_way: Vec<Time>,
    /// Dollars by payee, as many for each consignment as there are payees.
    dollars: Vec<Micros>,
    payees: usize,
    /// Ends of legs, as many for each consignment as any stream has legs on all its ways.
    ends: Vec<LegEnd>,
    legs: usize,
}

impl Follow {
    pub(super) fn new(payees: usize, legs: usize) -> Self {
        Self { payees, legs, ..Self::default() }
    }

    pub(super) fn clear(&mut self) {
        self.consignments.clear();
        self.under_way.clear();
        self.dollars.clear();
        self.ends.clear();
    }

    pub(super) fn add(&mut self, consignment: Followed, dollars: &[Micros], ends: &[LegEnd]) {
        self.consignments.push(consignment);
        self.dollars.extend_from_slice(dollars);
        self.ends.extend_from_slice(ends);
    }

    /// What was booked for the consignment at a place of the list, by payee.
    #[must_use]
    pub fn dollars(&self, place: usize) -> &[Micros] {
        &self.dollars[place * self.payees..][..self.payees]
    }

    /// Where the consignment at a place of the list stood at the ends of its stream's legs, way
    /// after way; blank for legs it did not take.
    #[must_use]
    pub fn ends(&self, place: usize) -> &[LegEnd] {
        &self.ends[place * self.legs..][..self.legs]
    }
}
